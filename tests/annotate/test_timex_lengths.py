"""Lengths of time, recurring times and vague references in plain sentences of Thursday 13 January 2022."""

from __future__ import annotations

from functools import cache

import pytest
from dates_by_hand import THURSDAY, found

from pipelines.annotate.dates import find_dates
from pipelines.annotate.model import parse_text
from schemas.codes import Anchor, TimexMod, TimexType


@cache
@pytest.mark.parametrize(
    ("text", "words", "value", "mod"),
    [
        ("The war lasted more than seven years.", "more than seven years", "P7Y", TimexMod.MORE_THAN),
        ("The war lasted at least 20 months.", "at least 20 months", "P20M", TimexMod.EQUAL_OR_MORE),
        ("The war lasted nearly two decades.", "nearly two decades", "P20Y", TimexMod.LESS_THAN),
        ("The war raged for over two years.", "over two years", "P2Y", TimexMod.MORE_THAN),
        ("The talks took about an hour and 20 minutes.", "about an hour and 20 minutes", "PT1H20M", TimexMod.APPROX),
        ("The risk is greater than in the last 30 years.", "the last 30 years", "P30Y", None),
        ("They have waited for several weeks.", "several weeks", "PXW", None),
        ("They have waited for years.", "years", "PXY", None),
        ("They agreed on a two-year plan.", "two-year", "P2Y", None),
        ("It took two and a half years.", "two and a half years", "P2Y6M", None),
        ("It took a year and a half.", "a year and a half", "P1Y6M", None),
        ("It has grown over the past year.", "the past year", "P1Y", None),
        ("It lasted half an hour.", "half an hour", "PT30M", None),
        ("It grew in the first nine months.", "the first nine months", "P9M", None),
        ("It takes three to five days.", "three to five days", "PXD", None),
    ],
)
def test_durations(text: str, words: str, value: str, mod: TimexMod | None) -> None:
    [(surface, item)] = found(text)
    assert (surface, item.timex_type, item.timex_value, item.timex_mod) == (words, TimexType.DURATION, value, mod)
    assert (item.date_start, item.resolved, item.anchor, item.granularity) == (None, False, Anchor.NONE, None)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The council meets every Monday.", "every Monday", "XXXX-WXX-1"),
        ("The council meets on Mondays.", "Mondays", "XXXX-WXX-1"),
        ("The council meets annually.", "annually", "P1Y"),
        ("The council meets twice a week.", "twice a week", "P1W"),
        ("The council meets every two years.", "every two years", "P2Y"),
        ("The council meets every other month.", "every other month", "P2M"),
    ],
)
def test_sets(text: str, words: str, value: str) -> None:
    [(surface, item)] = found(text)
    assert (surface, item.timex_type, item.timex_value, item.resolved) == (words, TimexType.SET, value, False)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("It lasted two weeks and three days.", "two weeks and three days", "P17D"),
        ("It lasted two years and a week.", "two years and a week", "P2Y7D"),
        ("It lasted a week and a day.", "a week and a day", "P8D"),
        ("He ran it in 2 minutes 31.5 seconds.", "2 minutes 31.5 seconds", "PT2M31.5S"),
        ("It grew over the past fortnight.", "the past fortnight", "P2W"),
        ("She met the five-year target.", "five-year", "P5Y"),
        ("They took 400 calls in a single day.", "a single day", "P1D"),
    ],
)
def test_lengths_of_two_units_and_of_attributes(text: str, words: str, value: str) -> None:
    [(surface, item)] = found(text)
    assert (surface, item.timex_type, item.timex_value) == (words, TimexType.DURATION, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("She earns 300 euros a month.", "P1M"),
        ("The mine yields 40 tonnes of ore a day.", "P1D"),
        ("They pay Rs900 a week.", "P1W"),
        ("A driver takes home 900 pesos ($45) a week.", "P1W"),
        ("The drill bores 2 metres or so an hour.", "PT1H"),
        ("Annual inflation rose.", "P1Y"),
        ("Parliament meets every second Thursday.", "XXXX-WXX-4"),
        ("Mass is said at 2 p.m. Sundays.", "XXXX-WXX-7T14:00"),
    ],
)
def test_how_often(text: str, value: str) -> None:
    [(_, item)] = found(text)
    assert (item.timex_type, item.timex_value, item.resolved) == (TimexType.SET, value, False)


@pytest.mark.parametrize("text", ["He came for a day.", "It took a week.", "Five men came a day after the vote."])
def test_a_length_is_no_rate(text: str) -> None:
    assert all(item.timex_type is TimexType.DURATION for _, item in found(text))


@pytest.mark.parametrize(
    "text", ["The baby is three months old.", "The annual meeting failed.", "Quarterly profit fell."]
)
def test_ages_and_kinds_of_report_are_no_times(text: str) -> None:
    assert found(text) == []


def test_the_current_state_is_that_of_now() -> None:
    [(words, item)] = found("They praised the current wage.")
    assert (words, item.timex_value) == ("current", "PRESENT_REF")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They meet twice a week.", ("twice a week", TimexType.SET, "P1W")),
        ("The pump beats 90 times a second.", ("90 times a second", TimexType.SET, "PT1S")),
        ("The harbour is open all year.", ("all year", TimexType.DURATION, "P1Y")),
        ("The harbour is open year-round.", ("year-round", TimexType.DURATION, "P1Y")),
        ("They will one day return.", ("one day", TimexType.DATE, "FUTURE_REF")),
        ("The strike lasted one day.", ("one day", TimexType.DURATION, "P1D")),
        ("They feared the weeks ahead.", ("the weeks ahead", TimexType.DURATION, "PXW")),
        ("Right now they are abroad.", ("Right now", TimexType.DATE, "PRESENT_REF")),
    ],
)
def test_more_lengths_sets_and_references(text: str, expected: tuple[str, TimexType, str]) -> None:
    found = find_dates(parse_text(text), THURSDAY)
    assert [(text[one.char_start : one.char_end], one.timex_type, one.timex_value) for one in found] == [expected]


@pytest.mark.parametrize("text", ["They sell seven a week.", "They are recent members."])
def test_what_only_looks_like_them(text: str) -> None:
    found = find_dates(parse_text(text), THURSDAY)
    assert not any(one.method in {"rule:times_a", "rule:reference"} for one in found)
