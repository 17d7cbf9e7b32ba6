"""Whatever is merged: a circle is an error, else no merged id is left and doing it again changes nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mentions_by_hand import mention, outcome, write_rules

from pipelines.actor_ids import minted_id
from pipelines.curation.decisions import Decisions, follow, read_decisions
from pipelines.curation.lines import Line
from pipelines.curation.rules import MergeRule
from pipelines.ingest.errors import InputError

NAMES = [f"Person {letter}{letter}" for letter in "abcdefgh"]
IDS = [minted_id("person", name, None) for name in NAMES]
STEPS = st.dictionaries(st.sampled_from(IDS), st.sampled_from(IDS), min_size=1, max_size=len(IDS))


def has_circle(steps: dict[str, str]) -> bool:
    """By brute force: whoever is not at an end after as many steps as there are ids never gets there."""
    at = dict.fromkeys(steps)
    for start in steps:
        at[start] = start
        for _ in steps:
            at[start] = steps.get(at[start], at[start])
    return any(end in steps for end in at.values())


def write(steps: dict[str, str]) -> Path:
    rows = [{"from_actor_id": source, "into_actor_id": target} for source, target in steps.items()]
    return write_rules(Path(tempfile.mkdtemp()), merges=rows)


@settings(max_examples=200)
@given(STEPS)
def test_a_circle_of_merges_is_always_an_error_and_nothing_else_is(steps: dict[str, str]) -> None:
    if has_circle(steps):
        with pytest.raises(InputError, match=r"merges.csv, line \d+: merging act_\w+ into act_\w+ closes a circle"):
            read_decisions(write(steps))
    else:
        assert follow(steps) == follow(follow(steps)) == read_decisions(write(steps)).merged


@settings(max_examples=60)
@given(STEPS.filter(lambda steps: not has_circle(steps)))
def test_merged_ids_are_gone_and_merging_again_changes_nothing(steps: dict[str, str]) -> None:
    mentions = [mention(number, name) for number, name in enumerate(NAMES)]
    found = outcome(mentions, write(steps))
    assert not set(found.actors.values()) & steps.keys()
    assert found.minted == set(found.actors.values()) == set(IDS) - steps.keys()
    assert found.tombstones.keys() == steps.keys()
    assert set(found.tombstones.values()) <= found.minted
    again = {number: follow(steps).get(str(actor_id), actor_id) for number, actor_id in found.actors.items()}
    assert again == found.actors


@settings(max_examples=60)
@given(st.permutations(list(enumerate(IDS[1:]))), st.sampled_from(IDS[1:]))
def test_the_order_of_lines_does_not_matter(order: list[tuple[int, str]], stays: str) -> None:
    rules = [
        MergeRule.model_validate(
            {
                "from_actor_id": actor_id,
                "into_actor_id": IDS[0],
                "reason": "One person.",
                "curator": "ada",
                "decided_on": "2026-11-22",
                "if_unused": "stop",
                "example": "An example.",
            }
        )
        for _, actor_id in order
        if actor_id != stays
    ]
    lines = [Line(Path("merges.csv"), number, rule) for number, rule in enumerate(rules, 2)]
    mentions = [mention(number, name) for number, name in enumerate(NAMES)]
    assert outcome(mentions, Decisions(merges=lines)).minted == {IDS[0], stays}
