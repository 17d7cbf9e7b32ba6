"""The two sides of a comparison: a release on disk, or derived tables that are about to become one.

Belongs here: where a side's tables lie, how their rows are identified, and what the side was made with. Does not
belong here: comparing (`changes`, `replay`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.release import manifest
from pipelines.release.dataset import MANIFEST, PARQUET_FOLDER, PublishError
from schemas import derive
from schemas.tables import SCHEMA_VERSION, TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pipelines.release.derived import Build
    from pipelines.release.manifest import Code

NOT_COMPARED = "changes"  # it tells the difference between two releases and is no part of either


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two releases that are compared.

    `folder` holds `<table>.parquet` for every table in `keys`, which gives each table's primary key. `curation` has,
    per file of decisions, its SHA-256; nothing where the release does not tell.
    """

    name: str
    folder: Path
    keys: Mapping[str, Sequence[str]]
    schema_version: str
    code: Code
    extractors: Mapping[str, str]
    curation: Mapping[str, str]


def of_release(release: Path) -> Side:
    """A published release.

    Raises: PublishError where the folder holds no release, or one whose files are gone.
    """
    if not (release / MANIFEST).is_file():
        message = f"{release}: there is no {MANIFEST}; give the folder of a release, such as data/releases/2026.11.0"
        raise PublishError(message)
    content = manifest.read(release)
    tables = [table for table in content.tables if table.name != NOT_COMPARED]
    missing = [table.parquet.path for table in tables if not (release / table.parquet.path).is_file()]
    if missing:
        message = f"{release}: {missing[0]} is not there; restore the release from its zip, or choose another one"
        raise PublishError(message)
    return Side(
        name=content.version,
        folder=release / PARQUET_FOLDER,
        keys={table.name: table.primary_key for table in tables},
        schema_version=content.schema_version,
        code=content.code,
        extractors=content.extractors,
        curation=content.curation,
    )


def of_tables(tables: Path, build: Build, version: str) -> Side:
    """Derived tables, made by the code that runs now, that become the release `version`."""
    return Side(
        name=version,
        folder=tables,
        keys={name: derive.primary_key(model) for name, model in TABLES.items() if name != NOT_COMPARED},
        schema_version=SCHEMA_VERSION,
        code=manifest.present_code(),
        extractors=build.extractors,
        curation=build.curation,
    )
