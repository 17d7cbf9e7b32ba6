"""All annotators together on plain news sentences: whose words, which words, and how they are coded."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.annotate.article import annotate
from pipelines.annotate.model import parse_text
from pipelines.annotate.positions import PositionEngine
from pipelines.annotate.records import Annotations, Position
from schemas.codes import Act

PUBLISHED_ON = date(2023, 5, 10)  # a Wednesday


def read(text: str) -> Annotations:
    return annotate(parse_text(text), PUBLISHED_ON, PositionEngine.RULES)


def names(text: str, found: Annotations, indexes: tuple[int, ...]) -> list[str]:
    return [text[found.mentions[index].char_start : found.mentions[index].char_end] for index in indexes]


def content(text: str, position: Position) -> str:
    return " … ".join(text[start:end] for start, end in position.content)


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("Chile's president, Ana Silva, urged voters to stay calm.", ["Ana Silva"]),
        ("Hundreds of teachers demanded that the minister resign.", ["teachers"]),
        ("Most of the senators said the bill would fail.", ["the senators"]),
        ("The head of the Finnish army said the exercise was over.", ["The head"]),
        ("“Where is the money?” asked Senator Carla Nunez.", ["Carla Nunez"]),
    ],
)
def test_whom_a_source_phrase_means(text: str, sources: list[str]) -> None:
    found = read(text)
    assert names(text, found, found.positions[0].sources) == sources


@pytest.mark.parametrize(
    ("text", "cue", "source", "words"),
    [
        ("Peru accused Chile of backing the strike.", "backing", "Chile", "the strike"),
        ("Chile was praised for supporting the truce.", "supporting", "Chile", "the truce"),
        ("The envoy was quoted as saying that the road was open.", "saying", "The envoy", "that the road was open"),
        ("The deal was backed by Oslo and opposed by Madrid.", "opposed", "Madrid", "The deal"),
        ("Norway imposed curbs on two firms it says helped a judge.", "says", "it", "helped a judge"),
        (
            "The banker was accused by the court of hiding the money.",
            "was accused",
            "the court",
            "The banker … of hiding the money",
        ),
        ("Peru accused Chile on Monday of hiding the report.", "accused", "Peru", "Chile … of hiding the report"),
        (
            "Peru says Chile moved the border posts, which Santiago denies.",
            "denies",
            "Santiago",
            "Chile moved the border posts",
        ),
        ("Peru rejected a claim, which Lima denies.", "denies", "Lima", "a claim"),
    ],
)
def test_who_does_what_a_gerund_a_passive_and_a_comment_tell(text: str, cue: str, source: str, words: str) -> None:
    found = [p for p in read(text).positions if text[slice(*p.cue)] == cue]
    assert [(text[slice(*p.source)] if p.source else None, content(text, p)) for p in found] == [(source, words)]


@pytest.mark.parametrize(
    ("text", "words", "targets"),
    [
        ("Ana Silva was accused of taking bribes.", "Ana Silva … of taking bribes", ["Ana Silva"]),
        ("Ana Silva, who was accused of taking bribes, resigned.", "who … of taking bribes", ["Ana Silva"]),
        ("Chile has been blamed for the leak.", "Chile … for the leak", ["Chile"]),
    ],
)
def test_a_passive_without_agent_has_a_target_and_no_source(text: str, words: str, targets: list[str]) -> None:
    found = read(text)
    [position] = found.positions
    assert (position.source, position.sources, position.method) == (None, (), "rule:agentless")
    assert (content(text, position), names(text, found, position.targets)) == (words, targets)


@pytest.mark.parametrize(
    "text", ["The vote was announced on Monday.", "The bank was charged a fee.", "The road was closed."]
)
def test_a_passive_without_agent_that_is_nobodys_position(text: str) -> None:
    assert read(text).positions == ()


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("South Sudan accused Sudan and Chad of arming the rebels.", ["Sudan", "Chad"]),
        ("Mali warned Niger on Friday that the border would stay shut.", ["Niger"]),
        ("The minister warned reporters that prices would rise.", []),
        ("Mali warned that the border would stay shut.", []),
    ],
)
def test_whom_an_act_is_directed_at(text: str, targets: list[str]) -> None:
    found = read(text)
    assert names(text, found, found.positions[0].targets) == targets


def test_what_is_denied_is_no_position_of_its_own() -> None:
    text = "The company denies supporting the rebels."
    assert [text[slice(*p.cue)] for p in read(text).positions] == ["denies"]


def test_no_two_positions_are_each_others_parents() -> None:
    positions = read("Peru accuses Chile of supporting the rebels, which Chile denies.").positions
    for start in range(len(positions)):
        seen: list[int] = []
        index: int | None = start
        while index is not None:
            assert index not in seen
            seen.append(index)
            index = positions[index].parent


@pytest.mark.parametrize(
    ("text", "act", "negated"),
    [
        ("Silva has never said that he would resign.", Act.STATE, True),
        ("Silva said that he would resign.", Act.PROMISE, False),
        ("Silva refused to rule out a loan.", Act.STATE, True),
        ("Silva refused to rule out an invasion.", Act.THREATEN, False),
        ("Silva refused to sign the treaty.", Act.REJECT, False),
        ("Officials declined to comment.", Act.STATE, True),
        ("Silva did not deny that he knew.", Act.STATE, True),
        ("Silva would not say whether he knew.", Act.STATE, True),
        ("The army could not confirm that the bridge fell.", Act.STATE, True),
        ("The bank would not comment.", Act.STATE, True),
        ("“We are not planning to attack Chile,” Silva said.", Act.PROMISE, True),
        ("“We do not plan to sign the treaty,” Silva said.", Act.REJECT, False),
    ],
)
def test_acts_under_negation(text: str, act: Act, negated: bool) -> None:
    position = read(text).positions[0]
    assert (position.act, position.negated) == (act, negated)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Peru agreed to ban oil imports.", Act.PROMISE),
        ("Silva promised to punish corrupt officials.", Act.PROMISE),
        ("Peru pledged to destroy its chemical weapons.", Act.PROMISE),
        ("Silva vowed to cut taxes.", Act.PROMISE),
        ("Silva said he would cut the tax.", Act.PROMISE),
        ("Silva said she would block the bill.", Act.PROMISE),
        ("Peru agreed to ban Chilean timber.", Act.PROMISE),
        ("Peru vowed to punish Chile.", Act.THREATEN),
        ("Peru vowed to ban Chilean timber.", Act.THREATEN),
        ("Peru pledged to retaliate.", Act.THREATEN),
        ("Peru promised to attack Chile if the talks fail.", Act.THREATEN),
        ("Peru promised to close the border if the talks fail.", Act.PROMISE),
        ("Peru said it would impose sanctions on Chile.", Act.THREATEN),
        ("Peru said it would cut gas supplies if Chile did not pay.", Act.THREATEN),
        ("Peru warned that it would cut gas supplies.", Act.THREATEN),
        ("Peru said it would expel them.", Act.THREATEN),
        ("Peru threatened to ban timber.", Act.THREATEN),
    ],
)
def test_a_threat_is_directed_at_somebody_else(text: str, act: Act) -> None:
    assert [position.act for position in read(text).positions] == [act]


@pytest.mark.parametrize(
    ("words", "published_on", "day"),
    [
        ("Sept. 11 attacks", date(2023, 5, 10), date(2001, 9, 11)),
        ("Sept. 11 attacks", None, date(2001, 9, 11)),
        ("Sept. 11 meeting", date(2023, 5, 10), date(2022, 9, 11)),
        ("Sept. 11, 2012 attacks", date(2023, 5, 10), date(2012, 9, 11)),
        ("Oct. 7 attack", date(2025, 2, 1), date(2023, 10, 7)),
        ("Oct. 7 attack", date(2022, 2, 1), date(2021, 10, 7)),
    ],
)
def test_days_known_by_their_event(words: str, published_on: date | None, day: date) -> None:
    found = annotate(parse_text(f"She recalled the {words} in Ghent."), published_on, PositionEngine.RULES)
    assert [one.date_start for one in found.dates] == [day]


def test_how_often_is_a_set_and_how_long_a_length() -> None:
    found = read("A nurse earns 2,000 euros a month and the course lasted a month.")
    assert [(one.timex_type, one.timex_value) for one in found.dates] == [("SET", "P1M"), ("DURATION", "P1M")]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("One in four pupils was ill.", [("One in four", 0.25, "count", "pupil")]),
        ("In 3 in 10 homes the power failed.", [("3 in 10", 0.3, "count", "home")]),
        ("Her son, aged 9, was found.", [("9", 9, "duration", None)]),
        (
            "Two boys, aged 12 and 15, were found.",
            [("Two", 2, "count", "boy")]
            + [(words, value, "duration", None) for words, value in (("12", 12), ("15", 15))],
        ),
        ("The bank opened two branches in 12 towns.", [("two", 2, "count", "branch"), ("12", 12, "count", "town")]),
    ],
)
def test_shares_and_ages(text: str, values: list[tuple[str, float, str, str | None]]) -> None:
    found = [(text[n.char_start : n.char_end], n.value, n.kind.value, n.counted) for n in read(text).numbers]
    assert found == values


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The Madrid-based bank said it was safe.", "Madrid", "place"),
        ("The European Commission met after a fire in Brussels.", "Brussels", "place"),
        ("The European Commission said Brussels would appeal.", "Brussels", "igo"),
        ("Peru said it supplied weapons to Madrid.", "Madrid", "state"),
        ("Justice Minister Eva Roth resigned.", "Justice", None),
    ],
)
def test_cities_and_portfolios_that_are_no_actors(text: str, name: str, kind: str | None) -> None:
    kinds = [m.kind.value for m in read(text).mentions if text[m.char_start : m.char_end] == name]
    assert kinds == ([] if kind is None else [kind])


@pytest.mark.parametrize(
    "text",
    [
        "Neither Oslo nor Madrid commented on the leak.",
        "No official said that the road was open.",
        "Neither side said that the talks were over.",
    ],
)
def test_what_nobody_said_is_negated(text: str) -> None:
    assert [position.negated for position in read(text).positions] == [True]


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        ("Peru's high court ordered his release.", "his"),
    ],
)
def test_courts_are_no_antecedents(text: str, pronoun: str) -> None:
    assert [m.antecedent for m in read(text).mentions if text[m.char_start : m.char_end] == pronoun] == [None]


def test_a_relative_is_the_antecedent_and_not_the_owner() -> None:
    text = "The mayor's sister said that she was ill."
    mentions = read(text).mentions
    [back] = [mention.antecedent for mention in mentions if text[mention.char_start : mention.char_end] == "she"]
    assert back is not None
    assert text[mentions[back].char_start : mentions[back].char_end] == "The mayor's sister"


def test_the_owner_of_a_relative_of_the_other_sex_is_an_antecedent() -> None:
    text = "Eva Roth's brother said that she was ill."
    mentions = read(text).mentions
    back = [m.antecedent for m in mentions if text[m.char_start : m.char_end] == "she"]
    assert [mentions[index].entity_name for index in back if index is not None] == ["Eva Roth"]
