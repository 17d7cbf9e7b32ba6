"""Which releases there are: index.json, latest.json and the zip files beside the release folders.

Belongs here: the list of releases and the channels, and finishing what a killed run left. A release folder appears
whole, by one rename; it counts as published once index.json lists it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from pipelines.release import archive, durable, manifest
from pipelines.release.dataset import MANIFEST, VERSION, PublishError, version_key

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

INDEX = "index.json"
LATEST = "latest.json"


class Entry(BaseModel):
    """A published release."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    version: str
    released_at: str
    manifest_sha256: str
    content_sha256: str


class Channels(BaseModel):
    """Which version each channel gives: the newest, and the one that people vouch for."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    candidate: str | None = None
    stable: str | None = None


class Index(BaseModel):
    """The content of index.json; `releases` only ever grows at its end."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    releases: tuple[Entry, ...] = ()
    channels: Channels = Channels()

    @property
    def latest(self) -> Entry | None:
        """The release that was published last."""
        return self.releases[-1] if self.releases else None

    def entry(self, version: str) -> Entry | None:
        """The release of a version."""
        return next((entry for entry in self.releases if entry.version == version), None)

    def next_version(self, month: str) -> str:
        """The next free version of a month, given as `YYYY.MM`."""
        taken = [version_key(entry.version)[2] for entry in self.releases if entry.version.startswith(f"{month}.")]
        return f"{month}.{max(taken, default=-1) + 1}"


def read_index(releases: Path) -> Index:
    """The index; without releases where there is none yet.

    Raises: PublishError where index.json cannot be understood.
    """
    path = releases / INDEX
    if not path.exists():
        return Index()
    try:
        return Index.model_validate_json(path.read_bytes())
    except ValidationError as error:
        message = f"{path} is damaged: {error}"
        raise PublishError(message) from error


def complete(releases: Path, on_step: Callable[[str], None]) -> Index:
    """Give every release folder its zip and its entry, and make latest.json agree; nothing to do when all is whole.

    Called after each rename, and before anything else, since a run may have been killed in between.
    """
    index = read_index(releases)
    for folder in unlisted(releases, index):
        entry = _entry(folder)
        on_step("archive")
        archive.write_archive(folder)
        on_step("index")
        index = _with(index, entry)
        durable.replace_file(releases / INDEX, durable.to_json(index.model_dump()).encode())
    on_step("latest")
    _write_latest(releases, index)
    return index


def unlisted(releases: Path, index: Index) -> list[Path]:
    """Release folders that the index does not list, oldest version first."""
    found = [folder for folder in releases.iterdir() if VERSION.fullmatch(folder.name) and folder.is_dir()]
    new = [folder for folder in found if index.entry(folder.name) is None]
    return sorted(new, key=lambda folder: version_key(folder.name))


def _entry(folder: Path) -> Entry:
    content = manifest.read(folder)
    return Entry(
        version=folder.name,
        released_at=content.released_at,
        manifest_sha256=durable.sha256(folder / MANIFEST),
        content_sha256=content.content_sha256,
    )


def _with(index: Index, entry: Entry) -> Index:
    channels = index.channels.model_copy(update={"candidate": entry.version})
    return Index(releases=(*index.releases, entry), channels=channels)


def _write_latest(releases: Path, index: Index) -> None:
    if index.latest is None:
        return
    content = durable.to_json({"version": index.latest.version, **index.channels.model_dump()}).encode()
    path = releases / LATEST
    if not path.exists() or path.read_bytes() != content:
        durable.replace_file(path, content)
