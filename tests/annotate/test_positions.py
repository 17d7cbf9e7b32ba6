"""Finding and coding positions in plain sentences."""

from datetime import date

import pytest

from pipelines.annotate.model import parse_text
from pipelines.annotate.positions import PositionEngine, find_positions
from pipelines.annotate.records import Date, Mention, Position
from schemas.codes import Act, Anchor, Granularity, MentionForm, MentionKind, Speech, TimexType


def mention(text: str, name: str, kind: MentionKind = MentionKind.PERSON, **fields: str | None) -> Mention:
    start = text.index(name)
    return Mention(
        char_start=start,
        char_end=start + len(name),
        sentence_no=0,
        in_title=False,
        form=MentionForm.NAMED,
        kind=kind,
        method="test",
        score=1.0,
        **fields,  # type: ignore[arg-type]
    )


def day(text: str, words: str) -> Date:
    start = text.index(words)
    return Date(
        char_start=start,
        char_end=start + len(words),
        sentence_no=0,
        timex_type=TimexType.DATE,
        timex_value="2023-05-02",
        anchor=Anchor.PUBLISHED,
        resolved=True,
        confidence=1.0,
        method="test",
        date_start=date(2023, 5, 2),
        date_end=date(2023, 5, 2),
        granularity=Granularity.DAY,
    )


def find(text: str) -> list[Position]:
    return find_positions(parse_text(text), [], [], PositionEngine.RULES)


def words(text: str, position: Position) -> tuple[str | None, str, str]:
    source = text[slice(*position.source)] if position.source else None
    return source, text[slice(*position.cue)], " … ".join(text[start:end] for start, end in position.content)


SPANS = [
    ("Keller said that the dam was safe.", ("Keller", "said", "that the dam was safe")),
    ("Officials have repeatedly said the dam is safe.", ("Officials", "have repeatedly said", "the dam is safe")),
    (
        "The mayor, Ute Keller, who took office in May, said the dam was safe.",
        ("The mayor, Ute Keller, who took office in May", "said", "the dam was safe"),
    ),
    ("According to Keller, the dam is safe.", ("Keller", "According to", "the dam is safe")),
    ("The dam, according to Keller, is safe.", ("Keller", "according to", "The dam … is safe")),
    ("The dam is safe, officials said.", ("officials", "said", "The dam is safe")),
    ("“The dam is safe,” Keller said.", ("Keller", "said", "“The dam is safe,”")),
    ("“The dam is safe,” said Keller.", ("Keller", "said", "“The dam is safe,”")),
    ("“The dam is safe,” she said during a visit to the site.", ("she", "said", "“The dam is safe,”")),
    ("Keller told reporters: “The dam is safe.”", ("Keller", "told", "“The dam is safe.”")),
    (
        "“The dam,” Keller said, “is safe. Nobody needs to leave.”",
        ("Keller", "said", "“The dam,” … “is safe. Nobody needs to leave.”"),
    ),
    (
        "“The dam is safe,” Keller said. “Nobody needs to leave.”",
        ("Keller", "said", "“The dam is safe,” … “Nobody needs to leave.”"),
    ),
    ("The union denies planning a strike.", ("The union", "denies", "planning a strike")),
    ("Oslo rejected the offer from Madrid.", ("Oslo", "rejected", "the offer from Madrid")),
    ("Oslo accused Madrid of spying on its fleet.", ("Oslo", "accused", "Madrid of spying on its fleet")),
    ("Oslo was accused by Madrid of spying.", ("Madrid", "was accused", "Oslo … of spying")),
    ("The union called for a strike.", ("The union", "called for", "a strike")),
    ("The union urged members to stay home.", ("The union", "urged", "members to stay home")),
    ("The union vowed to fight the ruling.", ("The union", "vowed", "to fight the ruling")),
    ("Oslo flatly refused.", ("Oslo", "flatly refused", "")),
    ("The ex-president said that it rained.", ("The ex-president", "said", "that it rained")),
    ("The ex-mayor of Linz, Ute Keller, rejected it.", ("The ex-mayor of Linz, Ute Keller", "rejected", "it")),
    ("According to an ex-mayor, the dam is safe.", ("an ex-mayor", "According to", "the dam is safe")),
    (
        "An ex-mayor and a vice-chancellor rejected the offer.",
        ("An ex-mayor and a vice-chancellor", "rejected", "the offer"),
    ),
    ("Keller would not say whether it rained.", ("Keller", "would not say", "whether it rained")),
    ("Keller could not confirm that it rained.", ("Keller", "could not confirm", "that it rained")),
    ("Keller wouldn't comment.", ("Keller", "wouldn't comment", "")),
    ("Keller would not comment on the leak.", ("Keller", "would not comment on", "the leak")),
    ("“It rained,” its water chief, Ute Keller, said.", ("its water chief, Ute Keller", "said", "“It rained,”")),
    ("It rained, said its water chief, Ute Keller.", ("its water chief, Ute Keller", "said", "It rained")),
    ("Keller called the plan a disgrace.", ("Keller", "called", "the plan a disgrace")),
    (
        "If the rain goes on, Keller warned, the dam will break.",
        ("Keller", "warned", "If the rain goes on … the dam will break"),
    ),
    ("Oslo met Madrid's demand for an apology.", ("Madrid's", "demand", "an apology")),
    ("Keller is confident that the dam will hold.", ("Keller", "is confident", "that the dam will hold")),
]


@pytest.mark.parametrize(("text", "expected"), SPANS)
def test_spans(text: str, expected: tuple[str | None, str, str]) -> None:
    assert expected in [words(text, position) for position in find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The bank added 5 percent to its fees.",
        "The river flooded the valley on Monday.",
        "The failure rejected nothing of note.",
        "She moved abroad in order to support her sister.",
        "The storm could threaten the harbour.",
        "Keller commented.",
        "Keller should not say that it rained.",
        "Keller would say that it rained.",
        "The room was well planned and the lights were bright.",
    ],
)
def test_no_position(text: str) -> None:
    assert find(text) == []


def test_what_is_said_inside_a_quotation_is_no_row_of_its_own() -> None:
    assert [position.cue_lemma for position in find("“I think we support the plan,” Keller said.")] == ["say"]


def test_a_participle_shares_the_source_and_leaves_the_content() -> None:
    text = "Keller said the dam was safe, adding that repairs would start soon."
    first, second = find(text)
    assert words(text, first) == ("Keller", "said", "the dam was safe")
    assert words(text, second) == ("Keller", "adding", "that repairs would start soon")
    assert second.parent is None


def test_nesting() -> None:
    text = "Keller added that Brandt has warned that the dam may break."
    outer, inner = find(text)
    assert (outer.parent, inner.parent) == (None, 0)
    assert (outer.act, inner.act) == (Act.STATE, Act.WARN)
    assert words(text, inner) == ("Brandt", "has warned", "that the dam may break")


def test_a_content_never_crosses_a_paragraph() -> None:
    text = "“The dam is safe,” Keller said.\n“Nobody needs to leave.”"
    assert words(text, find(text)[0])[2] == "“The dam is safe,”"


def test_the_next_quotation_goes_to_its_own_cue() -> None:
    text = "“The dam is safe,” Keller said. “Nobody needs to leave,” Brandt added."
    assert [words(text, position)[2] for position in find(text)] == ["“The dam is safe,”", "“Nobody needs to leave,”"]


def test_who_is_asked_is_not_the_source() -> None:
    text = "Asked whether the dam was safe, Keller said it was."
    assert [words(text, position)[:2] for position in find(text)] == [("Keller", "said")]


def test_speech() -> None:
    direct, indirect, mixed = (
        find(text)[0].speech
        for text in ("“It is late,” she said.", "She said it was late.", "She said it was “far too late” to go.")
    )
    assert (direct, indirect, mixed) == (Speech.DIRECT, Speech.INDIRECT, Speech.MIXED)


def test_sources_are_the_conjuncts() -> None:
    text = "Norway and Spain rejected the offer."
    mentions = [mention(text, "Norway", MentionKind.STATE), mention(text, "Spain", MentionKind.STATE)]
    assert find_positions(parse_text(text), mentions, [], PositionEngine.RULES)[0].sources == (0, 1)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Norway accused Spain of spying.", True),
        ("Norway rejected Spain's plea for help.", True),
        ("Norway urged Spain to withdraw.", True),
        ("Norway said Spain must withdraw.", True),
        ("Norway told Spain that the talks had begun.", False),
        ("Norway said it will withdraw if Spain agrees.", False),
    ],
)
def test_targets(text: str, target: bool) -> None:
    mentions = [
        mention(text, "Norway", MentionKind.STATE, actor_id="state_NOR"),
        mention(text, "Spain", MentionKind.STATE, actor_id="state_ESP"),
    ]
    position = find_positions(parse_text(text), mentions, [], PositionEngine.RULES)[0]
    assert position.sources == (0,)
    assert position.targets == ((1,) if target else ())


def test_own_side_by_country() -> None:
    text = "Keller said Norway will retaliate."
    mentions = [
        mention(text, "Keller", country_iso3="NOR"),
        mention(text, "Norway", MentionKind.STATE, country_iso3="NOR"),
    ]
    assert find_positions(parse_text(text), mentions, [], PositionEngine.RULES)[0].act is Act.THREATEN
    assert find_positions(parse_text(text), mentions[1:], [], PositionEngine.RULES)[0].act is Act.STATE


@pytest.mark.parametrize(
    ("text", "words_of_day", "expected"),
    [
        ("Keller said on Tuesday that the dam was safe.", "Tuesday", 0),
        ("Keller said that the dam broke on Tuesday.", "Tuesday", None),
    ],
)
def test_said_date(text: str, words_of_day: str, expected: int | None) -> None:
    assert (
        find_positions(parse_text(text), [], [day(text, words_of_day)], PositionEngine.RULES)[0].said_date == expected
    )


def test_title_and_sentence_numbers() -> None:
    text = "Norway warns of floods\n\nRain fell. Keller said the dam was safe."
    first, second = find_positions(parse_text(text, title_end=22), [], [], PositionEngine.RULES)
    assert (first.in_title, first.sentence_no) == (True, 0)
    assert (second.in_title, second.sentence_no) == (False, 2)


def test_rows_are_ordered_and_spans_lie_inside_the_text() -> None:
    text = "“It rained,” Keller said. Brandt denied leaving. According to Ott, Brandt said he stayed."
    positions = find(text)
    starts = [min(s for s, _ in (p.cue, *p.content, *([p.source] if p.source else []))) for p in positions]
    assert starts == sorted(starts)
    assert len(positions) == 4
    for position in positions:
        assert all(0 <= s < e <= len(text) for s, e in (position.cue, *position.content))
        assert 0 < position.confidence <= 1
        assert position.method.startswith("rule:")


@pytest.mark.parametrize(
    "text", ["", "said", "“", "“said” said “said", "“”", "said:", "according to", "\n\nas he said\n"]
)
def test_odd_texts_do_not_raise(text: str) -> None:
    for position in find(text):
        assert 0 <= position.cue[0] < position.cue[1] <= len(text)
