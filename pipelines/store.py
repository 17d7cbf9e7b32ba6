"""The working store: Delta tables that hold what was read and what was found, and are their own ledger.

Belongs here: the store's tables, how rows are put into them and taken out at a pinned version. Does not belong
here: reading raw files, annotating, or published tables.

Four Delta tables: `inputs` (one row per raw input and what became of it), `sources`, `articles` (one row per kept
article, with its text), `annotations` (one row per article, its rows nested). Two writers that append would
duplicate rows without a conflict, so every commit overwrites exactly the keys that it holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import batched
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
from deltalake import DeltaTable, write_deltalake
from deltalake.exceptions import CommitFailedError
from pyarrow.fs import LocalFileSystem, SubTreeFileSystem

from pipelines.errors import OnRecordError
from pipelines.rows import NESTED_TABLES
from schemas import derive
from schemas.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from pyarrow.dataset import Dataset

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
SCHEMAS = {"inputs": INPUTS, "sources": SOURCES, "articles": ARTICLES, "annotations": ANNOTATIONS}


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
            DeltaTable.create(path, schema=SCHEMAS[name], mode="ignore", name=name)
        table = DeltaTable(path, version=version)
        if version is None and pa.schema(table.schema().to_arrow()) != SCHEMAS[name]:
            table = DeltaTable.create(path, schema=SCHEMAS[name], mode="overwrite", name=name)
        return table

    def dataset(self, name: str, version: int | None = None) -> Dataset:
        """A table as a dataset that DuckDB can scan."""
        return self._scannable(name, self.table(name, version))

    def _scannable(self, name: str, table: DeltaTable) -> Dataset:
        """Read through Arrow's own file system: deltalake's is Python, and its threads can abort a process at exit."""
        folder = SubTreeFileSystem(str(self.root / name), LocalFileSystem())
        return table.to_pyarrow_dataset(filesystem=folder)

    def versions(self) -> dict[str, int]:
        """The newest version of every table: what a derivation pins."""
        return {name: self.table(name).version() for name in SCHEMAS}

    def read(self, name: str, columns: Sequence[str]) -> pa.Table:
        """Some columns of a table, all rows."""
        return self.dataset(name).to_table(columns=list(columns))

    def replace_all(self, name: str, rows: Iterable[Row]) -> bool:
        """Make a small table hold exactly these rows; returns whether that changed anything."""
        new = pa.Table.from_pylist(list(rows), schema=SCHEMAS[name])
        if self.dataset(name).to_table().equals(new):
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
            pending = _not_there_yet(self._scannable(name, table), new) if name == "annotations" else new
            if pending.num_rows == 0:
                return
            try:
                write_deltalake(table, pending, mode="overwrite", predicate=_is_in(pending["article_id"].to_pylist()))
            except CommitFailedError:
                continue
            return
        message = f"{self.root / name}: other writers kept committing; run again when they are done"
        raise StoreConflictError(message)

    def delete(self, name: str, article_ids: Sequence[str]) -> None:
        """Remove the rows of these articles, if there are any."""
        for batch in batched(article_ids, DELETE_BATCH):
            self.table(name).delete(_is_in(batch))

    def compact(self) -> None:
        """Merge small files, and delete those that no version of the last week needs."""
        for name in ("articles", "annotations"):
            table = self.table(name)
            table.optimize.compact()
            table.vacuum(dry_run=False)


def _is_in(article_ids: Sequence[str]) -> str:
    return "article_id IN ({})".format(", ".join(f"'{article_id}'" for article_id in sorted(article_ids)))


LEDGER_KEY = ("article_id", "input_sha256", "extractor")


def _not_there_yet(there: Dataset, new: pa.Table) -> pa.Table:
    """Drop the rows that another writer has committed since they were found to be missing."""
    same = there.to_table(columns=list(LEDGER_KEY), filter=pc.field("article_id").isin(new["article_id"]))
    done = {tuple(row.values()) for row in same.to_pylist()}
    keys = new.select(list(LEDGER_KEY)).to_pylist()
    return new.filter(pa.array([tuple(key.values()) not in done for key in keys], pa.bool_()))
