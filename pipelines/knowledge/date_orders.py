"""How a country's newspapers in English order day and month in a numeric date: whether 5/11 is the fifth of November.

Belongs here: loading `date_orders.csv`. Does not belong here: reading dates (`pipelines.annotate`).
"""

from __future__ import annotations

import csv
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipelines.knowledge.registry import RegistryError, countries

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "date_orders.csv"


class DateOrder(StrEnum):
    """What a country writes that does not write the day first."""

    MONTH_FIRST = "month_first"
    UNCLEAR = "unclear"


def day_first(country_iso3: str | None) -> bool | None:
    """Whether a source of this country writes the day before the month.

    Args:
        country_iso3: ISO 3166-1 alpha-3 code; None where the source's country is not known.

    Returns: True or False; None where the country is not known or writes both orders, or the year first.
    Raises: KeyError for a code that is no country's.
    """
    if country_iso3 is None:
        return None
    countries()[country_iso3]
    match date_orders().get(country_iso3):
        case None:  # the custom of all countries that are not listed
            return True
        case DateOrder.MONTH_FIRST:
            return False
        case DateOrder.UNCLEAR:
            return None


@cache
def date_orders() -> Mapping[str, DateOrder]:
    """The countries that do not, or not always, write the day first.

    Raises: RegistryError naming a country that is not known, an order that is not, or a country that stands twice.
    """
    text = files("pipelines.knowledge").joinpath(FILE).read_text(encoding="utf-8")
    orders: dict[str, DateOrder] = {}
    for row in csv.DictReader(text.splitlines(), strict=True):
        iso3 = row["country_iso3"]
        if iso3 not in countries() or iso3 in orders:
            message = f"{FILE}: {iso3!r} is no country or stands twice"
            raise RegistryError(message)
        orders[iso3] = DateOrder(row["order"])
    return MappingProxyType(orders)
