"""The gate that `changes` is complete: it passes what was computed, for any two releases, and fires on every fault."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
import small_release
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_release import HOLM, OPEN
from test_publishing import publish_rows, with_topic
from two_releases import FILES, Content, compared, write

from pipelines.release import PublishError, changes, verify
from pipelines.release import staging as staging_module
from pipelines.release.replay import check_changes
from schemas import derive
from schemas.codes import ChangeCause
from schemas.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.release.sides import Side

type Rows = list[dict[str, Any]]

SCHEMA = derive.arrow_schema(TABLES["changes"])


def second() -> Content:
    """A release with a row added, a row removed and rows changed, in tables with keys of one and of three columns."""
    content = small_release.rows()
    content["positions"][0] |= {"act": "demand", "topic": "ferries"}
    content["numbers"][0]["value"] = 15.0
    content["actor_names"].append(
        {"actor_id": "state_NOR", "name": "Norge", "name_type": "short", "name_source": "registry"}
    )
    content["position_actors"][0]["actor_id"] = None
    content["texts"] = []
    content["dates"] = []
    return content


def problems(old: Side | None, new: Side, rows: Rows) -> dict[str, str]:
    """What the gate says, by table."""
    results = check_changes(old, new, pa.Table.from_pylist(rows, SCHEMA))
    assert {result.table for result in results} == (set(TABLES) if old else {"changes"})
    return {result.table: str(result.examples) for result in results if not result.passed}


def drop(rows: Rows) -> Rows:
    return [row for row in rows if row["table_name"] != "positions"]


def invent(rows: Rows) -> Rows:
    return [*rows, rows[0] | {"table_name": "actors", "row_id": HOLM, "change": "changed", "fields": "name"}]


def unknown_row(rows: Rows) -> Rows:
    return [*rows, rows[0] | {"table_name": "acts", "row_id": "shrug", "change": "added", "fields": None}]


def unknown_table(rows: Rows) -> Rows:
    return [*rows, rows[0] | {"table_name": "moods"}]


def itself(rows: Rows) -> Rows:
    return [*rows, rows[0] | {"table_name": "changes"}]


def of(table: str, **values: Any) -> Callable[[Rows], Rows]:
    return lambda rows: [row | values if row["table_name"] == table else row for row in rows]


def other_table(rows: Rows) -> Rows:
    return [row | {"table_name": "dates"} if row["table_name"] == "texts" else row for row in rows]


def twice(rows: Rows) -> Rows:
    return [*rows, *(row for row in rows if row["table_name"] == "numbers")]


@pytest.mark.parametrize(
    ("mutate", "table", "told"),
    [
        (drop, "positions", "changes says no difference, the files show changed act|topic"),
        (invent, "actors", "changes says changed name, the files show no difference"),
        (unknown_row, "acts", "changes says added, the files show no difference"),
        (unknown_table, "changes", "there is no such table"),
        (itself, "changes", "there is no such table"),
        (other_table, "texts", "changes says no difference, the files show removed"),
        (other_table, "dates", OPEN),
        (twice, "numbers", "named twice"),
        (of("positions", fields="act"), "positions", "changes says changed act, the files show changed act|topic"),
        (of("positions", fields="topic|act"), "positions", "changes says changed topic|act"),
        (of("positions", fields="act|topic|method"), "positions", "changes says changed act|topic|method"),
        (of("positions", fields=None), "positions", "changes says changed, the files show changed act|topic"),
        (of("numbers", change="removed"), "numbers", "changes says removed value, the files show changed value"),
        (of("texts", change="added"), "texts", "changes says added, the files show removed"),
        (of("texts", change="changed", fields="text"), "texts", "the files show removed"),
        (of("actor_names", change="changed", fields="name_source"), "actor_names", "the files show added"),
        (of("position_actors", row_id="pos"), "position_actors", "row_id is no JSON array"),
        (of("position_actors", row_id="3"), "position_actors", "row_id is no JSON array"),
        (of("position_actors", row_id='["a", "source", 0]'), "position_actors", "changes says changed actor_id"),
    ],
)
def test_the_gate_fires(mutate: Callable[[Rows], Rows], table: str, told: str, tmp_path: Path) -> None:
    old, new = write(tmp_path / "old", small_release.rows()), write(tmp_path / "new", second())
    rows = changes.list_changes(old, new).to_pylist()
    assert problems(old, new, rows) == {}
    assert told in problems(old, new, mutate(rows))[table]


def test_the_first_release_names_no_row(tmp_path: Path) -> None:
    new = write(tmp_path / "new", second())
    assert problems(None, new, []) == {}
    row = {"table_name": "acts", "row_id": "ask", "change": "added", "fields": None, "cause": "code"}
    assert "there is no such table" in problems(None, new, [row])["changes"]


def test_a_table_of_one_side_is_replayed_too(tmp_path: Path) -> None:
    old, new = write(tmp_path / "old", small_release.rows()), write(tmp_path / "new", second())
    less = replace(old, keys={name: key for name, key in old.keys.items() if name != "numbers"})
    for before, after in ((less, new), (new, less)):
        rows = changes.list_changes(before, after).to_pylist()
        assert problems(before, after, rows) == {}
        assert "numbers" in problems(before, after, [row for row in rows if row["table_name"] != "numbers"])


def test_publishing_refuses_changes_that_are_not_complete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_rows(tmp_path)
    monkeypatch.setattr(staging_module.changes, "list_changes", lambda *_: SCHEMA.empty_table())
    with pytest.raises(PublishError, match="positions_replayed on positions: 1 of 4 rows fail"):
        publish_rows(tmp_path, with_topic("ferries"))
    assert not (tmp_path / "releases" / "2026.11.1").exists()


def test_verify_replays_the_changes_where_the_parent_lies_beside(tmp_path: Path) -> None:
    first, newer = publish_rows(tmp_path).path, publish_rows(tmp_path, with_topic("ferries")).path
    assert "changes replayed on 2026.11.0" in verify(newer).message
    assert not any("replayed" in problem for problem in verify(newer).problems)
    wrong = SCHEMA.empty_table()
    staging_module.parquet.write("changes", wrong, newer, "2026.11.1")
    assert any("positions_replayed fails on 1 of 4 rows" in problem for problem in verify(newer).problems)
    manifest = first / "manifest.json"
    manifest.write_text(manifest.read_text().replace("test@1", "test@0"))
    assert "2026.11.0 beside it is not the release that `changes` was computed from" in verify(newer).problems
    first.rename(tmp_path / "elsewhere")
    assert verify(newer).message.endswith("; changes not replayed, 2026.11.0 is not beside it")


TEXTS = st.none() | st.sampled_from(["", "a", "b|c", '"', "é", "e\u0301", "\u2028", "\t[", "null"])
VALUES = st.none() | st.sampled_from([0.0, -0.0, 0.1, 0.30000000000000004, 5e-324, -1e308])


@st.composite
def contents(draw: st.DrawFn) -> Content:
    """A small release in which any row may be gone and values of every type may differ."""
    content = {table: [row for row in rows if draw(st.integers(0, 5))] for table, rows in small_release.rows().items()}
    for row in content["articles"]:
        row |= {"title": draw(TEXTS), "published_on": draw(st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 3)))}
        row |= {"cluster_id": draw(st.sampled_from(["x", "y"])), "is_cluster_head": draw(st.booleans())}
    for row in content["numbers"]:
        row |= {"value_max": draw(VALUES), "unit": draw(TEXTS), "counted_start": draw(st.none() | st.integers(0, 2))}
    for row in content["mentions"] + content["position_actors"]:
        row["actor_id"] = draw(st.sampled_from([None, HOLM, "state_SWE"]))
    for row in content["actors"]:
        row |= {"description": draw(TEXTS), "status": draw(st.sampled_from(["curated", "provisional"]))}
    names = draw(st.lists(TEXTS.filter(bool), unique=True, max_size=3))
    sources = st.sampled_from(["registry", "articles", "curation"])
    content["actor_names"] += [
        {"actor_id": HOLM, "name": name, "name_type": "short", "name_source": draw(sources)} for name in names
    ]
    for action, row_id in draw(
        st.lists(st.tuples(st.sampled_from(["merge", "retract"]), st.sampled_from([HOLM, OPEN])))
    ):
        row = {"table_name": "actors", "row_id": row_id, "field": "actor_id", "action": action, "reason": "Looked."}
        row |= {"decided_on": date(2026, 1, 1), "curator": "ada", "curation_id": f"cur_{action}_{row_id}"}
        content["curation"] = [other for other in content["curation"] if other["curation_id"] != row["curation_id"]]
        content["curation"].append(row)
    return content


EXTRACTORS, DIGESTS = (
    st.sampled_from(["test@1", "test@2"]),
    st.fixed_dictionaries({name: st.sampled_from(["1", "2"]) for name in FILES}),
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(contents(), contents(), EXTRACTORS, DIGESTS)
def test_any_two_releases_replay(old: Content, new: Content, extractor: str, curation: dict[str, str]) -> None:
    with TemporaryDirectory() as folder:
        before = write(Path(folder) / "old", old)
        after = write(Path(folder) / "new", new, extractor=extractor, curation=curation)
        rows = changes.list_changes(before, after).to_pylist()
        assert problems(before, after, rows) == {}
        assert {row["cause"] for row in rows} <= set(ChangeCause)
        back = {place: told[0] for place, told in compared(after, before).items()}
    opposite = {"added": "removed", "removed": "added", "changed": "changed"}
    assert back == {(row["table_name"], row["row_id"]): opposite[row["change"]] for row in rows}
    keys = [json.loads(row["row_id"]) for row in rows if row["table_name"] in {"actor_names", "position_actors"}]
    assert all(len(key) == 3 for key in keys)
