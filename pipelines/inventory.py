"""What lies in raw/, without opening any of it.

Belongs here: counting files by form, and a fingerprint that tells whether raw/ has changed. Does not belong here:
reading articles (`pipelines.ingest`).
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.ingest.errors import InputError
from pipelines.ingest.reading import FORMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Inventory:
    """The files of raw/: how many of each form, their bytes in all, a hash of their names, sizes and times."""

    forms: Mapping[str, int]
    n_bytes: int
    fingerprint: str


def take_inventory(raw: Path) -> Inventory:
    """List raw/ with one `lstat` a file; hidden files and folders are left out.

    A fingerprint that is the same means that no file was added, removed, renamed, resized or written to.

    Raises: InputError when there is no such folder.
    """
    if not raw.is_dir():
        raise InputError(str(raw), "there is no such folder", "give the folder that holds articles/ and sources.yml")
    forms: Counter[str] = Counter()
    n_bytes = 0
    digest = hashlib.sha256()
    for path in sorted(_files(raw), key=os.fsencode):
        try:
            status = path.lstat()
        except FileNotFoundError:  # removed while we looked: it is not there
            continue
        forms[_form(path)] += 1
        n_bytes += status.st_size
        name = os.fsencode(path.relative_to(raw))
        digest.update(b"%s\0%d\0%d\0" % (name, status.st_size, status.st_mtime_ns))
    return Inventory(dict(sorted(forms.items())), n_bytes, digest.hexdigest())


def _files(raw: Path) -> Iterator[Path]:
    for folder, folder_names, file_names in raw.walk():
        folder_names[:] = [name for name in folder_names if not name.startswith(".")]
        yield from (folder / name for name in file_names if not name.startswith("."))


def _form(path: Path) -> str:
    known = next((form for form in FORMS if path.name.endswith(form)), None)
    return known or path.suffix or "no suffix"
