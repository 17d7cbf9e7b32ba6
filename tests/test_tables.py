"""Tables follow from the store: actors over all articles, clusters, text policies, pins."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import duckdb
import pyarrow.parquet as pq
import pytest
from mentions_by_hand import write_rules
from small_corpus import BRIEF, CURATION

from pipelines import actor_ids
from pipelines import tables as tables_module
from pipelines.annotations import annotate_pending
from pipelines.articles import read_into_store
from pipelines.checks import run_all
from pipelines.engine import LocalEngine
from pipelines.ids import content_id
from pipelines.ingest.errors import InputError
from pipelines.refresh import Home, publish_tables
from pipelines.release import PublishError
from pipelines.sql import select
from pipelines.tables import BUILD_FILE, VERSIONS_KEY, NotAnnotatedError, build_tables
from schemas import derive
from schemas.tables import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from small_corpus import Corpus


def rows(corpus: Corpus, table: str) -> list[dict[str, object]]:
    return pq.read_table(corpus.home.tables / f"{table}.parquet").to_pylist()


def test_every_table_has_its_models_schema_and_the_pinned_versions(corpus: Corpus) -> None:
    build = json.loads((corpus.home.tables / BUILD_FILE).read_text())
    for name, model in TABLES.items():
        found = pq.read_schema(corpus.home.tables / f"{name}.parquet")
        assert found.equals(derive.arrow_schema(model))
        assert json.loads(found.metadata[VERSIONS_KEY]) == build["delta_versions"]


def test_an_actor_is_the_same_in_every_article(corpus: Corpus) -> None:
    laine = [actor for actor in rows(corpus, "actors") if actor["name"] == "Aino Laine"]
    assert [(actor["kind"], actor["country_iso3"], actor["sector"]) for actor in laine] == [("person", "FIN", "gov")]
    articles = {m["article_id"] for m in rows(corpus, "mentions") if m["actor_id"] == laine[0]["actor_id"]}
    assert len(articles) == 2


def test_articles_of_one_text_are_one_cluster_led_by_the_earliest(corpus: Corpus) -> None:
    articles = {row["source"]: row for row in rows(corpus, "articles") if row["source"] != "harbour-post"}
    head = articles["brief-daily"]
    assert head["is_cluster_head"]
    assert not articles["quiet-wire"]["is_cluster_head"]
    assert {row["cluster_id"] for row in articles.values()} == {head["article_id"]}


def test_agency_copy_joins_the_cluster_whatever_the_history(own_corpus: Corpus) -> None:
    wires = own_corpus.raw / "articles" / "wires.jsonl"
    reprint = f"OSLO (Quillwire) — {BRIEF} Reporting by Tove Aas."
    row = {"id": "n9", "source": "quiet-wire", "text": reprint, "published_at": "2024-03-04", "licence": "CC0-1.0"}
    wires.write_text(wires.read_text() + json.dumps(row) + "\n")
    refresh_tables(own_corpus.raw, own_corpus.home)
    articles = {str(row["published_on"]): row for row in rows(own_corpus, "articles")}
    head = articles["2024-03-04"]
    assert [day for day, row in sorted(articles.items()) if row["cluster_id"] == head["article_id"]] == [
        *("2024-03-04", "2024-03-05", "2024-03-06")
    ]
    assert [day for day, row in sorted(articles.items()) if row["is_cluster_head"]] == [
        "2024-03-04",
        "2024-05-16",
        "2024-05-18",
    ]


def test_words_are_published_as_far_as_the_policy_allows(corpus: Corpus) -> None:
    policy = {row["article_id"]: row["text_policy"] for row in rows(corpus, "articles")}
    assert {policy[str(row["article_id"])] for row in rows(corpus, "texts")} == {"full"}
    for table in ("mentions", "positions", "numbers", "dates"):
        for row in rows(corpus, table):
            words = [row[column] for column in derive.text_columns(TABLES[table])]
            if policy[str(row["article_id"])] == "offsets":
                assert words == [None] * len(words)
            else:
                assert any(words)
    assert {policy[str(row["article_id"])] for row in rows(corpus, "positions")} == {"full", "snippet", "offsets"}


def test_organisations_and_countries_of_roles(corpus: Corpus) -> None:
    roles = {row["title_text"]: row for row in rows(corpus, "actor_roles")}
    assert roles["Norwegian Fisheries Minister"]["country_iso3"] == "NOR"
    assert roles["Norwegian Fisheries Minister"]["sector"] == "gov"


def test_tables_wait_for_annotations(own_corpus: Corpus) -> None:
    path = own_corpus.raw / "articles" / "harbour-post" / "fishing.txt"
    path.write_text(path.read_text() + "Boats left.\n")
    read_into_store(own_corpus.raw, own_corpus.home.store)
    with pytest.raises(NotAnnotatedError, match="1 articles are not annotated yet"):
        build_tables(own_corpus.home.store, CURATION, own_corpus.home.tables, LocalEngine().extractor)


def test_tables_are_the_same_bytes_again(own_corpus: Corpus) -> None:
    folder = own_corpus.home.tables
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    build_tables(own_corpus.home.store, CURATION, folder, LocalEngine().extractor)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_killed_derivation_leaves_nothing_that_looks_whole(
    own_corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(tables_module, "_write", die)
    with pytest.raises(KeyboardInterrupt):
        build_tables(own_corpus.home.store, CURATION, own_corpus.home.tables, LocalEngine().extractor)
    assert not (own_corpus.home.tables / BUILD_FILE).exists()


def test_a_store_with_a_history_gives_the_tables_of_a_fresh_one(own_corpus: Corpus, tmp_path: Path) -> None:
    home, folder = own_corpus.home, own_corpus.raw / "articles" / "harbour-post"
    story = (folder / "fishing.txt").read_text()
    for path in (folder / "fishing.txt", folder / "fishing.yml"):  # away …
        path.rename(tmp_path / path.name)
    refresh_tables(own_corpus.raw, home)
    for name in ("fishing.txt", "fishing.yml"):  # … and back, with another text, and a wire less
        (tmp_path / name).rename(folder / name)
    (folder / "fishing.txt").write_text(story.replace("three weeks", "four weeks"))
    wires = own_corpus.raw / "articles" / "wires.jsonl"
    wires.write_text("".join(wires.read_text().splitlines(keepends=True)[1:]))
    refresh_tables(own_corpus.raw, home)
    fresh = Home(tmp_path / "fresh")
    refresh_tables(own_corpus.raw, fresh)
    for name in TABLES:
        with_history, without = (pq.read_table(made.tables / f"{name}.parquet") for made in (home, fresh))
        assert with_history.equals(without), name


def refresh_tables(raw: Path, home: Home) -> None:
    read_into_store(raw, home.store)
    annotate_pending(home.store, LocalEngine())
    build_tables(home.store, CURATION, home.tables, LocalEngine().extractor)


def test_a_name_too_long_to_be_one_is_not_published(own_corpus: Corpus) -> None:
    store, long = own_corpus.home.store, "Ada " * 26
    [article_id] = {m["article_id"] for m in rows(own_corpus, "mentions") if m["text"] == "Marit Solberg"}
    with duckdb.connect() as connection:
        store.view(connection, "annotations")
        query = "SELECT * FROM annotations WHERE article_id = $id"
        [row] = select(connection, query, {"id": article_id}).to_arrow_table().to_pylist()
    for mention in row["mentions"]:
        if mention["entity_name"] == "Marit Solberg":
            mention["entity_name"] = long
    store.delete("annotations", [article_id])
    store.put("annotations", [row])
    build_tables(store, CURATION, own_corpus.home.tables, LocalEngine().extractor)
    assert not [actor for actor in rows(own_corpus, "actors") if actor["name"] in {long, "Marit Solberg"}]
    assert not [name for name in rows(own_corpus, "actor_names") if "Solberg" in str(name["name"])]


def test_the_topic_comes_with_content_and_target_whatever_the_text_policy(own_corpus: Corpus, tmp_path: Path) -> None:
    curation = tmp_path / "curation"
    curation.mkdir()
    lines = [
        "topic,name,plover_context,pattern,example",
        "denmark,Denmark,diplomatic,denmark /.* breaking,Denmark / for breaking a vow",
        "support,Support,diplomatic,supports the plan,Norway supports the plan.",
    ]
    (curation / "topics.csv").write_text("\n".join(lines))
    before = rows(own_corpus, "positions")
    build_tables(own_corpus.home.store, curation, own_corpus.home.tables, LocalEngine().extractor)
    after = rows(own_corpus, "positions")
    assert [row | {"topic": None} for row in after] == [row | {"topic": None} for row in before]
    policy = {row["article_id"]: row["text_policy"] for row in rows(own_corpus, "articles")}
    assert {policy[row["article_id"]] for row in after if row["topic"] == "support"} == {"offsets", "snippet"}
    assert [row["cue_text"] for row in after if row["topic"] == "denmark"] == ["accused"]
    assert {row["topic"] for row in after} == {"denmark", "support", None}


def test_a_faulty_registry_stops_before_anything_is_derived(own_corpus: Corpus, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in own_corpus.home.tables.iterdir()}
    with pytest.raises(InputError, match=r"topics\.csv: is missing"):
        build_tables(own_corpus.home.store, tmp_path, own_corpus.home.tables, LocalEngine().extractor)
    assert {path.name: path.read_bytes() for path in own_corpus.home.tables.iterdir()} == before


def curated(corpus: Corpus, tmp_path: Path, **files: list[dict[str, str]]) -> None:
    """Derive the tables with the topics as they are and these rules."""
    folder = write_rules(tmp_path / "curation", **files)
    shutil.copy(CURATION / "topics.csv", folder)
    build_tables(corpus.home.store, folder, corpus.home.tables, LocalEngine().extractor)


def failed(corpus: Corpus) -> list[str]:
    results = run_all(corpus.home.tables, corpus.texts, corpus.inputs)
    return [result.name for result in results if not result.passed]


def test_a_merge_is_all_over_the_tables_and_in_a_new_release(own_corpus: Corpus, tmp_path: Path) -> None:
    home, ids = own_corpus.home, {row["name"]: str(row["actor_id"]) for row in rows(own_corpus, "actors")}
    released_at = datetime(2026, 11, 22, tzinfo=UTC)
    assert publish_tables(home, None, released_at).version == "2026.11.0"
    merged, into = ids["Marit Solberg"], ids["Aino Laine"]
    before = {table: rows(own_corpus, table) for table in TABLES}
    curated(own_corpus, tmp_path, merges=[{"from_actor_id": merged, "into_actor_id": into}])
    assert failed(own_corpus) == []
    for table in set(TABLES) - {"curation"}:
        assert merged not in str(rows(own_corpus, table)), table
    assert merged in str(before["positions"])
    assert merged in str(before["actor_roles"])
    assert {row["name"] for row in rows(own_corpus, "actor_names") if row["actor_id"] == into} >= {"Marit Solberg"}
    [tombstone] = rows(own_corpus, "curation")
    assert (tombstone["row_id"], tombstone["new_value"], tombstone["action"]) == (merged, into, "merge")
    assert publish_tables(home, None, released_at).version == "2026.11.1"
    assert publish_tables(home, None, released_at).version is None


def test_fixed_actors_aliases_and_splits_pass_every_check(own_corpus: Corpus, tmp_path: Path) -> None:
    ids = {row["name"]: str(row["actor_id"]) for row in rows(own_corpus, "actors")}
    new, articles = f"act_{'b' * 16}", {row["source"]: row["article_id"] for row in rows(own_corpus, "articles")}
    split = {"actor_id": ids["Aino Laine"], "by": "article", "value": str(articles["quiet-wire"]), "into_actor_id": new}
    curated(
        own_corpus,
        tmp_path,
        actors=[
            {"actor_id": ids["Marit Solberg"], "name": "Marit A. Solberg", "country_iso3": "NOR"},
            {"actor_id": new, "name": "Aino Laine", "country_iso3": "FIN"},
        ],
        aliases=[{"alias": "Nils Vuolab", "actor_id": "state_NOR", "name_type": "metonym"}],
        splits=[split],
    )
    assert failed(own_corpus) == []
    actors = {row["actor_id"]: row for row in rows(own_corpus, "actors")}
    assert (actors[new]["status"], actors[ids["Marit Solberg"]]["name"]) == ("curated", "Marit A. Solberg")
    assert ids["Nils Vuolab"] not in actors
    owners = {str(row["article_id"]): row["actor_id"] for row in rows(own_corpus, "mentions") if row["actor_id"] == new}
    assert owners.keys() == {split["value"]}
    assert ("state_NOR", "Nils Vuolab", "metonym") in {
        (row["actor_id"], row["name"], row["name_type"]) for row in rows(own_corpus, "actor_names")
    }


def test_code_that_makes_other_ids_is_stopped_by_the_gate(own_corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    home, released_at = own_corpus.home, datetime(2026, 11, 22, tzinfo=UTC)
    publish_tables(home, None, released_at)

    def other_id(prefix: str, *parts: str | int | None) -> str:
        return content_id(prefix, "another recipe", *parts)

    monkeypatch.setattr(actor_ids, "content_id", other_id)
    build_tables(home.store, CURATION, home.tables, LocalEngine().extractor)
    with pytest.raises(PublishError, match="actors_keep_their_ids on actors"):
        publish_tables(home, None, released_at)
