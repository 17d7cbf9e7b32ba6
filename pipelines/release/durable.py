"""Files that survive a power cut, and replacements that a reader never sees half done.

Belongs here: fsync, atomic replacement, modes that do not depend on the umask, hashing files.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from typing import TYPE_CHECKING, Any

from pipelines.release.dataset import STAGING

if TYPE_CHECKING:
    from pathlib import Path

FILE_MODE = 0o644
FOLDER_MODE = 0o755


def sync(path: Path) -> None:
    """Wait until a file's bytes, or a folder's entries, are on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Give all files and folders their modes and wait until they are on disk."""
    for path in sorted(folder.rglob("*")):
        path.chmod(FOLDER_MODE if path.is_dir() else FILE_MODE)
        sync(path)
    folder.chmod(FOLDER_MODE)
    sync(folder)


def move_into_place(temporary: Path, path: Path) -> None:
    """Replace a file by a finished one; a reader sees the old bytes or the new ones."""
    temporary.chmod(FILE_MODE)
    sync(temporary)
    os.replace(temporary, path)  # noqa: PTH105 - the one call that tests interrupt
    sync(path.parent)


def replace_file(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees its old content or its new one."""
    temporary = path.with_name(STAGING + path.name)
    temporary.write_bytes(content)
    move_into_place(temporary, path)


def keep_file(path: Path, content: bytes) -> None:
    """Replace a file, unless it has this content already."""
    if not path.exists() or path.read_bytes() != content:
        replace_file(path, content)


def remove_staging(folder: Path) -> None:
    """Delete what a killed run left; only for the holder of the lock."""
    for path in sorted(folder.glob(f"{STAGING}*")):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def to_json(value: Any) -> str:
    """JSON as the files of a release hold it: indented, keys in the order given, line end at the end."""
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def relative_files(folder: Path) -> list[str]:
    """The paths of all files under a folder, relative to it, with `/`, sorted by code point."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
