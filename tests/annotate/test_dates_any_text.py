"""What holds of the dates found in any text: whole records, spans inside the text, defined results for bad input."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from dates_by_hand import THURSDAY, found
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.annotate.dates import find_dates
from pipelines.annotate.model import parse_text
from pipelines.annotate.timex_calendar import TIMEX3_VALUE
from schemas.codes import Anchor, TimexType


@cache
@pytest.mark.parametrize(
    "text", ["la\u017ft wee\u212a", "\ue000 years", "\ue001 quarter", "9" * 400 + " years ago", "12/31/0000"]
)
def test_strange_letters_and_numbers_are_no_dates_that_resolve(text: str) -> None:
    assert not any(item.resolved for _, item in found(text))


PIECES = """
on in by since the last next this 3 three several a 5th first 2014 1990s May Monday Jan. week years year-old day ago
later earlier quarter half 8 p.m. 10:30 noon early end of more than , . - – / 13/01/2022 every twice daily now winter
century and to said will 's Friday's morning 9/11 $ decade hundreds
"""


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(st.text(max_size=80), st.lists(st.sampled_from(["\n", *PIECES.split()]), max_size=25).map(" ".join)),
    st.none() | st.dates(),
)
def test_any_text_gives_whole_records(text: str, published_on: date | None) -> None:
    end = 0
    for item in find_dates(parse_text(text), published_on):
        assert end <= item.char_start < item.char_end <= len(text)
        end = item.char_end
        assert text[item.char_start : item.char_end].strip()
        assert TIMEX3_VALUE.fullmatch(item.timex_value), item.timex_value
        assert (
            (item.date_start is None) == (item.date_end is None) == (not item.resolved) == (item.anchor is Anchor.NONE)
        )
        if item.date_start is not None and item.date_end is not None:
            assert item.date_start <= item.date_end
            assert item.timex_type in {TimexType.DATE, TimexType.TIME}
            assert "X" not in item.timex_value
        if published_on is None:
            assert item.anchor is not Anchor.PUBLISHED


BAD = {
    "a number of ten thousand digits": f"It happened {'9' * 10_000} years ago, on 5 May {'2' * 10_000}.",
    "30 February": "They met on February 30, on 30 February 2021 and on 2021-02-30.",
    "the year 0": "It is dated 0000-01-01 and 1/1/0000.",
    "the year 9999": "It ends on 31 December 9999, in the 9990s, in the 99th century; ten years later it is over.",
    "full-width digits": "They met on \uff11\uff12 May \uff12\uff10\uff12\uff11.",
    "Arabic digits": "They met on \u0661\u0662 May and \u0663 days ago.",
    "right-to-left marks": "They met on \u202e5 May 2021\u202c and \u200f2021-05-05\u200f.",
    "nested ranges": "From 5-6-7-8/9/10 May - June - 2019-20-21, between 1990 and 1995-99 or 2000/01/02.",
    "a week without a month": "The first week of the week of the last week of May 35.",
    "hours that are none": "At 25:70, 13 p.m., 0:00 a.m., 2461 GMT and 99 o'clock on Monday.",
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("published_on", [THURSDAY, None, date.min, date.max])
def test_bad_input_has_a_defined_result(name: str, published_on: date | None) -> None:
    end = 0
    for words, item in found(BAD[name], published_on):
        assert end <= item.char_start < item.char_end
        end = item.char_end
        assert words == words.strip()
        assert TIMEX3_VALUE.fullmatch(item.timex_value), item.timex_value
        assert item.resolved == (item.date_start is not None)


@pytest.mark.parametrize(
    "text", ["They met on 30 February 2021.", "It is dated 2021-02-30.", "It is dated 0000-01-01."]
)
def test_days_that_do_not_exist_are_not_resolved_to_a_day(text: str) -> None:
    assert not any(item.resolved and len(item.timex_value) > 7 for _, item in found(text))


@pytest.mark.parametrize("phrase", ["at 8 p.m. and ", "the following day in 1990 ", "from a year earlier "])
def test_what_counts_from_other_dates_is_found_in_long_texts(phrase: str) -> None:
    assert len(found(phrase * 300)) >= 300
