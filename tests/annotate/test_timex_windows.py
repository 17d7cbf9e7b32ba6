"""The stretches that the rules of the time grammar look at: nothing is lost by looking nowhere else."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.annotate import timex_grammar
from pipelines.annotate.timex_grammar import RULES, find_expressions
from pipelines.annotate.timex_windows import DATE_FIGURES, groups_by_trigger, telling, windows

GROUPS = groups_by_trigger([{"monday", DATE_FIGURES}, {"easter"}])
FILLER = "the council spoke of bread and roads and nothing else at all "
PHRASES = [
    "on Monday",
    "since 2014",
    "on 5/11",
    "9/11",
    "12.5.2020",
    "the '80s",
    "the nineties",
    "nineteen ninety-six",
    "since two thousand eight,",
    "Q3 2020",
    "the third quarter",
    "the year-ago period",
    "last summer",
    "Good Friday",
    "at 8 p.m.",
    "0900 GMT",
    "14:30 UTC",
    "noon",
    "three o'clock",
    "in the evening",
    "two weeks ago",
    "the following day",
    "yearlong",
    "for decades",
    "recently",
    "annually",
    "every Monday",
    "these days",
    "mid-May",
    "the 20th century",
    "half an hour",
    "a year and a half",
    "tens of thousands of years",
    "Ramadan",
    "last Thanksgiving",
    "the weekend",
    "1990s",
    "a 5-day trip",
    "year-end",
    "May 5",
]


@pytest.mark.parametrize("phrase", PHRASES)
def test_an_expression_far_from_everything_is_found(phrase: str) -> None:
    alone = find_expressions(phrase, lambda _: True)
    text = f"{FILLER * 5}{phrase} {FILLER * 5}"
    shift = len(FILLER * 5)
    found = [(one.char_start - shift, one.char_end - shift, one.rule) for one in find_expressions(text, lambda _: True)]
    assert found == [(one.char_start, one.char_end, one.rule) for one in alone]
    assert found


@given(st.lists(st.sampled_from([*PHRASES, *FILLER.split(), "\n", ",", "."]), max_size=30).map(" ".join))
def test_windows_lose_nothing_that_all_rules_find_in_the_whole_text(text: str) -> None:
    masked, numbers = timex_grammar._mask_numbers(text)
    found = {
        (group[0].char_start, group[-1].char_end, group[0].rule) for group in timex_grammar._candidates(masked, numbers)
    }
    for rule in RULES:
        for match in rule.pattern.finditer(masked):
            read = rule.read(match, numbers)
            if read:
                first, last = (read[0], read[-1]) if isinstance(read, tuple) else (read, read)
                assert (match.start(first.group), match.end(last.group), rule.name) in found


@given(
    st.text(max_size=300) | st.lists(st.sampled_from(["Monday", "Easter", "2014", "x" * 90, "\n", " "])).map(" ".join)
)
def test_stretches_are_in_order_disjoint_and_hold_their_triggers(text: str) -> None:
    by_group: dict[int, list[tuple[int, int]]] = {}
    for group, start, end in windows(text, GROUPS):
        assert 0 <= start < end <= len(text)
        by_group.setdefault(group, []).append((start, end))
    for stretches in by_group.values():
        assert all(first[1] < second[0] for first, second in pairwise(stretches))
    assert text.count("Easter") == 0 or any("Easter" in text[start:end] for start, end in by_group.get(1, []))


def test_a_text_without_triggers_is_not_looked_at() -> None:
    assert list(windows(FILLER * 100, GROUPS)) == []


def test_the_telling_word_of_a_name_is_its_longest() -> None:
    assert {"thanksgiving", "pentecost", "election"} <= telling("feast")
