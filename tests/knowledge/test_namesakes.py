"""The tables that tell a name of the registry from the same words for somebody or something else."""

from __future__ import annotations

import pytest

from pipelines.knowledge import namesakes as tables
from pipelines.knowledge.registry import RegistryError, countries, names_by_key, normalise_name


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[dict[str, str]]]:
    """Rows that stand for a table's, by its name; the loaders read them and forget them afterwards."""
    given: dict[str, list[dict[str, str]]] = {}
    monkeypatch.setattr(tables, "_rows", lambda table: iter(given[table]))
    for loader in (tables.namesakes, tables.other_names):
        monkeypatch.setattr(tables, loader.__name__, loader.__wrapped__)
    return given


def test_each_namesake_is_of_a_name_of_the_registry() -> None:
    assert set(tables.namesakes()) <= set(names_by_key())
    assert tables.namesakes()["jordan"].person
    assert "Tbilisi" not in tables.namesakes()["georgia"].actor_words["state_GEO"]
    assert "Atlanta" in tables.namesakes()["georgia"].other_words


def test_an_ambiguous_name_and_its_words_belong_to_its_bearers() -> None:
    for key, beside in tables.namesakes().items():
        bearers = {name.actor_id for name in names_by_key()[key]}
        spoken_for = {actor_id for actor_id, words in beside.actor_words.items() if words}
        assert spoken_for <= bearers, key


def test_longer_names_hold_a_name_of_the_registry_and_are_none() -> None:
    known = set(names_by_key())
    assert not tables.other_names() & known
    for name in tables.other_names():
        words = name.split()
        parts = {" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}
        assert {normalise_name(part) for part in parts} & known, name


def test_regions_lie_in_countries() -> None:
    assert set(tables.regions().values()) <= set(countries())


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"name": "Atlantis", "bearer": "island", "kind": "place", "words": ""}, "no name of the registry"),
        ({"name": "Georgia", "bearer": "state_XXX", "kind": "actor", "words": ""}, "no actor"),
        ({"name": "Georgia", "bearer": "river", "kind": "water", "words": ""}, "no kind"),
    ],
)
def test_a_wrong_namesake_is_refused(rows: dict[str, list[dict[str, str]]], row: dict[str, str], problem: str) -> None:
    rows["namesakes.csv"] = [row]
    with pytest.raises(RegistryError, match=problem):
        tables.namesakes()


def test_a_longer_name_that_is_a_name_is_refused(rows: dict[str, list[dict[str, str]]]) -> None:
    rows["other_names.csv"] = [{"name": "Norway"}]
    with pytest.raises(RegistryError, match="norway"):
        tables.other_names()
