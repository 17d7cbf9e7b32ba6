"""The example of every rule in curation/ is resolved as the rule says; a wrong one is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from mentions_by_hand import write_rules
from small_corpus import CURATION

from pipelines.actor_ids import minted_id
from pipelines.curation.decisions import read_decisions
from pipelines.curation.examples import wrong_example

if TYPE_CHECKING:
    from pathlib import Path

    from pipelines.curation.lines import Line
    from pipelines.curation.rules import ActorRule

SHIPPED = read_decisions(CURATION)
LIND, LYND = (minted_id("person", name, "SWE") for name in ("Ada Lind", "Ada Lynd"))
OTHER = f"act_{'b' * 16}"
SPOKE = "Swedish Prime Minister Ada Lynd said on Monday that the harbour would open."
RULES = {
    "aliases": {"alias": "Ada Lynd", "actor_id": LIND, "kind": "person", "country_iso3": "SWE"},
    "merges": {"from_actor_id": LYND, "into_actor_id": LIND},
    "splits": {"actor_id": LYND, "by": "sector", "value": "gov", "into_actor_id": OTHER},
}


@pytest.mark.parametrize("line", SHIPPED.lines, ids=lambda line: f"{line.path.name}-{line.number}")
def test_an_example_does_what_its_rule_says(line: Line[ActorRule]) -> None:
    assert wrong_example(line, SHIPPED) is None


def wrong(folder: Path) -> list[str]:
    decisions = read_decisions(folder)
    return [str(error) for line in decisions.lines if (error := wrong_example(line, decisions)) is not None]


@pytest.mark.parametrize("file", RULES)
def test_a_rule_can_be_right_about_its_example(file: str, tmp_path: Path) -> None:
    assert wrong(write_rules(tmp_path, **{file: [RULES[file] | {"example": SPOKE}]})) == []


@pytest.mark.parametrize(("by", "value"), [("article", "art_aaaaaaaaaaaaaaaa"), ("source", "wire"), ("rest", "")])
def test_the_example_of_a_split_lies_where_the_split_looks(by: str, value: str, tmp_path: Path) -> None:
    rule = RULES["splits"] | {"by": by, "value": value, "example": SPOKE}
    assert wrong(write_rules(tmp_path, splits=[rule])) == []


@pytest.mark.parametrize("file", RULES)
def test_an_example_that_the_rule_does_not_touch_is_told(file: str, tmp_path: Path) -> None:
    folder = write_rules(tmp_path, **{file: [RULES[file] | {"example": "The ferry Ada Lynd sank."}]})
    [told] = wrong(folder)
    assert told.startswith(
        f"{folder / file}.csv, line 2: no mention in the example is {RULES[file].get('into_actor_id', LIND)}"
    )


def test_a_name_that_still_means_the_actor_is_told(tmp_path: Path) -> None:
    rules = [
        {"alias": "Ada Lynd", "actor_id": LYND, "rule": "is_not", "country_iso3": "NOR", "example": SPOKE},
    ]
    assert "'Ada Lynd' in the example is still" in wrong(write_rules(tmp_path, aliases=rules))[0]
    rules[0]["country_iso3"] = "SWE"
    assert wrong(write_rules(tmp_path, aliases=rules)) == []
