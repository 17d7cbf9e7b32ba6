"""The working store keeps one row per article whatever two writers do, and is its own ledger."""

from __future__ import annotations

import multiprocessing
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import pytest
from deltalake import write_deltalake
from deltalake.exceptions import CommitFailedError

from pipelines import store as store_module
from pipelines.sql import select
from pipelines.store import ANNOTATIONS, ARTICLES, SCHEMAS, Store, StoreConflictError

if TYPE_CHECKING:
    from pathlib import Path


def annotation(number: int, extractor: str = "rules-1", n_words: int = 5) -> dict[str, Any]:
    return {
        "article_id": f"art_{number:016d}",
        "input_sha256": "0" * 64,
        "extractor": extractor,
        "n_words": n_words,
        "n_sentences": 1,
        "mentions": [],
        "positions": [],
        "numbers": [],
        "dates": [],
    }


def ids(store: Store) -> list[str]:
    return sorted(store.read("annotations", ["article_id"])["article_id"].to_pylist())


def put_range(root: Path, start: int, stop: int) -> None:
    for number in range(start, stop):
        Store(root).put("annotations", [annotation(number)])


def test_tables_are_made_when_they_are_first_opened(tmp_path: Path) -> None:
    assert Store(tmp_path).versions() == dict.fromkeys(SCHEMAS, 0)
    assert Store(tmp_path).read("articles", ["text"]).num_rows == 0


def test_a_table_of_another_shape_is_emptied(tmp_path: Path) -> None:
    write_deltalake(tmp_path / "sources", pa.table({"source": ["a"], "nickname": ["b"]}))
    store = Store(tmp_path)
    assert store.read("sources", ["source"]).num_rows == 0


def test_putting_again_replaces(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("annotations", [annotation(1), annotation(2)])
    store.put("annotations", [annotation(2, extractor="rules-2", n_words=9), annotation(3)])
    rows = store.read("annotations", ["article_id", "n_words"]).sort_by("article_id").to_pylist()
    assert [row["n_words"] for row in rows] == [5, 9, 5]


def test_what_another_writer_has_done_is_not_done_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("annotations", [annotation(1)])
    before = store.versions()
    store.put("annotations", [annotation(1)])
    assert store.versions() == before


def test_writers_in_several_processes_leave_one_row_per_article(tmp_path: Path) -> None:
    Store(tmp_path).versions()
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=put_range, args=(tmp_path, start, start + 8)) for start in (0, 4, 8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    assert ids(Store(tmp_path)) == [f"art_{number:016d}" for number in range(16)]


def test_endless_conflict_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lose(*_: object, **__: object) -> None:
        message = "another commit won"
        raise CommitFailedError(message)

    monkeypatch.setattr(store_module, "write_deltalake", lose)
    with pytest.raises(StoreConflictError, match="run again"):
        Store(tmp_path).put("annotations", [annotation(1)])


def test_small_tables_change_only_when_their_rows_do(tmp_path: Path) -> None:
    store = Store(tmp_path)
    row = {"source": "a", "name": "A", "language": "en", "licence": "CC0-1.0", "text_policy": "full"}
    assert store.replace_all("sources", [row])
    assert not store.replace_all("sources", [row])
    assert store.replace_all("sources", [row | {"name": "B"}])
    assert store.read("sources", ["name"])["name"].to_pylist() == ["B"]


def test_deleting_removes_exactly_the_given(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("annotations", [annotation(1), annotation(2)])
    store.delete("annotations", [annotation(1)["article_id"]])
    assert ids(store) == [annotation(2)["article_id"]]


def test_a_pinned_version_stays_readable(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("annotations", [annotation(1)])
    pinned = store.versions()["annotations"]
    store.put("annotations", [annotation(2)])
    store.compact()
    assert store.read("annotations", ["article_id"], pinned).num_rows == 1
    assert ids(store) == [annotation(1)["article_id"], annotation(2)["article_id"]]


def article(number: int) -> dict[str, Any]:
    return {"article_id": f"art_{number:016d}", "source": "a", "text": "Words.", "row_sha256": str(number)}


def test_rewritten_files_can_be_read_filtered_and_written_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for number in range(6):
        store.put("articles", [article(number)])
        store.put("annotations", [annotation(number)])
    for name in ("articles", "annotations"):
        store.compact()
        store.delete(name, [article(1)["article_id"]])
    store.put("articles", [article(2) | {"text": "Others."}, article(7)])
    store.put("annotations", [annotation(2, extractor="rules-2"), annotation(7)])
    store.compact()
    with duckdb.connect() as connection:
        store.view(connection, "articles", prefix="kept_")
        query = "SELECT text FROM kept_articles WHERE article_id >= $least AND article_id = $id"
        found = select(connection, query, {"least": "art_", "id": article(2)["article_id"]}).fetchall()
    assert found == [("Others.",)]
    assert ids(store) == [article(number)["article_id"] for number in (0, 2, 3, 4, 5, 7)]


def test_a_home_with_an_odd_name_works(tmp_path: Path) -> None:
    store = Store(tmp_path / "käse & 100 % 'quoted' *")
    store.put("annotations", [annotation(1)])
    assert ids(store) == [annotation(1)["article_id"]]


def test_the_store_holds_what_is_published_and_nothing_that_is_derived() -> None:
    mentions = ANNOTATIONS.field("mentions").type.value_type
    names = {mentions.field(i).name for i in range(mentions.num_fields)}
    assert {"mention_id", "char_start", "text", "entity_name"} <= names
    assert not {"actor_id", "article_id"} & names
    assert {"text", "licence"} <= set(ARTICLES.names)
    assert "cluster_id" not in ARTICLES.names


def test_any_number_of_articles_can_go(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("annotations", [annotation(1), annotation(2)])
    store.delete("annotations", [annotation(number)["article_id"] for number in range(2, 30_000)])
    assert ids(store) == [annotation(1)["article_id"]]
