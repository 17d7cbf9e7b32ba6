"""Which rows differ between two releases, by hand: kinds of change, fields, row ids, schemas that differ."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import small_release
from small_release import HOLM, OPEN
from two_releases import Content, compared, of_schema, write

from pipelines.release import PublishError, changes
from schemas import derive
from schemas.tables import TABLES

if TYPE_CHECKING:
    from pathlib import Path


def without(content: Content, table: str, at: int = 0) -> None:
    del content[table][at]


def test_the_same_rows_make_no_changes(tmp_path: Path) -> None:
    old, new = (write(tmp_path / name, small_release.rows()) for name in ("old", "new"))
    found = changes.list_changes(old, new)
    assert found.num_rows == 0
    assert found.schema.equals(derive.arrow_schema(TABLES["changes"]))


@pytest.mark.parametrize("table", [name for name in TABLES if small_release.rows()[name]])
def test_every_table_counts(table: str, tmp_path: Path) -> None:
    fewer = small_release.rows()
    without(fewer, table)
    old, new = write(tmp_path / "old", small_release.rows()), write(tmp_path / "new", fewer)
    assert {(name, change) for (name, _), (change, *_) in compared(old, new).items()} == {(table, "removed")}
    assert {(name, change) for (name, _), (change, *_) in compared(new, old).items()} == {(table, "added")}


def test_fields_stand_in_the_models_order(tmp_path: Path) -> None:
    content = small_release.rows()
    content["positions"][0] |= {"confidence": 0.5, "act": "demand", "said_on": None}
    found = compared(write(tmp_path / "old", small_release.rows()), write(tmp_path / "new", content))
    [(change, fields, _)] = found.values()
    assert (change, fields) == ("changed", "act|said_on|confidence")


def test_the_key_of_several_columns_is_a_json_array_as_in_curation(tmp_path: Path) -> None:
    content = small_release.rows()
    content["actor_names"].append(
        {"actor_id": HOLM, "name": 'Ada "Öst"\n', "name_type": "full", "name_source": "articles"}
    )
    content["position_actors"][0]["actor_id"] = None
    found = compared(write(tmp_path / "old", small_release.rows()), write(tmp_path / "new", content))
    position = content["position_actors"][0]["position_id"]
    assert ("actor_names", json.dumps([HOLM, 'Ada "Öst"\n', "full"], ensure_ascii=False)) in found
    assert ("position_actors", json.dumps([position, "source", 0])) in found


@pytest.mark.parametrize(("before", "after"), [(0.0, -0.0), (0.1 + 0.2, 0.3), (14.0, None)])
def test_doubles_are_compared_by_their_bits(before: float, after: float | None, tmp_path: Path) -> None:
    contents = [small_release.rows(), small_release.rows()]
    for content, value in zip(contents, (before, after), strict=True):
        content["numbers"][0]["value_max"] = value
    old, new = (write(tmp_path / str(at), content) for at, content in enumerate(contents))
    [(change, fields, _)] = compared(old, new).values()
    assert (change, fields) == ("changed", "value_max")


def test_words_count_as_they_are(tmp_path: Path) -> None:
    contents = [small_release.rows(), small_release.rows()]
    contents[0]["texts"][0]["text"] = "Caf\u00e9"
    contents[1]["texts"][0]["text"] = "Cafe\u0301"
    old, new = (write(tmp_path / str(at), content) for at, content in enumerate(contents))
    assert list(compared(old, new)) == [("texts", OPEN)]


def test_the_table_is_sorted_by_its_key(tmp_path: Path) -> None:
    empty = {name: [] if name not in {"articles", "sources"} else rows for name, rows in small_release.rows().items()}
    found = changes.list_changes(write(tmp_path / "old", empty), write(tmp_path / "new", small_release.rows()))
    keys = [(row["table_name"], row["row_id"]) for row in found.to_pylist()]
    assert keys == sorted(keys)
    assert len(keys) == len(set(keys)) > 20


def rewrite(side: Any, table: str, change: Any) -> None:
    path = side.folder / f"{table}.parquet"
    pq.write_table(change(pq.read_table(path)), path)


def test_a_column_that_only_one_side_has_is_no_difference_of_a_row(tmp_path: Path) -> None:
    old, new = (write(tmp_path / name, small_release.rows()) for name in ("old", "new"))
    rewrite(old, "positions", lambda table: table.drop_columns(["topic"]))
    rewrite(old, "numbers", lambda table: table.append_column("shade", pa.array(["red"] * len(table))))
    assert compared(old, new) == {}
    assert changes.one_sided_columns("positions", old, new) == ([], ["topic"])
    assert changes.one_sided_columns("numbers", old, new) == (["shade"], [])


def test_a_column_of_another_type_is_another_column(tmp_path: Path) -> None:
    old, new = (write(tmp_path / name, small_release.rows()) for name in ("old", "new"))
    rewrite(
        old,
        "numbers",
        lambda table: (
            table.set_column(10, "value", table["value"].cast(pa.string()))
            if table.column_names[10] == "value"
            else table.drop_columns(["value"]).append_column("value", table["value"].cast(pa.string()))
        ),
    )
    assert compared(old, new) == {}
    assert changes.one_sided_columns("numbers", old, new) == (["value"], ["value"])


def test_a_table_that_only_one_side_has_is_added_or_removed_with_all_rows(tmp_path: Path) -> None:
    old, new = (write(tmp_path / name, small_release.rows()) for name in ("old", "new"))
    keys = {name: key for name, key in old.keys.items() if name != "dates"}
    older = of_schema(old, "0.9.0")
    object.__setattr__(older, "keys", keys)
    [(change, fields, cause)] = compared(older, new).values()
    assert (change, fields, cause) == ("added", None, "code")
    [(change, fields, cause)] = compared(new, older).values()
    assert (change, fields, cause) == ("removed", None, "code")


def test_a_table_with_another_key_cannot_be_compared(tmp_path: Path) -> None:
    old, new = (write(tmp_path / name, small_release.rows()) for name in ("old", "new"))
    object.__setattr__(old, "keys", {**old.keys, "dates": ["date_id", "article_id"]})
    with pytest.raises(PublishError, match="the key of dates is date_id, in old date_id, article_id"):
        changes.list_changes(old, new)
