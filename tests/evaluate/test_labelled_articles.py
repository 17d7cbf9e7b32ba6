"""Our own articles with numbers and dates marked: read whole, wrong lines named, figures counted by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from pipelines.annotate.records import Date, Number
from pipelines.evaluate.article_scores import (
    DATE_FIELDS,
    NUMBER_FIELDS,
    article_date_measurements,
    date_counts,
    number_counts,
)
from pipelines.evaluate.labelled_articles import (
    FOLDER,
    PATTERN,
    LabelledArticle,
    LabelledArticleError,
    load_labelled_articles,
)
from pipelines.evaluate.labelled_marks import LabelledNumber, LabelledTimex
from pipelines.evaluate.overlaps import SPAN_FIGURES
from schemas.codes import Anchor, Bound, NumberKind, TimexType, Trend

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HEADING = "## own 2019-03-10 NOR"
FIRST = "Some [40|count|40||boat|approximately] boats left on {Monday|DATE|2019-03-04|2019-03-04/2019-03-04}."
SECOND = (
    "It cost [5 to 7 dollars|money|5..7|USD|] a mile, at [20 knots|measure|20|[kn_i]|ship], in {two days|DURATION|P2D}."
)


def load(folder: Path, *lines: str) -> list[LabelledArticle]:
    (folder / "quantified_own.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return load_labelled_articles(folder=folder)


@pytest.fixture
def article(tmp_path: Path) -> LabelledArticle:
    [found] = load(tmp_path, "# harbours", HEADING, FIRST, "", SECOND)
    return found


def test_the_articles_are_whole_and_in_both_halves() -> None:
    articles = load_labelled_articles()
    for found in articles:
        marks = [*found.numbers, *found.timexes]
        assert all(found.text[mark.start : mark.end].strip() for mark in marks), found.article_id
        assert not set("[]{}|") & set(found.text), found.article_id
    halves = [found.half for found in articles]
    assert 0.3 < halves.count("validation") / len(halves) < 0.7
    assert {number.kind for found in articles for number in found.numbers} == set(NumberKind)
    assert {timex.timex_type for found in articles for timex in found.timexes} == set(TimexType)


def test_marks_are_taken_out_and_their_words_found(article: LabelledArticle) -> None:
    assert article.text.startswith("Some 40 boats left on Monday.\nIt cost 5 to 7 dollars a mile, at 20 knots")
    assert (article.published_on, article.country_iso3) == (date(2019, 3, 10), "NOR")
    words = [article.text[mark.start : mark.end] for mark in [*article.numbers, *article.timexes]]
    assert words == ["40", "5 to 7 dollars", "20 knots", "Monday", "two days"]
    boats, dollars, knots = article.numbers
    assert boats == LabelledNumber(5, 7, NumberKind.COUNT, 40.0, None, None, "boat", Bound.APPROXIMATELY)
    assert (dollars.value, dollars.value_max, dollars.unit, dollars.bound) == (5.0, 7.0, "USD", Bound.RANGE)
    assert (knots.unit, knots.counted, knots.bound) == ("[kn_i]", "ship", Bound.EXACT)
    monday, two_days = article.timexes
    assert monday.days == (date(2019, 3, 4), date(2019, 3, 4))
    assert two_days == LabelledTimex(two_days.start, two_days.end, TimexType.DURATION, "P2D", None)


def test_the_half_follows_from_the_id_alone(tmp_path: Path) -> None:
    headings = [f"## own{number} 2019-03-10 NOR" for number in range(40)]
    before = {one.article_id: one.half for one in load(tmp_path, *(f"{one}\n{FIRST}" for one in headings))}
    after = {one.article_id: one.half for one in load(tmp_path, *(f"{one}\nThe sea." for one in reversed(headings)))}
    assert before == after
    assert set(before.values()) == {"train", "validation"}
    validation = load_labelled_articles("validation", tmp_path)
    assert {one.article_id for one in validation} == {name for name, half in before.items() if half == "validation"}


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Some [40|number|40||] boats.", "'number' is not a valid NumberKind"),
        ("Some [40|count|forty||] boats.", "could not convert string to float: 'forty'"),
        ("Some [40|count|50..40||] boats.", r"'50\.\.40' is neither a number nor low\.\.high"),
        ("Some [40|count|inf||] boats.", "'inf' is neither a number"),
        ("Some [40|count|1..2..3||] boats.", "is neither a number"),
        ("Some [4-5|count|4..5|||at_least] boats.", "a range has no bound at_least"),
        ("Some [40|count|40|||almost] boats.", "'almost' is not a valid Bound"),
        ("Some [40|count|40] boats.", r"'\[' in .* is no mark"),
        ("Some [40 |count|40||]boats.", "'40 ' has blanks at its edges"),
        ("On {Monday|DAY|2019-03-04}.", "'DAY' is not a valid TimexType"),
        ("On {Monday|DATE|then?}.", "'then.' is no TIMEX3 value"),
        ("On {Monday|DATE|2019-03-04|2019-03-05/2019-03-04}.", "the first day comes after the last"),
        ("On {Monday|DATE|2019-02-30|2019-02-30/2019-02-30}.", "day"),
        ("On {Monday.", r"'\{' in .* is no mark"),
    ],
)
def test_a_wrong_mark_is_named(tmp_path: Path, line: str, problem: str) -> None:
    with pytest.raises(LabelledArticleError, match=rf"quantified_own\.txt, line 3: .*{problem}"):
        load(tmp_path, HEADING, "The sea.", line)


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (["The sea.", HEADING, "The sea."], r"line 1: the text belongs to no article"),
        (["## own 2019-03-10", "The sea."], "line 1: '## own 2019-03-10' is no heading"),
        (["## own 2019-02-30 NOR", "The sea."], "line 1: day"),
        ([HEADING, "", "## other 2019-03-10 NOR", "The sea."], "line 1: the article has no text"),
        ([HEADING, "The sea.", HEADING, "The sea."], "line 3: the id 'own' stands twice"),
    ],
)
def test_a_wrong_heading_is_named(tmp_path: Path, lines: list[str], problem: str) -> None:
    with pytest.raises(LabelledArticleError, match=problem):
        load(tmp_path, *lines)


def test_missing_files_and_unknown_halves_are_told(tmp_path: Path) -> None:
    with pytest.raises(LabelledArticleError, match=r"holds no articles in quantified_\*\.txt"):
        load_labelled_articles(folder=tmp_path)
    with pytest.raises(ValueError, match="no half 'test'"):
        load_labelled_articles("test")


def test_every_file_of_articles_is_read() -> None:
    headings = [line for file in FOLDER.glob(PATTERN) for line in file.read_text("utf-8").split("\n") if "## " in line]
    assert len(load_labelled_articles()) == len(headings)


def number(words: str, article: LabelledArticle, value: float, **changed: object) -> Number:
    start = article.text.index(words)
    fields = {"bound": Bound.EXACT, "trend": Trend.NONE, "kind": NumberKind.COUNT, **changed}
    return Number(
        char_start=start,
        char_end=start + len(words),
        sentence_no=0,
        value=value,
        confidence=1.0,
        method="test",
        **fields,  # type: ignore[arg-type]
    )


def found_date(words: str, article: LabelledArticle, value: str, day: date | None) -> Date:
    start = article.text.index(words)
    return Date(
        char_start=start,
        char_end=start + len(words),
        sentence_no=0,
        timex_type=TimexType.DATE,
        timex_value=value,
        anchor=Anchor.NONE,
        resolved=day is not None,
        confidence=1.0,
        method="test",
        date_start=day,
        date_end=day,
    )


def rows(counts: object, fields: Sequence[str]) -> dict[str, list[float]]:
    return dict(zip([*SPAN_FIGURES, *fields], counts.tolist(), strict=True))  # type: ignore[attr-defined]


def test_numbers_are_counted_by_hand(article: LabelledArticle) -> None:
    """The two days are marked as a date, so that their number is not asked for."""
    found = [
        number("40", article, 40.0, counted="ship"),
        number(
            "5 to 7 dollars a mile", article, 5.0, value_max=7.0, unit="USD", kind=NumberKind.MONEY, bound=Bound.RANGE
        ),
        number("two days", article, 2.0, unit="d", kind=NumberKind.DURATION),
        number("It", article, 1.0),
    ]
    assert rows(number_counts(article, found), NUMBER_FIELDS) == {
        "strict": [1, 3, 1, 3],
        "relaxed": [2, 3, 2, 3],
        "value": [2, 3, 2, 3],
        "kind": [2, 3, 2, 3],
        "unit": [1, 1, 1, 2],
        "counted": [0, 1, 0, 2],
        "bound": [0, 0, 0, 1],
        "quantity": [2, 3, 2, 3],
    }


def test_dates_are_counted_by_hand(article: LabelledArticle) -> None:
    found = [
        found_date("on Monday", article, "2019-03-04", date(2019, 3, 4)),
        found_date("two days", article, "P2D", None),
        found_date("mile", article, "2019", date(2019, 1, 1)),
    ]
    assert rows(date_counts(article, found), DATE_FIELDS) == {
        "strict": [1, 3, 1, 2],
        "relaxed": [2, 3, 2, 2],
        "timex_type": [1, 3, 1, 2],
        "timex_value": [2, 3, 2, 2],
        "interval": [1, 2, 1, 1],
    }
    [strict, *_] = [m for m in article_date_measurements([article], [found], "own") if m.metric == "recall"]
    assert (strict.field, strict.slice, strict.value, strict.n, strict.gold) == ("span", "strict", 0.5, 2, "own")


def test_nothing_found_in_an_article_without_marks(tmp_path: Path) -> None:
    [empty] = load(tmp_path, HEADING, "The sea.")
    assert number_counts(empty, []).tolist() == [[0.0] * 4] * (2 + len(NUMBER_FIELDS))
    assert date_counts(empty, []).tolist() == [[0.0] * 4] * (2 + len(DATE_FIELDS))
