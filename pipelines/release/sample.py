"""The sample of a release: the rows of a few articles, small enough to open in a spreadsheet.

Belongs here: choosing the articles, and writing their rows in both forms. Does not belong here: checking the sample,
which `sample_gate` does.

An `article_id` is a hash, so that the order of ids is as good as random: a sample of the least ids favours nobody.
Each source's first article comes before all others, so that every source is in the sample where there is room.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.release import durable, parquet, spreadsheet
from pipelines.release.dataset import CSV_FOLDER, PARQUET_FOLDER, SAMPLE_FOLDER, csv_path, parquet_path
from schemas import derive
from schemas.tables import PARQUET_ONLY, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    type Tables = dict[str, pa.Table]

MAX_ARTICLES = 100
MAX_BYTES = 1_000_000  # of all files of the sample together
LONG_CHARS = 20_000  # longer articles come last: one of them could take the room of all
MAX_AUDIT_ROWS = 100

WHOLE = ("acts", "countries")
AUDIT = ("curation", "rejects", "quality", "changes")


def write_sample(release: Path, version: str) -> None:
    """Write the sample of a release that lies in a folder, with as many articles as there is room for.

    Args:
        release: the folder, with every table as Parquet; the sample comes into `sample/` of it.
        version: the release's version, for the metadata of the Parquet files.
    """
    order = article_order(_read(release, "articles"))
    count = min(len(order), MAX_ARTICLES)
    while (size := _write(release, version, order[:count])) > MAX_BYTES and count:
        count = min(count - 1, count * MAX_BYTES // size)


def article_order(articles: pa.Table) -> list[str]:
    """The ids of all articles in the order in which they enter the sample.

    Each id comes after that of its cluster's head, so that every beginning of the list is closed.
    """
    rows = articles.select(["article_id", "source", "cluster_id", "n_chars"]).to_pylist()
    rows.sort(key=lambda row: (row["n_chars"] > LONG_CHARS, row["article_id"]))
    first = {row["source"]: row["article_id"] for row in reversed(rows)}
    rows.sort(key=lambda row: (row["n_chars"] > LONG_CHARS, first[row["source"]] != row["article_id"]))
    return list(dict.fromkeys(key for row in rows for key in (row["cluster_id"], row["article_id"])))


def rows_of(release: Path, articles: Sequence[str]) -> Tables:
    """The rows of every table that belong to some articles, in their order, with all that their keys point to.

    Acts and countries are whole; curation, rejects, quality and changes are cut to their first rows.
    """
    kept = {name: _read(release, name) for name in WHOLE}
    kept |= {name: _read(release, name).slice(0, MAX_AUDIT_ROWS) for name in AUDIT}
    for name, model in TABLES.items():
        if name == "articles" or any(key.table == "articles" for key in derive.foreign_keys(model)):
            kept[name] = _read(release, name, "article_id", articles)
    kept["position_actors"] = _read(
        release, "position_actors", "position_id", kept["positions"]["position_id"].to_pylist()
    )
    kept["sources"] = _read(release, "sources", "source", _pointed_to("sources", kept))
    actors = _pointed_to("actors", kept)
    kept["actors"] = _read(release, "actors", "actor_id", actors)
    kept["actor_names"] = _read(release, "actor_names", "actor_id", actors)
    return {name: kept[name] for name in TABLES}


def _pointed_to(target: str, tables: Mapping[str, pa.Table]) -> list[str]:
    """The keys of a table that stand in columns of others."""
    columns = [
        table[key.column]
        for name, table in tables.items()
        for key in derive.foreign_keys(TABLES[name])
        if key.table == target
    ]
    return sorted({value for column in columns for value in column.drop_null().to_pylist()})


def _read(release: Path, name: str, column: str | None = None, values: Iterable[str] = ()) -> pa.Table:
    """A table, or its rows that have one of some values in a column."""
    wanted = pc.field(column).isin(pa.array(values, pa.string())) if column else None
    return pq.read_table(release / parquet_path(name), filters=wanted, partitioning=None)


def _write(release: Path, version: str, articles: Sequence[str]) -> int:
    """Write the sample of these articles in place of the one that is there; its size in bytes."""
    sample = release / SAMPLE_FOLDER
    if sample.exists():
        shutil.rmtree(sample)
    for folder in (PARQUET_FOLDER, CSV_FOLDER):
        (sample / folder).mkdir(parents=True)
    for name, table in rows_of(release, articles).items():
        parquet.write(name, table, sample, version)
        if name not in PARQUET_ONLY:
            spreadsheet.write(table, sample / csv_path(name))
    return size(sample)


def size(sample: Path) -> int:
    """The bytes of all files of a sample."""
    return sum((sample / name).stat().st_size for name in durable.relative_files(sample))
