"""Times of day, their zones and their days in plain sentences; published on Thursday 13 January 2022."""

from __future__ import annotations

import pytest
from dates_by_hand import found, values

from pipelines.annotate.timex_words import WORDS
from schemas.codes import Anchor, TimexType


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The truce began at 9 a.m. EST on Sunday.", "9 a.m. EST on Sunday", "2022-01-09T09:00-05:00"),
        ("The truce began at 9 a.m. CEST on Sunday.", "9 a.m. CEST on Sunday", "2022-01-09T09:00+02:00"),
        ("The truce began at 0900 GMT on Sunday.", "0900 GMT on Sunday", "2022-01-09T09:00Z"),
        (
            "The truce began at 9 p.m. Beijing time on Sunday.",
            "9 p.m. Beijing time on Sunday",
            "2022-01-09T21:00+08:00",
        ),
        ("The truce began at 9 a.m. BST on Sunday.", "9 a.m. BST on Sunday", "2022-01-09T09:00"),
        ("The truce began at 9 a.m. IST on Sunday.", "9 a.m. IST on Sunday", "2022-01-09T09:00"),
        ("The truce began at 9 a.m. local time on Sunday.", "9 a.m. local time on Sunday", "2022-01-09T09:00"),
        ("The truce began at 9 a.m. Eastern time on Sunday.", "9 a.m. Eastern time on Sunday", "2022-01-09T09:00"),
        ("The truce began at midnight on Sunday.", "midnight on Sunday", "2022-01-09T24:00"),
        ("The truce began after midnight on Sunday.", "midnight on Sunday", "2022-01-09T00:00"),
        ("The truce began at noon on Sunday.", "noon on Sunday", "2022-01-09T12:00"),
        ("The truce began at 18h30 on Sunday.", "18h30 on Sunday", "2022-01-09T18:30"),
        ("The truce began at dawn on Sunday.", "dawn on Sunday", "2022-01-09TMO"),
        ("It rang at half past nine on Sunday night.", "half past nine on Sunday night", "2022-01-09T21:30"),
        ("It rang at ten to six on Sunday morning.", "ten to six on Sunday morning", "2022-01-09T05:50"),
        ("They will meet at 10 o'clock tomorrow morning.", "10 o'clock tomorrow morning", "2022-01-14T10:00"),
        ("They will leave at 11pm tonight.", "11pm tonight", "2022-01-13T23:00"),
        ("They fled on the night of Jan. 7.", "the night of Jan. 7", "2022-01-07TNI"),
        ("They fled on the morning of 7 May 2019.", "the morning of 7 May 2019", "2019-05-07TMO"),
    ],
)
def test_times_beside_their_day(text: str, words: str, value: str) -> None:
    assert values(text) == [(words, value)]
    [(_, item)] = found(text)
    assert item.timex_type is TimexType.TIME
    assert item.resolved


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The blast came at 14:30 GMT.", "XXXX-XX-XXT14:30Z"),
        ("The blast came at 0930 EST.", "XXXX-XX-XXT09:30-05:00"),
        ("The blast came at a quarter to nine in the evening.", "XXXX-XX-XXT20:45"),
        ("The vote will begin at eight in the morning.", "XXXX-XX-XXT08:00"),
        ("The vote is due at noon.", "XXXX-XX-XXT12:00"),
    ],
)
def test_a_time_whose_day_is_not_told_is_not_taken_for_the_day_of_publication(text: str, value: str) -> None:
    [(_, item)] = found(text)
    assert (item.timex_value, item.anchor, item.resolved) == (value, Anchor.NONE, False)
    [(_, item)] = found(text, None)
    assert (item.resolved, item.timex_value[:10]) == (False, "XXXX-XX-XX")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("On Monday the talks began at 8 p.m. in Geneva.", "2022-01-10T20:00"),
        ("At 8 p.m. in the old town the talks began on Monday.", "2022-01-10T20:00"),
        ("The ship left on Monday. It sank at 8 p.m. in a storm.", "2022-01-10T20:00"),
        ("The ship left on Monday.\nIt sank at 8 p.m. in a storm.", "XXXX-XX-XXT20:00"),
        ("Unbeaten since 3 January 2021, they played at 1900 GMT.", "XXXX-XX-XXT19:00Z"),
        ("It traded at 90 at 1100 GMT, up from Monday's close of 80.", "XXXX-XX-XXT11:00Z"),
    ],
)
def test_the_day_that_a_time_belongs_to(text: str, value: str) -> None:
    assert value in [found_value for _, found_value in values(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The shops open at 8 a.m. in summer.", "XXXX-XX-XXT08:00"),
        ("Lamps go dark from 10pm.", "XXXX-XX-XXT22:00"),
        ("They meet at three o'clock.", "XXXX-XX-XXTXX:00"),
    ],
)
def test_a_time_of_every_day_is_of_no_day(text: str, value: str) -> None:
    assert found(text)[0][1].timex_value == value
    assert not found(text)[0][1].resolved


def test_overnight_is_the_night_before_the_report() -> None:
    assert values("Shares fell overnight.") == [("overnight", "2022-01-12TNI")]
    assert values("Shares fell overnight.", None) == [("overnight", "XXXX-XX-XXTNI")]


@pytest.mark.parametrize(
    "text",
    [
        "The new dawn of science.",
        "He won by ten to six.",
        "It lies at 25:70 on the list.",
        "It was the night of the fire.",
    ],
)
def test_what_is_no_time_of_day(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("zone", sorted(WORDS["zone"]))
def test_every_zone_is_part_of_its_time(zone: str) -> None:
    text = f"The truce of 9 January 2022 began at 9:15 a.m. {zone}"
    assert values(text)[1] == (f"9:15 a.m. {zone}", f"2022-01-09T09:15{WORDS['zone'][zone]}")
