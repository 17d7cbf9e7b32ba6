"""What the words around a quantity say of it: bound and trend."""

import pytest
from number_cases import only, quantities

from schemas.codes import Bound, Trend


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        ("40 villages", Bound.EXACT),
        ("an estimated 40 villages", Bound.APPROXIMATELY),
        ("about 40 villages", Bound.APPROXIMATELY),
        ("nearly 40 villages", Bound.APPROXIMATELY),
        ("some 40 villages", Bound.APPROXIMATELY),
        ("40 or so villages", Bound.APPROXIMATELY),
        ("over 40 villages", Bound.MORE_THAN),
        ("more than 40 villages", Bound.MORE_THAN),
        ("at least 40 villages", Bound.AT_LEAST),
        ("no fewer than 40 villages", Bound.AT_LEAST),
        ("40 villages or more", Bound.AT_LEAST),
        ("40+ villages", Bound.AT_LEAST),
        ("up to 40 villages", Bound.AT_MOST),
        ("no more than 40 villages", Bound.AT_MOST),
        ("as many as 40 villages", Bound.AT_MOST),
        ("fewer than 40 villages", Bound.LESS_THAN),
        ("less than $40", Bound.LESS_THAN),
        ("under 40 villages", Bound.LESS_THAN),
        ("dozens of villages", Bound.RANGE),
    ],
)
def test_bounds(words: str, bound: Bound) -> None:
    assert only(f"The flood destroyed {words}.").bound is bound


@pytest.mark.parametrize(
    ("text", "trends"),
    [
        ("Exports rose by 4 per cent.", [Trend.UP]),
        ("Exports fell 4%.", [Trend.DOWN]),
        ("Exports fell to 4 million tonnes.", [Trend.NONE]),
        ("Exports rose 7% to $20bn.", [Trend.UP, Trend.NONE]),
        ("Exports are up 4% this time.", [Trend.UP]),
        ("Exports are down nearly 4%.", [Trend.DOWN]),
        ("There was an increase of 4 per cent.", [Trend.UP]),
        ("Ministers want a 4% cut.", [Trend.DOWN]),
        ("Prices are 4% lower.", [Trend.DOWN]),
        ("The firm shed 300 jobs.", [Trend.DOWN]),
        ("The firm raised $300.", [Trend.NONE]),
        ("Up to 300 people came.", [Trend.NONE]),
        ("Turnout was down by almost a third.", [Trend.DOWN]),
        ("The index gave up 20 points.", [Trend.DOWN]),
        ("Oil was off 2%.", [Trend.DOWN]),
    ],
)
def test_trends(text: str, trends: list[Trend]) -> None:
    assert [number.trend for number in quantities(text)] == trends


def test_over_a_length_of_time_is_no_bound() -> None:
    assert only("They fired rockets over five days.").bound is Bound.EXACT


def test_up_of_a_verb_is_no_bound() -> None:
    assert only("Unemployment ticked up to 5%.").bound is Bound.EXACT
