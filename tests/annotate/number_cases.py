"""Quantities of a sentence, for the tests of the rooms that find them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.annotate.model import parse_text
from pipelines.annotate.numbers import find_numbers

if TYPE_CHECKING:
    from pipelines.annotate.records import Date, Number


def quantities(text: str, *dates: Date) -> list[Number]:
    """The quantities of a text with the dates that are given."""
    return find_numbers(parse_text(text), dates)


def only(text: str) -> Number:
    """The one quantity of a text; raises ValueError where there are more or none."""
    (number,) = quantities(text)
    return number


def words(text: str, number: Number) -> str:
    """The words of a quantity."""
    return text[number.char_start : number.char_end]
