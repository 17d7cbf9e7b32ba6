"""manifest.json and SHA256SUMS: what a release holds, from what and under which checks it was made.

Belongs here: the content of these two files, and reading them.
"""

from __future__ import annotations

import json
from importlib.metadata import version as package_version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.release import durable
from pipelines.release.dataset import (
    CHECKSUMS,
    DATASET,
    LICENCE,
    MANIFEST,
    PublishError,
    csv_path,
    parquet_path,
)
from schemas import derive
from schemas.datapackage import DataFile
from schemas.tables import PARQUET_ONLY, SCHEMA_VERSION, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipelines.checks import CheckResult
    from pipelines.release.derived import Build

LOCK = "requirements.lock"


def read(release: Path) -> dict[str, Any]:
    """The manifest of a release.

    Raises: PublishError where there is none, or it is no JSON object.
    """
    path = release / MANIFEST
    try:
        content = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError) as error:
        message = f"{path} is missing or damaged; restore the release or remove its folder"
        raise PublishError(message) from error
    if not isinstance(content, dict):
        message = f"{path} is no JSON object"
        raise PublishError(message)
    return content


def data_files(release: Path) -> dict[str, dict[str, DataFile]]:
    """Per form and table, the data files that lie in a release."""
    paths = {
        "parquet": {name: parquet_path(name) for name in TABLES},
        "csv": {name: csv_path(name) for name in TABLES if name not in PARQUET_ONLY},
    }
    return {form: {name: _data_file(release, path) for name, path in files.items()} for form, files in paths.items()}


def _data_file(release: Path, path: str) -> DataFile:
    return DataFile(path, (release / path).stat().st_size, durable.sha256(release / path))


def tables(
    rows: Mapping[str, int], logical: Mapping[str, str], files: Mapping[str, Mapping[str, DataFile]]
) -> list[dict[str, Any]]:
    """What the manifest says of each table."""
    return [
        {
            "name": name,
            "rows": rows[name],
            **{form: _file_entry(of_form[name]) for form, of_form in files.items() if name in of_form},
            "logical_sha256": logical[name],
            "primary_key": list(derive.primary_key(model)),
            "foreign_keys": [key._asdict() for key in derive.foreign_keys(model)],
            "sorted_by": list(derive.sort_key(model)),
        }
        for name, model in TABLES.items()
    ]


def _file_entry(file: DataFile) -> dict[str, str | int]:
    return {"path": file.path, "bytes": file.bytes, "sha256": file.sha256}


def gates(results: Iterable[CheckResult]) -> list[dict[str, Any]]:
    """What the manifest says of each check that ran on the staged files."""
    return [
        {
            "check": result.name,
            "table": result.table,
            "ran": True,
            "rows_seen": result.rows_seen,
            "failures": result.failures,
        }
        for result in results
    ]


def document(
    *,
    version: str,
    released_at: str,
    parent: dict[str, str] | None,
    build: Build,
    tables: list[dict[str, Any]],
    gates: list[dict[str, Any]],
    content_sha256: str,
) -> str:
    """The content of manifest.json."""
    return durable.to_json(
        {
            "dataset": DATASET,
            "version": version,
            "schema_version": SCHEMA_VERSION,
            "released_at": released_at,
            "parent": parent,
            "code": {"package_version": package_version(DATASET), "lock_sha256": _lock_sha256()},
            "extractors": dict(sorted(build.extractors.items())),
            "inputs": {**build.inputs.model_dump(), "raw_list_sha256": build.raw_list_sha256},
            "tables": tables,
            "gates": gates,
            "content_sha256": content_sha256,
            "licence": LICENCE,
        }
    )


def _lock_sha256() -> str | None:
    """SHA-256 of the lock that lies beside the package in a checkout; an installed wheel has none."""
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
    listed = dict(_checksum_lines(path.read_text(encoding="utf-8")))
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


def data_file_problems(release: Path, entries: Iterable[Mapping[str, Any]]) -> list[str]:
    """Data files of a release whose size or SHA-256 is not the one that the manifest's `tables` give."""
    listed = [entry[form] for entry in entries for form in ("parquet", "csv") if form in entry]
    return [
        f"{file['path']} does not have the bytes that {MANIFEST} gives"
        for file in listed
        if (release / file["path"]).is_file() and _file_entry(_data_file(release, file["path"])) != file
    ]


def _checksum_lines(text: str) -> Iterable[tuple[str, str]]:
    for line in text.splitlines():
        digest, _, name = line.partition("  ")
        yield name, digest
