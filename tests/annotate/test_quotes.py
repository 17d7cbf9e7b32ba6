"""Quotation regions and how much of a content is quoted."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.annotate.quotes import paragraphs, quote_regions, region_at, speech
from schemas.codes import Speech


def quoted(text: str) -> list[str]:
    return [text[region.start : region.end] for region in quote_regions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The baker said: “Bread is cheap.” He left.", ["“Bread is cheap.”"]),
        ('"Bread," she said, "is cheap."', ['"Bread,"', '"is cheap."']),
        ("Bread is ''too cheap,'' she said.", ["''too cheap,''"]),
        ("She called it ‘a lovely loaf,’ and left.", ["‘a lovely loaf,’"]),
        ("'We bake at night,' said the bakers' union.", ["'We bake at night,'"]),
        ("The bakers’ union and the miller’s son don’t agree.", []),
        ("In the '90s the bakers' union was strong.", []),
        ("“He told me ‘never again’ and left,” she said.", ["“He told me ‘never again’ and left,”"]),
        ('A 6" pipe burst.', []),
        ("No marks at all.", []),
    ],
)
def test_regions(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_a_quotation_over_paragraphs_is_one_region_in_each() -> None:
    text = "“The oven broke.\n“We baked on,” she said."
    first, second = quote_regions(text)
    assert text[first.start : first.end] == "“The oven broke."
    assert not first.closed
    assert text[second.start : second.end] == "“We baked on,”"
    assert second.closed


def test_a_quotation_may_hold_several_sentences() -> None:
    assert quoted("“The oven broke. We baked on. Nobody slept,” she said.") == [
        "“The oven broke. We baked on. Nobody slept,”"
    ]


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ("He said “it is late.”", ["“it is late.”"], Speech.DIRECT),
        ("He said that “it is late.”", ["that “it is late.”"], Speech.DIRECT),
        ("He said it is “very late” now.", ["it is “very late” now"], Speech.MIXED),
        ("He said it is late.", ["it is late"], Speech.INDIRECT),
        ("He refused.", [], Speech.INDIRECT),
    ],
)
def test_speech(text: str, content: list[str], expected: Speech) -> None:
    spans = [(text.index(piece), text.index(piece) + len(piece)) for piece in content]
    assert speech(text, spans, quote_regions(text)) is expected


@given(st.text(alphabet="ab .,“”\"'’‘\n", max_size=60))
def test_regions_are_ordered_apart_and_inside_their_paragraph(text: str) -> None:
    regions = quote_regions(text)
    assert all(one.end <= two.start for one, two in pairwise(regions))
    for region in regions:
        assert any(start <= region.start < region.end <= end for start, end in paragraphs(text))
        assert region_at(regions, region.start) == region
