"""Decisions about actors: what each kind of line does to mentions, actors, names and the table `curation`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from mentions_by_hand import mention, outcome, write_rules

from pipelines.actor_ids import minted_id
from pipelines.curation.decisions import read_decisions
from pipelines.ingest.errors import InputError
from pipelines.knowledge.registry import actors as registry_actors

if TYPE_CHECKING:
    from pathlib import Path

DMITRY, DMITRI = (minted_id("person", name, "RUS") for name in ("Dmitry Sokol", "Dmitri Sokol"))
OLD_ID, NEW_ID = f"act_{'a' * 16}", f"act_{'b' * 16}"
SOKOL = [mention(1, "Dmitry Sokol", "RUS"), mention(2, "Dmitri Sokol", "RUS"), mention(3, "Dmitri Sokol")]


def merge(source: str, target: str, **more: str) -> dict[str, str]:
    return {"from_actor_id": source, "into_actor_id": target, **more}


def alias(name: str, actor_id: str, **more: str) -> dict[str, str]:
    return {"alias": name, "actor_id": actor_id, **more}


def split(actor_id: str, by: str, value: str, into: str, **more: str) -> dict[str, str]:
    return {"actor_id": actor_id, "by": by, "value": value, "into_actor_id": into, **more}


def fixed(actor_id: str, name: str, country: str = "", **more: str) -> dict[str, str]:
    return {"actor_id": actor_id, "name": name, "country_iso3": country, **more}


def test_without_files_nothing_is_decided(tmp_path: Path) -> None:
    found = outcome(SOKOL, tmp_path)
    assert found.actors == {"men_1": DMITRY, "men_2": DMITRI, "men_3": DMITRI}
    assert found.minted == {DMITRY, DMITRI}
    assert found.curation == []


def test_a_merged_id_is_gone_and_leaves_a_tombstone(tmp_path: Path) -> None:
    found = outcome(SOKOL, write_rules(tmp_path, merges=[merge(DMITRI, DMITRY)]))
    assert set(found.actors.values()) == found.minted == {DMITRY}
    assert found.tombstones == {DMITRI: DMITRY}
    [row] = found.curation
    assert (row["curator"], str(row["decided_on"]), row["action"]) == ("ada", "2026-11-22", "merge")


def test_a_chain_of_merges_ends_at_its_end(tmp_path: Path) -> None:
    mentions = [*SOKOL, mention(4, "Dimitri Sokol", "RUS")]
    dimitri = minted_id("person", "Dimitri Sokol", "RUS")
    found = outcome(mentions, write_rules(tmp_path, merges=[merge(dimitri, DMITRI), merge(DMITRI, DMITRY)]))
    assert set(found.actors.values()) == found.minted == {DMITRY}
    assert found.tombstones == {DMITRI: DMITRY, dimitri: DMITRY}


def test_an_actor_can_be_merged_into_one_of_the_registry(tmp_path: Path) -> None:
    known = next(actor for actor in registry_actors().values() if actor.kind == "igo")
    body = mention(1, "The Club of Mines", kind="igo")
    found = outcome(
        [body], write_rules(tmp_path, merges=[merge(minted_id("igo", "The Club of Mines", None), known.actor_id)])
    )
    assert found.actors == {"men_1": known.actor_id}
    assert found.minted == set()


def test_an_alias_moves_every_mention_of_the_name_and_its_id_leaves_a_tombstone(tmp_path: Path) -> None:
    found = outcome(SOKOL, write_rules(tmp_path, aliases=[alias("Dmitri Sokol", DMITRY)]))
    assert set(found.actors.values()) == found.minted == {DMITRY}
    assert found.tombstones == {DMITRI: DMITRY}
    assert found.names == [{"actor_id": DMITRY, "name": "Dmitri Sokol", "name_type": "full", "name_source": "curation"}]
    [added] = [row for row in found.curation if row["action"] == "add"]
    assert (added["table_name"], json.loads(added["row_id"])) == ("actor_names", [DMITRY, "Dmitri Sokol", "full"])


def test_an_alias_may_be_for_one_country_and_kind_only(tmp_path: Path) -> None:
    mentions = [*SOKOL, mention(4, "Dmitri Sokol", "BLR"), mention(5, "Dmitri Sokol", "RUS", kind="media")]
    rule = alias("Dmitri Sokol", DMITRY, country_iso3="RUS", kind="person")
    found = outcome(mentions, write_rules(tmp_path, aliases=[rule]))
    assert [number for number in range(1, 6) if found.actors[f"men_{number}"] == DMITRY] == [1, 2]


def test_the_alias_that_says_more_counts(tmp_path: Path) -> None:
    rules = [alias("Dmitri Sokol", DMITRY), alias("Dmitri Sokol", OLD_ID, country_iso3="BLR")]
    folder = write_rules(tmp_path, aliases=rules, actors=[fixed(OLD_ID, "Dzmitry Sokal", "BLR")])
    found = outcome([*SOKOL, mention(4, "Dmitri Sokol", "BLR")], folder)
    assert found.actors == {"men_1": DMITRY, "men_2": DMITRY, "men_3": DMITRY, "men_4": OLD_ID}


def test_an_alias_reaches_a_surname_alone_and_the_pronouns_after_it(tmp_path: Path) -> None:
    surname = mention(2, "Sokol", entity_name=None, article_id="art_9")
    he = mention(3, "he", entity_name=None, form="pronoun", antecedent_mention_id="men_2", article_id="art_9")
    again = mention(4, "his", entity_name=None, form="pronoun", antecedent_mention_id="men_3", article_id="art_9")
    maria = mention(5, "Sokol", entity_name="Maria Sokol")  # whose full name the article gives
    mentions = [mention(1, "Dmitry Sokol", "RUS"), surname, he, again, maria]
    assert outcome(mentions, write_rules(tmp_path / "none")).actors["men_2"] is None
    found = outcome(mentions, write_rules(tmp_path, aliases=[alias("Sokol", DMITRY, name_type="short")]))
    assert [found.actors[f"men_{number}"] for number in range(1, 5)] == [DMITRY] * 4
    assert found.actors["men_5"] == minted_id("person", "Maria Sokol", None)


def test_an_alias_counts_before_the_registry(tmp_path: Path) -> None:
    georgia = mention(1, "Georgia", "GEO", kind="state", entity_name=None, registry_actor_id="state_GEO")
    it = mention(2, "it", "GEO", kind="state", entity_name=None, registry_actor_id="state_GEO", form="pronoun")
    it |= {"antecedent_mention_id": "men_1", "article_id": "art_1"}
    rule = alias("Georgia", "state_GEO", rule="is_not")
    found = outcome([georgia, it, mention(3, "Ada Lind")], write_rules(tmp_path, aliases=[rule]))
    assert (found.actors["men_1"], found.actors["men_2"]) == (None, None)
    assert [(row["action"], row["old_value"]) for row in found.curation] == [("reject", "state_GEO")]


def test_a_name_that_is_not_an_actor_leaves_the_actor_its_other_names(tmp_path: Path) -> None:
    mentions = [mention(1, "Dmitry Sokol", "RUS"), mention(2, "Dmitri Sokol", "RUS", text="Sokol")]
    rules = {"merges": [merge(DMITRI, DMITRY)], "aliases": [alias("Dmitri Sokol", DMITRY, rule="is_not")]}
    assert outcome(mentions, write_rules(tmp_path, **rules), strict=False).actors == {"men_1": DMITRY, "men_2": None}


def test_a_fixed_actor_has_its_id_name_and_status_and_the_old_id_a_tombstone(tmp_path: Path) -> None:
    row = fixed(OLD_ID, "Dmitry Sokol", "RUS", sector="gov", wikidata_qid="Q7", note="Spokesman.")
    found = outcome(SOKOL[:1], write_rules(tmp_path, actors=[row]))
    assert found.actors == {"men_1": OLD_ID}
    assert found.minted == set()
    [actor] = found.decided_actors
    assert (actor["name"], actor["status"], actor["description"]) == ("Dmitry Sokol", "curated", "Spokesman.")
    assert found.tombstones == {DMITRY: OLD_ID}


def test_a_fixed_actor_corrects_the_country_under_the_same_id(tmp_path: Path) -> None:
    found = outcome(SOKOL[:1], write_rules(tmp_path, actors=[fixed(DMITRY, "Dmitry Sokol", "BLR")]), strict=False)
    edits = {row["field"]: (row["old_value"], row["new_value"]) for row in found.curation if row["action"] == "edit"}
    assert edits == {"country_iso3": ("RUS", "BLR")}
    assert [row["country_iso3"] for row in found.decided_actors] == ["BLR"]
    assert found.actors == {"men_1": DMITRY}


def test_a_fixed_actor_does_not_take_the_id_of_somebody_else(tmp_path: Path) -> None:
    with pytest.raises(
        InputError, match=f"actors.csv, line 2: {DMITRY} is 'Dmitry Sokol' in the articles, and 'Ada Lind'"
    ):
        outcome(SOKOL, write_rules(tmp_path, actors=[fixed(DMITRY, "Ada Lind", "SWE")]))


@pytest.mark.parametrize(("by", "value"), [("article", "art_2"), ("source", "src_2"), ("sector", "mil"), ("rest", "")])
def test_a_split_gives_some_mentions_to_another_actor(by: str, value: str, tmp_path: Path) -> None:
    minister = mention(1, "Ada Lind", "SWE", sector="gov")
    general = mention(2, "Ada Lind", "SWE", sector="mil")
    she = mention(3, "she", "SWE", entity_name="Ada Lind", form="pronoun", article_id="art_2", sector="mil")
    lind = minted_id("person", "Ada Lind", "SWE")
    rules = {"actors": [fixed(NEW_ID, "Ada Lind", "SWE")], "splits": [split(lind, by, value, NEW_ID)]}
    found = outcome([minister, general, she], write_rules(tmp_path, **rules))
    assert found.actors == {"men_1": NEW_ID if by == "rest" else lind, "men_2": NEW_ID, "men_3": NEW_ID}
    assert found.minted == (set() if by == "rest" else {lind})
    assert found.tombstones == {lind: NEW_ID}


def test_the_first_split_that_fits_takes_the_mention(tmp_path: Path) -> None:
    lind, third = minted_id("person", "Ada Lind", "SWE"), f"act_{'c' * 16}"
    rules = {
        "actors": [fixed(NEW_ID, "Ada Lind", "SWE"), fixed(third, "Ada Lind", "SWE")],
        "splits": [split(lind, "article", "art_1", NEW_ID), split(lind, "rest", "", third)],
    }
    mentions = [mention(number, "Ada Lind", "SWE") for number in (1, 2, 3)]
    assert list(outcome(mentions, write_rules(tmp_path, **rules)).actors.values()) == [NEW_ID, third, third]


def test_undoing_a_decision_restores_the_machines_answer(tmp_path: Path) -> None:
    before = outcome(SOKOL, tmp_path)
    folder = write_rules(tmp_path, merges=[merge(DMITRI, DMITRY)])
    assert outcome(SOKOL, folder).actors != before.actors
    (folder / "merges.csv").unlink()
    assert outcome(SOKOL, folder) == before


LONELY = {
    "actors": fixed(OLD_ID, "Bo Ek", "SWE"),
    "aliases": alias("Bo Ek", DMITRY),
    "merges": merge(OLD_ID, DMITRY),
    "splits": split(DMITRY, "article", "art_9", DMITRI),
}


@pytest.mark.parametrize("file", LONELY)
def test_a_rule_that_touches_nothing_stops_the_run_with_its_line(file: str, tmp_path: Path) -> None:
    folder = write_rules(tmp_path, **{file: [LONELY[file]]})
    with pytest.raises(InputError) as caught:
        outcome(SOKOL, folder)
    assert str(caught.value).startswith(f"{folder / file}.csv, line 2: no mention ")
    assert str(caught.value).endswith("write keep in if_unused or take the line out")


@pytest.mark.parametrize("file", LONELY)
def test_a_rule_may_be_kept_for_articles_that_are_gone_or_to_come(file: str, tmp_path: Path) -> None:
    found = outcome(SOKOL, write_rules(tmp_path, **{file: [LONELY[file] | {"if_unused": "keep"}]}))
    assert found.actors == {"men_1": DMITRY, "men_2": DMITRI, "men_3": DMITRI}
    assert len(found.curation) == 1  # a tombstone stays, too


def test_a_name_that_is_not_an_actor_must_have_been_it(tmp_path: Path) -> None:
    folder = write_rules(tmp_path, aliases=[alias("Dmitri Sokol", DMITRY, rule="is_not")])
    with pytest.raises(InputError, match=f"line 2: no mention named 'Dmitri Sokol' is {DMITRY}"):
        outcome(SOKOL, folder)


@pytest.mark.parametrize("files", [{"aliases": [alias("Dmitri Sokol", OLD_ID)]}, {"merges": [merge(DMITRI, OLD_ID)]}])
def test_a_rule_must_lead_to_an_actor_that_is_there(files: dict[str, list[dict[str, str]]], tmp_path: Path) -> None:
    with pytest.raises(InputError, match=f"line 2: there is no actor {OLD_ID}; .* fix the actor in actors.csv"):
        outcome(SOKOL, write_rules(tmp_path, **files))


def test_aliases_that_swap_two_names_are_a_circle(tmp_path: Path) -> None:
    folder = write_rules(tmp_path, aliases=[alias("Dmitri Sokol", DMITRY), alias("Dmitry Sokol", DMITRI)])
    with pytest.raises(
        InputError, match=r"aliases.csv, line 2: the name of act_\w+ is made another .* line 3 .* a circle"
    ):
        outcome(SOKOL, folder)


def test_a_decision_is_one_row_with_a_key_of_its_content(tmp_path: Path) -> None:
    rules = [split(DMITRY, "article", "art_1", NEW_ID), split(DMITRY, "source", "src_2", NEW_ID)]
    folder = write_rules(tmp_path, actors=[fixed(NEW_ID, "Dmitry Sokol", "RUS")], splits=rules)
    found = outcome([mention(1, "Dmitry Sokol", "RUS"), mention(2, "Dmitry Sokol", "RUS")], folder)
    assert len({row["curation_id"] for row in found.curation}) == len(found.curation) == 3
    assert {row["reason"] for row in found.curation if row["action"] == "split"} == {
        "Two people of one name. (article art_1)",
        "Two people of one name. (source src_2)",
    }


def test_decisions_are_read_once_for_all_files(tmp_path: Path) -> None:
    folder = write_rules(tmp_path, actors=[fixed(OLD_ID, "Bo Ek")], merges=[merge(DMITRI, DMITRY)])
    assert [line.path.name for line in read_decisions(folder).lines] == ["actors.csv", "merges.csv"]
