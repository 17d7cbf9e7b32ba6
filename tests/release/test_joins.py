"""A researcher's joins lose no row: made-up frames with the keys of UCDP, COW, V-Dem and the World Bank.

The frames have the key columns and the number types of the real ones; every value beside the keys is invented.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from io import StringIO
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest
import small_release
from small_release import Row

from pipelines.knowledge import registry
from schemas import derive
from schemas.tables import TABLES

type Reader = Callable[[str], pd.DataFrame]

UCDP = pd.DataFrame({"id": range(1, 10), "country_id": [565, 365, 2, 490, 678, 775, 260, 816, 345]})
COW = pd.DataFrame({"ccode1": [565, 2, 255, 679, 345, 365], "ccode2": [540, 365, 710, 670, 347, 2], "midnum": range(6)})
WORLD_BANK = pd.DataFrame({"countrycode": ["NAM", "XKX", "COD", "PSE", "GBR", "WLD"], "value": [1.5, 2, 3, 4, 5, 6]})
V_DEM = pd.DataFrame(
    {
        "country_text_id": ["NAM", "NAM", "SWE", "XKX", "DDR", "TWN"],
        "year": [2025, 2026, 2026, 2026, 1989, 2026],
        "index": [0.61, 0.62, 0.9, 0.5, 0.1, 0.8],
    }
)


def in_namibia() -> dict[str, list[Row]]:
    """The small release with all countries, where Ada Holm is Namibian and the source is called NA."""
    rows = small_release.rows()
    rows["countries"] = [asdict(country) for country in registry.countries().values()]
    for row in (row for name in ("sources", "actors", "actor_roles", "mentions") for row in rows[name]):
        if row.get("country_iso3") == "NOR":
            row["country_iso3"] = "NAM"
    [state] = [row for row in rows["actors"] if row["actor_id"] == "state_NOR"]
    state |= {"actor_id": "state_NAM", "name": "Namibia"}
    rows["sources"][0]["name"] = "NA"
    return rows


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_release.publish_tables(tmp_path_factory.mktemp("joins"), in_namibia())


READERS: dict[str, Callable[[Path, str], pd.DataFrame]] = {
    "Parquet": lambda release, name: pd.read_parquet(release / "data" / f"{name}.parquet"),
    "CSV as the README says": lambda release, name: pd.read_csv(
        release / "csv" / f"{name}.csv", keep_default_na=False, na_values=[""]
    ),
    "CSV without thought": lambda release, name: pd.read_csv(release / "csv" / f"{name}.csv"),
    "DuckDB from Parquet": lambda release, name: (
        duckdb.read_parquet(str(release / "data" / f"{name}.parquet")).to_arrow_table().to_pandas()
    ),
    "DuckDB from CSV": lambda release, name: (
        duckdb.read_csv(str(release / "csv" / f"{name}.csv")).to_arrow_table().to_pandas()
    ),
}


@pytest.fixture(params=READERS)
def read(request: pytest.FixtureRequest, release: Path) -> Reader:
    return lambda name: READERS[request.param](release, name)


def unmatched(frame: pd.DataFrame, other: pd.DataFrame, key: str, other_key: str) -> list[Any]:
    """The keys that a left join finds nothing for; it must neither lose nor repeat a row."""
    joined = frame.merge(other.dropna(subset=other_key), how="left", left_on=key, right_on=other_key, indicator=True)
    assert len(joined) == len(frame)
    return sorted(joined.loc[joined["_merge"] != "both", key])


def test_ucdp_joins_by_gleditsch_and_ward(read: Reader) -> None:
    assert unmatched(UCDP, read("countries"), "country_id", "gw") == [345]  # Yugoslavia, which is no more


def test_cow_dyads_join_by_both_sides(read: Reader) -> None:
    countries = read("countries")
    assert unmatched(COW, countries, "ccode1", "cow") == []
    assert unmatched(COW, countries, "ccode2", "cow") == []


def test_the_world_bank_joins_by_iso3(read: Reader) -> None:
    assert unmatched(WORLD_BANK, read("countries"), "countrycode", "iso3") == ["WLD"]  # the world, an aggregate


def test_v_dem_joins_by_text_id(read: Reader) -> None:
    assert unmatched(V_DEM, read("countries"), "country_text_id", "iso3") == ["DDR"]  # East Germany


@pytest.mark.parametrize("relation", ["data/countries.parquet", "csv/countries.csv"])
@pytest.mark.parametrize(
    ("frame", "condition", "lost"),
    [
        (UCDP, "frame.country_id = gw", 1),
        (COW, "frame.ccode1 = cow", 0),
        (WORLD_BANK, "frame.countrycode = iso3", 1),
        (V_DEM, "frame.country_text_id = iso3", 1),
    ],
    ids=["UCDP", "COW", "World Bank", "V-Dem"],
)
def test_the_same_joins_in_duckdb(relation: str, frame: pd.DataFrame, condition: str, lost: int, release: Path) -> None:
    with duckdb.connect() as connection:
        connection.register("frame", frame)
        query = f"SELECT count(*), count(c.iso3) FROM frame LEFT JOIN '{release / relation}' AS c ON {condition}"  # noqa: S608 - our own words
        assert connection.execute(query).fetchall() == [(len(frame), len(frame) - lost)]


def test_positions_of_namibians_meet_v_dems_namibia_of_their_year(read: Reader) -> None:
    positions, actors, articles = read("positions"), read("actors"), read("articles")
    said = positions.merge(actors, left_on="source_actor_id", right_on="actor_id", suffixes=("", "_of_source"))
    said = said.merge(articles, on="article_id", suffixes=("", "_of_article"))
    assert len(said) == len(positions) == 4
    said["year"] = pd.to_datetime(said["published_on"]).dt.year
    keys = {"left_on": ["country_iso3", "year"], "right_on": ["country_text_id", "year"]}
    joined = said.dropna(subset="year").merge(V_DEM, how="left", **keys)
    assert joined["index"].tolist() == [0.62] * 3


def test_no_row_of_namibia_is_missing(read: Reader) -> None:
    countries, actors, sources = read("countries"), read("actors"), read("sources")
    [namibia] = countries.loc[countries["name"] == "Namibia", ["iso3", "gw", "cow"]].to_numpy().tolist()
    assert namibia == ["NAM", 565, 565]
    assert countries["iso3"].notna().all()
    assert sorted(actors.loc[actors["country_iso3"] == "NAM", "name"]) == ["Ada Holm", "Namibia"]
    assert sources["country_iso3"].tolist() == ["NAM"]


def test_a_source_called_na_keeps_its_name_as_the_readme_reads_it(release: Path) -> None:
    names = {how: reader(release, "sources")["name"].tolist() for how, reader in READERS.items()}
    assert names.pop("CSV without thought") != ["NA"]  # why the README tells how to read
    assert {name for [name] in names.values()} == {"NA"}


def test_keys_and_codes_from_csv_are_those_from_parquet(release: Path) -> None:
    compared = 0
    for name, model in TABLES.items():
        if name == "texts":
            continue
        plain, exact = (READERS[how](release, name) for how in ("CSV without thought", "Parquet"))
        words = [c.name for c in derive.columns(model) if c.vocabulary or c.references]
        for column in {*words, *derive.primary_key(model)} - {"name"}:  # a name may carry the formula guard
            if exact[column].notna().any():
                assert plain[column].dropna().to_dict() == exact[column].dropna().to_dict(), (name, column)
                compared += 1
    assert compared > 50


@pytest.mark.parametrize("how", READERS)
def test_both_sides_of_a_foreign_key_have_one_type(how: str, release: Path) -> None:
    frames = {name: READERS[how](release, name) for name in TABLES if name != "texts"}
    compared = 0
    for name, frame in frames.items():
        for key in derive.foreign_keys(TABLES[name]):
            target = frames[key.table][key.target]
            if frame[key.column].notna().any():  # a CSV cannot tell the type of a column without a value
                assert frame[key.column].dtype == target.dtype, (how, name, key)
                assert set(frame[key.column].dropna()) <= set(target), (how, name, key)
                compared += 1
    assert compared > 15


def test_foreign_keys_have_one_type_in_parquet_even_without_a_value(release: Path) -> None:
    types = {name: pq.read_schema(release / "data" / f"{name}.parquet") for name in TABLES}
    for name, model in TABLES.items():
        for key in derive.foreign_keys(model):
            assert types[name].field(key.column).type == types[key.table].field(key.target).type


def test_no_code_reads_as_missing_or_as_a_number() -> None:
    vocabularies = {c.vocabulary for model in TABLES.values() for c in derive.columns(model) if c.vocabulary}
    codes = sorted({str(code) for vocabulary in vocabularies for code in vocabulary} | set(registry.countries()))
    read_back = pd.read_csv(StringIO("\n".join(["code", *codes])))
    assert read_back["code"].tolist() == codes
    for code in codes:
        with pytest.raises(ValueError, match="could not convert"):
            float(code)
