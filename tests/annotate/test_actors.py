import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.annotate.actors import SCORES, find_mentions
from pipelines.annotate.model import parse_text
from pipelines.annotate.records import Mention
from pipelines.knowledge.registry import actors
from schemas.codes import MentionForm, MentionKind


def mentions_of(text: str) -> dict[str, list[Mention]]:
    """The mentions of a text by their words."""
    found: dict[str, list[Mention]] = {}
    for mention in find_mentions(parse_text(text)):
        found.setdefault(text[mention.char_start : mention.char_end], []).append(mention)
    return found


def only(text: str, words: str) -> Mention:
    found = mentions_of(text)
    assert words in found, sorted(found)
    assert len(found[words]) == 1
    return found[words][0]


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("Norway rejected the offer.", "Norway", "state_NOR"),
        ("The US and Japan signed a treaty.", "US", "state_USA"),
        ("The U.S. blamed Iran.", "U.S.", "state_USA"),
        ("Officials said the United Kingdom’s proposal was late.", "United Kingdom", "state_GBR"),
        ("Relations with South Korea improved.", "South Korea", "state_KOR"),
        ("Ivory Coast and the Democratic Republic of the Congo agreed.", "Ivory Coast", "state_CIV"),
    ],
)
def test_states_as_agents(text: str, words: str, actor: str) -> None:
    mention = only(text, words)
    assert (mention.kind, mention.form, mention.actor_id) == (MentionKind.STATE, MentionForm.NAMED, actor)
    assert mention.country_iso3 == actor.removeprefix("state_")


@pytest.mark.parametrize(
    ("text", "words", "iso3"),
    [
        ("Farmers protested in Kenya.", "Kenya", "KEN"),
        ("The ministry sent engineers to Peru.", "Peru", "PER"),
        ("Thousands fled across Chad.", "Chad", "TCD"),
        ("Ships gathered near Denmark’s coast.", "Denmark", "DNK"),
        ("Columns of trucks entered Sudan.", "Sudan", "SDN"),
        ("Rain fell in and around Belgium.", "Belgium", "BEL"),
        ("They were banned from entering the United States.", "United States", "USA"),
        ("Shots were fired in Benghazi, Libya, on Friday.", "Libya", "LBY"),
    ],
)
def test_states_as_places_keep_their_actor(text: str, words: str, iso3: str) -> None:
    mention = only(text, words)
    assert (mention.kind, mention.actor_id, mention.country_iso3) == (MentionKind.PLACE, f"state_{iso3}", iso3)


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("The French proposal failed.", "French", "state_FRA"),
        ("Most Swedes oppose the plan.", "Swedes", "state_SWE"),
        ("A North Korean delegation left early.", "North Korean", "state_PRK"),
    ],
)
def test_demonyms(text: str, words: str, actor: str) -> None:
    mention = only(text, words)
    assert (mention.kind, mention.form, mention.actor_id) == (MentionKind.STATE, MentionForm.DEMONYM, actor)


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("Tokyo accused Beijing of spying.", "Tokyo", "state_JPN"),
        ("Tokyo accused Beijing of spying.", "Beijing", "state_CHN"),
        ("Kiev’s demands were ignored.", "Kiev", "state_UKR"),
        ("The vote caused anger in Rome.", "Rome", "state_ITA"),
    ],
)
def test_capitals_that_act_are_their_states(text: str, words: str, actor: str) -> None:
    mention = only(text, words)
    assert (mention.kind, mention.form, mention.actor_id) == (MentionKind.STATE, MentionForm.METONYM, actor)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Delegates met in Vienna on Monday.", "Vienna"),
        ("The Vienna talks ended early.", "Vienna"),
        ("The trial in Geneva was postponed.", "Geneva"),
    ],
)
def test_cities_as_places_have_no_actor(text: str, words: str) -> None:
    mention = only(text, words)
    assert (mention.kind, mention.actor_id, mention.country_iso3) == (MentionKind.PLACE, None, None)


def test_an_ambiguous_name_needs_evidence() -> None:
    assert only("Georgia passed a law on voting.", "Georgia").actor_id is None
    assert only("Georgia passed a law. Protests followed in Tbilisi.", "Georgia").actor_id == "state_GEO"
    assert only("Democrats proposed a bill.", "Democrats").actor_id is None
    assert only("The White House praised the bill. Democrats proposed it.", "Democrats").actor_id is not None


def test_a_name_inside_a_longer_name_is_not_a_mention() -> None:
    assert "Mexico" not in mentions_of("Voters in New Mexico went to the polls.")
    assert "America" not in mentions_of("Prices rose across South America.")
    assert "West" not in mentions_of("Settlers in the West Bank protested.")


def test_pronouns_in_capitals_only_are_no_registry_names() -> None:
    assert "us" not in mentions_of("They told us who left.")
    assert "who" not in mentions_of("They told us who left.")


@pytest.mark.parametrize(
    ("text", "words", "kind", "name"),
    [
        ("NATO expanded.", "NATO", MentionKind.IGO, "NATO"),
        (
            "The Organisation for Security and Co-operation in Europe sent monitors.",
            "Organisation for Security and Co-operation in Europe",
            MentionKind.IGO,
            "OSCE",
        ),
        ("The World Health Organization warned of delays.", "World Health Organization", MentionKind.IGO, None),
        ("They accused the West of hypocrisy.", "West", MentionKind.GROUP, "The West"),
        ("The Kremlin denied the report.", "Kremlin", MentionKind.ORGANISATION, "Kremlin"),
        ("The Pentagon confirmed the flight.", "Pentagon", MentionKind.ORGANISATION, "US Department of Defense"),
        ("Reuters reported the deal.", "Reuters", MentionKind.MEDIA, "Reuters"),
    ],
)
def test_organisations_of_the_registry(text: str, words: str, kind: MentionKind, name: str | None) -> None:
    mention = only(text, words)
    assert mention.actor_id is not None
    assert mention.kind is kind
    assert actors()[mention.actor_id].name == (name or words)


def test_members_of_a_party_in_a_chamber_are_a_group() -> None:
    mention = only("The United States is divided. Senate Republicans proposed a bill.", "Senate Republicans")
    assert (mention.kind, mention.entity_name, mention.country_iso3) == (MentionKind.GROUP, "Senate Republicans", "USA")
    assert mention.actor_id is None


@pytest.mark.parametrize(
    ("text", "name", "role", "sector", "iso3"),
    [
        (
            "Norwegian Finance Minister Kari Solberg said taxes would fall.",
            "Kari Solberg",
            "Norwegian Finance Minister",
            "gov",
            "NOR",
        ),
        ("Boris Ivanov, a Kremlin spokesman, declined to comment.", "Boris Ivanov", "Kremlin spokesman", "gov", "RUS"),
        ("Chile’s interior minister, Pedro Rojas, resigned.", "Pedro Rojas", "Chile’s interior minister", "gov", "CHL"),
        (
            "Maria Lopez, the head of the Spanish police union, agreed.",
            "Maria Lopez",
            "head of the Spanish police union",
            "lab",
            "ESP",
        ),
        ("Senator Ruth Adams voted against the bill.", "Ruth Adams", "Senator", "leg", None),
        ("Peter Jones is the mayor of Springfield.", "Peter Jones", "mayor of Springfield", "gov", None),
        ("Anna Weber likes long walks.", "Anna Weber", None, None, None),
    ],
)
def test_roles(text: str, name: str, role: str | None, sector: str | None, iso3: str | None) -> None:
    mention = only(text, name)
    assert mention.kind is MentionKind.PERSON
    assert mention.entity_name == name
    assert (text[slice(*mention.role)] if mention.role is not None else None) == role
    assert (mention.sector, mention.country_iso3) == (sector, iso3)


def test_a_person_keeps_role_and_name_over_the_article() -> None:
    text = (
        "Polish Defence Minister Jan Nowak met reporters. Nowak said talks failed. Critics called Nowak’s plan vague."
    )
    found = mentions_of(text)
    people = [*found["Jan Nowak"], *found["Nowak"]]
    assert len(people) == 3
    assert {(one.entity_name, one.country_iso3, one.sector) for one in people} == {("Jan Nowak", "POL", "gov")}
    assert [one.role is not None for one in people] == [True, False, False]


def test_a_surname_alone_has_no_full_name() -> None:
    mention = only("On Tuesday, President Okonkwo signed the law.", "Okonkwo")
    assert (mention.kind, mention.entity_name) == (MentionKind.PERSON, None)


@pytest.mark.parametrize(
    ("text", "pronoun", "antecedent"),
    [
        ("Kari Solberg arrived on Friday. She said taxes would fall.", "She", "Kari Solberg"),
        ("“Taxes will fall,” Kari Solberg said. “Soon,” she added.", "she", "Kari Solberg"),
        ("In his first speech, Jan Nowak attacked the press.", "his", "Jan Nowak"),
        ("Mr. Adams met Ms. Brown. He thanked the hosts.", "He", "Adams"),
        ("A senior diplomat spoke to reporters. He declined to give details.", "He", "A senior diplomat"),
    ],
)
def test_pronouns_find_their_person(text: str, pronoun: str, antecedent: str) -> None:
    mentions = find_mentions(parse_text(text))
    mention = next(one for one in mentions if text[one.char_start : one.char_end] == pronoun)
    assert mention.form is MentionForm.PRONOUN
    assert mention.antecedent is not None
    back = mentions[mention.antecedent]
    assert text[back.char_start : back.char_end] == antecedent
    assert (mention.entity_name, mention.kind) == (back.entity_name, back.kind)


@pytest.mark.parametrize(
    "text",
    [
        "He said taxes would fall.",
        "The rain stopped. She left.",
        "The letter was sent to John Adams and Peter Brown. He had expected it.",
        "Ito praised him.",
    ],
)
def test_unclear_pronouns_stay_open(text: str) -> None:
    pronoun = next(one for one in find_mentions(parse_text(text)) if one.form is MentionForm.PRONOUN)
    assert (pronoun.antecedent, pronoun.entity_name, pronoun.actor_id) == (None, None, None)
    assert pronoun.kind is MentionKind.PERSON


@pytest.mark.parametrize(
    ("text", "words", "sector", "iso3"),
    [
        ("A senior US official confirmed the visit.", "A senior US official", "gov", "USA"),
        ("Officials confirmed the visit.", "Officials", "gov", None),
        ("Mexican authorities arrested two men.", "Mexican authorities", "gov", "MEX"),
        ("A spokesperson declined to comment.", "A spokesperson", None, None),
        ("A Pentagon spokesperson declined to comment.", "A Pentagon spokesperson", "mil", "USA"),
        ("Two police officers were hurt.", "Two police officers", "cop", None),
        ("Analysts expected a rise.", "Analysts", "bus", None),
    ],
)
def test_sources_without_a_name(text: str, words: str, sector: str | None, iso3: str | None) -> None:
    mention = only(text, words)
    assert (mention.form, mention.kind) == (MentionForm.NOMINAL, MentionKind.ANONYMOUS)
    assert (mention.sector, mention.country_iso3) == (sector, iso3)
    assert (mention.actor_id, mention.entity_name) == (None, None)


def test_a_courtesy_title_keeps_its_person() -> None:
    text = "Eva Braun arrived. Mrs. Braun met former President Karl Braun. Mrs. Braun then left."
    assert {mention.entity_name for mention in mentions_of(text)["Braun"]} == {"Eva Braun"}


def test_a_pronoun_tells_the_gender_for_the_next() -> None:
    text = "Mayor Robin Adams smiled when he arrived. The crowd cheered her."
    mentions = find_mentions(parse_text(text))
    assert [one.entity_name for one in mentions if one.form is MentionForm.PRONOUN] == ["Robin Adams", None]


def test_the_minister_is_linked_only_where_there_is_one() -> None:
    one = "Foreign Minister Jan Nowak landed on Monday. The minister smiled."
    two = "Foreign Minister Jan Nowak met Finance Minister Eva Braun. The minister smiled."
    assert only(one, "The minister").entity_name == "Jan Nowak"
    assert only(two, "The minister").kind is MentionKind.ANONYMOUS


def test_words_that_only_describe_are_no_sources() -> None:
    assert "a doctor" not in mentions_of("Eva Braun is a doctor.")
    assert "justice" not in mentions_of("The family wants justice.")


def test_bodies_that_the_registry_does_not_know() -> None:
    text = "The Lake Basin Authority (LBA) met on Friday. The LBA closed two dams."
    found = mentions_of(text)
    assert found["Lake Basin Authority"][0].kind is MentionKind.ORGANISATION
    assert {mention.entity_name for mention in found.get("LBA", [])} == {"Lake Basin Authority"}


def test_the_title_line_is_marked() -> None:
    text = "Norway votes\n\nNorway voted on Sunday."
    assert [mention.in_title for mention in find_mentions(parse_text(text, len("Norway votes")))] == [True, False]


STATES = ["the US", "Congo", "Moscow", "UN", "Senate", "Democrats", "in", "of", "-", "(", ")", "İ", "ﬁ"]
PERSONS = ["Peskov", "Mr. Smith", "he", "her", "President", "minister", "a senior", "officials", "said"]
PIECES = st.sampled_from([*STATES, *PERSONS, ",", ".", "“", "”", "’s", "\n"])


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map(" ".join)))
def test_any_text_gives_valid_mentions(text: str) -> None:
    mentions = find_mentions(parse_text(text))
    spans = [(mention.char_start, mention.char_end) for mention in mentions]
    assert len(set(spans)) == len(spans)
    assert spans == sorted(spans, key=lambda span: (span[0], -span[1]))
    for mention in mentions:
        words = text[mention.char_start : mention.char_end]
        assert words
        assert words == words.strip()
        assert mention.score == SCORES[mention.method]
        assert mention.antecedent is None or mentions[mention.antecedent].antecedent is None
        assert mention.actor_id is None or mention.actor_id in actors()
        if mention.role is not None:
            assert 0 <= mention.role[0] < mention.role[1] <= len(text)
