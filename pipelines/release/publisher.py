"""Publishing: derived tables → one immutable release folder.

Belongs here: the order of the steps, and what happens when one fails. What each step writes is in the modules
beside this one. Plain functions: no Dagster, no clock, no environment.

A reader sees a whole release or none: everything is written to a staging folder, checked there as read back from
disk, and renamed into place; then come the zip, index.json, latest.json and index.html, each replaced in one step. A
run that is killed leaves a staging folder, which the next run deletes, or a whole release that index.json does not
list yet, which the next run lists.
"""

from __future__ import annotations

import errno
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.release import derived, documents, durable, fingerprint, index
from pipelines.release.dataset import MANIFEST, STAGING, VERSION, PublishError, VersionExistsError, moment, version_key
from pipelines.release.staging import Draft, stage
from schemas.tables import TABLES

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from pipelines.release.dataset import OnStep
    from pipelines.release.index import Entry, Index
    from pipelines.release.staging import RunChecks


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did: `version` is None when nothing has changed; `path` is the newest release's folder."""

    version: str | None
    path: Path
    message: str


def publish(
    tables: Path,
    releases: Path,
    *,
    run_checks: RunChecks,
    version: str | None = None,
    released_at: datetime,
    on_step: OnStep = lambda _step: None,
) -> Published:
    """Publish the derived tables, unless the newest release that is not withdrawn says the same already.

    Publishers of the same `releases` folder wait for each other.

    Args:
        tables: folder with `<table>.parquet` for every table, and build.json.
        releases: folder of all releases; made if it is not there.
        run_checks: given a folder with the staged `<table>.parquet`, runs every check on them.
        version: `YYYY.MM.N`; None takes the month of `released_at` (UTC) and the next free number.
        released_at: time of release, with a zone.
        on_step: told the name of each step before it starts.

    Raises: PublishError when the newest release was changed or removed, the version is before it, the content is
    that of a withdrawn release and no version is given, the tables are incomplete or mixed, or a check fails, with the
    check, the table and example rows; VersionExistsError when the version is taken; ValueError for a malformed version
    or a time without a zone. In none of these cases is anything of the release visible.
    """
    time = moment(released_at)
    if version is not None and not VERSION.fullmatch(version):
        message = f"version {version!r} is not of the form YYYY.MM.N"
        raise ValueError(message)
    releases.mkdir(parents=True, exist_ok=True)
    with index.locked(releases, on_step) as published:
        parent = published.latest
        if parent is not None:
            _refuse_damaged(releases / parent.version, parent)
        on_step("compare")
        draft = _draft(tables, published, version, time)
        if parent is not None and parent.content_sha256 == draft.content_sha256:
            message = f"nothing has changed since {parent.version}; no new release"
            return Published(None, releases / parent.version, message)
        _refuse_version(draft, published, releases, asked_for=version is not None)
        path = _release(draft, releases, run_checks, on_step)
        index.complete(releases, on_step)
        return Published(draft.version, path, f"released {draft.version}")


def _refuse_version(draft: Draft, published: Index, releases: Path, *, asked_for: bool) -> None:
    """Versions are never used twice, and grow; what was withdrawn is not published again by a schedule."""
    if published.entry(draft.version) is not None:
        raise VersionExistsError(_exists(releases / draft.version))
    newest = published.newest
    if newest is not None and version_key(draft.version) < version_key(newest.version):
        message = f"{draft.version} is before the newest release, {newest.version}; give a later --version"
        raise PublishError(message)
    withdrawal = published.withdrawal_of_content(draft.content_sha256)
    if withdrawal is not None and not asked_for:
        message = (
            f"the tables say just what {withdrawal.version} said, which was withdrawn: {withdrawal.reason}; mend the"
            " inputs, or give --version to publish them all the same"
        )
        raise PublishError(message)


def _refuse_damaged(folder: Path, entry: Entry) -> None:
    """Nothing can be compared with a release that is gone or was changed."""
    path = folder / MANIFEST
    if not path.is_file() or durable.sha256(path) != entry.manifest_sha256:
        message = f"{folder} is not as it was released; restore it from {folder.name}.zip beside it, then run again"
        raise PublishError(message)


def _draft(tables: Path, published: Index, version: str | None, released_at: str) -> Draft:
    build = derived.read_build(tables)
    logical = {name: fingerprint.logical_sha256(derived.read_table(tables, name)) for name in TABLES}
    month = released_at[:7].replace("-", ".")
    return Draft(
        tables=tables,
        build=build,
        version=version or published.next_version(month),
        released_at=released_at,
        parent=published.latest,
        logical=logical,
        content_sha256=fingerprint.content_sha256(logical, documents.unversioned()),
    )


def _release(draft: Draft, releases: Path, run_checks: RunChecks, on_step: OnStep) -> Path:
    """Stage, check and rename; whatever fails, no staging folder is left."""
    target = releases / draft.version
    staging = releases / f"{STAGING}{draft.version}"
    try:
        stage(draft, staging, releases, run_checks, on_step)
        on_step("rename")
        _rename(staging, target)
    finally:
        if staging.exists():
            shutil.rmtree(staging)
    durable.sync(releases)
    return target


def _rename(staging: Path, target: Path) -> None:
    """Put the release in place; the target is never made before, so that a rename onto a release fails."""
    try:
        staging.rename(target)
    except OSError as error:
        if error.errno in {errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR}:
            raise VersionExistsError(_exists(target)) from error
        raise


def _exists(target: Path) -> str:
    return f"{target.name} exists already: another publisher won, or the version was used before"
