"""Staging: all that a release holds, written into a folder that no reader sees, and checked there.

Belongs here: the order in which the parts of a release are made and checked; what each of them is, the modules beside
this one say. Does not belong here: versions, locks, and putting the folder in place (`publisher`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipelines.release import (
    change_log,
    changes,
    continuity,
    derived,
    documents,
    durable,
    fingerprint,
    gates,
    manifest,
    parquet,
    replay,
    sample,
    sample_gate,
    sides,
    site,
    spreadsheet,
)
from pipelines.release.dataset import CHECKSUMS, CSV_FOLDER, MANIFEST, PARQUET_FOLDER, PublishError, csv_path
from schemas import derive
from schemas.contents import table_content
from schemas.tables import PARQUET_ONLY, SCHEMA_VERSION, TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    import pyarrow as pa

    from pipelines.checks import CheckResult
    from pipelines.release.dataset import OnStep
    from pipelines.release.derived import Build
    from pipelines.release.index import Entry
    from pipelines.release.sides import Side
    from schemas.contents import TableContent

    type RunChecks = Callable[[Path], Sequence[CheckResult]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A release in the making."""

    tables: Path
    build: Build
    version: str
    released_at: str
    parent: Entry | None
    logical: dict[str, str]
    content_sha256: str

    @property
    def side(self) -> Side:
        """What is compared with the parent."""
        return sides.of_tables(self.tables, self.build, self.version)


def stage(draft: Draft, staging: Path, releases: Path, run_checks: RunChecks, on_step: OnStep) -> None:
    """Write a release into a staging folder, check what lies there, and put it safely on disk.

    Args:
        draft: the release to write.
        staging: the folder to make.
        releases: the folder of all releases, where the parent is.
        run_checks: given a folder with the staged `<table>.parquet`, runs every check on them.
        on_step: told the name of each step before it starts.

    Raises: PublishError when a check fails or did not run, or what lies on disk is not what was written.
    """
    on_step("changes")
    parent = sides.of_release(releases / draft.parent.version) if draft.parent else None
    changed = changes.list_changes(parent, draft.side) if parent else _no_changes()
    logical = draft.logical | {"changes": fingerprint.logical_sha256(changed)}
    on_step("data")
    contents = _write_data(draft, changed, staging)
    on_step("sample")
    sample.write_sample(staging, draft.version)
    on_step("documents")
    files = manifest.data_files(staging)
    log = change_log.change_log(parent, draft.side, changed)
    for name, text in documents.documents(_facts(draft, contents, log), files).items():
        _write_text(staging / name, text)
    on_step("gates")
    results = [
        *_refuse_unchecked(run_checks(staging / PARQUET_FOLDER)),
        *gates.check_files(staging, logical),
        *sample_gate.check_sample(staging),
        *_against_parent(draft, staging, releases, parent),
    ]
    _refuse_failures(results)
    on_step("site")
    site.write_site(
        staging,
        version=draft.version,
        released_at=draft.released_at,
        content_sha256=draft.content_sha256,
        data_files=files,
    )
    on_step("manifest")
    rows = {name: content.n_rows for name, content in contents.items()}
    content = manifest.manifest(
        version=draft.version,
        released_at=draft.released_at,
        parent=draft.parent,
        build=draft.build,
        tables=manifest.table_entries(rows, logical, files),
        results=results,
        content_sha256=draft.content_sha256,
    )
    _write_text(staging / MANIFEST, durable.to_json(content.model_dump()))
    _write_text(staging / CHECKSUMS, manifest.checksums(staging))
    on_step("sync")
    durable.sync_tree(staging)
    on_step("checksums")
    _refuse_miswritten(staging, content.tables)


def _no_changes() -> pa.Table:
    return derive.arrow_schema(TABLES["changes"]).empty_table()


def _facts(draft: Draft, contents: Mapping[str, TableContent], log: Mapping[str, str]) -> documents.Facts:
    return documents.Facts(
        version=draft.version,
        released_at=draft.released_at,
        content_sha256=draft.content_sha256,
        contents=contents,
        sources=derived.read_table(draft.tables, "sources").to_pylist(),
        quality=derived.read_table(draft.tables, "quality").to_pylist(),
        change_log=log,
    )


def _against_parent(draft: Draft, staging: Path, releases: Path, parent: Side | None) -> list[CheckResult]:
    """Whether ids keep their meaning, and whether `changes` tells all that differs."""
    staged = replace(draft.side, folder=staging / PARQUET_FOLDER)
    replayed = replay.check_changes(parent, staged, parquet.read("changes", staging))
    return [*_check_continuity(draft, staging, releases), *replayed]


def _check_continuity(draft: Draft, staging: Path, releases: Path) -> list[CheckResult]:
    """Whether ids mean what they meant in the parent; a new major schema version may change them all."""
    if draft.parent is None:
        return []
    parent = releases / draft.parent.version
    before = manifest.read(parent)
    if before.schema_version.partition(".")[0] != SCHEMA_VERSION.partition(".")[0]:
        return []
    same_extractor = before.extractors == draft.build.extractors
    return continuity.check_actor_ids(staging, parent, same_extractor=same_extractor)


def _write_data(draft: Draft, changed: pa.Table, staging: Path) -> dict[str, TableContent]:
    for folder in (PARQUET_FOLDER, CSV_FOLDER):
        (staging / folder).mkdir(parents=True)
    contents = {}
    for name, model in TABLES.items():
        table = changed if name == sides.NOT_COMPARED else derived.read_table(draft.tables, name)
        contents[name] = table_content(model, table)
        parquet.write(name, table, staging, draft.version)
        if name not in PARQUET_ONLY:
            spreadsheet.write(table, staging / csv_path(name))
    return contents


def _refuse_unchecked(results: Sequence[CheckResult]) -> Sequence[CheckResult]:
    unchecked = [name for name in TABLES if name not in {result.table for result in results}]
    if unchecked:
        message = f"no check ran on {', '.join(unchecked)}; nothing was published"
        raise PublishError(message)
    return results


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


def _refuse_miswritten(staging: Path, tables: Iterable[manifest.TableEntry]) -> None:
    problems = [*manifest.checksum_problems(staging), *manifest.data_file_problems(staging, tables)]
    if problems:
        message = f"the release was not written as it was meant to be: {'; '.join(problems)}"
        raise PublishError(message)


def _write_text(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
