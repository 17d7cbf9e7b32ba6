"""The derived tables that publishing starts from: one Parquet file per table, and what was read to make them.

Belongs here: reading that folder and refusing one that is incomplete or mixed. Does not belong here: making it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Self

import pyarrow.parquet as pq
from pydantic import BaseModel, ConfigDict, NonNegativeInt, ValidationError, model_validator

from pipelines.release.dataset import PublishError
from schemas import derive
from schemas.tables import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

BUILD = "build.json"
DELTA_VERSIONS = b"onrecord.delta_versions"


class Inputs(BaseModel):
    """What became of the inputs; they add up."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    n_raw: NonNegativeInt
    n_kept: NonNegativeInt
    n_duplicate: NonNegativeInt
    n_rejected: NonNegativeInt
    n_retracted: NonNegativeInt = 0

    @model_validator(mode="after")
    def _add_up(self) -> Self:
        if self.n_raw != self.n_kept + self.n_duplicate + self.n_rejected + self.n_retracted:
            message = "n_raw is not n_kept + n_duplicate + n_rejected + n_retracted"
            raise ValueError(message)
        return self


class Build(BaseModel):
    """What the derived tables were made from; `curation` has, per file of decisions, its SHA-256."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    delta_versions: dict[str, int]
    inputs: Inputs
    raw_list_sha256: str
    extractors: dict[str, str]
    curation: dict[str, str] = {}


def read_build(tables: Path) -> Build:
    """What the derived tables were made from.

    Raises: PublishError where build.json is missing or says something impossible, or where a table is missing or
    was not made from the store's versions that build.json names.
    """
    path = tables / BUILD
    try:
        build = Build.model_validate_json(path.read_bytes())
    except FileNotFoundError as error:
        message = f"{path} is missing; derive the tables first"
        raise PublishError(message) from error
    except ValidationError as error:
        message = f"{path} is not right: {error}"
        raise PublishError(message) from error
    _refuse_mix(tables, build)
    return build


def _refuse_mix(tables: Path, build: Build) -> None:
    files = {name: tables / f"{name}.parquet" for name in TABLES}
    missing = [file.name for file in files.values() if not file.is_file()]
    if missing:
        message = f"{tables} lacks {', '.join(missing)}; derive the tables again"
        raise PublishError(message)
    others = [file.name for file in files.values() if _delta_versions(file) != build.delta_versions]
    if others:
        message = (
            f"{tables} mixes tables of different runs: {', '.join(others)} were not made from"
            f" {json.dumps(build.delta_versions)} like {BUILD}; derive the tables again"
        )
        raise PublishError(message)


def _delta_versions(file: Path) -> object:
    metadata = pq.read_metadata(file).metadata or {}
    return json.loads(metadata.get(DELTA_VERSIONS, b"null"))


def read_table(tables: Path, name: str) -> pa.Table:
    """A derived table.

    Raises: PublishError where its columns are not those of its model.
    """
    path = tables / f"{name}.parquet"
    table = pq.read_table(path, partitioning=None)
    expected = derive.arrow_schema(TABLES[name])
    if not table.schema.equals(expected):
        message = f"{path} has not the columns of schemas.tables.TABLES[{name!r}]; derive the tables again"
        raise PublishError(message)
    return table
