"""Dates found in plain sentences; the publication date is Thursday 13 January 2022 unless a test says otherwise."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from dates_by_hand import THURSDAY, found, values

from pipelines.annotate.dates import find_dates
from pipelines.annotate.model import parse_text
from pipelines.annotate.records import Date
from pipelines.annotate.timex_grammar import RULES
from schemas.codes import Anchor, DateRelation, Granularity, TimexMod


@cache
def only(text: str, published_on: date | None = THURSDAY) -> Date:
    items = found(text, published_on)
    assert len(items) == 1, items
    return items[0][1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The treaty was signed on 13 January 2022.", [("13 January 2022", "2022-01-13")]),
        ("The treaty was signed on January 13th, 2022.", [("January 13th, 2022", "2022-01-13")]),
        ("The order is dated 2021-10-05.", [("2021-10-05", "2021-10-05")]),
        ("The order is dated 13/01/2022.", [("13/01/2022", "2022-01-13")]),
        ("The order is dated 5.5.2022.", [("5.5.2022", "2022-05-05")]),
        ("They met on the 5th of May 2019.", [("the 5th of May 2019", "2019-05-05")]),
        ("They met in October 2020.", [("October 2020", "2020-10")]),
        ("They met in the summer of 2019.", [("the summer of 2019", "2019-SU")]),
        ("Output fell in the third quarter of 2021.", [("the third quarter of 2021", "2021-Q3")]),
        ("Output fell in the first half of 2020.", [("the first half of 2020", "2020-H1")]),
        ("The law dates from the 1990s.", [("the 1990s", "199")]),
        ("The law dates from the 20th century.", [("the 20th century", "19")]),
        ("The border was drawn in the nineteenth century.", [("the nineteenth century", "18")]),
        ("The talks lasted from 2009-2010.", [("2009", "2009"), ("2010", "2010")]),
        ("The talks of Oct. 5-7, 2020 failed.", [("Oct. 5", "2020-10-05"), ("7, 2020", "2020-10-07")]),
        ("The talks of 5-7 October 2020 failed.", [("5", "2020-10-05"), ("7 October 2020", "2020-10-07")]),
        ("She spoke at 14:30 on 3 May 2020.", [("14:30 on 3 May 2020", "2020-05-03T14:30")]),
    ],
)
def test_explicit_dates(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text) == expected
    assert values(text, None) == expected
    assert all(item.resolved and item.anchor is Anchor.EXPLICIT for _, item in found(text))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("The minister resigned on Thursday.", "2022-01-13", Granularity.DAY),
        ("The minister resigned on Friday.", "2022-01-07", Granularity.DAY),
        ("The minister will resign on Friday.", "2022-01-14", Granularity.DAY),
        ("A vote is due Wednesday.", "2022-01-19", Granularity.DAY),
        ("A vote is expected on Monday.", "2022-01-17", Granularity.DAY),
        ("The minister resigned last Thursday.", "2022-01-06", Granularity.DAY),
        ("They will vote next Thursday.", "2022-01-20", Granularity.DAY),
        ("He led the team in Monday's talks.", "2022-01-10", Granularity.DAY),
        ("Prices rose in October.", "2021-10", Granularity.MONTH),
        ("Elections will be held in October.", "2022-10", Granularity.MONTH),
        ("Elections were held last October.", "2021-10", Granularity.MONTH),
        ("They met on Dec. 7.", "2021-12-07", Granularity.DAY),
        ("They will meet on Feb. 7.", "2022-02-07", Granularity.DAY),
        ("They met in June last year.", "2021-06", Granularity.MONTH),
        ("They met on Monday last week.", "2022-01-03", Granularity.DAY),
        ("Sales fell in the fourth quarter.", "2021-Q4", Granularity.QUARTER),
        ("He arrived yesterday.", "2022-01-12", Granularity.DAY),
        ("He arrived yesterday morning.", "2022-01-12TMO", Granularity.TIME),
        ("He arrived last night.", "2022-01-12TNI", Granularity.TIME),
        ("He arrived last week.", "2022-W01", Granularity.WEEK),
        ("He arrives next month.", "2022-02", Granularity.MONTH),
        ("He arrived last year.", "2021", Granularity.YEAR),
        ("He arrived last summer.", "2021-SU", Granularity.SEASON),
        ("It has been cold this winter.", "2021-WI", Granularity.SEASON),
        ("He arrived two weeks ago.", "2021-W52", Granularity.WEEK),
        ("He arrived three years ago.", "2019", Granularity.YEAR),
        ("He arrived a decade ago.", "2012", Granularity.YEAR),
        ("The offer expires on Monday.", "2022-01-17", Granularity.DAY),
        ("The leaders agreed to meet on Friday.", "2022-01-14", Granularity.DAY),
        ("They studied the plan for Tuesday's vote.", "2022-01-11", Granularity.DAY),
        ("The truce began at 0900 GMT on Sunday.", "2022-01-09T09:00Z", Granularity.TIME),
        ("They met at Christmas.", "2021-12-25", Granularity.DAY),
        ("They must agree by the end of the year.", "2022", Granularity.YEAR),
        ("The summit starts at 8 p.m. on Friday.", "2022-01-14T20:00", Granularity.TIME),
    ],
)
def test_dates_that_count_from_the_publication(text: str, value: str, unit: Granularity) -> None:
    item = only(text)
    assert (item.timex_value, item.granularity) == (value, unit)
    assert item.resolved
    assert item.anchor is Anchor.PUBLISHED


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The minister resigned on Thursday.", "XXXX-WXX-4"),
        ("Prices rose in October.", "XXXX-10"),
        ("They met on Dec. 7.", "XXXX-12-07"),
        ("He arrived yesterday.", "XXXX-XX-XX"),
        ("He arrived last week.", "XXXX-WXX"),
        ("He arrived last night.", "XXXX-XX-XXTNI"),
        ("He arrived three years ago.", "XXXX"),
    ],
)
def test_nothing_is_guessed_without_a_publication_date(text: str, value: str) -> None:
    item = only(text, None)
    assert item.timex_value == value
    assert (item.date_start, item.date_end, item.resolved, item.anchor) == (None, None, False, Anchor.NONE)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The order is dated 2/3/2022.", "2022-XX-XX"),
        ("Nothing has changed since 5/11.", "XXXX-XX-XX"),
        ("The following day, he left.", "XXXX-XX-XX"),
        ("It happened a year earlier.", "XXXX"),
    ],
)
def test_what_is_known_of_an_unresolved_date(text: str, value: str) -> None:
    item = only(text)
    assert item.timex_value == value
    assert (item.date_start, item.date_end, item.resolved, item.anchor) == (None, None, False, Anchor.NONE)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He resigned on 5 March 2019. The following day, his deputy took over.", "2019-03-06"),
        ("He resigned on 5 March 2019. The day before, they had met.", "2019-03-04"),
        ("He resigned on 5 March 2019. She won two years later.", "2021"),
        ("He resigned on 5 March 2019. The same day, she won.", "2019-03-05"),
        ("Exports grew in 2019. They had fallen the previous year.", "2018"),
        ("She was freed on 5 March 2019. He fell in 2020. The following day, she left.", "2019-03-06"),
    ],
)
def test_dates_that_count_from_an_earlier_one(text: str, value: str) -> None:
    item = found(text)[-1][1]
    assert item.timex_value == value
    assert item.anchor is Anchor.PREVIOUS


def test_a_year_is_too_coarse_to_count_days_from() -> None:
    assert not found("The war began in 2014. The following day, he left.")[-1][1].resolved


@pytest.mark.parametrize(
    ("text", "words", "mod"),
    [
        ("They met in early 2014.", "early 2014", TimexMod.START),
        ("They met in mid-2014.", "mid-2014", TimexMod.MID),
        ("They met at the end of 2014.", "the end of 2014", TimexMod.END),
        ("They met in the late 1980s.", "the late 1980s", TimexMod.END),
        ("They met late last month.", "late last month", TimexMod.END),
        ("They met more than a decade ago.", "more than a decade ago", TimexMod.BEFORE),
    ],
)
def test_modifiers_of_dates(text: str, words: str, mod: TimexMod) -> None:
    [(surface, item)] = found(text)
    assert (surface, item.timex_mod, item.resolved) == (words, mod, True)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("He has ruled since 2014.", DateRelation.SINCE),
        ("He will rule until 2030.", DateRelation.UNTIL),
        ("They must leave by Friday.", DateRelation.BY),
        ("They must leave before Friday.", DateRelation.BEFORE),
        ("They left after Monday.", DateRelation.AFTER),
        ("They left in 2014.", DateRelation.DURING),
        ("They left Monday.", None),
        ("They left after Monday's vote.", None),
    ],
)
def test_relation_from_the_preposition(text: str, relation: DateRelation | None) -> None:
    assert only(text).relation is relation


@pytest.mark.parametrize(
    "text",
    [
        "Russia may take action.",
        "They march on the capital.",
        "The sun set behind the hills.",
        "A second term is unlikely.",
        "He finished second.",
        "Theresa May resigned.",
        "About 2000 people marched.",
        "It lies 1500 metres away.",
        "It costs $2000.",
        "Turnout grew by 1.2014 points.",
        "The score was 3:45.",
        "The shop is open 24/7.",
        "Flight MH-2017 landed.",
        "The council adopted Resolution 1973.",
        "A quarter of voters stayed at home.",
        "Some day-trippers came.",
        "A 5-year-old girl was saved.",
        "The shops were full on Black Friday.",
        "",
        "\n\n",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert found(text) == []


def test_the_modal_and_the_month() -> None:
    assert values("She may run in May, and May 5 is the deadline.") == [("May", "2022-05"), ("May 5", "2022-05-05")]


def test_a_present_tense_in_the_title_tells_what_has_happened() -> None:
    title = "Minister resigns on Monday"
    for title_end, value in ((len(title), "2022-01-10"), (0, "2022-01-17")):
        [item] = find_dates(parse_text(f"{title}\n\nThe cabinet was surprised.", title_end), THURSDAY)
        assert item.timex_value == value


def test_a_29th_of_february_is_found_years_away() -> None:
    assert only("He was born on Feb. 29.").timex_value == "2020-02-29"
    assert values("He was born on Feb. 30.") != [("Feb. 30", "2022-02-30")]


def test_method_confidence_and_sentence() -> None:
    item = found("Nothing happened. They met on Monday.")[0][1]
    assert (item.method, item.sentence_no, item.position) == ("rule:weekday", 1, None)
    assert 0 < item.confidence < 1


def test_every_rule_ignores_an_empty_text() -> None:
    assert not any(rule.pattern.search("") for rule in RULES)
