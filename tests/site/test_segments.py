"""Texts in segments: no character is lost or doubled, and each mark covers exactly the characters of its spans."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.annotate.quotes import paragraphs
from pipelines.site.segments import Segment, Span, marked_paragraphs

TEXTS = st.text(st.sampled_from("ab é🚚\u202e\t\n"), min_size=1, max_size=60)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(TEXTS)
    offset = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(offset, offset).filter(lambda pair: pair[0] != pair[1]), max_size=8))
    marks = [draw(st.integers(0, 4)) for _ in pairs]
    return text, [Span(min(pair), max(pair), mark) for pair, mark in zip(pairs, marks, strict=True)]


@given(marked_texts())
def test_the_segments_of_a_paragraph_are_its_text(marked: tuple[str, list[Span]]) -> None:
    text, spans = marked
    found = ["".join(segment.text for segment in paragraph) for paragraph in marked_paragraphs(text, spans)]
    assert found == [text[start:end] for start, end in paragraphs(text)]


@given(marked_texts())
def test_a_character_has_the_marks_of_the_spans_that_cover_it(marked: tuple[str, list[Span]]) -> None:
    text, spans = marked
    found = [set(s.marks) for paragraph in marked_paragraphs(text, spans) for s in paragraph for _ in s.text]
    offsets = chain.from_iterable(range(start, end) for start, end in paragraphs(text))
    assert found == [{span.mark for span in spans if span.start <= at < span.end} for at in offsets]


@given(marked_texts())
def test_segments_are_cut_only_where_a_span_starts_or_ends(marked: tuple[str, list[Span]]) -> None:
    text, spans = marked
    allowed = {offset for span in spans for offset in (span.start, span.end)}
    for (start, _), paragraph in zip(paragraphs(text), marked_paragraphs(text, spans), strict=True):
        ends = [start + len("".join(s.text for s in paragraph[:count])) for count in range(1, len(paragraph))]
        assert set(ends) <= allowed
        assert all(segment.text for segment in paragraph)


def test_an_inner_span_comes_after_the_one_around_it() -> None:
    spans = [Span(5, 9, 0), Span(0, 14, 1), Span(5, 14, 2)]
    assert marked_paragraphs("Oslo said so: no", spans) == [
        [Segment("Oslo ", (1,)), Segment("said", (1, 2, 0)), Segment(" so: ", (1, 2)), Segment("no", ())]
    ]


def test_two_pieces_of_a_mark_stay_one_mark() -> None:
    found = marked_paragraphs("yes, he said, no", [Span(0, 3, 7), Span(14, 16, 7), Span(14, 16, 7)])
    assert [segment.marks for segment in found[0]] == [(7,), (), (7,)]


@pytest.mark.parametrize("text", ["", "\n", " \n\t\n"])
def test_white_space_makes_no_paragraph(text: str) -> None:
    assert marked_paragraphs(text, []) == []


def test_a_span_goes_on_in_the_next_paragraph() -> None:
    assert marked_paragraphs("one\n\ntwo", [Span(1, 7, 0)]) == [
        [Segment("o", ()), Segment("ne", (0,))],
        [Segment("tw", (0,)), Segment("o", ())],
    ]
