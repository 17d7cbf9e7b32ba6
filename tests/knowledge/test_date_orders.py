"""Which countries write the day first."""

from __future__ import annotations

import pytest

from pipelines.knowledge.date_orders import date_orders, day_first
from pipelines.knowledge.registry import countries


@pytest.mark.parametrize(
    ("country", "expected"),
    [("GBR", True), ("IND", True), ("ZAF", True), ("NOR", True), ("USA", False), ("PHL", False), ("CAN", None)],
)
def test_the_custom_of_a_country(country: str, expected: bool | None) -> None:
    assert day_first(country) is expected


def test_a_source_without_country_has_no_custom() -> None:
    assert day_first(None) is None


def test_a_code_that_is_no_country_is_an_error() -> None:
    with pytest.raises(KeyError, match="UK"):
        day_first("UK")


def test_every_country_has_an_answer() -> None:
    answers = {country: day_first(country) for country in countries()}
    assert {country for country, answer in answers.items() if answer is not True} == date_orders().keys()
