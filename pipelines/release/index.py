"""Which releases there are: index.json, and what stands beside the release folders.

Belongs here: the list of releases, promotions and withdrawals, and finishing what a killed run left: zip files,
latest.json, index.html, tombstones. Does not belong here: who may promote or withdraw what (`channels`). A release
folder appears whole, by one rename; it counts as published once index.json lists it.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock
from pydantic import BaseModel, ConfigDict, ValidationError

from pipelines.release import archive, durable, manifest, releases_page, tombstone
from pipelines.release.dataset import LOCK, MANIFEST, TOMBSTONE, VERSION, PublishError, WithdrawnError, version_key

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipelines.release.dataset import OnStep

INDEX = "index.json"
LATEST = "latest.json"
PAGE = "index.html"


class Record(BaseModel):
    """A part of the index: exactly these fields."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Archive(Record):
    """The zip file of a release."""

    bytes: int
    sha256: str


class Entry(Record):
    """A published release; `rows` by table and `archive` are missing where an older onrecord listed it."""

    version: str
    released_at: str
    manifest_sha256: str
    content_sha256: str
    rows: dict[str, int] | None = None
    archive: Archive | None = None


class Promotion(Record):
    """A version that became `stable`."""

    version: str
    promoted_at: str


class Withdrawal(Record):
    """A version whose files were removed; `instead` is the one to use, null where there was none."""

    version: str
    withdrawn_at: str
    reason: str
    instead: str | None

    @property
    def sentence(self) -> str:
        """What a person who asks for the version is told."""
        use = f"use {self.instead} instead" if self.instead else "there was no release to use instead"
        return f"{self.version} was withdrawn on {self.withdrawn_at[:10]}: {self.reason}; {use}"


class Channels(Record):
    """Which version each channel gives: the newest, and the one that people vouch for."""

    candidate: str | None = None
    stable: str | None = None


class Index(Record):
    """The content of index.json; its lists only ever grow at their ends, the channels move."""

    releases: tuple[Entry, ...] = ()
    promotions: tuple[Promotion, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()
    channels: Channels = Channels()

    @property
    def newest(self) -> Entry | None:
        """The release that was published last, withdrawn or not."""
        return self.releases[-1] if self.releases else None

    @property
    def latest(self) -> Entry | None:
        """The newest release that is not withdrawn."""
        return next((entry for entry in reversed(self.releases) if self.withdrawal(entry.version) is None), None)

    def entry(self, version: str) -> Entry | None:
        """The release of a version."""
        return next((entry for entry in self.releases if entry.version == version), None)

    def withdrawal(self, version: str) -> Withdrawal | None:
        """The withdrawal of a version, None where it was not withdrawn."""
        return next((one for one in self.withdrawals if one.version == version), None)

    def withdrawal_of_content(self, content_sha256: str) -> Withdrawal | None:
        """The withdrawal of the newest release with this content, None where that was not withdrawn."""
        same = [entry.version for entry in self.releases if entry.content_sha256 == content_sha256]
        return self.withdrawal(same[-1]) if same else None

    def next_version(self, month: str) -> str:
        """The next free version of a month, given as `YYYY.MM`; that of a withdrawn release is not free."""
        taken = [version_key(entry.version)[2] for entry in self.releases if entry.version.startswith(f"{month}.")]
        return f"{month}.{max(taken, default=-1) + 1}"

    def with_release(self, entry: Entry) -> Index:
        """The index with one release more, which is the candidate."""
        channels = self.channels.model_copy(update={"candidate": entry.version})
        return self.model_copy(update={"releases": (*self.releases, entry), "channels": channels})

    def with_promotion(self, promotion: Promotion) -> Index:
        """The index with another stable release."""
        channels = self.channels.model_copy(update={"stable": promotion.version})
        return self.model_copy(update={"promotions": (*self.promotions, promotion), "channels": channels})

    def with_withdrawal(self, version: str, withdrawn_at: str, reason: str) -> Index:
        """The index with one release less to use.

        The candidate is then the newest that is left. Where the stable release is withdrawn, none is stable until
        someone promotes one: nobody has vouched for an older one since.
        """
        left = [one.version for one in self.releases if one.version != version and self.withdrawal(one.version) is None]
        stable = None if self.channels.stable == version else self.channels.stable
        channels = Channels(candidate=left[-1] if left else None, stable=stable)
        withdrawal = Withdrawal(
            version=version, withdrawn_at=withdrawn_at, reason=reason, instead=channels.stable or channels.candidate
        )
        return self.model_copy(update={"withdrawals": (*self.withdrawals, withdrawal), "channels": channels})


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


def refuse_withdrawn(release: Path) -> None:
    """Say that a release was withdrawn, whether its index lies beside it or not.

    Raises: WithdrawnError where it was; PublishError where index.json cannot be understood.
    """
    withdrawal = read_index(release.parent).withdrawal(release.name)
    if withdrawal is not None:
        raise WithdrawnError(withdrawal.sentence)
    if (release / TOMBSTONE).is_file():
        message = f"{release.name} was withdrawn: {release / TOMBSTONE} says why and which version to use instead"
        raise WithdrawnError(message)


def write_index(releases: Path, index: Index) -> None:
    """Replace index.json; what stands beside it follows by `complete`."""
    durable.replace_file(releases / INDEX, durable.to_json(index.model_dump()).encode())


@contextmanager
def locked(releases: Path, on_step: OnStep) -> Iterator[Index]:
    """The index, while nobody else changes the releases, once what a killed run left is finished."""
    with FileLock(releases / LOCK):
        on_step("clean")
        durable.remove_staging(releases)
        yield complete(releases, on_step)


def complete(releases: Path, on_step: OnStep) -> Index:
    """Make everything agree with the release folders and index.json; nothing to do when all is whole.

    Every release folder gets its zip and its entry, every withdrawn release its tombstone in place of its files;
    latest.json and index.html follow. Called after each change, and before anything else, since a run may have been
    killed in between.
    """
    index = read_index(releases)
    for folder in unlisted(releases, index):
        manifest.read(folder)  # a stray folder gets no zip
        on_step("archive")
        path = archive.write_archive(folder)
        on_step("index")
        index = index.with_release(_entry(folder, path))
        write_index(releases, index)
    if index.releases:
        on_step("latest")
        latest = index.latest.version if index.latest else None
        content = durable.to_json({"version": latest, **index.channels.model_dump()})
        durable.keep_file(releases / LATEST, content.encode())
        on_step("page")
        durable.keep_file(releases / PAGE, releases_page.render(index).encode())
    for withdrawal in index.withdrawals:
        tombstone.bury(releases / withdrawal.version, withdrawal, on_step)
    return index


def unlisted(releases: Path, index: Index) -> list[Path]:
    """Release folders that the index does not list, oldest version first."""
    found = [folder for folder in releases.iterdir() if VERSION.fullmatch(folder.name) and folder.is_dir()]
    new = [folder for folder in found if index.entry(folder.name) is None]
    return sorted(new, key=lambda folder: version_key(folder.name))


def _entry(folder: Path, archive_path: Path) -> Entry:
    content = manifest.read(folder)
    return Entry(
        version=folder.name,
        released_at=content.released_at,
        manifest_sha256=durable.sha256(folder / MANIFEST),
        content_sha256=content.content_sha256,
        rows={table.name: table.rows for table in content.tables},
        archive=Archive(bytes=archive_path.stat().st_size, sha256=durable.sha256(archive_path)),
    )
