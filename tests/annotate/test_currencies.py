"""Which currency a word means that several states use."""

import pytest
from number_cases import quantities

from pipelines.knowledge.quantities import currency_places, unit_names


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("The Argentine minister put the cost at 500 pesos.", ["ARS"]),
        ("In Manila a ticket costs 40 pesos.", ["PHP"]),
        ("The village lies in Algeria. A house costs 900,000 dinars.", ["DZD"]),
        ("A day on the slopes near Geneva costs 79 francs.", ["CHF"]),
        ("Bread costs Rs 90 in Karachi.", ["PKR"]),
        ("Traders in Mogadishu ask 300,000 shillings.", ["SOS"]),
        ("The house costs 500 pesos a month.", ["{peso}/mo"]),
        ("Mexico and Chile each paid 500 pesos.", ["{peso}"]),
        ("The coin of 1981 is worth 20 francs.", ["{franc}"]),
        ("A litre costs 90 rupees.", ["INR"]),
        ("The Australian firm paid 40 dollars.", ["USD"]),
        ("The Egyptian firm paid £40.", ["GBP"]),
        ("In Chile he paid 40 Mexican pesos.", ["MXN"]),
    ],
)
def test_the_places_that_an_article_names_tell_the_currency(text: str, units: list[str]) -> None:
    assert [number.unit for number in quantities(text)] == units


def test_every_currency_word_has_places_of_two_currencies_and_a_written_form() -> None:
    aliases = {name.alias for name in unit_names()}
    for word, places in currency_places().items():
        assert word in aliases
        assert len(set(places.values())) > 1


def test_every_word_in_braces_has_places() -> None:
    in_braces = {name.alias for name in unit_names() if name.kind == "money" and name.code.startswith("{")}
    assert in_braces == {"peso", "dinar", "franc", "shilling", "krone"}
    assert in_braces < currency_places().keys()
