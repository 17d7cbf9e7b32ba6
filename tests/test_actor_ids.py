"""Minting: one actor over all articles, two where two are meant, and ids that keep their meaning."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.actor_ids import Entity, FixedActor, MintedActor, mint_actors, minted_id, name_key
from pipelines.knowledge.registry import actors as registry_actors

SWE = minted_id("person", "Ada Lind", "SWE")


def person(name: str, country: str | None = None, sector: str | None = None, n: int = 1) -> Entity:
    return Entity("person", name, country, sector, n)


def mint(*entities: Entity, fixed: tuple[FixedActor, ...] = ()) -> tuple[list[MintedActor], dict[Entity, str | None]]:
    minted = mint_actors(entities, fixed)
    return list(minted.actors.values()), {entity: minted.ids.get(entity.key) for entity in entities}


def test_one_name_is_one_actor_whatever_its_spelling() -> None:
    spellings = person("Ada Lind", "SWE", "gov", 3), person("ADA LIND", "SWE"), person("Ada Lind")
    actors, ids = mint(*spellings)
    assert actors == [MintedActor(SWE, "Ada Lind", "person", "SWE", "gov")]
    assert set(ids.values()) == {SWE}


def test_a_name_in_capitals_is_shown_only_where_there_is_no_other() -> None:
    assert mint(person("ADA LIND"), person("Ada Lind"))[0][0].name == "Ada Lind"
    assert mint(person("ADA LIND"))[0][0].name == "ADA LIND"


def test_namesakes_of_two_countries_stay_two_and_the_undecided_is_nobody() -> None:
    loose = person("Ada Lind")
    actors, ids = mint(person("Ada Lind", "SWE"), person("Ada Lind", "FIN"), loose)
    assert [actor.country_iso3 for actor in actors] == ["FIN", "SWE"]
    assert len({actor.actor_id for actor in actors}) == 2
    assert ids[loose] is None


def test_a_second_country_leaves_the_id_of_the_first_alone() -> None:
    assert [actor.actor_id for actor in mint(person("Ada Lind", "SWE"))[0]] == [SWE]
    assert SWE in {actor.actor_id for actor in mint(person("Ada Lind", "SWE"), person("Ada Lind", "FIN"))[0]}


def test_kinds_are_told_apart() -> None:
    actors, _ = mint(person("Lind"), Entity("organisation", "Lind", None, None, 1))
    assert len({actor.actor_id for actor in actors}) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Aylin Erdoğan", "Aylin Erdogan"),
        ("John F. Reed", "John Reed"),
        ("John F. Reed", "John F Reed"),
        ("J.D. Vale", "J. D. Vale"),
        ("JD Vale", "J. D. Vale"),
        ("Jean-Luc Roy", "Jean Luc Roy"),
        ("Łukasz Nowak", "Lukasz Nowak"),
        ("Seán O’Neill", "Sean O'Neill"),
    ],
)
def test_spellings_that_are_one_name(one: str, other: str) -> None:
    actors, ids = mint(person(one, "USA"), person(other, "USA"))
    assert len(actors) == len(set(ids.values())) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dmitri Sokol", "Dmitry Sokol"),  # curation's job
        ("George W. Marsh", "George H. W. Marsh"),
        ("Leo Marsh", "Leo Marsh Jr."),
        ("Malcolm X", "Malcolm Y"),
        ("Ада Линд", "Ада Линт"),
        ("Андрей Белый", "Андреи Белыи"),
        ("Ana María Ruiz", "Ana Ruiz"),
    ],
)
def test_spellings_that_are_two_names(one: str, other: str) -> None:
    assert len({actor.actor_id for actor in mint(person(one, "USA"), person(other, "USA"))[0]}) == 2


def test_initials_that_contradict_each_other_leave_a_name_without_them_undecided() -> None:
    plain = person("George Marsh", "USA")
    actors, ids = mint(plain, person("George W. Marsh", "USA"), person("George H. W. Marsh", "USA"))
    assert ids[plain] is None
    assert minted_id("person", "George Marsh", "USA") not in {actor.actor_id for actor in actors}


def test_the_outlet_is_the_same_with_and_without_its_article() -> None:
    assert name_key("media", "The Harbour Post") == name_key("media", "Harbour Post")
    assert name_key("person", "The Edge") != name_key("person", "Edge")


def test_a_minister_and_a_footballer_of_one_name_are_two_and_the_undecided_is_nobody() -> None:
    minister, footballer, loose = (person("Ada Lind", "SWE", sector) for sector in ("gov", "cvl", None))
    actors, ids = mint(minister, footballer, loose)
    assert {actor.sector for actor in actors} == {"gov", "cvl"}
    assert ids[loose] is None
    assert SWE not in ids.values()  # it meant whoever bore the name


def test_sectors_that_one_person_can_have_are_one_person() -> None:
    actors, _ = mint(*(person("Ada Lind", "SWE", sector) for sector in ("gov", "mil", "edu", "bus", "opp", None)))
    assert [actor.actor_id for actor in actors] == [SWE]


def test_a_footballer_without_a_country_does_not_become_the_minister() -> None:
    footballer = person("Ada Lind", None, "cvl")
    actors, ids = mint(person("Ada Lind", "SWE", "gov"), footballer, person("Ada Lind"))
    assert ids[footballer] == minted_id("person", "Ada Lind", None)
    assert len(actors) == 2


def test_a_registered_actor_is_not_minted_again() -> None:
    known = next(actor for actor in registry_actors().values() if actor.kind == "igo" and actor.country_iso3 is None)
    entity = Entity("igo", known.name.upper(), None, None, 1)
    assert mint(entity) == ([], {entity: known.actor_id})


def test_a_fixed_actor_keeps_its_id_and_draws_those_without_country() -> None:
    fixed = FixedActor("act_aaaaaaaaaaaaaaaa", "person", "Ada Lind", "SWE", "gov")
    entities = person("Ada Lind", "SWE"), person("Ada Lind"), person("ADA LIND")
    assert mint(*entities, fixed=(fixed,)) == ([], dict.fromkeys(entities, fixed.actor_id))


def test_a_fixed_actor_without_country_stays_apart_from_one_with_a_country() -> None:
    fixed = FixedActor("act_aaaaaaaaaaaaaaaa", "person", "Ada Lind", None, None)
    swedish, loose = person("Ada Lind", "SWE"), person("Ada Lind")
    assert mint(swedish, loose, fixed=(fixed,))[1] == {swedish: SWE, loose: fixed.actor_id}


@pytest.mark.parametrize("name", ["...", " ", "!?", ""])
def test_a_name_without_a_letter_is_nobody(name: str) -> None:
    assert mint(person(name, "SWE")) == ([], {person(name, "SWE"): None})


NAMES = st.sampled_from(["Ada Lind", "ADA LIND", "Ada B. Lind", "Ada C. Lind", "Ada B. C. Lind", "Bo Ek", "..."])
ENTITIES = st.lists(
    st.builds(
        Entity,
        st.sampled_from(["person", "organisation"]),
        NAMES,
        st.sampled_from([None, "SWE", "FIN"]),
        st.sampled_from([None, "gov", "cvl", "edu"]),
        st.integers(1, 9),
    ),
    unique_by=lambda entity: entity.key,
    max_size=12,
)


@given(ENTITIES, st.randoms(use_true_random=False))
def test_minting_does_not_depend_on_order(entities: list[Entity], random: object) -> None:
    shuffled = list(entities)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = mint_actors(entities), mint_actors(shuffled)
    assert sorted(one.actors.items()) == sorted(other.actors.items())
    assert one.ids == other.ids


@given(ENTITIES, ENTITIES)
def test_an_id_means_the_same_whatever_articles_are_added(entities: list[Entity], more: list[Entity]) -> None:
    """What an id stands for: kind, name and country; and no entity that could be two actors is either."""
    both = list({entity.key: entity for entity in entities + more}.values())
    before, after = mint_actors(entities), mint_actors(both)
    for actor_id in before.actors.keys() & after.actors.keys():
        one, other = before.actors[actor_id], after.actors[actor_id]
        assert (one.kind, name_key(one.kind, one.name).base, one.country_iso3) == (
            other.kind,
            name_key(other.kind, other.name).base,
            other.country_iso3,
        )


@given(ENTITIES)
def test_an_actor_holds_nothing_that_contradicts_itself(entities: list[Entity]) -> None:
    minted = mint_actors(entities)
    for actor_id in minted.actors:
        members = [entity for entity in entities if minted.ids.get(entity.key) == actor_id]
        assert len({entity.country_iso3 for entity in members} - {None}) <= 1
        assert len({entity.kind for entity in members}) == 1
        initials = {name_key(entity.kind, entity.entity_name).initials for entity in members}
        assert all(max(initials, key=len).startswith(one) for one in initials)
        if members[0].kind == "person":
            assert not {"gov", "cvl"} <= {entity.sector for entity in members}
