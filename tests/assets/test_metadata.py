"""Words of articles in previews: shown as they are, never read as Markdown, HTML or addresses."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pipelines.assets.metadata import PREVIEW_ROWS, code_span, markdown_table, preview
from pipelines.ingest.errors import one_line

HOSTILE = [
    "<script>alert(1)</script>",
    "![pixel](https://tracker.example/p.png)",
    "[here](javascript:alert(1)) www.evil.example a@evil.example",
    "| new | cell |\n| --- | --- |",
    "`` ` code ` ``",
    "``` <img src=x onerror=alert(1)>",
    "*bold* _slanted_ ~~gone~~ # head $x^2$ &lt;b&gt; \\",
    "\\| \\\\| `|` |",
    "\u202eright to left\u2066 \x00\x1b[31m",
    " led and followed by a space ",
]


def rendered_cells(markdown: str) -> list[list[str]]:
    """The words of each cell of the body, from a CommonMark parser; fails on anything but words and code."""
    rows: list[list[str]] = []
    in_body = False
    for token in MarkdownIt("commonmark").enable("table").parse(markdown):
        in_body = token.type == "tbody_open" or (in_body and token.type != "tbody_close")
        if token.type == "tr_open" and in_body:
            rows.append([])
        if token.type == "inline" and in_body:
            children = token.children or []
            assert {child.type for child in children} <= {"code_inline", "text", "text_special"}
            assert {child.content for child in children if child.type != "code_inline"} <= {"|", ""}
            rows[-1].append("".join(child.content for child in children))
    return rows


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(words: str) -> None:
    shown = markdown_table(["id", "text"], [{"id": 7, "text": words}]).value
    assert rendered_cells(shown) == [["7", one_line(words)]]


@given(st.lists(st.text(st.sampled_from("`|\\<>[]()!*_&;# \nax"), max_size=12), min_size=1, max_size=3))
def test_any_words_stay_words(cells: list[str]) -> None:
    names = [f"column{number}" for number in range(len(cells))]
    shown = markdown_table(names, [dict(zip(names, cells, strict=True))]).value
    assert rendered_cells(shown) == [[one_line(cell) for cell in cells]]


def test_null_is_an_empty_cell_and_false_is_not() -> None:
    assert [code_span(value) for value in (None, "", False, 0, "a|b")] == ["", "", "`False`", "`0`", "`a`&#124;`b`"]


def test_a_preview_shows_few_rows_and_all_columns() -> None:
    table = pa.table({"number_id": [f"num_{row}" for row in range(50)], "value": [float(row) for row in range(50)]})
    cells = rendered_cells(preview(table).value)
    assert cells == [[f"num_{row}", f"{row}.0"] for row in range(PREVIEW_ROWS)]


def test_a_preview_of_no_rows_shows_the_columns() -> None:
    assert preview(pa.table({"act": pa.array([], pa.string())})).value == "| act |\n| --- |"
