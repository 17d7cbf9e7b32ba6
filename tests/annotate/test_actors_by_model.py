"""Mentions by the model that ships: names, who is who, and what stays open."""

from __future__ import annotations

import pytest

from pipelines.annotate.actors import find_mentions
from pipelines.annotate.article import annotate
from pipelines.annotate.model import parse_text
from pipelines.annotate.positions import PositionEngine
from pipelines.annotate.records import Mention
from schemas.codes import MentionForm, MentionKind


def found(text: str, title_end: int = 0) -> list[tuple[str, Mention]]:
    mentions = find_mentions(parse_text(text, title_end), encoded=True)
    return [(text[one.char_start : one.char_end], one) for one in mentions]


def kinds(text: str) -> dict[str, str]:
    return {words: one.kind.value for words, one in found(text) if one.form is not MentionForm.PRONOUN}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Unity Party and New Dawn (ND) formed a coalition in Estonia.",
            {"Unity Party": "party", "New Dawn": "party", "ND": "party", "Estonia": "place"},
        ),
        (
            "Montalvo said the plan was dead. Inés Montalvo leads the senate committee.",
            {"Montalvo": "person", "Inés Montalvo": "person"},
        ),
        (
            "Nguyễn Văn Thành met Đorđe Šimić in Łódź.",
            {"Nguyễn Văn Thành": "person", "Đorđe Šimić": "person", "Łódź": "place"},
        ),
        ("MINISTER OKORO REJECTS PLAN\nMinister Ada Okoro rejected the plan.", {"Ada Okoro": "person"}),
        (
            "Kerttu Laine of the Daily Courier asked the Ministry of Health.",
            {"Kerttu Laine": "person", "Daily Courier": "media", "Ministry of Health": "organisation"},
        ),
        ("The 2009 European election changed little for Ruth Adeyemi.", {"Ruth Adeyemi": "person"}),
    ],
)
def test_names_and_their_kinds(text: str, expected: dict[str, str]) -> None:
    assert expected.items() <= kinds(text).items()


def test_a_rest_of_a_compound_or_small_letters_are_no_name() -> None:
    text = "OSCE Chairman-in-Office Zbigniew Rau spoke of the border in the east."
    assert kinds(text).keys() == {"OSCE", "Zbigniew Rau"}
    assert kinds(text)["OSCE"] == "igo"


def test_the_members_of_a_party_in_a_chamber_are_a_group() -> None:
    (words, group), _ = found("Senate Democrats proposed sanctions. The US agreed.")
    assert (words, group.kind, group.country_iso3) == ("Senate Democrats", MentionKind.GROUP, "USA")


@pytest.mark.parametrize("title", ["Mr.", "Ms.", "Sen.", "President", "Prof."])
def test_a_title_is_no_part_of_a_name(title: str) -> None:
    text = f"Ruth Adeyemi spoke on Monday. {title} Adeyemi said that the bridge was safe."
    named = [(words, one.entity_name) for words, one in found(text) if one.kind is MentionKind.PERSON]
    assert named == [("Ruth Adeyemi", "Ruth Adeyemi"), ("Adeyemi", "Ruth Adeyemi")]


def test_names_inside_an_election_or_a_law_are_none() -> None:
    assert set(kinds("The 2009 European election changed little for Ruth Adeyemi.")) == {"Ruth Adeyemi"}


def antecedents(text: str) -> list[tuple[str, str | None]]:
    mentions = find_mentions(parse_text(text), encoded=True)

    def words(one: Mention) -> str:
        return text[one.char_start : one.char_end]

    return [
        (words(one), one.entity_name or (words(mentions[one.antecedent]) if one.antecedent is not None else None))
        for one in mentions
        if one.form is MentionForm.PRONOUN
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Henrik Dahl resigned on Monday. He said that his health was poor.", ["Henrik Dahl", "Henrik Dahl"]),
        ("Maria Okoro met Henrik Dahl. She thanked him.", ["Maria Okoro", "Henrik Dahl"]),
        (
            "Prime Minister Maria Okoro told Elsa Dahl, her finance minister, that the budget had failed.",
            ["Maria Okoro"],
        ),
    ],
)
def test_pronouns_go_back_to_their_persons(text: str, expected: list[str]) -> None:
    assert [name for _, name in antecedents(text)] == expected


def test_a_pronoun_without_a_person_stays_open() -> None:
    assert antecedents("The bridge is closed. He left early.") == [("He", None)]


def test_a_surname_alone_has_no_full_name() -> None:
    [(words, smith)] = found("Smith said that the road was closed.")
    assert (words, smith.kind, smith.entity_name, smith.actor_id) == ("Smith", MentionKind.PERSON, None, None)


def test_a_surname_of_two_persons_is_neither() -> None:
    text = "Ada Quist and Bo Quist spoke. Quist said that the road was closed."
    last = [one for words, one in found(text) if words == "Quist"]
    assert [one.entity_name for one in last] == [None]


def test_a_surname_is_the_only_bearer_so_far() -> None:
    text = "Ada Quist spoke. Quist said that the road was closed. Bo Quist agreed."
    assert [one.entity_name for words, one in found(text) if words == "Quist"] == ["Ada Quist"]


@pytest.mark.parametrize(
    "text",
    [
        "习近平会见了李强。 Сергей Лавров прибыл в Москву. قال الوزير إن المحادثات انتهت.",
        "SMITH SMITH SMITH SAYS SMITH",
        "A. B. C. D. said. (((" + "Okoro " * 300,
        "“”‘’ — … 🙂 Okoro‑Dahl’s\u200b ",
    ],
)
def test_odd_texts_give_spans_in_order(text: str) -> None:
    spans = [(one.char_start, one.char_end) for _, one in found(text)]
    assert spans == sorted(spans, key=lambda span: (span[0], -span[1]))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert len(set(spans)) == len(spans)


def test_a_person_behind_a_title_that_the_parse_takes_for_the_head_is_the_source() -> None:
    text = "The risk is great, warned OSCE Chairman-in-Office, Polish Foreign Minister Zbigniew Rau."
    done = annotate(parse_text(text), None, PositionEngine.MODEL)
    named = [done.mentions[number].entity_name for position in done.positions for number in position.sources]
    assert named == ["Zbigniew Rau"]
