"""Publishing: derived tables → one immutable release folder.

Belongs here: the order of the steps, and what happens when one fails. What each step writes is in the modules
beside this one. Plain functions: no Dagster, no clock, no environment.

A reader sees a whole release or none: everything is written to a staging folder, checked there as read back from
disk, and renamed into place; then come the zip, index.json and latest.json, each replaced in one step. A run that is
killed leaves a staging folder, which the next run deletes, or a whole release that index.json does not list yet,
which the next run lists.
"""

from __future__ import annotations

import errno
import shutil
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from filelock import FileLock

from pipelines.release import (
    continuity,
    derived,
    documents,
    durable,
    fingerprint,
    gates,
    index,
    manifest,
    page,
    parquet,
    spreadsheet,
)
from pipelines.release.dataset import (
    CHECKSUMS,
    CSV_FOLDER,
    MANIFEST,
    PARQUET_FOLDER,
    STAGING,
    VERSION,
    PublishError,
    VersionExistsError,
    csv_path,
    version_key,
)
from schemas.tables import PARQUET_ONLY, SCHEMA_VERSION, TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from pipelines.checks import CheckResult
    from pipelines.release.derived import Build
    from pipelines.release.index import Entry, Index

    type RunChecks = Callable[[Path], Sequence[CheckResult]]
    type OnStep = Callable[[str], None]

LOCK = ".lock"


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did: `version` is None when nothing has changed; `path` is the newest release's folder."""

    version: str | None
    path: Path
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A release in the making."""

    tables: Path
    build: Build
    version: str
    released_at: str
    parent: Entry | None
    logical: dict[str, str]
    content_sha256: str


def publish(
    tables: Path,
    releases: Path,
    *,
    run_checks: RunChecks,
    version: str | None = None,
    released_at: datetime,
    on_step: OnStep = lambda _step: None,
) -> Published:
    """Publish the derived tables, unless the newest release says the same already.

    Publishers of the same `releases` folder wait for each other.

    Args:
        tables: folder with `<table>.parquet` for every table, and build.json.
        releases: folder of all releases; made if it is not there.
        run_checks: given a folder with the staged `<table>.parquet`, runs every check on them.
        version: `YYYY.MM.N`; None takes the month of `released_at` (UTC) and the next free number.
        released_at: time of release, with a zone.
        on_step: told the name of each step before it starts.

    Raises: PublishError when the newest release was changed or removed, the version is before it, the tables are
    incomplete or mixed, or a check fails, with the check, the table and
    example rows; VersionExistsError when the version is taken; ValueError for a malformed version or a time without
    a zone. In none of these cases is anything of the release visible.
    """
    if released_at.tzinfo is None:
        message = f"released_at {released_at} has no time zone"
        raise ValueError(message)
    if version is not None and not VERSION.fullmatch(version):
        message = f"version {version!r} is not of the form YYYY.MM.N"
        raise ValueError(message)
    releases.mkdir(parents=True, exist_ok=True)
    with FileLock(releases / LOCK):
        on_step("clean")
        durable.remove_staging(releases)
        published = index.complete(releases, on_step)
        parent = published.latest
        if parent is not None:
            _refuse_damaged(releases / parent.version, parent)
        on_step("compare")
        draft = _draft(tables, published, version, released_at)
        if parent is not None and parent.content_sha256 == draft.content_sha256:
            message = f"nothing has changed since {parent.version}; no new release"
            return Published(None, releases / parent.version, message)
        if published.entry(draft.version) is not None:
            raise VersionExistsError(_exists(releases / draft.version))
        if parent is not None and version_key(draft.version) < version_key(parent.version):
            message = f"{draft.version} is before the newest release, {parent.version}; give a later --version"
            raise PublishError(message)
        path = _release(draft, releases, run_checks, on_step)
        index.complete(releases, on_step)
        return Published(draft.version, path, f"released {draft.version}")


def _refuse_damaged(folder: Path, entry: Entry) -> None:
    """Nothing can be compared with a release that is gone or was changed."""
    path = folder / MANIFEST
    if not path.is_file() or durable.sha256(path) != entry.manifest_sha256:
        message = f"{folder} is not as it was released; restore it from {folder.name}.zip beside it, then run again"
        raise PublishError(message)


def _draft(tables: Path, published: Index, version: str | None, released_at: datetime) -> _Draft:
    build = derived.read_build(tables)
    logical = {name: fingerprint.logical_sha256(derived.read_table(tables, name)) for name in TABLES}
    time = released_at.astimezone(UTC)
    return _Draft(
        tables=tables,
        build=build,
        version=version or published.next_version(f"{time:%Y.%m}"),
        released_at=f"{time:%Y-%m-%dT%H:%M:%SZ}",
        parent=published.latest,
        logical=logical,
        content_sha256=fingerprint.content_sha256(logical, documents.unversioned()),
    )


def _release(draft: _Draft, releases: Path, run_checks: RunChecks, on_step: OnStep) -> Path:
    """Stage, check and rename; whatever fails, no staging folder is left."""
    target = releases / draft.version
    staging = releases / f"{STAGING}{draft.version}"
    try:
        _stage(draft, staging, releases, run_checks, on_step)
        on_step("rename")
        _rename(staging, target)
    finally:
        if staging.exists():
            shutil.rmtree(staging)
    durable.sync(releases)
    return target


def _stage(draft: _Draft, staging: Path, releases: Path, run_checks: RunChecks, on_step: OnStep) -> None:
    on_step("data")
    rows = _write_data(draft, staging)
    on_step("documents")
    files = manifest.data_files(staging)
    for name, text in documents.documents(_facts(draft, rows, releases), files).items():
        _write_text(staging / name, text)
    on_step("gates")
    checked = run_checks(staging / PARQUET_FOLDER)
    results = [*checked, *gates.check_files(staging, draft.logical), *_check_continuity(draft, staging, releases)]
    _refuse_unchecked(checked)
    _refuse_failures(results)
    on_step("page")
    page.write_page(
        staging,
        version=draft.version,
        released_at=draft.released_at,
        content_sha256=draft.content_sha256,
        data_files=files,
    )
    on_step("manifest")
    content = manifest.manifest(
        version=draft.version,
        released_at=draft.released_at,
        parent=draft.parent,
        build=draft.build,
        tables=manifest.table_entries(rows, draft.logical, files),
        results=results,
        content_sha256=draft.content_sha256,
    )
    _write_text(staging / MANIFEST, durable.to_json(content.model_dump()))
    _write_text(staging / CHECKSUMS, manifest.checksums(staging))
    on_step("sync")
    durable.sync_tree(staging)
    on_step("checksums")
    problems = [*manifest.checksum_problems(staging), *manifest.data_file_problems(staging, content.tables)]
    if problems:
        message = f"{draft.version} was not written as it was meant to be: {'; '.join(problems)}"
        raise PublishError(message)


def _check_continuity(draft: _Draft, staging: Path, releases: Path) -> list[CheckResult]:
    """Whether ids mean what they meant in the parent; a new major schema version may change them all."""
    if draft.parent is None:
        return []
    parent = releases / draft.parent.version
    before = manifest.read(parent)
    if before.schema_version.partition(".")[0] != SCHEMA_VERSION.partition(".")[0]:
        return []
    same_extractor = before.extractors == draft.build.extractors
    return continuity.check_actor_ids(staging, parent, same_extractor=same_extractor)


def _write_data(draft: _Draft, staging: Path) -> dict[str, int]:
    for folder in (PARQUET_FOLDER, CSV_FOLDER):
        (staging / folder).mkdir(parents=True)
    rows = {}
    for name in TABLES:
        table = derived.read_table(draft.tables, name)
        rows[name] = table.num_rows
        parquet.write(name, table, staging, draft.version)
        if name not in PARQUET_ONLY:
            spreadsheet.write(table, staging / csv_path(name))
    return rows


def _facts(draft: _Draft, rows: dict[str, int], releases: Path) -> documents.Facts:
    before = manifest.read(releases / draft.parent.version).tables if draft.parent else None
    return documents.Facts(
        version=draft.version,
        released_at=draft.released_at,
        content_sha256=draft.content_sha256,
        rows=rows,
        parent_version=draft.parent.version if draft.parent else None,
        parent_rows={table.name: table.rows for table in before} if before is not None else None,
    )


def _refuse_unchecked(results: Sequence[CheckResult]) -> None:
    unchecked = [name for name in TABLES if name not in {result.table for result in results}]
    if unchecked:
        message = f"no check ran on {', '.join(unchecked)}; nothing was published"
        raise PublishError(message)


def _refuse_failures(results: Sequence[CheckResult]) -> None:
    failed = [result for result in results if not result.passed]
    if failed:
        lines = [
            f"{result.name} on {result.table}: {result.failures} of {result.rows_seen} rows fail"
            + "".join(f"\n    {example}" for example in result.examples)
            for result in failed
        ]
        message = "checks failed, nothing was published\n  " + "\n  ".join(lines)
        raise PublishError(message)


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


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
