"""The written forms of units, one test for each row of the tables, and rates."""

import pytest
from number_cases import only, quantities

from pipelines.annotate.units import rate_after, unit_after, unit_before
from pipelines.knowledge.quantities import UnitName, number_words, quantity_cues, unit_names
from schemas.codes import NumberKind


@pytest.mark.parametrize("name", unit_names(), ids=lambda name: f"{name.alias} {name.form}")
def test_every_written_form_of_a_unit_is_found(name: UnitName) -> None:
    for alias in filter(None, (name.alias, name.plural)):
        if name.place != "after":
            unit = unit_before(f"{alias}5,000", len(alias))
        else:
            gap = "" if name.form == "glued" else " "
            follows = " of tea" if name.form == "word_of" else ""
            unit = unit_after(f"5{gap}{alias}{follows}", 1, spelled=False)
        assert unit is not None
        assert (unit.code, unit.factor) == (name.code, name.factor)


def test_tables_name_every_form_once() -> None:
    forms = [(name.alias, name.form, name.place) for name in unit_names()]
    assert len(forms) == len(set(forms))
    cues = [(cue.cue, cue.place) for cue in quantity_cues()]
    assert len(cues) == len(set(cues))
    assert number_words()["twelve"].value == 12


def test_a_time_ago_is_no_rate() -> None:
    assert rate_after("5% a year earlier", 2) is None
    assert rate_after("5% a year", 2) == ("/a", 9)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("It costs R61.4m.", "ZAR"),
        ("It costs N18,500.", "NGN"),
        ("It costs R350 per month.", "ZAR/mo"),
        ("They wore N95 masks.", None),
        ("He wrote a 10-K filing.", None),
    ],
)
def test_a_letter_is_a_currency_only_before_an_amount(text: str, unit: str | None) -> None:
    assert next((number.unit for number in quantities(text)), None) == unit


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Emissions are 120 g/km.", 120, "g/km"),
        ("It uses 5.4 L/100 km.", 5.4, "L/{100_km}"),
        ("Blood had 6 mmol/L of it.", 6, "mmol/L"),
        ("They lost 180,000 barrels daily.", 180_000, "[bbl_us]/d"),
        ("The murder rate is 12 per 100,000.", 12, "10*-5"),
        ("They picked 30 kilos of leaf a day.", 30, "kg/d"),
        ("The lens turns 90 times a second.", 90, "/s"),
    ],
)
def test_rates(text: str, value: float, unit: str) -> None:
    number = only(text)
    assert (number.value, number.unit, number.kind) == (value, unit, NumberKind.RATE)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("The herd walked 1 900km.", 1900, "km"),
        ("Wheat fell to $5.17 1/2 overnight.", 5.175, "USD"),
        ("The plant cost 15 trillion won and runs well.", 1.5e13, "KRW"),
        ("The budget is $1.2 tr.", 1.2e12, "USD"),
        ("The sack holds one kg.", 1, "kg"),
        ("The margin is plus or minus 3 per cent.", 3, "%"),
    ],
)
def test_amounts(text: str, value: float, unit: str) -> None:
    number = only(text)
    assert (number.value, number.unit) == (pytest.approx(value), unit)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("The calf weighs 180 pounds.", "[lb_av]"),
        ("The baby weighed 7 pounds, 6 ounces.", "[oz_av]"),
        ("They found a 500-pound bomb.", "[lb_av]"),
        ("He paid a 500-pound fine.", "GBP"),
        ("He signed a 20 million-pound contract.", "GBP"),
        ("The calf costs 180 pounds.", "GBP"),
    ],
)
def test_pounds_weigh_or_cost(text: str, unit: str) -> None:
    assert quantities(text)[0].unit == unit
