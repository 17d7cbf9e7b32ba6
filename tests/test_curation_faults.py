"""Faulty curation files stop the run before anything is annotated, with file, line and next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from mentions_by_hand import mention, outcome, write_rules

from pipelines.actor_ids import minted_id
from pipelines.curation.decisions import FILES, read_decisions
from pipelines.ingest.errors import InputError
from pipelines.knowledge.registry import actors as registry_actors

if TYPE_CHECKING:
    from pathlib import Path

type Rows = list[dict[str, str]]

A, B, C = (f"act_{letter * 16}" for letter in "abc")
KNOWN = next(actor for actor in registry_actors().values() if actor.kind == "igo" and actor.country_iso3 is None)
FIXED = {"actor_id": A, "name": "Ada Lind", "country_iso3": "SWE"}
ALIAS = {"alias": "Ada Lynd", "actor_id": A}
SPLIT = {"actor_id": A, "by": "article", "value": "art_1", "into_actor_id": B}


def merges(*pairs: str) -> Rows:
    return [{"from_actor_id": pair.split()[0], "into_actor_id": pair.split()[1]} for pair in pairs]


def message(folder: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_decisions(folder)
    return str(caught.value)


@pytest.mark.parametrize(
    ("file", "rows", "line", "problem"),
    [
        ("actors", [FIXED | {"actor_id": "act_ada"}], 2, "actor_id: String should match pattern"),
        ("actors", [FIXED | {"actor_id": "state_SWE"}], 2, "actor_id: String should match pattern"),
        ("actors", [FIXED | {"kind": "hero"}], 2, "kind: Input should be 'person'"),
        ("actors", [FIXED | {"kind": "state"}], 2, "states are kept by the project's registry"),
        ("actors", [FIXED | {"country_iso3": "Sweden"}], 2, "country_iso3 is not an ISO 3166-1 alpha-3 code"),
        ("actors", [FIXED | {"wikidata_qid": "7"}], 2, "wikidata_qid: String should match pattern"),
        ("actors", [FIXED | {"note": ""}], 2, "note: String should have at least 1 character"),
        ("actors", [FIXED | {"name": " Ada"}], 2, "name: String should match pattern"),
        ("actors", [FIXED | {"name": "Ada\nLind"}], 3, "name: String should match pattern"),
        (
            "actors",
            [FIXED | {"name": "Ada\u202eLind"}],
            2,
            "name holds a line break or a character that cannot be seen",
        ),
        (
            "actors",
            [FIXED | {"name": "Ada\u2028Lind"}],
            2,
            "name holds a line break or a character that cannot be seen",
        ),
        ("actors", [FIXED | {"name": "x" * 2001}], 2, "name: String should have at most 2000 characters"),
        ("actors", [FIXED | {"decided_on": "22.11.2026"}], 2, "decided_on: Input should be a valid date"),
        ("actors", [FIXED | {"decided_on": "20261122"}], 2, "decided_on: Input should be a valid date"),
        ("actors", [FIXED | {"decided_on": "2026-02-30"}], 2, "decided_on: Input should be a valid date"),
        ("actors", [FIXED | {"if_unused": "maybe"}], 2, "if_unused: Input should be 'stop' or 'keep'"),
        ("actors", [FIXED | {"actor_id": KNOWN.actor_id}], 2, f"{KNOWN.actor_id} is {KNOWN.name} of the project's"),
        (
            "actors",
            [FIXED | {"name": KNOWN.name, "kind": "igo", "country_iso3": ""}],
            2,
            f"{KNOWN.actor_id} is {KNOWN.name}",
        ),
        ("actors", [FIXED, FIXED | {"name": "Bo Ek"}], 3, f"{A} stands in line 2 already"),
        ("actors", [FIXED, FIXED | {"actor_id": B}], 3, "'Ada Lind' has the kind, name and country of line 2"),
        ("actors", [FIXED, FIXED | {"actor_id": B, "name": "ADA F. LIND"}], 3, "'ADA F. LIND' has the kind, name and"),
        ("aliases", [ALIAS | {"rule": "was"}], 2, "rule: Input should be 'is' or 'is_not'"),
        ("aliases", [ALIAS | {"name_type": ""}], 2, "name_type is for names that an actor has"),
        ("aliases", [ALIAS | {"rule": "is_not", "name_type": "full"}], 2, "name_type is for names that an actor has"),
        ("aliases", [ALIAS | {"kind": "place"}], 2, "kind: Input should be 'person'"),
        ("aliases", [ALIAS | {"actor_id": "state_XYZ"}], 2, "there is no state state_XYZ"),
        ("aliases", [ALIAS | {"alias": "..."}], 2, "the alias '...' holds no letter or digit"),
        ("aliases", [ALIAS | {"example": "Bo spoke."}], 2, "the example does not hold the alias 'Ada Lynd'"),
        ("aliases", [ALIAS, ALIAS | {"alias": "ADA LYND", "actor_id": B}], 3, "the alias 'ADA LYND' stands in line 2"),
        ("merges", merges(f"{KNOWN.actor_id} {A}"), 2, f"{KNOWN.actor_id} is {KNOWN.name} of the project's registry"),
        ("merges", merges(f"{A} {B}", f"{A} {C}"), 3, f"{A} stands in line 2 already"),
        ("merges", merges(f"{A} {A}"), 2, f"merging {A} into {A} closes a circle;"),
        ("merges", merges(f"{A} {B}", f"{B} {A}"), 3, f"merging {B} into {A} closes a circle, with lines 2;"),
        (
            "merges",
            merges(f"{A} {B}", f"{C} {A}", f"{B} {C}"),
            4,
            f"merging {B} into {C} closes a circle, with lines 2, 3;",
        ),
        ("splits", [SPLIT | {"by": "mood"}], 2, "by: Input should be 'article', 'source', 'sector' or 'rest'"),
        ("splits", [SPLIT | {"value": ""}], 2, "value is the article_id, the source or the sector"),
        ("splits", [SPLIT | {"by": "rest"}], 2, "value is the article_id, the source or the sector"),
        ("splits", [SPLIT, SPLIT | {"into_actor_id": C}], 3, f"the split of {A} stands in line 2 already"),
        ("splits", [SPLIT | {"into_actor_id": A}], 2, f"{A} is split itself, in line 2"),
        ("splits", [SPLIT, SPLIT | {"actor_id": B, "into_actor_id": C}], 2, f"{B} is split itself, in line 3"),
    ],
)
def test_a_fault_is_told_with_file_line_and_next_step(
    file: str, rows: Rows, line: int, problem: str, tmp_path: Path
) -> None:
    told = message(write_rules(tmp_path, **{file: rows}))
    assert told.startswith(f"{tmp_path / file}.csv, line {line}: {problem}")
    assert "; " in told
    assert "\n" not in told


def test_an_empty_id_is_answered_with_the_id_to_write(tmp_path: Path) -> None:
    told = message(write_rules(tmp_path, actors=[FIXED | {"actor_id": ""}]))
    assert f"write {minted_id('person', 'Ada Lind', 'SWE')}, which is what this name and country give" in told
    other = FIXED | {"actor_id": minted_id("person", "Ada Lind", "SWE")}
    assert told.split(" or ")[1].split()[0] in message(write_rules(tmp_path, actors=[other, FIXED | {"actor_id": ""}]))


def test_a_split_of_a_merged_actor_names_the_line_of_the_merge(tmp_path: Path) -> None:
    told = message(write_rules(tmp_path, merges=merges(f"{A} {C}"), splits=[SPLIT]))
    assert f"splits.csv, line 2: {A} is given up in line 2 of merges.csv; name the actor that it is merged into" in told


def test_a_file_that_nothing_reads_is_told(tmp_path: Path) -> None:
    (tmp_path / "alias.csv").write_text("alias\n")
    assert "alias.csv: nothing reads a file of this name; give it one of these: actors.csv, aliases.csv" in message(
        tmp_path
    )


@pytest.mark.parametrize("file", FILES)
def test_a_link_that_leads_nowhere_is_no_missing_file(file: str, tmp_path: Path) -> None:
    (tmp_path / file).symlink_to("nowhere")
    assert message(tmp_path).startswith(f"{tmp_path / file}: is missing")


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "line 1: the columns are not "),
        (b"actor_id\n", "line 1: the columns are not "),
        (b"\xff\xfe", "byte 0 is not UTF-8"),
        (b"a,\0\n", "NUL"),
        (b'a,"b"c\n', "line 1: is no CSV"),
    ],
)
def test_what_is_no_such_file_is_told(file: str, content: bytes, problem: str, tmp_path: Path) -> None:
    (tmp_path / file).write_bytes(content)
    assert message(tmp_path).startswith(f"{tmp_path / file}")
    assert problem in message(tmp_path)


@pytest.mark.parametrize(
    "words",
    [
        "=cmd|' /c calc'!A1",
        "'; DROP TABLE mentions; --",
        '"quoted", with comma',
        "<script>alert(1)</script>",
        "$(id)",
        "%s",
    ],
)
def test_hostile_words_are_only_words(words: str, tmp_path: Path) -> None:
    rule = {"alias": words, "actor_id": A, "reason": words, "curator": words, "example": words}
    folder = write_rules(tmp_path, aliases=[rule], actors=[FIXED | {"note": words, "curator": words}])
    found = outcome([mention(1, words), mention(2, "Ada Lind", "SWE")], folder)
    assert set(found.actors.values()) == {A}
    assert {row["curator"] for row in found.curation} == {words}
    assert words in {row["name"] for row in found.names}
