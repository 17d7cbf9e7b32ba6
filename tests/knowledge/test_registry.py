import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.knowledge.registry import (
    RegistryActor,
    actor_id,
    actor_names,
    actors,
    countries,
    names_by_key,
    normalise_name,
    roles,
    state_id,
)
from schemas.codes import ActorKind, NameType, Sector


def by_name(name: str) -> RegistryActor:
    return next(actor for actor in actors().values() if actor.name == name)


def test_the_united_nations_have_193_members() -> None:
    assert sum(country.un_member for country in countries().values()) == 193
    assert not any(countries()[iso3].un_member for iso3 in ("TWN", "XKX", "PSE", "VAT", "HKG", "PRI", "GRL", "ESH"))


def test_codes_have_their_form_and_stand_once() -> None:
    table = countries().values()
    assert all(re.fullmatch("[A-Z]{3}", country.iso3) for country in table)
    assert all(re.fullmatch(r"Q[1-9]\d*", country.wikidata_qid) for country in table)
    for codes in (
        [country.wikidata_qid for country in table],
        [country.gw for country in table if country.gw is not None],
        [country.cow for country in table if country.cow is not None],
    ):
        assert max(Counter(codes).values()) == 1


@pytest.mark.parametrize(
    ("iso3", "gw", "cow", "qid"),
    [
        ("USA", 2, 2, "Q30"),
        ("DEU", 260, 255, "Q183"),
        ("YEM", 678, 679, "Q805"),
        ("SRB", 340, 345, "Q403"),
        ("CZE", 316, 316, "Q213"),
        ("VNM", 816, 816, "Q881"),
        ("DNK", 390, 390, "Q35"),
        ("TWN", 713, 713, "Q865"),
        ("PSE", None, None, "Q219060"),
    ],
)
def test_country_codes(iso3: str, gw: int | None, cow: int | None, qid: str) -> None:
    country = countries()[iso3]
    assert (country.gw, country.cow, country.wikidata_qid) == (gw, cow, qid)


def test_the_two_number_lists_differ_only_where_we_know_why() -> None:
    differing = {country.iso3 for country in countries().values() if country.gw != country.cow}
    assert differing == {"DEU", "YEM", "SRB", "KIR", "NRU", "TON", "TUV"}


def test_every_member_state_has_numbers_people_and_an_actor() -> None:
    with_people = {name.actor_id for name in actor_names() if name.name_type is NameType.DEMONYM}
    for country in countries().values():
        actor = actors()[state_id(country.iso3)]
        assert (actor.kind, actor.country_iso3, actor.wikidata_qid) == (
            ActorKind.STATE,
            country.iso3,
            country.wikidata_qid,
        )
        if country.un_member:
            assert country.gw is not None
            assert country.cow is not None
            assert actor.actor_id in with_people


def test_every_actor_has_a_name_and_every_qid_one_actor() -> None:
    assert {name.actor_id for name in actor_names()} == set(actors())
    qids = Counter(actor.wikidata_qid for actor in actors().values() if actor.wikidata_qid is not None)
    assert max(qids.values()) == 1
    assert all(re.fullmatch(r"Q[1-9]\d*", qid) for qid in qids)


def test_offices_are_known_by_country_and_sector() -> None:
    kremlin = by_name("Kremlin")
    assert (kremlin.kind, kremlin.country_iso3, kremlin.sector) == (ActorKind.ORGANISATION, "RUS", Sector.GOV)
    assert by_name("The West").kind is ActorKind.GROUP
    assert by_name("OSCE").kind is ActorKind.IGO


@pytest.mark.parametrize(
    ("name", "kind", "iso3", "sector"),
    [
        ("Storting", ActorKind.ORGANISATION, "NOR", Sector.LEG),
        ("Casa Rosada", ActorKind.ORGANISATION, "ARG", Sector.GOV),
        ("Foggy Bottom", ActorKind.ORGANISATION, "USA", Sector.GOV),
        ("Itamaraty", ActorKind.ORGANISATION, "BRA", Sector.GOV),
        ("Egyptian Foreign Ministry", ActorKind.ORGANISATION, "EGY", Sector.GOV),
        ("Polish Defense Ministry", ActorKind.ORGANISATION, "POL", Sector.GOV),
        ("Pentagon", ActorKind.ORGANISATION, "USA", Sector.MIL),
        ("Shin Bet", ActorKind.ORGANISATION, "ISR", Sector.SPY),
        ("Riksbank", ActorKind.ORGANISATION, "SWE", Sector.GOV),
        ("Bundesverfassungsgericht", ActorKind.ORGANISATION, "DEU", Sector.JUD),
        ("the Quad", ActorKind.GROUP, None, None),
        ("Nordic countries", ActorKind.GROUP, None, None),
        ("Gulf states", ActorKind.GROUP, None, None),
        ("Baltic states", ActorKind.GROUP, None, None),
        ("AUKUS", ActorKind.IGO, None, Sector.MIL),
        ("Visegrad Group", ActorKind.IGO, None, None),
        ("Anadolu Agency", ActorKind.MEDIA, "TUR", Sector.JRN),
    ],
)
def test_bodies_are_known_by_name(name: str, kind: ActorKind, iso3: str | None, sector: Sector | None) -> None:
    bearers = {bearer.actor_id for bearer in names_by_key()[normalise_name(name)] if not bearer.ambiguous}
    assert len(bearers) == 1
    actor = actors()[bearers.pop()]
    assert (actor.kind, actor.country_iso3, actor.sector) == (kind, iso3, sector)


def test_ids_are_pure_functions_of_kind_name_and_country() -> None:
    assert actor_id(ActorKind.PERSON, "Ada King", None) == "act_74pmnsrpds27crod"
    assert actor_id(ActorKind.PERSON, " ada  KING’s", None) == actor_id(ActorKind.PERSON, "Ada King", None)
    assert actor_id(ActorKind.PERSON, "Ada King", "GBR") != actor_id(ActorKind.PERSON, "Ada King", None)
    assert actor_id(ActorKind.GROUP, "Ada King", None) != actor_id(ActorKind.PERSON, "Ada King", None)
    assert all(re.fullmatch("state_[A-Z]{3}|act_[a-z2-7]{16}", one) for one in actors())


@pytest.mark.parametrize(
    ("name", "normal"),
    [
        ("Norway’s", "norway"),
        ("the  United\nStates'", "the united states"),
        ("U.S.", "u.s"),
        ("OPEC+", "opec+"),
        ("“Côte d’Ivoire”,", "côte d'ivoire"),
        ("ＮＡＴＯ", "nato"),
        ("…", ""),
    ],
)
def test_names_are_normalised(name: str, normal: str) -> None:
    assert normalise_name(name) == normal


@given(st.text())
def test_normalising_twice_changes_nothing(name: str) -> None:
    assert normalise_name(normalise_name(name)) == normalise_name(name)


@pytest.mark.parametrize("name", ["Congo", "Korean", "Dominican", "Samoan", "Congolese"])
def test_names_of_several_states_are_marked(name: str) -> None:
    bearers = names_by_key()[normalise_name(name)]
    assert len({bearer.actor_id for bearer in bearers}) == 2
    assert all(bearer.ambiguous for bearer in bearers)


@pytest.mark.parametrize(
    ("role", "sector"),
    [("foreign minister", "gov"), ("senator", "leg"), ("police chief", "cop"), ("spokesperson", None), ("ceo", "bus")],
)
def test_roles_tell_sectors(role: str, sector: str | None) -> None:
    assert roles()[role].sector == sector
