"""Foreign text stays text in a Markdown table."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from schemas import markdown

PARSER = MarkdownIt("commonmark").enable("table")
RISKY = st.text(st.sampled_from("`|\\<>&*_[]()!#-+=~:;'\"/ ab\n\t\r\u2028\u202e🚚"), max_size=80)


def cells(written: str) -> list[str]:
    """What a reader sees in the cells below the head."""
    inline = [token for token in PARSER.parse(markdown.table(["A", "B"], [[written, "end"]])) if token.type == "inline"]
    text = ["".join(child.content for child in token.children or [] if child.type != "html_inline") for token in inline]
    return text[2:]


@given(st.text(max_size=80) | RISKY)
def test_an_example_is_read_as_the_text_that_it_is(value: str) -> None:
    line = "".join(character if character.isprintable() else "�" for character in " ".join(value.split()))
    shown, end = cells(markdown.example(value))
    assert end == "end"
    assert len(shown) <= 60
    if len(line) <= 60:
        assert shown == line


@given(RISKY)
def test_an_example_makes_no_markup_but_code(value: str) -> None:
    written = PARSER.render(markdown.table(["A"], [[markdown.example(f"x{value}")]]))
    plain = PARSER.render(markdown.table(["A"], [["`x`"]]))
    assert re.findall("<.*?>", written) == re.findall("<.*?>", plain)


def test_a_long_example_is_cut() -> None:
    assert markdown.example("word " * 30) == f"`{'word ' * 11}word…`"


@pytest.mark.parametrize(
    ("n_values", "n_rows", "told"),
    [
        (0, 0, "–"),
        (0, 3, "0 %"),
        (3, 3, "100 %"),
        (3, 8, "37.5 %"),
        (1, 2, "50 %"),
        (99_999, 100_000, "> 99.9 %"),
        (1, 100_000, "< 0.1 %"),
        (999, 1000, "99.9 %"),
    ],
)
def test_coverage_is_never_rounded_to_all_or_nothing(n_values: int, n_rows: int, told: str) -> None:
    assert markdown.coverage(n_values, n_rows) == told


def test_a_bar_does_not_end_a_cell_of_ours() -> None:
    assert cells("a|b") == ["a|b", "end"]
