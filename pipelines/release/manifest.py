"""manifest.json and SHA256SUMS: what a release holds, from what and under which checks it was made.

Belongs here: the form of these two files, writing and reading them.
"""

from __future__ import annotations

from importlib.metadata import version as package_version
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from pipelines.release import durable
from pipelines.release.dataset import CHECKSUMS, DATASET, LICENCE, MANIFEST, PublishError, csv_path, parquet_path
from pipelines.release.derived import Inputs
from schemas import derive
from schemas.datapackage import DataFile
from schemas.tables import PARQUET_ONLY, SCHEMA_VERSION, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipelines.checks import CheckResult
    from pipelines.release.derived import Build
    from pipelines.release.index import Entry

LOCK = "requirements.lock"


class Record(BaseModel):
    """A part of the manifest: exactly these fields."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Parent(Record):
    """The release that came before."""

    version: str
    manifest_sha256: str


class Code(Record):
    """What made the release. The lock lies beside the package in a checkout; an installed wheel has none."""

    package_version: str
    lock_sha256: str | None


class FileEntry(Record):
    """A data file."""

    path: str
    bytes: int
    sha256: str


class ForeignKeyEntry(Record):
    """A column whose values stand in another table's column."""

    column: str
    table: str
    target: str


class TableEntry(Record):
    """A table; `csv` is null for tables that are published as Parquet only."""

    name: str
    rows: int
    parquet: FileEntry
    csv: FileEntry | None
    logical_sha256: str
    primary_key: list[str]
    foreign_keys: list[ForeignKeyEntry]
    sorted_by: list[str]


class GateEntry(Record):
    """A check that ran on the staged files."""

    check: str
    table: str
    ran: bool
    rows_seen: int
    failures: int


class InputsEntry(Inputs):
    """What became of the inputs, and a hash over the list of them."""

    raw_list_sha256: str

    def counts(self) -> dict[str, int]:
        """The counts alone."""
        return self.model_dump(exclude={"raw_list_sha256"})


class Manifest(Record):
    """The content of manifest.json."""

    dataset: str
    version: str
    schema_version: str
    released_at: str
    parent: Parent | None
    code: Code
    extractors: dict[str, str]
    curation: dict[str, str] = {}  # per file of decisions, its SHA-256
    inputs: InputsEntry
    tables: list[TableEntry]
    gates: list[GateEntry]
    content_sha256: str
    licence: str


def read(release: Path) -> Manifest:
    """The manifest of a release.

    Raises: PublishError where there is none or it has not the form of one.
    """
    path = release / MANIFEST
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        message = f"{path} is missing or damaged: {error}"
        raise PublishError(message) from error


def data_files(release: Path) -> dict[str, dict[str, DataFile]]:
    """Per form and table, the data files that lie in a release."""
    paths = {
        "parquet": {name: parquet_path(name) for name in TABLES},
        "csv": {name: csv_path(name) for name in TABLES if name not in PARQUET_ONLY},
    }
    return {form: {name: _data_file(release, path) for name, path in files.items()} for form, files in paths.items()}


def _data_file(release: Path, path: str) -> DataFile:
    return DataFile(path, (release / path).stat().st_size, durable.sha256(release / path))


def table_entries(
    rows: Mapping[str, int], logical: Mapping[str, str], files: Mapping[str, Mapping[str, DataFile]]
) -> list[TableEntry]:
    """What the manifest says of each table."""
    return [
        TableEntry(
            name=name,
            rows=rows[name],
            parquet=_file_entry(files["parquet"][name]),
            csv=_file_entry(files["csv"][name]) if name in files["csv"] else None,
            logical_sha256=logical[name],
            primary_key=list(derive.primary_key(model)),
            foreign_keys=[ForeignKeyEntry(**key._asdict()) for key in derive.foreign_keys(model)],
            sorted_by=list(derive.sort_key(model)),
        )
        for name, model in TABLES.items()
    ]


def _file_entry(file: DataFile) -> FileEntry:
    return FileEntry(path=file.path, bytes=file.bytes, sha256=file.sha256)


def manifest(
    *,
    version: str,
    released_at: str,
    parent: Entry | None,
    build: Build,
    tables: list[TableEntry],
    results: Sequence[CheckResult],
    content_sha256: str,
) -> Manifest:
    """The manifest of a release whose files are written and whose checks have run."""
    return Manifest(
        dataset=DATASET,
        version=version,
        schema_version=SCHEMA_VERSION,
        released_at=released_at,
        parent=Parent(version=parent.version, manifest_sha256=parent.manifest_sha256) if parent else None,
        code=present_code(),
        extractors=dict(sorted(build.extractors.items())),
        curation=dict(sorted(build.curation.items())),
        inputs=InputsEntry(**build.inputs.model_dump(), raw_list_sha256=build.raw_list_sha256),
        tables=tables,
        gates=[_gate_entry(result) for result in results],
        content_sha256=content_sha256,
        licence=LICENCE,
    )


def _gate_entry(result: CheckResult) -> GateEntry:
    return GateEntry(
        check=result.name, table=result.table, ran=True, rows_seen=result.rows_seen, failures=result.failures
    )


def present_code() -> Code:
    """The code that runs now."""
    return Code(package_version=package_version(DATASET), lock_sha256=_lock_sha256())


def _lock_sha256() -> str | None:
    lock = Path(__file__).parents[2] / LOCK
    return durable.sha256(lock) if lock.is_file() else None


def checksums(release: Path) -> str:
    """The content of SHA256SUMS, as `sha256sum --check` reads it: every file of the release but itself."""
    names = [name for name in durable.relative_files(release) if name != CHECKSUMS]
    return "".join(f"{durable.sha256(release / name)}  {name}\n" for name in names)


def checksum_problems(release: Path) -> list[str]:
    """Files of a release that are missing, that SHA256SUMS does not name, or whose bytes differ."""
    path = release / CHECKSUMS
    if not path.is_file():
        return [f"{CHECKSUMS} is missing"]
    listed = dict(_checksum_lines(path.read_text(encoding="utf-8", errors="replace")))
    present = {name for name in durable.relative_files(release) if name != CHECKSUMS}
    return [
        *(f"{name} is missing" for name in sorted(listed.keys() - present)),
        *(f"{name} is not in {CHECKSUMS}" for name in sorted(present - listed.keys())),
        *(
            f"{name} does not have the bytes that {CHECKSUMS} gives"
            for name in sorted(listed.keys() & present)
            if durable.sha256(release / name) != listed[name]
        ),
    ]


def data_file_problems(release: Path, tables: Iterable[TableEntry]) -> list[str]:
    """Data files of a release whose size or SHA-256 is not the one that the manifest gives."""
    listed = [file for table in tables for file in (table.parquet, table.csv) if file is not None]
    return [
        f"{file.path} does not have the bytes that {MANIFEST} gives"
        for file in listed
        if (release / file.path).is_file() and _file_entry(_data_file(release, file.path)) != file
    ]


def _checksum_lines(text: str) -> Iterable[tuple[str, str]]:
    for line in text.splitlines():
        digest, _, name = line.partition("  ")
        yield name, digest
