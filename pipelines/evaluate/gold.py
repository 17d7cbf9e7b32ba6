"""Gold corpora as files: the one error that readers raise, and reading text.

Belongs here: what the readers share. Does not belong here: any corpus's format. Runs on Python 3.11 with the standard
library alone, because training imports it.
"""

from __future__ import annotations

from pathlib import Path

from pipelines.errors import OnRecordError


class GoldError(OnRecordError):
    """A gold corpus is missing or cannot be read."""


def read_gold(path: Path, newline: str | None = None) -> str:
    """The decoded text of a file.

    Args:
        path: the file, in UTF-8.
        newline: as in `open`; "" leaves line breaks as they are, for files whose offsets count them.

    Raises: GoldError naming the file.
    """
    try:
        with path.open(encoding="utf-8", newline=newline) as file:
            return file.read()
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path}: cannot be read: {error}"
        raise GoldError(message) from error
