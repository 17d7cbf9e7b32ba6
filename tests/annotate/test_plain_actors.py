"""Actors in plain news sentences: what a bare name is, and what lies inside a longer one."""

import pytest

from pipelines.annotate.actors import find_mentions
from pipelines.annotate.model import parse_text
from pipelines.annotate.records import Mention
from schemas.codes import MentionForm, MentionKind, Sector


def kinds_of(text: str) -> list[tuple[str, MentionKind]]:
    """Words and kind of each mention, in order."""
    return [(text[one.char_start : one.char_end], one.kind) for one in find_mentions(parse_text(text))]


def mention_of(text: str, words: str) -> Mention:
    """The first mention with these words."""
    for one in find_mentions(parse_text(text)):
        if text[one.char_start : one.char_end] == words:
            return one
    pytest.fail(f"no mention {words!r} among {kinds_of(text)}")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Torres said the plan was dead.", "Torres"),
        ("Macron told Putin that the deal was off.", "Macron"),
        ("Okafor, 54, said she would run again.", "Okafor"),
        ("Erdogan warned on Tuesday that talks had failed.", "Erdogan"),
        ("Torres said it was time to act.", "Torres"),
        ("Petro accused the opposition of lying.", "Petro"),
        ("Hassan Torres won the seat. Torres promised lower taxes.", "Torres"),
    ],
)
def test_a_bare_surname_that_speaks_is_a_person(text: str, word: str) -> None:
    assert mention_of(text, word).kind is MentionKind.PERSON


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Heineken said it would close two breweries.", "Heineken"),
        ("Teamsters said the strike would go on. The Teamsters meet on Monday.", "Teamsters"),
        ("Danone warned of losses. The Danone plant in the valley will close.", "Danone"),
        ("Parliament said it would vote in June.", "Parliament"),
        ("Boeing warned of delays.", "Boeing"),
        ("Twitter said the post broke its rules.", "Twitter"),
        ("Facebook banned the group.", "Facebook"),
        ("Google denied the claim.", "Google"),
    ],
)
def test_a_body_that_speaks_is_no_person(text: str, word: str) -> None:
    assert mention_of(text, word).kind is MentionKind.ORGANISATION


def test_a_city_that_speaks_is_a_place() -> None:
    assert mention_of("Chicago said the bridge would close.", "Chicago").kind is MentionKind.PLACE


@pytest.mark.parametrize(
    "text", ["Turnout was low on Sunday.", "Brexit divided the party.", "Covid killed thousands.", "Remain said no."]
)
def test_common_words_are_no_persons(text: str) -> None:
    assert MentionKind.PERSON not in {kind for _, kind in kinds_of(text)}


@pytest.mark.parametrize("city", ["Mexico City", "Kuwait City"])
def test_a_capital_called_after_its_country_is_a_place(city: str) -> None:
    mention = mention_of(f"{city} announced a tax on Friday.", city)
    assert (mention.kind, mention.actor_id) == (MentionKind.PLACE, None)


def test_a_capital_with_a_name_of_its_own_still_stands_for_its_state() -> None:
    mention = mention_of("New Delhi rejected the offer.", "New Delhi")
    assert (mention.kind, mention.form) == (MentionKind.STATE, MentionForm.METONYM)


@pytest.mark.parametrize(
    ("text", "name", "country", "sector"),
    [
        ("The Bank of England raised rates.", "Bank of England", "GBR", Sector.GOV),
        ("The Bank of Japan kept rates.", "Bank of Japan", "JPN", Sector.GOV),
        ("The People's Bank of China cut rates.", "People's Bank of China", "CHN", Sector.GOV),
        ("The Central Bank of Kenya cut rates.", "Central Bank of Kenya", "KEN", Sector.GOV),
        ("Doctors at the University of Oxford disagreed.", "University of Oxford", None, Sector.EDU),
    ],
)
def test_a_body_named_after_a_place_is_one_name(text: str, name: str, country: str | None, sector: Sector) -> None:
    mention = mention_of(text, name)
    assert (mention.kind, mention.country_iso3, mention.sector) == (MentionKind.ORGANISATION, country, sector)
    assert not {kind for _, kind in kinds_of(text)} & {MentionKind.STATE, MentionKind.PLACE}


def test_a_long_role_before_a_name_is_the_person_s() -> None:
    text = "The governor of the Bank of England, Andrew Bailey, said rates would rise."
    mention = mention_of(text, "Andrew Bailey")
    assert mention.role is not None
    assert text[slice(*mention.role)] == "governor of the Bank of England"
    assert (mention.country_iso3, mention.sector) == ("GBR", Sector.GOV)
    assert [words for words, _ in kinds_of(text)] == ["Bank of England", "Andrew Bailey"]


def test_a_role_before_a_subject_of_its_own_is_not_the_person_s() -> None:
    text = "After talks with the governor of the province, Ana Ruiz left."
    assert mention_of(text, "Ana Ruiz").role is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("One in five voters stayed at home.", "One in five voters"),
        ("Officials say nine out of ten residents agree.", "nine out of ten residents"),
        ("Five voters stayed at home.", "Five voters"),
    ],
)
def test_a_share_is_one_nominal(text: str, words: str) -> None:
    assert mention_of(text, words).form is MentionForm.NOMINAL
    assert sum(found.endswith(words.rsplit(maxsplit=1)[-1]) for found, _ in kinds_of(text)) == 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Brussels rejected the plan.", MentionKind.IGO),
        ("Ministers met in Brussels on Friday.", MentionKind.PLACE),
        ("The Brussels talks failed.", MentionKind.PLACE),
    ],
)
def test_an_open_name_is_a_place_where_it_is_used_as_one(text: str, kind: MentionKind) -> None:
    mention = mention_of(text, "Brussels")
    assert (mention.kind, mention.actor_id) == (kind, None)
