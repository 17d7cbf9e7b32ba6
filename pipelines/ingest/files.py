"""The files in raw/: which there are, what they are called, and their bytes.

Belongs here: everything that touches the file system, reading only. Does not belong here: what the bytes mean.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from pipelines.ingest.errors import RejectedError
from pipelines.ingest.text import MAX_BYTES
from schemas.codes import RejectReason

ARTICLES = "articles"
SIDECAR = ".yml"
FORMS_WITH_SIDECAR = (".txt", ".html")
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file in raw/: its path, the folder raw/ itself, and its published name."""

    path: Path
    root: Path
    raw_name: str

    @classmethod
    def of(cls, path: Path, root: Path) -> RawFile:
        """The file at a path below `root`."""
        return cls(path, root, raw_name(path.relative_to(root)))


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRecord:
    """One input as it lies in raw/: a file, a line of one, a row of one.

    `content` is None where it has more than `MAX_BYTES`; hash and size are None where it could not be read.
    """

    raw_name: str
    raw_sha256: str | None
    n_bytes: int | None
    content: bytes | None = None


class Collector:
    """Hash, size and, up to `MAX_BYTES`, content of bytes that arrive in pieces."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self._content = bytearray()
        self.n_bytes = 0

    def add(self, piece: bytes) -> None:
        """Take the next piece."""
        self._hash.update(piece)
        self.n_bytes += len(piece)
        if self.n_bytes <= MAX_BYTES:
            self._content += piece
        else:
            self._content.clear()

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing but white space."""
        return self.n_bytes <= MAX_BYTES and not self._content.strip()

    def record(self, name: str) -> RawRecord:
        """What has been collected, under a name."""
        content = bytes(self._content) if self.n_bytes <= MAX_BYTES else None
        return RawRecord(raw_name=name, raw_sha256=self._hash.hexdigest(), n_bytes=self.n_bytes, content=content)


def raw_name(path: Path) -> str:
    """A relative path with `/`; `%`, `#` and what is not printable (bytes that are not UTF-8, too) percent-encoded."""
    return "".join(
        character
        if character.isprintable() and character not in "%#"
        else "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogateescape"))
        for character in path.as_posix()
    )


def list_files(root: Path) -> list[RawFile]:
    """All inputs below raw/articles/, in the order of their names' bytes, folders that cannot be listed among them.

    Left out are README.md, whatever begins with a dot, and sidecars of a text or page that is there.
    """
    top = root / ARTICLES
    if not os.path.lexists(top):
        return []
    paths = [top] if top.is_symlink() or not top.is_dir() else list(_walk(top))
    sidecars = {sidecar_path(path) for path in paths if path.suffix in FORMS_WITH_SIDECAR}
    files = [RawFile.of(path, root) for path in paths if path not in sidecars]
    return sorted(files, key=lambda file: file.raw_name.encode())


def _walk(top: Path) -> Iterator[Path]:
    unlisted: list[Path] = []
    for folder, folder_names, file_names in top.walk(on_error=lambda error: unlisted.append(Path(error.filename))):
        folder_names[:] = [name for name in folder_names if not name.startswith(".")]
        yield from (folder / name for name in file_names if not name.startswith(".") and name != "README.md")
    yield from unlisted


def sidecar_path(path: Path) -> Path:
    """Where the sidecar of a text or page lies."""
    return path.with_suffix(SIDECAR)


def check_file(file: RawFile) -> None:
    """Refuse what must not be opened.

    Raises: RejectedError (unsafe_link, unreadable_file).
    """
    if file.path.is_symlink():
        _check_link(file)
    try:
        mode = file.path.stat().st_mode
    except OSError as error:
        raise unreadable(error) from error
    if stat.S_ISDIR(mode):
        raise RejectedError(RejectReason.UNREADABLE_FILE, "the folder cannot be listed; check its permissions")
    if not stat.S_ISREG(mode):
        raise RejectedError(RejectReason.UNREADABLE_FILE, "not a regular file; remove it from raw/articles/")


def _check_link(file: RawFile) -> None:
    try:
        target = Path(os.path.realpath(file.path, strict=True))
    except OSError as error:
        raise RejectedError(RejectReason.UNSAFE_LINK, "the symbolic link leads nowhere; remove it") from error
    if target.is_dir() or not target.is_relative_to(file.root.resolve()):
        detail = "the symbolic link leads to a folder or out of raw/; put the file itself there"
        raise RejectedError(RejectReason.UNSAFE_LINK, detail)


@contextmanager
def open_file(file: RawFile) -> Iterator[BufferedReader]:
    """Open a file that `check_file` has let pass.

    Raises: RejectedError (unreadable_file), on opening.
    """
    try:
        stream = file.path.open("rb")
    except OSError as error:
        raise unreadable(error) from error
    with stream:
        yield stream


def read_file(file: RawFile) -> RawRecord:
    """Read a whole file, in constant memory where it is too large to be an article.

    Raises: RejectedError (unreadable_file).
    """
    collector = Collector()
    with open_file(file) as stream:
        try:
            while piece := stream.read(CHUNK):
                collector.add(piece)
        except OSError as error:
            raise unreadable(error) from error
    return collector.record(file.raw_name)


def unreadable(error: OSError) -> RejectedError:
    """The rejection for an error of the file system; its text would name a path of this machine."""
    return RejectedError(RejectReason.UNREADABLE_FILE, f"{error.strerror}; check the file and its permissions")
