"""Write what rigour says of the states and territories, and of the names that we give them, as two CSV files.

Run it where rigour can be installed (it needs a compiled ICU, so it is no dependency of the project):

    uv run --no-project --with rigour==2.6.1 python tests/knowledge/snapshot_rigour.py

It writes `territories_of_rigour.csv` and `names_of_rigour.csv` beside itself. The facts come from rigour 2.6.1 (MIT,
OpenSanctions); `test_countries.py` compares our tables with them. rigour does not say which name of a territory is
its capital or its people, so the second file holds which territory rigour takes each of our capitals and peoples for.
"""

from __future__ import annotations

import csv
from pathlib import Path

from rigour.territories import Territory, get_territories, lookup_territory

HERE = Path(__file__).parent
KNOWLEDGE = HERE.parents[1] / "pipelines" / "knowledge"


def country_of(territory: Territory | None) -> str | None:
    """The alpha-3 code of the territory, or of the country that it is part of."""
    while territory is not None and not territory.alpha3:
        territory = territory.parent
    return territory.alpha3.upper() if territory is not None else None


def rows_of(table: str) -> list[dict[str, str]]:
    with (KNOWLEDGE / table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(name: str, header: list[str], rows: list[list[str]]) -> None:
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(sorted(rows))


def main() -> None:
    territories = [one for one in get_territories() if one.alpha3 and not one.is_historical]
    write(
        "territories_of_rigour.csv",
        ["iso3", "wikidata_qid", "other_qids", "name", "full_name"],
        [
            [one.alpha3.upper(), one.qid, " ".join(sorted(one.other_qids)), one.name, one.full_name]
            for one in territories
        ],
    )
    states = {row["actor"] for row in rows_of("actor_names.csv") if row["actor"].startswith("state_")}
    names = {row["name"] for row in rows_of("actor_names.csv") if row["actor"] in states}
    found = {name: country_of(lookup_territory(name)) for name in names}
    write("names_of_rigour.csv", ["name", "iso3"], [[name, iso3] for name, iso3 in found.items() if iso3 is not None])


if __name__ == "__main__":
    main()
