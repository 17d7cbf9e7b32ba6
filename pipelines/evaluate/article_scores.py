"""Numbers and dates measured on our own labelled articles: spans, and every field of those that overlap.

Belongs here: the figures and what they count. Does not belong here: reading the articles, annotators. Which prediction
a mark is compared with, and what a field's figures rest on, stand in `overlaps`: an item that has nothing in a field
(no unit, an exact number, no days) is left out of that field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipelines.evaluate.intervals import resampled_weights
from pipelines.evaluate.measurements import ALL, resampled_measurements
from pipelines.evaluate.overlaps import SPAN_FIGURES, aligned, field_row, span_rows, touch, trimmed
from schemas.codes import Bound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipelines.annotate.records import Date, Number
    from pipelines.evaluate.attribution_scores import Counts
    from pipelines.evaluate.labelled_articles import LabelledArticle
    from pipelines.evaluate.labelled_marks import LabelledNumber, LabelledTimex
    from pipelines.evaluate.measurements import Measurement
    from pipelines.evaluate.overlaps import Span

NUMBER_FIELDS = ("value", "kind", "unit", "counted", "bound", "quantity")  # quantity: value, kind and unit
DATE_FIELDS = ("timex_type", "timex_value", "interval")
_DIGITS = 5  # of a value, which have to agree

type Fields = tuple[object, ...]  # what an item has in each field; None is nothing


def article_number_measurements(
    articles: Sequence[LabelledArticle], found: Iterable[Sequence[Number]], gold: str
) -> Iterator[Measurement]:
    """The figures of the numbers that were found in articles, in the articles' order; `gold` names the articles."""
    counts = [number_counts(article, numbers) for article, numbers in zip(articles, found, strict=True)]
    yield from _measurements(np.stack(counts), NUMBER_FIELDS, gold)


def article_date_measurements(
    articles: Sequence[LabelledArticle], found: Iterable[Sequence[Date]], gold: str
) -> Iterator[Measurement]:
    """The figures of the dates that were found in articles, in the articles' order; `gold` names the articles."""
    counts = [date_counts(article, dates) for article, dates in zip(articles, found, strict=True)]
    yield from _measurements(np.stack(counts), DATE_FIELDS, gold)


def number_counts(article: LabelledArticle, numbers: Sequence[Number]) -> Counts:
    """The counts of one article: axis 0 spans and `NUMBER_FIELDS`, axis 1 as in `attribution_scores.Counts`.

    A length of time that is marked as a date is not marked again: a number in a marked date counts only where it
    overlaps a marked number.
    """
    marked = [(one.start, one.end) for one in article.numbers]
    timexes = [(one.start, one.end) for one in article.timexes]

    def is_asked(span: Span) -> bool:
        return any(touch(span, one) for one in marked) or not any(touch(span, one) for one in timexes)

    asked = [one for one in numbers if is_asked((one.char_start, one.char_end))]
    spans = [(one.char_start, one.char_end) for one in asked]
    fields = [list(map(_number, article.numbers)), list(map(_number, asked))]
    return _counts(article.text, (marked, spans), fields, len(NUMBER_FIELDS))


def date_counts(article: LabelledArticle, dates: Sequence[Date]) -> Counts:
    """The counts of one article: axis 0 spans and `DATE_FIELDS`, axis 1 as in `attribution_scores.Counts`."""
    marked = [(one.start, one.end) for one in article.timexes]
    spans = [(one.char_start, one.char_end) for one in dates]
    fields = [list(map(_labelled_date, article.timexes)), list(map(_date, dates))]
    return _counts(article.text, (marked, spans), fields, len(DATE_FIELDS))


def _number(number: LabelledNumber | Number) -> Fields:
    value = tuple(None if one is None else f"{one:.{_DIGITS}g}" for one in (number.value, number.value_max))
    bound = None if number.bound in {Bound.EXACT, Bound.RANGE} else number.bound
    return value, number.kind, number.unit, number.counted, bound, (value, number.kind, number.unit)


def _labelled_date(timex: LabelledTimex) -> Fields:
    return timex.timex_type, timex.value, timex.days


def _date(found: Date) -> Fields:
    days = None if found.date_start is None else (found.date_start, found.date_end)
    return found.timex_type, found.timex_value, days


def _counts(
    text: str, spans: tuple[Sequence[Span], Sequence[Span]], fields: Sequence[Sequence[Fields]], n_fields: int
) -> Counts:
    right, given = ([trimmed(text, span) for span in side] for side in spans)
    matches = [aligned(span, given) for span in right]
    rows = span_rows(right, given)
    for field in range(n_fields):
        gold, found = ([item[field] for item in side] for side in fields)
        rows.append(field_row(gold, found, matches))
    return np.array(rows, dtype=np.float64)


def _measurements(counts: Counts, fields: Sequence[str], gold: str) -> Iterator[Measurement]:
    """Precision, recall and F1 of spans and fields, with intervals over articles."""
    weights = resampled_weights(len(counts))
    figures = [*(("span", part) for part in SPAN_FIGURES), *((field, ALL) for field in fields)]
    for row, (field, part) in enumerate(figures):
        yield from resampled_measurements(field, part, gold, counts[:, row], weights)
