"""What people decide about published releases: which one is stable, and which one may be used no longer.

Belongs here: promoting and withdrawing, and what refuses it. Does not belong here: how the lists hold it (`index`).
Plain functions: no clock, no questions. A run that is killed leaves index.json as it was, or as it is meant to be;
the next run that changes anything finishes the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.release import archive, durable, index, manifest
from pipelines.release.dataset import MANIFEST, VERSION, PublishError, WithdrawnError, moment, version_key
from pipelines.release.index import Promotion

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from pipelines.release.dataset import OnStep
    from pipelines.release.index import Entry, Index


def promote(
    releases: Path,
    version: str,
    *,
    promoted_at: datetime,
    back: bool = False,
    on_step: OnStep = lambda _step: None,
) -> str:
    """Make a release the stable one. The release itself does not change: it does not know its channel.

    Args:
        releases: folder of all releases.
        version: a version that was published.
        promoted_at: time of the decision, with a zone.
        back: whether the version may be older than the one that is stable now.
        on_step: told the name of each step before it starts.

    Returns: what was done, in a line.
    Raises: PublishError when the version is unknown, its files are not as they were released, or it is older than the
    stable one and `back` is false; WithdrawnError when it was withdrawn.
    """
    time = moment(promoted_at)
    refuse_unknown(releases, version)
    with index.locked(releases, on_step) as published:
        stable = published.channels.stable
        if stable == version:
            return f"{version} is stable already"
        _refuse_unfit(releases / version, published)
        if stable is not None and version_key(version) < version_key(stable) and not back:
            message = f"{version} is older than {stable}, which is stable now; give --back if that is meant"
            raise PublishError(message)
        on_step("index")
        index.write_index(releases, published.with_promotion(Promotion(version=version, promoted_at=time)))
        index.complete(releases, on_step)
    return f"{version} is stable now" + (f", in place of {stable}" if stable else "")


def withdraw(
    releases: Path,
    version: str,
    *,
    reason: str,
    withdrawn_at: datetime,
    on_step: OnStep = lambda _step: None,
) -> str:
    """Withdraw a release: its files and its zip go, its manifest and a tombstone stay, its version stays taken.

    index.json tells it first, so that nobody is led to a release whose files are on their way out. A release that is
    damaged or lost can be withdrawn too.

    Args:
        releases: folder of all releases.
        version: a version that was published.
        reason: why, for readers; made one line without a full stop at its end, since sentences go on after it.
        withdrawn_at: time of the decision, with a zone.
        on_step: told the name of each step before it starts.

    Returns: what was done and where the channels are now, in a line.
    Raises: PublishError when the version is unknown, or the reason is empty or holds control characters.
    """
    time, why = moment(withdrawn_at), " ".join(reason.split()).rstrip(" .")
    if not why or not why.isprintable():
        message = f"the reason {reason!r} is not a line of text; say in a few words why {version} is withdrawn"
        raise PublishError(message)
    refuse_unknown(releases, version)
    with index.locked(releases, on_step) as published:
        before = published.withdrawal(version)
        if before is not None:
            return f"nothing to do: {before.sentence}"
        on_step("index")
        changed = published.with_withdrawal(version, time, why)
        index.write_index(releases, changed)
        index.complete(releases, on_step)
    return f"withdrew {version}; {_channels(published, changed)}"


def refuse_unknown(releases: Path, version: str) -> None:
    """Refuse a version that was never published; one that a killed run left unlisted is known.

    Raises: PublishError where there is no such release, or no folder of releases.
    """
    if not releases.is_dir():
        message = f"{releases} is no folder of releases; give --home the folder above it"
        raise PublishError(message)
    listed = index.read_index(releases).entry(version) is not None
    if not VERSION.fullmatch(version) or not (listed or (releases / version / MANIFEST).is_file()):
        message = f"there is no release {version!r} in {releases}; {index.INDEX} there lists all"
        raise PublishError(message)


def _refuse_unfit(release: Path, published: Index) -> None:
    entry, withdrawal = published.entry(release.name), published.withdrawal(release.name)
    if entry is None:
        message = f"{release} is not listed in {index.INDEX}"
        raise PublishError(message)
    if withdrawal is not None:
        raise WithdrawnError(withdrawal.sentence)
    problems = list(_problems(release, entry))
    if problems:
        message = f"{release} is not as it was released, so it cannot be stable: {'; '.join(problems)}"
        raise PublishError(message)


def _problems(release: Path, entry: Entry) -> Iterator[str]:
    """What differs from the files that were released."""
    path, zip_file = release / MANIFEST, archive.archive_path(release)
    if not path.is_file() or durable.sha256(path) != entry.manifest_sha256:
        yield f"{MANIFEST} is not the one that {index.INDEX} names"
        return
    yield from manifest.checksum_problems(release)
    yield from manifest.data_file_problems(release, manifest.read(release).tables)
    if not zip_file.is_file():
        yield f"{zip_file.name} is missing"
    elif entry.archive is not None and durable.sha256(zip_file) != entry.archive.sha256:
        yield f"{zip_file.name} is not the one that {index.INDEX} names"


def _channels(before: Index, after: Index) -> str:
    candidate = f"candidate is {after.channels.candidate or 'none'}"
    if after.channels.stable is None and before.channels.stable is not None:
        return f"{candidate}, and no release is stable: `onrecord promote` makes one so"
    return f"{candidate}, stable is {after.channels.stable or 'none'}"
