"""From the working store to the flat published tables.

Belongs here: running one SQL file per table over a pinned state of the store. Does not belong here: annotation, which
mention is which actor (`pipelines.curation`), checks, release files. `changes` has no SQL file: publishing
computes it from the release before.
"""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import asdict
from importlib.resources import files
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.articles import count_inputs
from pipelines.curation.decisions import read_decisions
from pipelines.curation.fingerprints import fingerprints
from pipelines.curation.published import curated_tables
from pipelines.curation.resolving import NAME_LENGTH, refuse_idle_rules, resolve_mentions
from pipelines.curation.retractions import read_retractions, tombstones
from pipelines.errors import OnRecordError
from pipelines.evaluate.quality import quality_rows
from pipelines.knowledge import registry
from pipelines.near_duplicates import cluster_stories
from pipelines.rows import NESTED_TABLES
from pipelines.sql import select
from pipelines.topics import define_topics, read_topics
from schemas import derive
from schemas.codes import Act
from schemas.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pipelines.curation.decisions import Decisions
    from pipelines.curation.retractions import Retractions
    from pipelines.rows import Row
    from pipelines.store import Store

LOG = logging.getLogger(__name__)
VERSIONS_KEY = b"onrecord.delta_versions"
BUILD_FILE = "build.json"
CURATION = derive.arrow_schema(TABLES["curation"])
MINTED = pa.schema([(name, pa.string()) for name in ("actor_id", "name", "kind", "country_iso3", "sector")])
TEXTS_AT_ONCE = 500
WRITTEN_BY_LATER_ROOMS = frozenset({"changes"})

SETUP = """
    -- Words of an article as far as its text policy allows them.
    CREATE MACRO published_words(words, policy) AS
        CASE WHEN policy = 'full' OR (policy = 'snippet' AND length(words) <= 500) THEN words END;

    -- Annotations by the present extractor of the article as it is now.
    CREATE VIEW annotated AS
        SELECT n.* FROM store_annotations AS n
        SEMI JOIN store_articles AS a ON a.article_id = n.article_id AND a.input_sha256 = n.input_sha256
        WHERE n.extractor = getvariable('extractor');
"""


class NotAnnotatedError(OnRecordError):
    """Tables were asked for while articles are still to be annotated."""


class RetractedError(OnRecordError):
    """Tables were asked for while the store still holds an article that was retracted since."""


def build_tables(store: Store, curation: Path, out: Path, extractor: str) -> dict[str, int]:
    """Derive every published table from the newest state of the store and write it to `out/<table>.parquet`.

    Args:
        store: the working store.
        curation: folder with what people decided about the data; of its files only topics.csv must be there.
        out: folder for the files; `build.json` there tells the pinned versions and the counts of inputs.
        extractor: name of what made the annotations; only its rows count.

    Returns: the number of rows of every table.
    Raises: NotAnnotatedError when articles are pending, RetractedError when one was retracted since, InputError
        when a file of `curation` cannot be used or a line in it touches nothing.
    """
    topics, decisions, versions = read_topics(curation), read_decisions(curation), store.versions()
    retractions = read_retractions(curation)
    out.mkdir(parents=True, exist_ok=True)
    (out / BUILD_FILE).unlink(missing_ok=True)  # written last: without it, what lies here is not whole
    with duckdb.connect() as connection:
        _load(connection, store, versions, extractor)
        _refuse_retracted(connection, retractions)
        _resolve(connection, decisions)
        define_topics(connection, topics)
        connection.register("stories", _stories(connection))
        connection.register("retracted_curation", pa.Table.from_pylist(tombstones(retractions), CURATION))
        connection.register("measured_quality", _measured_quality(extractor))
        rows = {name: _write(connection, name, versions, out) for name in TABLES}
        inputs = select(connection, "SELECT * FROM store_inputs").to_arrow_table().to_pylist()
    build = {
        "delta_versions": versions,
        "inputs": asdict(count_inputs(inputs)),
        "raw_list_sha256": _raw_list_sha256(inputs),
        "extractors": {"annotations": extractor},
        "curation": fingerprints(curation),
    }
    _replace(out / BUILD_FILE, json.dumps(build, indent=2, sort_keys=True) + "\n")
    return rows


def _load(connection: duckdb.DuckDBPyConnection, store: Store, versions: dict[str, int], extractor: str) -> None:
    for name, version in versions.items():
        store.view(connection, name, version, prefix="store_")
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET VARIABLE extractor = ?", [extractor])
    connection.execute("SET VARIABLE name_length = ?", [NAME_LENGTH])
    connection.execute(SETUP)
    pending = "SELECT count(*) FROM store_articles ANTI JOIN annotated USING (article_id)"
    if n_pending := connection.execute(pending).fetchall()[0][0]:
        message = f"{n_pending} articles are not annotated yet; run `onrecord release`, or materialise annotations"
        raise NotAnnotatedError(message)
    for name in NESTED_TABLES:
        connection.execute(
            f"CREATE TABLE nested_{name} AS "
            f"SELECT article_id, unnest(row) FROM (SELECT article_id, unnest({name}) AS row FROM annotated)"
        )
    for name, rows in _knowledge().items():
        connection.register(name, rows)


def _refuse_retracted(connection: duckdb.DuckDBPyConnection, retractions: Retractions) -> None:
    ids = [line.rule.article_id for line in retractions]
    query = "SELECT article_id FROM store_articles WHERE list_contains($ids, article_id) ORDER BY article_id"
    if found := select(connection, query, {"ids": ids}).fetchall():
        message = f"{found[0][0]} is retracted and still in the store; run `onrecord release`, or materialise articles"
        raise RetractedError(message)


def _resolve(connection: duckdb.DuckDBPyConnection, decisions: Decisions) -> None:
    resolved = resolve_mentions(connection, decisions)
    refuse_idle_rules(decisions, resolved)
    minted = [asdict(actor) for actor in resolved.minted.actors.values()]
    connection.register("minted_actors", pa.Table.from_pylist(minted, MINTED))
    for name, rows in curated_tables(decisions, resolved).items():
        connection.register(name, rows)


def _stories(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Which articles are near-duplicates: those of the same `story`."""

    def read() -> Iterator[tuple[str, str]]:
        for batch in select(connection, "SELECT article_id, text FROM store_articles").to_arrow_reader(TEXTS_AT_ONCE):
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)

    stories = cluster_stories(read)
    return pa.table({"article_id": pa.array(stories.keys(), pa.string()), "story": pa.array(stories.values())})


def _measured_quality(extractor: str) -> pa.Table:
    rows = quality_rows(extractor)
    if not rows.num_rows:
        LOG.warning(
            "no figures were measured for %s, so the table quality has no rows; "
            "where the gold corpora are at hand, run `onrecord evaluate --gold DIR --write` first",
            extractor,
        )
    return rows


def _write(connection: duckdb.DuckDBPyConnection, name: str, versions: dict[str, int], out: Path) -> int:
    schema = derive.arrow_schema(TABLES[name])
    schema = schema.with_metadata({VERSIONS_KEY: json.dumps(versions, sort_keys=True)})
    path = out / f"{name}.parquet"
    with pq.ParquetWriter(_temporary(path), schema) as writer:
        if name not in WRITTEN_BY_LATER_ROOMS:
            for batch in select(connection, _query(name)).to_arrow_reader():
                writer.write_table(pa.Table.from_batches([batch]).cast(schema))
    _temporary(path).replace(path)
    return int(pq.read_metadata(path).num_rows)


def _query(name: str) -> str:
    """The table's own SQL, with its columns and its order as the model gives them."""
    sql = files("pipelines.sql").joinpath(f"{name}.sql").read_text(encoding="utf-8")
    columns = ", ".join(f'"{c.name}"::{_sql_type(c.arrow_type)} AS "{c.name}"' for c in derive.columns(TABLES[name]))
    order = ", ".join(f'"{column}"' for column in derive.sort_key(TABLES[name]))
    return f"SELECT {columns} FROM ({sql}) ORDER BY {order}"


def _sql_type(arrow_type: pa.DataType) -> str:
    return {
        pa.string(): "VARCHAR",
        pa.int32(): "INTEGER",
        pa.float64(): "DOUBLE",
        pa.bool_(): "BOOLEAN",
        pa.date32(): "DATE",
        pa.timestamp("us", "UTC"): "TIMESTAMPTZ",
    }[arrow_type]


def _temporary(path: Path) -> Path:
    return path.with_name(f".{path.name}.partial")


def _replace(path: Path, text: str) -> None:
    _temporary(path).write_text(text, encoding="utf-8")
    _temporary(path).replace(path)


def _raw_list_sha256(inputs: Iterable[Row]) -> str:
    lines = sorted(f"{row['raw_name']} {row['outcome']} {row['article_id'] or row['reject_id']}" for row in inputs)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _knowledge() -> dict[str, pa.Table]:
    """The tables that come from the project itself, as DuckDB relations."""
    acts = [
        {
            "act": act,
            "definition": act.description,
            "direction": act.direction,
            "plover": act.plover,
            "cameo": act.cameo,
        }
        for act in Act
    ]
    names = [asdict(name) for name in registry.actor_names()]
    return {
        "registry_acts": pa.Table.from_pylist(acts, derive.arrow_schema(TABLES["acts"])),
        "registry_names": pa.Table.from_pylist(names, derive.arrow_schema(TABLES["actor_names"])),
        "registry_countries": pa.Table.from_pylist(
            [asdict(country) for country in registry.countries().values()], derive.arrow_schema(TABLES["countries"])
        ),
        "registry_actors": pa.Table.from_pylist(
            [asdict(actor) for actor in registry.actors().values()],
            pa.schema([field for field in derive.arrow_schema(TABLES["actors"]) if field.name != "status"]),
        ),
    }
