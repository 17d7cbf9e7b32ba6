"""Days, holidays, years in words and times of day in plain sentences; published on Thursday 13 January 2022."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from dates_by_hand import found, values
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.annotate.dates import find_dates
from pipelines.annotate.model import parse_text
from schemas.codes import Anchor, DateRelation, TimexMod, TimexType

FOUR_CENTURIES = timedelta(days=146_097)  # whole weeks, after which the calendar repeats itself


@pytest.mark.parametrize(
    ("text", "month_first", "day_first", "unknown"),
    [
        ("The order is dated 2/3/2021.", "2021-02-03", "2021-03-02", "2021-XX-XX"),
        ("The order is dated 2.3.2021.", "2021-02-03", "2021-03-02", "2021-XX-XX"),
        ("The order is dated 02-03-2021.", "2021-02-03", "2021-03-02", "2021-XX-XX"),
        ("The order is dated 25/3/2021.", "2021-03-25", "2021-03-25", "2021-03-25"),
        ("The order is dated 3/25/2021.", "2021-03-25", "2021-03-25", "2021-03-25"),
        ("The order is dated 3/3/2021.", "2021-03-03", "2021-03-03", "2021-03-03"),
        ("They have met since 5/11.", "2021-05-11", "2021-11-05", "XXXX-XX-XX"),
        ("They have met since 25/11.", "2021-11-25", "2021-11-25", "2021-11-25"),
    ],
)
def test_order_of_day_and_month(text: str, month_first: str, day_first: str, unknown: str) -> None:
    for order, value in ((False, month_first), (True, day_first), (None, unknown)):
        [(_, item)] = found(text, day_first=order)
        assert item.timex_value == value
        assert item.resolved == ("X" not in value)


@pytest.mark.parametrize("text", ["The order is dated 31/31/2021.", "The order is dated 0/3/2021.", "It is 30.2.2021."])
def test_numbers_that_are_no_date_in_either_order(text: str) -> None:
    assert not any(item.resolved and item.timex_value != "2021" for _, item in found(text, day_first=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on Good Friday.", [("Good Friday", "2021-04-02")]),
        ("They will meet on Good Friday.", [("Good Friday", "2022-04-15")]),
        ("They met last Easter.", [("last Easter", "2021-04-04")]),
        ("They met at Easter 2019.", [("Easter 2019", "2019-04-21")]),
        ("They met on Easter Monday last year.", [("Easter Monday last year", "2021-04-05")]),
        ("They met on Orthodox Easter 2019.", [("Orthodox Easter 2019", "2019-04-28")]),
        ("They ate at Thanksgiving.", [("Thanksgiving", "2021-11-25")]),
        ("They will vote next Election Day.", [("next Election Day", "2023-11-07")]),
        ("They rested on Labor Day.", [("Labor Day", "2021-09-06")]),
        ("They marched on Veterans Day.", [("Veterans Day", "2021-11-11")]),
        ("They marched on New Year's Eve.", [("New Year's Eve", "2021-12-31")]),
        ("They left on Boxing Day 2004.", [("Boxing Day 2004", "2004-12-26")]),
        ("They danced on the fourth of July.", [("the fourth of July", "2021-07-04")]),
        ("They danced on the fourth of July, 1976.", [("the fourth of July, 1976", "1976-07-04")]),
        ("They fasted in Ramadan.", [("Ramadan", "XXXX-XX-XX")]),
        ("They fasted in Ramadan 2019.", [("Ramadan 2019", "2019-XX-XX")]),
        ("They met before Passover.", [("Passover", "XXXX-XX-XX")]),
    ],
)
def test_holidays(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text) == expected
    assert [item.resolved for _, item in found(text)] == ["X" not in expected[0][1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It broke out in nineteen ninety-six.", [("nineteen ninety-six", "1996")]),
        ("It broke out in March nineteen ninety-six.", [("March nineteen ninety-six", "1996-03")]),
        ("It broke out in twenty nineteen.", [("twenty nineteen", "2019")]),
        ("It broke out in the year two thousand.", [("the year two thousand", "2000")]),
        ("It has lasted since two thousand and eight.", [("two thousand and eight", "2008")]),
        ("It began in the nineties.", [("the nineties", "199")]),
        ("It began in the '80s.", [("the '80s", "198")]),
        ("It began in the mid-1960s.", [("the mid-1960s", "196")]),
        ("Nothing has been the same since 9/11.", [("9/11", "2001-09-11")]),
        ("The Sept. 11 attacks changed it.", [("Sept. 11", "2001-09-11")]),
    ],
)
def test_years_and_days_in_words(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text) == expected
    assert values(text, None) == expected


def test_a_day_known_by_its_event_before_it_came() -> None:
    assert found("Prices have risen since 9/11.", date(1999, 3, 1))[0][1].timex_value == "XXXX-XX-XX"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He fell on Friday, 5 March 2021. The previous Friday, he had won.", "2021-02-26"),
        ("He fell on Friday, 5 March 2021. The following Monday, he left.", "2021-03-08"),
        ("He fell in May 2020. The following October, he left.", "2020-10"),
        ("He fell on 5 March 2021. He left that week.", "2021-W09"),
        ("He fell on 5 March 2021. He left the next day.", "2021-03-06"),
        ("He fell on 5 March 2021. He left six months later.", "2021-09"),
        ("He fell in 2010. He had come three years earlier.", "2007"),
    ],
)
def test_days_that_count_from_one_before(text: str, expected: str) -> None:
    item = found(text)[-1][1]
    assert (item.timex_value, item.anchor, item.resolved) == (expected, Anchor.PREVIOUS, True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They agreed to finish by Friday.", "2022-01-14"),
        ("They had agreed to finish by Dec. 15.", "2021-12-15"),
        ("He is to resume work Tuesday.", "2022-01-18"),
        ("He is to resume work in May.", "2022-05"),
        ("The talks have gone on since last week.", "2022-W01"),
        ("The report was due in November.", "2021-11"),
        ("The board met in February.", "2021-02"),
        ("The board will meet in December.", "2022-12"),
        ("The board is expected to meet on Saturday.", "2022-01-15"),
        ("The bank, founded in March, closed.", "2021-03"),
        ("Mr. Kovac, who resigned in April, was ill.", "2021-04"),
    ],
)
def test_the_side_that_the_verb_tells(text: str, value: str) -> None:
    [(_, item)] = found(text)
    assert (item.timex_value, item.anchor) == (value, Anchor.PUBLISHED)


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("The clinic opens at 9 a.m. on weekdays.", "9 a.m", TimexType.TIME, "XXXX-XX-XXT09:00"),
        ("They have met every Tuesday evening.", "every Tuesday evening", TimexType.SET, "XXXX-WXX-2TEV"),
        ("They meet every three months.", "every three months", TimexType.SET, "P3M"),
        ("They meet each spring.", "each spring", TimexType.SET, "XXXX-SP"),
        ("They meet on Sunday nights.", "Sunday nights", TimexType.SET, "XXXX-WXX-7TNI"),
        ("They have met in recent weeks.", "recent weeks", TimexType.DATE, "PAST_REF"),
        ("They are poorer these days.", "these days", TimexType.DATE, "PRESENT_REF"),
        ("They waited half an hour.", "half an hour", TimexType.DURATION, "PT30M"),
        ("They waited a minute and a half.", "a minute and a half", TimexType.DURATION, "PT1M30S"),
        ("They waited 2 1/2 years.", "2 1/2 years", TimexType.DURATION, "P2Y6M"),
    ],
)
def test_times_sets_references_and_lengths(text: str, words: str, kind: TimexType, value: str) -> None:
    [(surface, item)] = found(text)
    assert (surface.rstrip("."), item.timex_type, item.timex_value) == (words, kind, value)
    assert (item.date_start, item.date_end, item.resolved) == (None, None, False)


@pytest.mark.parametrize(
    "text",
    [
        "The annual report was thin.",
        "Its quarterly dividend was cut.",
        "A 44-year-old nurse agreed.",
        "Twenty-nine men and nineteen women left.",
        "Nineteen ninety-year-olds danced.",
        "He served in two thousand cases.",
        "He is in his nineties.",
        "Half of them left.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert found(text) == []


def test_since_and_until_around_a_range() -> None:
    items = [item for _, item in found("He ruled from 2001 until 2010.")]
    assert [item.timex_value for item in items] == ["2001", "2010"]
    assert items[1].relation is DateRelation.UNTIL


def test_an_edge_does_not_narrow_the_interval() -> None:
    [(_, item)] = found("They met in late 2014.")
    assert (item.timex_mod, item.date_start, item.date_end) == (TimexMod.END, date(2014, 1, 1), date(2014, 12, 31))


RELATIVE = """
yesterday|tomorrow night|two days ago|last week|on Monday|next Friday|this weekend|last Thursday|in October|on Feb. 29
last year|next month|three years ago|earlier this year|last summer|the third quarter|this decade|by Friday|since May
the following day|a year earlier|that week|will meet|met|is due|expected|said|.|,|\n
""".strip().split("|")
RELATIVE_TEXTS = st.lists(st.sampled_from(RELATIVE), max_size=12).map(" ".join)


@settings(max_examples=40, deadline=None)
@given(RELATIVE_TEXTS, st.dates(date(1600, 1, 1), date(2100, 12, 31)))
def test_dates_move_with_the_publication(text: str, published_on: date) -> None:
    doc = parse_text(text)
    before, after = find_dates(doc, published_on), find_dates(doc, published_on + FOUR_CENTURIES)
    assert [(one.char_start, one.char_end, one.resolved) for one in before] == [
        (one.char_start, one.char_end, one.resolved) for one in after
    ]
    for one, other in zip(before, after, strict=True):
        if one.date_start is not None and one.date_end is not None:
            assert other.date_start == one.date_start + FOUR_CENTURIES
            assert other.date_end == one.date_end + FOUR_CENTURIES


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(["yesterday", "last week", "on Monday", "two days ago", "next Friday", "."]), max_size=8),
    st.dates(date(1600, 1, 1), date(2100, 12, 31)),
    st.integers(-500, 500),
)
def test_days_and_weeks_move_with_whole_weeks(pieces: list[str], published_on: date, weeks: int) -> None:
    doc, moved = parse_text(" ".join(pieces)), timedelta(weeks=weeks)
    for one, other in zip(find_dates(doc, published_on), find_dates(doc, published_on + moved), strict=True):
        assert one.date_start is not None
        assert other.date_start == one.date_start + moved


@settings(max_examples=20, deadline=None)
@given(RELATIVE_TEXTS)
def test_no_publication_date_is_put_in_for_a_missing_one(text: str) -> None:
    assert not any(item.resolved for item in find_dates(parse_text(text), None))
