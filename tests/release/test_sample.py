"""The sample: at most a megabyte, rows of the release, closed keys; and a gate that sees when it is not."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
import small_release
from interrupted import passing

from pipelines.ids import content_id
from pipelines.release import PublishError, parquet, publish, spreadsheet, verify
from pipelines.release.dataset import csv_path, parquet_path
from pipelines.release.durable import relative_files
from pipelines.release.sample import LONG_CHARS, MAX_ARTICLES, MAX_BYTES, article_order, size
from pipelines.release.sample_gate import check_sample
from schemas import derive
from schemas.tables import PARQUET_ONLY, TABLES

type Edit = Callable[[pa.Table], pa.Table]
type Content = dict[str, list[small_release.Row]]

SOURCES = ["coast-wire", "daily", "daily", "daily", "evening", "evening"]


def many(count: int, mentions: int) -> Content:
    """Articles of several sources, two to a cluster, each with mentions of actors of its own, pronouns and claims."""
    content, draw = small_release.rows(), random.Random(7)
    content |= {name: [] for name in ("articles", "texts", "mentions", "positions", "position_actors", "actor_roles")}
    content |= {"numbers": [], "dates": []}
    [source] = content["sources"]
    content["sources"] = [source | {"source": name} for name in ("coast-wire", "daily", "evening", "silent")]
    for number in range(count):
        add_article(content, number, mentions, draw)
    return content


def add_article(content: Content, number: int, mentions: int, draw: random.Random) -> None:
    text = draw.randbytes(1000).hex()
    article, head = content_id("art_", number), content_id("art_", number - number % 2)
    row = small_release.article(small_release.OPEN, "full", None) | {"article_id": article, "n_chars": len(text)}
    row |= {"source": SOURCES[number % len(SOURCES)], "cluster_id": head, "is_cluster_head": head == article}
    content["articles"].append(row | {"text_sha256": small_release.sha256(text)})
    content["texts"].append({"article_id": article, "text": text})
    first, body = content_id("act_", number), content_id("act_", number, "body")
    content["actors"] += [
        {"actor_id": first, "name": f"Speaker {number}", "kind": "person", "country_iso3": "NOR"},
        {"actor_id": body, "name": f"Body {number}", "kind": "organisation"},
    ]
    content["actor_names"].append(
        {"actor_id": first, "name": f"Speaker {number}", "name_type": "full", "name_source": "articles"}
    )
    own = [small_release.mention(small_release.OPEN, "Ada Holm", first, "person") for _ in range(mentions)]
    for order, mention in enumerate(own):
        mention |= {"article_id": article, "mention_id": content_id("men_", article, order)}
        mention["antecedent_mention_id"] = content_id("men_", article, 0) if order else None
        content["mentions"].append(mention)
    roles = {"actor_role_id": content_id("rol_", article), "actor_id": first, "organisation_actor_id": body}
    content["actor_roles"].append(roles | {"article_id": article, "char_start": 0, "char_end": 5})
    outer = small_release.position(small_release.OPEN, "state", "Ada Holm", "said", ["that 14 lorries"])
    outer |= {"article_id": article, "position_id": content_id("pos_", article), "source_actor_id": first}
    day = small_release.rows()["dates"][0] | {"article_id": article, "date_id": content_id("dat_", article)}
    inner = outer | {"position_id": content_id("pos_", article, 1), "parent_position_id": outer["position_id"]}
    content["positions"] += [outer, inner | {"said_date_id": day["date_id"], "said_on": date(2026, 3, 3)}]
    content["dates"].append(day | {"position_id": None})
    content["position_actors"].append(small_release.actor(outer, "source", first, own[0]))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release with more articles than a sample may hold."""
    home = tmp_path_factory.mktemp("large")
    tables = small_release.write_tables(home / "tables", many(180, 25))
    return publish(tables, home / "releases", run_checks=passing, released_at=small_release.RELEASED_AT).path


def ids(folder: Path, table: str, column: str) -> set[str]:
    return set(parquet.read(table, folder)[column].drop_null().to_pylist())


def test_the_sample_of_a_small_release_holds_all_its_articles(published: Path) -> None:
    assert ids(published / "sample", "articles", "article_id") == {small_release.OPEN, small_release.CLOSED}
    forms = {parquet_path(name) for name in TABLES} | {csv_path(name) for name in TABLES if name not in PARQUET_ONLY}
    assert set(relative_files(published / "sample")) == forms
    for name in ("mentions", "positions", "position_actors", "numbers", "dates", "texts", "acts", "rejects"):
        assert parquet.read(name, published / "sample").equals(parquet.read(name, published))


def test_a_large_release_has_a_sample_of_a_megabyte_with_closed_keys(large: Path) -> None:
    sample = large / "sample"
    articles = parquet.read("articles", sample)
    assert MAX_BYTES / 2 < size(sample) <= MAX_BYTES
    assert 10 < articles.num_rows <= MAX_ARTICLES
    assert set(articles["source"].to_pylist()) == {"coast-wire", "daily", "evening"}
    for name, model in TABLES.items():
        for key in derive.foreign_keys(model):
            assert ids(sample, name, key.column) <= ids(sample, key.table, key.target), (name, key)
    assert all(result.passed for result in check_sample(large))


def test_nothing_is_in_the_sample_that_its_articles_do_not_need(large: Path) -> None:
    sample = large / "sample"
    assert ids(sample, "sources", "source") == ids(sample, "articles", "source")
    assert ids(sample, "actors", "actor_id") == (
        ids(sample, "mentions", "actor_id") | ids(sample, "actor_roles", "organisation_actor_id")
    )
    assert ids(sample, "actor_names", "actor_id") <= ids(sample, "actors", "actor_id")


def test_the_csv_of_the_sample_is_that_of_the_release(published: Path) -> None:
    for name in sorted(TABLES.keys() - PARQUET_ONLY):
        schema = derive.arrow_schema(TABLES[name])
        found = spreadsheet.read(published / "sample" / csv_path(name), schema)
        whole = spreadsheet.read(published / csv_path(name), schema).to_pylist()
        assert all(row in whole for row in found.to_pylist())


def order_of(rows: list[tuple[str, str, str, int]]) -> list[str]:
    names = ("article_id", "source", "cluster_id", "n_chars")
    return article_order(pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows]))


def test_each_source_comes_first_then_the_ids_and_long_articles_last() -> None:
    rows = [("a", "x", "a", LONG_CHARS + 1), ("b", "x", "b", 5), ("c", "x", "c", 5), ("d", "y", "d", 5)]
    assert order_of(rows) == ["b", "d", "c", "a"]
    assert order_of(rows[::-1]) == ["b", "d", "c", "a"]


def test_the_head_of_a_cluster_comes_before_its_members() -> None:
    rows = [("a", "x", "d", 5), ("b", "x", "b", 5), ("c", "y", "d", 5), ("d", "y", "d", 5)]
    assert order_of(rows) == ["d", "a", "c", "b"]


def test_an_article_that_is_larger_than_a_sample_is_left_out(tmp_path: Path) -> None:
    content = small_release.rows()
    content["texts"][0]["text"] = random.Random(7).randbytes(1_500_000).hex()
    tables = small_release.write_tables(tmp_path / "tables", content)
    path = publish(tables, tmp_path / "releases", run_checks=passing, released_at=small_release.RELEASED_AT).path
    assert size(path / "sample") < MAX_BYTES
    assert small_release.OPEN not in ids(path / "sample", "articles", "article_id")


def change(folder: Path, name: str, edit: Edit) -> None:
    """Change a table of the sample in both forms."""
    table = edit(parquet.read(name, folder / "sample")).replace_schema_metadata(None)
    parquet.write(name, table, folder / "sample", "2026.11.0")
    if name not in PARQUET_ONLY:
        spreadsheet.write(table, folder / "sample" / csv_path(name))


def another_word(table: pa.Table) -> pa.Table:
    index = table.column_names.index("cue")
    return table.set_column(index, table.schema.field(index), [pa.array(["x"] * table.num_rows)])


def twice(table: pa.Table) -> pa.Table:
    return pa.concat_tables([table, table.slice(0, 1)])


def without(column: str, value: str) -> Edit:
    return lambda table: table.filter(pa.array([cell != value for cell in table[column].to_pylist()]))


def break_csv(folder: Path) -> None:
    path = folder / "sample" / "csv" / "positions.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("refused", "accepted"), encoding="utf-8")


def drop_column(folder: Path) -> None:
    pa.parquet.write_table(
        parquet.read("dates", folder / "sample").drop(["text"]), folder / "sample/data/dates.parquet"
    )


DAMAGE: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "another word": (lambda at: change(at, "positions", another_word), "positions_in_sample", "no row of the release"),
    "a row twice": (lambda at: change(at, "mentions", twice), "mentions_in_sample", "there too often"),
    "no actor": (
        lambda at: change(at, "actors", without("actor_id", small_release.HOLM)),
        "mentions_in_sample",
        "actor_id points to nothing in actors.actor_id",
    ),
    "no article": (
        lambda at: change(at, "articles", without("article_id", small_release.OPEN)),
        "positions_in_sample",
        "article_id points to nothing in articles.article_id",
    ),
    "no source": (
        lambda at: change(at, "sources", without("source", "coast-wire")),
        "articles_in_sample",
        "source points to nothing in sources.source",
    ),
    "another cell": (break_csv, "positions_in_sample", "'column': 'cue'"),
    "no file": (lambda at: (at / "sample/data/texts.parquet").unlink(), "texts_in_sample", "cannot be read"),
    "no CSV file": (lambda at: (at / "sample/csv/acts.csv").unlink(), "acts_in_sample", "cannot be read"),
    "no folder": (lambda at: shutil.rmtree(at / "sample"), "positions_in_sample", "cannot be read"),
    "no column": (drop_column, "dates_in_sample", "columns, types or descriptions"),
    "too large": (lambda at: (at / "sample/more.bin").write_bytes(bytes(MAX_BYTES)), "sample_size", "are allowed"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_the_gate_fires(damage: str, release: Path) -> None:
    edit, check, told = DAMAGE[damage]
    assert all(result.passed for result in check_sample(release))
    edit(release)
    failed = {result.name: result for result in check_sample(release) if not result.passed}
    assert told in str(failed[check].examples)
    assert any(check in problem and told in problem for problem in verify(release).problems)


@pytest.mark.parametrize("damage", ["another word", "no actor", "too large"])
def test_a_release_whose_sample_is_wrong_is_not_published(damage: str, derived: Path, releases: Path) -> None:
    edit, check, told = DAMAGE[damage]

    def disturb(step: str) -> None:
        if step == "gates":
            [staging] = releases.glob(".staging-*")
            edit(staging)

    with pytest.raises(PublishError, match=f"(?s){check} on .*{told.replace('.', '[.]')}"):
        publish(derived, releases, run_checks=passing, released_at=small_release.RELEASED_AT, on_step=disturb)
    assert not (releases / "2026.11.0").exists()
