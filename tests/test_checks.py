"""Every check passes on the corpus, and every check has a mutation of the tables that makes it, by name, fail."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from valid_rows import EXTRA_ROWS

from pipelines.checks import all_checks, open_material, run_all
from pipelines.release import PublishError, publish
from schemas import derive
from schemas.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from small_corpus import Corpus

    from pipelines.checks import CheckResult

type Rows = list[dict[str, Any]]

CHECKS = {check.name: check for check in all_checks()}


@pytest.fixture(scope="module")
def sound(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus' tables, with rows in those that are still published empty; every table has at least two rows."""
    folder = tmp_path_factory.mktemp("sound")
    shutil.copytree(corpus.home.tables, folder, dirs_exist_ok=True)
    for table, rows in EXTRA_ROWS.items():
        rewrite(folder, table, with_rows(table, rows))
    return folder


@pytest.fixture
def tables(sound: Path, tmp_path: Path) -> Path:
    """A copy that a test may break."""
    return shutil.copytree(sound, tmp_path / "tables")


def key_of(table: str) -> Callable[[dict[str, Any]], tuple[Any, ...]]:
    return lambda row: tuple(row[column] for column in derive.sort_key(TABLES[table]))


def with_rows(table: str, new: Rows) -> Callable[[Rows], Rows]:
    return lambda rows: sorted(rows + new, key=key_of(table))


def read(folder: Path, table: str) -> Rows:
    return pq.read_table(folder / f"{table}.parquet").to_pylist()


def rewrite(folder: Path, table: str, change: Callable[[Rows], Rows]) -> None:
    rows = change(read(folder, table))
    path = folder / f"{table}.parquet"
    pins = pq.read_schema(path).metadata
    schema = derive.arrow_schema(TABLES[table]).with_metadata(pins)
    pq.write_table(pa.Table.from_pylist(rows, schema), path)


def counts(corpus: Corpus) -> dict[str, int]:
    """The corpus' counts with the reject that `sound` adds."""
    return {name: n + (name in {"n_raw", "n_rejected"}) for name, n in corpus.inputs.items()}


def run(corpus: Corpus, folder: Path, name: str, **inputs: int) -> bool:
    with open_material(folder, corpus.texts, counts(corpus) | inputs) as material:
        return CHECKS[name].run(material).passed


def first(rows: Rows, column: str, **where: object) -> dict[str, Any]:
    """The first row that has a value in the column, and the given values in others."""
    return next(r for r in rows if r[column] is not None and all(r[k] == v for k, v in where.items()))


def put(column: str, value: object | Callable[[Any], Any], **where: object) -> Callable[[Rows], Rows]:
    """Change one cell of the first row that has a value there."""

    def change(rows: Rows) -> Rows:
        row = first(rows, column, **where)
        row[column] = value(row[column]) if callable(value) else value
        return rows

    return change


def unknown(column: str, value: str) -> Callable[[Rows], Rows]:
    """Let the first row point to nothing."""
    return lambda rows: [rows[0] | {column: value}, *rows[1:]]


def far_from_its_position(rows: Rows) -> Rows:
    first(rows, "position_id")["char_end"] += 1000
    return rows


def plus(number: int) -> Callable[[int], int]:
    return lambda value: value + number


UNKNOWN = {
    "articles.article_id": "art_zzzzzzzzzzzzzzzz",
    "actors.actor_id": "act_zzzzzzzzzzzzzzzz",
    "mentions.mention_id": "men_zzzzzzzzzzzzzzzz",
    "positions.position_id": "pos_zzzzzzzzzzzzzzzz",
    "dates.date_id": "dat_zzzzzzzzzzzzzzzz",
    "countries.iso3": "ZZZ",
    "sources.source": "no-such-source",
    "acts.act": "sing",
}
# check → table to change, and how; foreign keys, orders and model rules are derived below.
MUTATIONS: dict[str, tuple[str, Callable[[Rows], Rows]]] = {
    "mentions_text_span": ("mentions", put("char_start", plus(1), text="Denmark")),
    "numbers_text_span": ("numbers", put("text", "40,000 tonnes")),
    "dates_text_span": ("dates", put("char_end", plus(-1), text="Tuesday")),
    "actor_roles_title_text_span": ("actor_roles", put("char_end", plus(10**6), sector="gov")),
    "positions_source_text_span": ("positions", put("source_text", None)),
    "positions_cue_text_span": ("positions", put("cue_text", "sang")),
    "positions_content_span": ("positions", put("content_spans", "[[0,4]]")),
    "mentions_role_text_span": ("mentions", put("role_text", "Queen of the Sea")),
    "numbers_unit_text_span": ("numbers", put("unit_text", "furlongs")),
    "articles_title_policy": ("articles", put("text_policy", "offsets", source="harbour-post")),
    "texts_are_the_full_ones": ("texts", put("text", "Other words.")),
    "articles_text_sha256": ("articles", put("n_chars", plus(1))),
    "articles_head_of_cluster": ("articles", put("published_on", date(2030, 1, 1), source="brief-daily")),
    "numbers_inside_their_position": ("numbers", put("char_start", 0)),
    "dates_inside_their_position": ("dates", far_from_its_position),
    "positions_nested_in_parent": ("positions", put("cue_start", 0, act="warn")),
    "positions_count_their_actors": ("position_actors", lambda rows: rows[1:]),
    "positions_said_on_their_date": ("positions", put("said_on", lambda day: day.replace(year=1999))),
    "articles_volume": ("rejects", lambda rows: rows[1:]),
    **{
        f"{table}_volume": (table, lambda rows: [])
        for table in ("sources", "actors", "actor_names", "acts", "countries", "mentions", "positions")
    },
}


for _table, _model in TABLES.items():
    for _key in derive.foreign_keys(_model):
        _change = unknown(_key.column, UNKNOWN[f"{_key.table}.{_key.target}"])
        MUTATIONS[f"{_table}_{_key.column}_exists"] = (_table, _change)
    MUTATIONS[f"{_table}_sorted"] = (_table, lambda rows: rows[::-1])
    MUTATIONS[f"{_table}_schema"] = (_table, lambda rows: [*rows, rows[0]])  # a repeated key


def test_all_checks_pass_on_the_corpus(corpus: Corpus, sound: Path) -> None:
    results = run_all(sound, corpus.texts, counts(corpus))
    assert [result for result in results if not result.passed] == []
    assert all(result.rows_seen > 0 for result in results)
    assert len(results) == len(CHECKS)


def test_every_check_has_a_mutation() -> None:
    assert set(MUTATIONS) == set(CHECKS)


@pytest.mark.parametrize("name", CHECKS)
def test_check_fires_and_blocks_publishing(name: str, corpus: Corpus, tables: Path, tmp_path: Path) -> None:
    table, change = MUTATIONS[name]
    rewrite(tables, table, change)
    if name in {"mentions_volume", "positions_volume"}:  # few words may hold none
        assert run(corpus, tables, name)
        rewrite(tables, "articles", put("n_words", 500))
    releases = tmp_path / "releases"

    def run_checks(staged: Path) -> list[CheckResult]:
        if table == "changes":  # which publishing computes itself
            shutil.copy(tables / "changes.parquet", staged)
        return run_all(staged, corpus.texts, counts(corpus))

    with pytest.raises(PublishError, match=f"{name} on {CHECKS[name].table}"):
        publish(tables, releases, run_checks=run_checks, released_at=datetime(2024, 5, 1, tzinfo=UTC))
    assert not list(releases.glob("2024*"))


def test_conservation_of_inputs(corpus: Corpus, tables: Path) -> None:
    assert run(corpus, tables, "articles_volume")
    assert not run(corpus, tables, "articles_volume", n_raw=corpus.inputs["n_raw"])


def test_a_missing_column_is_named(corpus: Corpus, tables: Path) -> None:
    found = pq.read_table(tables / "dates.parquet").drop_columns(["resolved"])
    pq.write_table(found, tables / "dates.parquet")
    with open_material(tables, corpus.texts, corpus.inputs) as material:
        result = CHECKS["dates_schema"].run(material)
    assert not result.passed
    assert result.examples == [{"column": "resolved", "found": "no such column", "expected": "bool not null"}]


def test_failures_show_at_most_five_rows(corpus: Corpus, tables: Path) -> None:
    rewrite(tables, "mentions", lambda rows: [row | {"score": 2.0} for row in rows])
    with open_material(tables, corpus.texts, corpus.inputs) as material:
        result = CHECKS["mentions_schema"].run(material)
    assert result.failures == result.rows_seen > 5
    assert len(result.examples) == 5
    assert result.examples[0]["column"] == "score"


def test_a_rule_that_cannot_be_applied_fails(corpus: Corpus, tables: Path) -> None:
    found = pq.read_table(tables / "numbers.parquet").slice(0, 0).drop_columns(["article_id"])
    pq.write_table(found, tables / "numbers.parquet")
    with open_material(tables, corpus.texts, corpus.inputs) as material:
        results = {name: check.run(material) for name, check in CHECKS.items() if check.table == "numbers"}
    assert not results["numbers_article_id_exists"].passed
    assert "article_id" in results["numbers_article_id_exists"].examples[0]["problem"]


@pytest.mark.parametrize(
    ("source", "cluster"), [("quiet-wire", "its own"), ("brief-daily", "another"), ("harbour-post", "another")]
)
def test_an_article_in_a_wrong_cluster_is_found(source: str, cluster: str, corpus: Corpus, tables: Path) -> None:
    articles = read(tables, "articles")
    row = first(articles, "cluster_id", source=source)
    other = next(each["article_id"] for each in articles if each["cluster_id"] != row["cluster_id"])
    cluster_id = row["article_id"] if cluster == "its own" else other
    rewrite(tables, "articles", put("cluster_id", cluster_id, source=source))
    assert not run(corpus, tables, "articles_head_of_cluster")


def words_without_offsets(rows: Rows) -> Rows:
    first(rows, "source_text").update(source_start=None, source_end=None)
    return rows


def leak(column: str) -> Callable[[Rows], Rows]:
    """Words of an article that publishes offsets only; they stand in every text."""
    return lambda rows: [row | {column: "a"} for row in rows]


@pytest.mark.parametrize(
    ("name", "table", "change"),
    [
        ("positions_source_text_span", "positions", words_without_offsets),
        ("positions_content_span", "positions", put("content_spans", None)),
        ("positions_content_span", "positions", put("content_spans", lambda spans: f"[{spans[1:-1]},{spans[1:-1]}]")),
        ("mentions_role_text_span", "mentions", leak("role_text")),
        ("numbers_unit_text_span", "numbers", leak("unit_text")),
    ],
)
def test_words_that_nothing_selects_or_that_may_not_be_published_are_found(
    name: str, table: str, change: Callable[[Rows], Rows], corpus: Corpus, tables: Path
) -> None:
    rewrite(tables, table, change)
    with open_material(tables, corpus.texts, counts(corpus)) as material:
        result = CHECKS[name].run(material)
    assert result.failures > 0
    assert "problem" not in result.examples[0]  # the rule was applied
