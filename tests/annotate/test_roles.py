"""Role nouns and the role phrases of named persons."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from pipelines.annotate.actors import find_mentions
from pipelines.annotate.model import parse_text
from pipelines.annotate.roles import person_role_ending_at, person_role_starting_at, role_ending_at
from pipelines.knowledge.registry import Role, roles
from schemas.codes import MentionKind


def roles_of(text: str) -> dict[str, tuple[str | None, str | None, str | None]]:
    """The role phrase, sector and country of each person's first name in the text that has a role phrase."""
    found: dict[str, tuple[str | None, str | None, str | None]] = {}
    for mention in find_mentions(parse_text(text)):
        if mention.kind is MentionKind.PERSON and mention.role is not None:
            name = text[mention.char_start : mention.char_end]
            found.setdefault(name, (text[slice(*mention.role)], mention.sector, mention.country_iso3))
    return found


@pytest.mark.parametrize(
    ("text", "name", "role", "sector", "country"),
    [
        # titles
        ("Acting Prime Minister Kofi Mensa left.", "Kofi Mensa", "Acting Prime Minister", "gov", None),
        ("Former Peruvian President Ana Quispe won.", "Ana Quispe", "Former Peruvian President", "gov", "PER"),
        ("Florida Gov. Ruth Adams vetoed the bill.", "Ruth Adams", "Florida Gov.", "gov", "USA"),
        ("Labour MP Jan Hall resigned.", "Jan Hall", "Labour MP", "leg", None),
        ("Lagos police chief Ade Bello denied it.", "Ade Bello", "Lagos police chief", "cop", "NGA"),
        ("Army Col. Peter Jones was in charge.", "Peter Jones", "Army Col.", "mil", None),
        ("A letter from Texas Republican Carl Hughes arrived.", "Carl Hughes", "Texas Republican", "pty", "USA"),
        # a title for several
        ("Senators Ruth Adams and Carl Hughes voted no.", "Carl Hughes", "Senators", "leg", None),
        ("Doctors such as Eva Braun disagree.", "Eva Braun", "Doctors", "hlh", None),
        # appositions
        ("Rosa Diaz, 44, a farmer from Leon, agreed.", "Rosa Diaz", "farmer", "bus", None),
        ("Rosa Diaz, a 44-year-old nurse, agreed.", "Rosa Diaz", "44-year-old nurse", "hlh", None),
        ("Jan Nowak, president of the rail union, agreed.", "Jan Nowak", "president of the rail union", "lab", None),
        ("Jan Nowak, a Republican, said no.", "Jan Nowak", "Republican", "pty", None),
        ("Kofi Mensa, formerly the army chief, left.", "Kofi Mensa", "formerly the army chief", "mil", None),
        ("Chad's finance minister, Ali Deby, quit.", "Ali Deby", "Chad's finance minister", "gov", "TCD"),
        ("Ana Ruiz (D-Ohio) spoke for an hour.", "Ana Ruiz", "D-Ohio", "pty", "USA"),
        # clauses
        ("Eva Braun was elected mayor of Graz in 2012.", "Eva Braun", "mayor of Graz", "gov", "AUT"),
        ("Eva Braun became a judge.", "Eva Braun", "judge", "jud", None),
        ("Tim Ould, who heads the central bank, warned of it.", "Tim Ould", "heads the central bank", "gov", None),
        ("Tim Ould, who served as ambassador to Laos, agreed.", "Tim Ould", "ambassador to Laos", "gov", None),
        ("As finance minister, Karl Braun cut taxes.", "Karl Braun", "finance minister", "gov", None),
        # affiliations
        ("Jan Nowak of the Green Party agreed.", "Jan Nowak", "Green Party", "pty", None),
        ("Reuters' Jan Nowak saw the smoke.", "Jan Nowak", "Reuters", "jrn", "GBR"),
    ],
)
def test_role_phrases(text: str, name: str, role: str, sector: str | None, country: str | None) -> None:
    found = roles_of(text)
    assert name in found, find_mentions(parse_text(text))
    assert found[name] == (role, sector, country)


@pytest.mark.parametrize(
    "text",
    [
        "Kofi Mensa told reporters Ama Boateng and Joe Addo would go.",
        "Eva Braun is not a doctor.",
        "Eva Braun would be a good mayor.",
        "If Eva Braun becomes the nominee, the party wins.",
        "Eva Braun is the stronger candidate.",
        "Eva Braun, her husband and two friends were hurt.",
        "Eva Braun leads the polls.",
        "The minister talks with Eva Braun failed.",
        "Although she is not a candidate, Eva Braun travelled.",
        "Questions came from Eva Braun, Okafor and the moderators.",
    ],
)
def test_what_is_no_role_of_the_person(text: str) -> None:
    assert roles_of(text) == {}


def longest_role(doc: Doc, end: int) -> tuple[int, Role] | None:
    """What `role_ending_at` is to give, by trying every window of tokens."""
    for start in range(max(0, end - 10), end):
        before = doc[start : end - 1].text_with_ws.lower()
        for last in (doc[end - 1].lower_, doc[end - 1].lemma_.lower()):
            role = roles().get(before + last)
            if role is not None and not any(token.is_space for token in doc[start:end]):
                return start, role
    return None


ROLES = st.sampled_from(
    [*sorted(roles())[::7], "attorney-general", "prime minister's office", "Lt.", "adm.", "U.S. Sen."]
)
PIECES = st.sampled_from(
    ["Senators", "deputy", "foreign", "ministers", "chief", "of", "staff", "-", ".", "The", " ", "\n"]
)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ROLES | PIECES, min_size=1, max_size=8).map(" ".join))
def test_the_look_up_finds_what_trying_every_window_finds(text: str) -> None:
    doc = parse_text(text)
    for end in range(1, len(doc) + 1):
        assert role_ending_at(doc, end) == longest_role(doc, end)


def test_every_role_noun_is_found() -> None:
    names = sorted(roles())
    doc = parse_text("\n".join(f"the {name}" for name in names))
    found = {role_ending_at(doc, end)[1].role for end in range(1, len(doc) + 1) if role_ending_at(doc, end) is not None}
    assert set(names) <= found


def test_roles_at_the_edges() -> None:
    doc = parse_text("Deputy Foreign Minister Jan Nowak left")
    assert person_role_ending_at(doc, 0) is None
    assert person_role_ending_at(doc, 3) is not None
    assert person_role_starting_at(doc, 0, 3) == 3
    assert person_role_starting_at(doc, 0, 2) == 1
    assert person_role_starting_at(doc, 3, 5) is None
