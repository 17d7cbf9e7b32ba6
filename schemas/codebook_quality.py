"""The codebook's section on how good the rows are, from the rows of the table `quality`.

Belongs here: which figures stand beside each other, and how they are rounded. Does not belong here: measuring.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from schemas import markdown
from schemas.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    type Figure = Mapping[str, Any]
    type Line = tuple[str, str, str, str]

SHARES = ("precision", "recall", "f1")
EXACT = 1000  # items from which on a tenth of a percent means something
NOT_MEASURED = "Nobody has measured the extractor that made this release: the table `quality` has no rows."
LEGEND = (
    "Figures of the extractor that made this release, in percent with their 95 % interval, from the table `quality`,"
    " which has them unrounded. `items` is how many items of the corpus a figure rests on; where it is small, the"
    " interval tells more than the figure. No corpus is a sample of this release: other sources may do better or worse."
)
HEAD = ["Measured", "Part", "Corpus", "Precision", "Recall", "F1", "Other", "Items"]


class Part(NamedTuple):
    """Figures that stand in one table: what they are of, and a line of cells under `HEAD` per thing measured."""

    title: str
    lines: list[list[str]]


def quality_section(figures: Sequence[Figure] | None) -> str:
    """The section in Markdown.

    Args:
        figures: rows of the table `quality`; None for no release, an empty sequence where nothing was measured.
    """
    if figures is None:
        return "A release's own codebook gives the figures of the extractor that made it, from the table `quality`."
    if not figures:
        return NOT_MEASURED
    written = (f"### Quality: {part.title}\n\n{markdown.table(HEAD, part.lines)}" for part in quality_parts(figures))
    return "\n\n".join([LEGEND, *written])


def quality_parts(figures: Sequence[Figure]) -> list[Part]:
    """The figures as they stand in the section: the acts first, then those of one published table after the other."""
    acts = [figure for figure in figures if (figure["table_name"], figure["field"]) == ("positions", "act")]
    others = {name: [one for one in figures if one["table_name"] == name and one not in acts] for name in TABLES}
    titled = {"act of positions": acts} | others
    return [Part(title, _lines(of)) for title, of in titled.items() if of]


def _lines(figures: Iterable[Figure]) -> list[list[str]]:
    """One line per thing measured, with precision, recall and F1 side by side."""
    lines: defaultdict[Line, dict[str, Figure]] = defaultdict(dict)
    for figure in figures:
        kind, _, share = figure["metric"].rpartition("_")
        measured, column = (kind, share) if share in SHARES else (figure["metric"], "other")
        lines[figure["field"], measured, figure["slice"], figure["gold"]][column] = figure
    return [_line(line, columns) for line, columns in lines.items()]


def _line(line: Line, columns: Mapping[str, Figure]) -> list[str]:
    field, measured, part, gold = line
    cells = [_figure(columns[name]) if name in columns else "" for name in (*SHARES, "other")]
    items = max(figure["n"] for figure in columns.values())
    return [f"`{field}` {measured}".strip(), part, gold, *cells, f"{items:,}"]


def _figure(figure: Figure) -> str:
    decimals = 1 if figure["n"] >= EXACT else 0
    value = markdown.percent(figure["value"], decimals)
    if figure["ci_low"] is None or figure["ci_high"] is None:
        return value
    return f"{value} [{markdown.percent(figure['ci_low'], decimals)}, {markdown.percent(figure['ci_high'], decimals)}]"
