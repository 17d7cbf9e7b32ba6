"""raw/sources.yml: where articles come from.

Belongs here: reading that file. An error in it stops the run, since every article leans on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from pipelines.ingest.errors import InputError, RejectedError
from pipelines.ingest.fields import Source, SourceKey, describe
from pipelines.ingest.strict_yaml import YamlError, load_yaml
from pipelines.ingest.text import decode

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "sources.yml"
_NEXT_STEP = "correct raw/sources.yml; raw/README.md says how"
_KEY: TypeAdapter[str] = TypeAdapter(SourceKey)


def read_sources(raw: Path) -> dict[str, Source]:
    """The sources of raw/sources.yml by their key, in the order of the file.

    Raises: InputError naming the line where the file is missing or broken.
    """
    path = raw / FILE_NAME
    try:
        entries, lines = load_yaml(decode(path.read_bytes()))
    except FileNotFoundError as error:
        raise InputError(str(path), "is missing", "add it; raw/README.md says how") from error
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}", _NEXT_STEP) from error
    except RejectedError as error:
        raise InputError(str(path), error.detail, _NEXT_STEP) from error
    except YamlError as error:
        raise InputError(str(path), error.problem, _NEXT_STEP, error.line) from error
    if not isinstance(entries, dict):
        raise InputError(str(path), "holds no mapping of keys to sources", _NEXT_STEP)
    sources: dict[str, Source] = {}
    for key, entry in entries.items():
        try:
            sources[_KEY.validate_python(key)] = Source.model_validate(entry)
        except ValidationError as error:
            place = (key, *error.errors()[0]["loc"])
            line = lines.get(place, lines[(key,)])
            raise InputError(str(path), f"source {key!r}: {describe(error, Source)}", _NEXT_STEP, line) from error
    return sources
