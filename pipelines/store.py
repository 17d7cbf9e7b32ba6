"""The working store: Delta tables that hold what was read and what was found, and are their own ledger.

Belongs here: the store's tables, how rows are put into them and taken out at a pinned version. Does not belong
here: reading raw files, annotating, or published tables.

Four Delta tables: `inputs` (one row per raw input and what became of it), `sources`, `articles` (one row per kept
article, with its text), `annotations` (one row per article, its rows nested). Two writers that append would
duplicate rows without a conflict, so every commit overwrites exactly the keys that it holds.
"""

from __future__ import annotations

import glob
from dataclasses import dataclass
from itertools import batched
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
from deltalake import DeltaTable, write_deltalake
from deltalake.exceptions import CommitFailedError

from pipelines.errors import OnRecordError
from pipelines.rows import NESTED_TABLES
from pipelines.sql import select
from schemas import derive
from schemas.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from duckdb import DuckDBPyConnection

    from pipelines.rows import Row

COMMIT_ATTEMPTS = 20
DELETE_BATCH = 1000  # ids in one predicate; Delta overflows the stack on tens of thousands

# Filled in when tables are derived, over all articles; or the same for all rows of an article.
DERIVED_COLUMNS = frozenset(
    {"article_id", "actor_id", "source_actor_id", "target_actor_id", "n_sources", "n_targets", "status", "topic"}
)
EXTRA_COLUMNS: dict[str, dict[str, pa.DataType]] = {
    "mentions": {
        "registry_actor_id": pa.string(),
        "entity_name": pa.string(),
        "actor_role_id": pa.string(),
        "role_start": pa.int32(),
        "role_end": pa.int32(),
    },
    "positions": {"sources": pa.list_(pa.string()), "targets": pa.list_(pa.string())},
}


def _nested(table: str) -> pa.DataType:
    """The type of an article's rows of a published table, as the store nests them."""
    columns = {c.name: c.arrow_type for c in derive.columns(TABLES[table]) if c.name not in DERIVED_COLUMNS}
    return pa.list_(pa.struct(list((columns | EXTRA_COLUMNS.get(table, {})).items())))


def _published(table: str, without: Collection[str] = ()) -> list[tuple[str, pa.DataType]]:
    return [(c.name, c.arrow_type) for c in derive.columns(TABLES[table]) if c.name not in without]


NOT_YET_KNOWN = {"n_words", "n_sentences", "cluster_id", "is_cluster_head"}
ARTICLES = pa.schema(
    [
        *_published("articles", NOT_YET_KNOWN),
        ("text", pa.string()),
        ("title_end", pa.int32()),
        ("day_first", pa.bool_()),  # how the source's country writes 5/11; null where that is not known
        ("input_sha256", pa.string()),  # of all that annotating the article reads
        ("row_sha256", pa.string()),
    ]
)
INPUTS = pa.schema([("outcome", pa.string()), ("article_id", pa.string()), *_published("rejects")])
SOURCES = pa.schema(_published("sources"))
ANNOTATIONS = pa.schema(
    [
        ("article_id", pa.string()),
        ("input_sha256", pa.string()),
        ("extractor", pa.string()),
        ("n_words", pa.int32()),
        ("n_sentences", pa.int32()),
        *((table, _nested(table)) for table in NESTED_TABLES),
    ]
)
WITH_WORDS = ("articles", "annotations")
# Delta's log would keep the first words of texts, long after the texts themselves.
STATISTICS = {"delta.dataSkippingStatsColumns": "article_id"}
SCHEMAS = {"inputs": INPUTS, "sources": SOURCES, "articles": ARTICLES, "annotations": ANNOTATIONS}


LEDGER_KEY = ("article_id", "input_sha256", "extractor")


class StoreConflictError(OnRecordError):
    """Another writer kept committing to the same table."""


@dataclass(frozen=True, slots=True)
class Store:
    """The four Delta tables under one folder."""

    root: Path

    def table(self, name: str, version: int | None = None) -> DeltaTable:
        """Open a table at its newest or at a given version.

        It is made if it is not there, and emptied if another version of the code gave it another shape: all that
        it holds follows from raw/.
        """
        path = self.root / name
        if not DeltaTable.is_deltatable(str(path)):
            path.mkdir(parents=True, exist_ok=True)
            DeltaTable.create(path, schema=SCHEMAS[name], mode="ignore", name=name, configuration=_configuration(name))
        table = DeltaTable(path, version=version)
        if version is None and pa.schema(table.schema().to_arrow()) != SCHEMAS[name]:
            table = DeltaTable.create(
                path, schema=SCHEMAS[name], mode="overwrite", name=name, configuration=_configuration(name)
            )
        return table

    def view(self, connection: DuckDBPyConnection, name: str, version: int | None = None, prefix: str = "") -> None:
        """Let a DuckDB connection see a table, at its newest or at a given version, as a view `prefix + name`.

        DuckDB reads the files by their Parquet types. Arrow's readers trip over the types that deltalake notes in
        the files it rewrites, and deltalake's own file system can abort a process at its exit.
        """
        added = pa.table(self.table(name, version).get_add_actions())["path"].to_pylist()
        files = [glob.escape(str(self.root / name / path)) for path in sorted(added)]
        if files:
            columns = ", ".join(f'"{column}"' for column in SCHEMAS[name].names)
            connection.read_parquet(files).project(columns).create_view(f"{prefix}{name}")
        else:
            connection.register(f"{prefix}{name}", SCHEMAS[name].empty_table())

    def versions(self) -> dict[str, int]:
        """The newest version of every table: what a derivation pins."""
        return {name: self.table(name).version() for name in SCHEMAS}

    def read(self, name: str, columns: Sequence[str], version: int | None = None) -> pa.Table:
        """Some columns of a table, all rows, at its newest or at a given version."""
        with duckdb.connect() as connection:
            self.view(connection, name, version)
            quoted = ", ".join(f'"{column}"' for column in columns)
            rows = select(connection, f"SELECT {quoted} FROM {name}").to_arrow_table()
        return rows.cast(pa.schema([SCHEMAS[name].field(column) for column in columns]))

    def replace_all(self, name: str, rows: Iterable[Row]) -> bool:
        """Make a small table hold exactly these rows; returns whether that changed anything."""
        new = pa.Table.from_pylist(list(rows), schema=SCHEMAS[name])
        if self.read(name, new.column_names).equals(new):
            return False
        write_deltalake(self.table(name), new, mode="overwrite")
        return True

    def put(self, name: str, rows: Sequence[Row]) -> None:
        """Put rows keyed by `article_id`, in one commit; rows of the same keys that are there are replaced.

        Raises: StoreConflictError when other writers won twenty times in a row.
        """
        new = pa.Table.from_pylist(list(rows), schema=SCHEMAS[name])
        for _ in range(COMMIT_ATTEMPTS):
            table = self.table(name)
            pending = self._not_there_yet(table.version(), new) if name == "annotations" else new
            if pending.num_rows == 0:
                return
            try:
                write_deltalake(table, pending, mode="overwrite", predicate=_is_in(pending["article_id"].to_pylist()))
            except CommitFailedError:
                continue
            return
        message = f"{self.root / name}: other writers kept committing; run again when they are done"
        raise StoreConflictError(message)

    def _not_there_yet(self, version: int, new: pa.Table) -> pa.Table:
        """Drop the annotations that another writer has committed since they were found to be missing."""
        key = ", ".join(LEDGER_KEY)
        with duckdb.connect() as connection:
            self.view(connection, "annotations", version)
            connection.register("new", new.select(list(LEDGER_KEY)))
            query = f"SELECT article_id FROM new ANTI JOIN annotations USING ({key})"
            missing = {row[0] for row in select(connection, query).fetchall()}
        return new.filter(pa.array([article_id in missing for article_id in new["article_id"].to_pylist()], pa.bool_()))

    def delete(self, name: str, article_ids: Sequence[str]) -> None:
        """Remove the rows of these articles, if there are any."""
        for batch in batched(article_ids, DELETE_BATCH):
            self.table(name).delete(_is_in(batch))

    def forget(self) -> None:
        """Delete the files of older versions, at once: no file of the store holds what was removed before."""
        for name in WITH_WORDS:
            self.table(name).vacuum(retention_hours=0, enforce_retention_duration=False, dry_run=False)

    def compact(self) -> None:
        """Merge small files, and delete those that no version of the last week needs."""
        for name in WITH_WORDS:
            table = self.table(name)
            table.optimize.compact()
            table.vacuum(dry_run=False)


def _configuration(name: str) -> dict[str, str | None] | None:
    return {**STATISTICS} if name in WITH_WORDS else None


def _is_in(article_ids: Sequence[str]) -> str:
    return "article_id IN ({})".format(", ".join(f"'{article_id}'" for article_id in sorted(article_ids)))
