"""Our countries beside those of other lists: each difference has a note, and each note tells of a difference.

The facts of rigour 2.6.1 (MIT) lie beside this file as CSV; `snapshot_rigour.py` writes them.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pycountry
import pytest

from pipelines.knowledge.registry import Country, actor_names, countries, state_id

HERE = Path(__file__).parent
# Of ISO 3166-1: no one lives there to act.
UNINHABITED = {"BVT", "HMD", "UMI"}
# Parts of countries to which rigour gives a code that ISO reserves or does not know.
ONLY_IN_RIGOUR = {"ASC", "CPT", "CRQ", "CYB", "DGA"}


def read(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


TERRITORIES = {row["iso3"]: row for row in read("territories_of_rigour.csv")}
NAMES = {row["name"]: row["iso3"] for row in read("names_of_rigour.csv")}


def disagreements(country: Country) -> list[str]:
    """How the lists differ on the country."""
    territory, iso = TERRITORIES[country.iso3], pycountry.countries.get(alpha_3=country.iso3)
    found = []
    if country.gw != country.cow:
        found.append("GW and COW number")
    if territory["wikidata_qid"] != country.wikidata_qid:
        found.append("item in rigour")
    if territory["name"] != country.name:
        found.append("name in rigour")
    if iso is None or country.name not in {iso.name, getattr(iso, "common_name", None)}:
        found.append("name in pycountry")
    found += [
        f"{name.name!r} in rigour"
        for name in actor_names()
        if name.actor_id == state_id(country.iso3) and NAMES.get(name.name, country.iso3) != country.iso3
    ]
    return found


@pytest.mark.parametrize("iso3", countries())
def test_each_disagreement_has_a_note_and_each_note_a_disagreement(iso3: str) -> None:
    country = countries()[iso3]
    found = disagreements(country)
    assert bool(country.note) is bool(found), found
    for project in ("rigour", "pycountry"):
        assert (project in country.note) is any(project in one for one in found), (found, country.note)


def test_no_country_is_missing() -> None:
    assert {country.alpha_3 for country in pycountry.countries} - set(countries()) == UNINHABITED
    assert set(TERRITORIES) - set(countries()) == UNINHABITED | ONLY_IN_RIGOUR
    assert set(countries()) <= set(TERRITORIES)


def test_our_item_is_one_that_rigour_knows() -> None:
    for country in countries().values():
        territory = TERRITORIES[country.iso3]
        assert country.wikidata_qid in {territory["wikidata_qid"], *territory["other_qids"].split()}


def test_most_names_of_states_are_in_the_snapshot() -> None:
    """The comparison of names would say nothing if rigour knew none of them."""
    names = {name.name for name in actor_names() if name.actor_id.startswith("state_")}
    assert len(names & set(NAMES)) > 0.6 * len(names)
