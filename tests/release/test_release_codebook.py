"""A release's codebook tells of the rows of that release, and of no others."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest
import small_release
from markdown_it import MarkdownIt
from valid_rows import QUALITY

from pipelines.release import documents
from schemas import derive, markdown
from schemas.codebook import codebook
from schemas.tables import TABLES

HTML = {"<code>", "</code>"}


def text(release: Path) -> str:
    return (release / "CODEBOOK.md").read_text(encoding="utf-8")


def section(release: Path, title: str) -> str:
    return text(release).partition(f"\n### {title}\n")[2].partition("\n### ")[0]


def line(of: str, name: str) -> list[str]:
    """The cells of the line that begins with a name."""
    [found] = [found for found in of.splitlines() if found.startswith(f"| `{name}` |")]
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", found)[1:-1]]


@pytest.mark.parametrize("made", ["published", "first_release"])
@pytest.mark.parametrize("name", TABLES)
def test_coverage_and_example_are_those_of_the_parquet_file(
    name: str, made: str, request: pytest.FixtureRequest
) -> None:
    release = request.getfixturevalue(made)
    path = str(release / "data" / f"{name}.parquet")
    of = section(release, name)
    table = duckdb.read_parquet(path).to_arrow_table()
    assert f"- Rows: {len(table):,}\n" in of
    for column in table.column_names:
        values = [value for value in table[column].to_pylist() if value is not None]
        *_, coverage, example = line(of, column)
        assert coverage == markdown.coverage(len(values), len(table))
        assert bool(example) == bool(values)
        if values and isinstance(values[0], str):
            assert example == markdown.example(values[0])


def test_every_code_says_in_how_many_rows_it_stands(first_release: Path) -> None:
    positions = duckdb.read_parquet(str(first_release / "data" / "positions.parquet"))
    found = dict(positions.aggregate("modality, count(*)").fetchall())
    of = section(first_release, "Modality")
    assert "| Code | Meaning | Rows of `positions.modality` |" in of
    for code in ("asserted", "conditional", "future", "hedged", "hypothetical"):
        assert line(of, code)[-1] == str(found.get(code, 0))


@pytest.mark.parametrize("made", ["published", "first_release"])
def test_no_word_of_an_article_becomes_markup(made: str, request: pytest.FixtureRequest) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(text(request.getfixturevalue(made)))
    inline = [child for token in tokens for child in token.children or []]
    assert {token.content for token in inline if token.type == "html_inline"} <= HTML
    assert all(token.type != "html_block" for token in tokens)
    assert all(str(token.attrs["href"]).startswith("#") for token in inline if token.type == "link_open")


def test_figures_come_from_the_table_quality(tmp_path: Path) -> None:
    release = small_release.publish_tables(tmp_path, {**small_release.rows(), "quality": QUALITY})
    of = section(release, "Quality: positions")
    assert "| `cue` | all | own |  |  | 50 [40, 60] |  | 10 |" in of
    assert "| `source` | all | own |  |  | 50 [40, 60] |  | 10 |" in of


def test_a_release_that_nobody_measured_says_so(published: Path) -> None:
    assert "Nobody has measured the extractor that made this release" in text(published)


def test_the_fingerprint_rests_on_the_codebook_without_release() -> None:
    assert documents.unversioned()["codebook"] == codebook()


def test_the_version_stands_at_the_head(published: Path) -> None:
    assert text(published).startswith("# Codebook of On Record 2026.11.0\n")
    assert all(derive.summary(model) in text(published) for model in TABLES.values())
