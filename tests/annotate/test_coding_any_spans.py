"""The coding of positions takes whatever spans an engine hands over."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from pipelines.annotate.actors import find_mentions
from pipelines.annotate.attribution import Attribution
from pipelines.annotate.model import parse_text
from pipelines.annotate.positions import code_positions
from pipelines.annotate.records import Mention, Offsets
from schemas.codes import Act

WORDS = ["Oslo", "said", "that", "it", "will", "not", "must", "as", "long", "if", "no", "Peru", "is", "to", "leave"]
WORDS += ["“", "”", ":", "—", "?", ",", ".", "\n", "\n\n", "(", "...", "U.S.", "can't", "according", "of", "against"]
TEXTS = st.one_of(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join), st.text(max_size=60))


@cache
def read(text: str) -> tuple[Doc, list[Mention]]:
    doc = parse_text(text)
    return doc, find_mentions(doc)


@st.composite
def spans(draw: st.DrawFn, text: str) -> Offsets:
    start = draw(st.integers(0, len(text) - 1))
    return start, draw(st.integers(start + 1, len(text)))


@st.composite
def attributions(draw: st.DrawFn) -> tuple[str, list[Attribution]]:
    text = draw(TEXTS.filter(lambda text: text.strip() != ""))
    found = [
        Attribution(
            cue=draw(spans(text)),
            source=draw(st.none() | spans(text)),
            content=tuple(sorted(draw(st.lists(spans(text), max_size=3)))),
            method="random",
            confidence=0.5,
        )
        for _ in range(draw(st.integers(1, 3)))
    ]
    return text, found


@settings(max_examples=150)
@given(attributions())
def test_any_spans_are_coded(case: tuple[str, list[Attribution]]) -> None:
    text, found = case
    doc, mentions = read(text)
    positions = code_positions(doc, found, mentions, [])
    assert sorted((p.cue, p.content) for p in positions) == sorted((a.cue, a.content) for a in found)
    for position in positions:
        assert all(0 <= number < len(mentions) for number in (*position.sources, *position.targets))
        assert position.cue_lemma == position.cue_lemma.lower().strip()


@pytest.mark.parametrize(
    ("text", "source", "content", "act"),
    [
        ("Keller: the mayor must resign", "Keller", "the mayor must resign", Act.DEMAND),
        ("Keller — the plan is a disgrace", "Keller", "the plan is a disgrace", Act.CRITICISE),
        ("Keller: exports grew in May", "Keller", "exports grew in May", Act.STATE),
    ],
)
def test_a_cue_of_punctuation_leaves_the_act_to_the_content(text: str, source: str, content: str, act: Act) -> None:
    doc, mentions = read(text)
    mark = next(index for index, letter in enumerate(text) if letter in ":—")
    start = text.index(content)
    found = Attribution(
        cue=(mark, mark + 1),
        source=(0, len(source)),
        content=((start, start + len(content)),),
        method="test",
        confidence=1.0,
    )
    [position] = code_positions(doc, [found], mentions, [])
    assert (position.act, position.cue_lemma) == (act, text[mark])


def test_white_space_alone_is_a_cue_without_lemma() -> None:
    doc, mentions = read("Keller \n left")
    found = Attribution(cue=(6, 7), source=None, content=(), method="test", confidence=1.0)
    assert code_positions(doc, [found], mentions, [])[0].cue_lemma == ""
