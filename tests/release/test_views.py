"""The views over a release in which one story is told twice: counts by row beside counts by story."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
import small_release
from small_release import CLOSED, HOLM, OPEN, OPEN_TEXT, Row

from pipelines.ids import content_id
from pipelines.release.views import COLUMNS_OF
from schemas.derive import primary_key
from schemas.tables import TABLES


def a_story_told_twice() -> dict[str, list[Row]]:
    """Both articles are one story; in each of them Ada Holm addresses Sweden once, in one week."""
    rows = small_release.rows()
    head, copy = (next(row for row in rows["articles"] if row["article_id"] == key) for key in (OPEN, CLOSED))
    copy |= {"cluster_id": head["article_id"], "is_cluster_head": False, "published_on": date(2026, 3, 8)}
    urged, refused = (next(row for row in rows["positions"] if row["act"] == act) for act in ("appeal", "reject"))
    urged |= {"said_on": None, "said_date_id": None}
    [speaks] = [row for row in rows["position_actors"] if row["position_id"] == refused["position_id"]]
    [named] = [row for row in rows["mentions"] if row["mention_id"] == speaks["mention_id"]]
    speaks["actor_id"] = refused["source_actor_id"] = named["actor_id"] = HOLM
    named |= {"kind": "person", "country_iso3": "NOR"}
    refused |= {"act": "appeal", "target_actor_id": "state_SWE", "n_targets": 1}
    rows["position_actors"].append(small_release.actor(refused, "target", "state_SWE", None))
    rows["dates"].append(promised_within(rows))
    return rows


def promised_within(rows: dict[str, list[Row]]) -> Row:
    """The two weeks that stand in what Ada Holm says that Sweden promised."""
    start, end = small_release.span(OPEN_TEXT, "two weeks")
    [promised] = [row for row in rows["positions"] if row["act"] == "promise"]
    unresolved = {"date_start": None, "date_end": None, "resolved": False, "anchor": "none", "granularity": "week"}
    return {
        **rows["dates"][0],
        **unresolved,
        "date_id": content_id("dat_", OPEN, start),
        "position_id": promised["position_id"],
        "char_start": start,
        "char_end": end,
        "text": "two weeks",
        "timex_type": "DURATION",
        "timex_value": "P2W",
    }


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_release.publish_tables(tmp_path_factory.mktemp("twice"), a_story_told_twice())


@pytest.fixture
def query(release: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(release)
    connection = duckdb.connect()
    connection.execute((release / "views.sql").read_text(encoding="utf-8"))
    return lambda sql: connection.execute(sql).fetchall()


def test_actors_by_row_and_by_story(query: Any) -> None:
    columns = (
        "name, n_mentions, n_articles, n_clusters,"
        " n_positions_as_source, n_clusters_as_source, n_positions_as_target, n_clusters_as_target"
    )
    assert query(f"SELECT {columns} FROM v_actors ORDER BY name") == [  # noqa: S608 - our own words
        ("Ada Holm", 2, 2, 1, 4, 1, 0, 0),
        ("Norway", 0, 0, 0, 0, 0, 0, 0),
        ("Sweden", 1, 1, 1, 0, 0, 2, 1),
        ("Sweden's harbour office", 0, 0, 0, 0, 0, 0, 0),
    ]


def test_dyads_by_row_and_by_story(query: Any) -> None:
    [row] = query("SELECT * FROM v_dyads")
    assert row == ("NOR", "SWE", date(2026, 3, 2), "published", "appeal", 2, 1)
    assert row[2].strftime("%A") == "Monday"


def test_counts_by_story_are_those_of_the_heads_if_copies_say_no_more(query: Any) -> None:
    [[n_stories]] = query("SELECT count(DISTINCT cluster_id) FROM v_positions")
    [[n_heads]] = query("SELECT count(*) FROM articles WHERE is_cluster_head")
    assert n_stories == n_heads == 1


def test_dates_say_whose_claim_they_are_in(query: Any) -> None:
    columns = "text, timex_value, date_start, resolved, publisher, act, source_name, source_country_iso3"
    assert query(f"SELECT {columns} FROM v_dates ORDER BY text") == [  # noqa: S608 - our own words
        ("3 March", "2026-03-03", date(2026, 3, 3), True, "coast-wire", None, None, None),
        ("two weeks", "P2W", None, False, "coast-wire", "promise", "Ada Holm", "NOR"),
    ]


@pytest.mark.parametrize(
    ("view", "table"), [("v_positions", "positions"), ("v_dates", "dates"), ("v_actors", "actors")]
)
def test_a_view_of_rows_has_every_row_once(view: str, table: str, query: Any) -> None:
    [key] = primary_key(TABLES[table])
    found = query(f"SELECT {key} FROM {view} ORDER BY 1")  # noqa: S608 - our own words
    assert found == query(f"SELECT {key} FROM {table} ORDER BY 1")  # noqa: S608 - our own words


def test_every_column_of_every_view_is_explained(query: Any) -> None:
    comments = query("SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal")
    assert {view for view, _, _ in comments} == {*TABLES, *COLUMNS_OF}
    assert [(view, column) for view, column, comment in comments if not comment] == []
    explained = {(view, column): comment for view, column, comment in comments}
    assert explained["v_positions", "url"] == explained["articles", "url"]
    assert explained["v_positions", "status"] == explained["positions", "status"]
    assert explained["v_actors", "status"] == explained["actors", "status"]
    assert explained["v_actors", "gw"] == explained["countries", "gw"]
    assert explained["v_dates", "text"] == explained["dates", "text"]
