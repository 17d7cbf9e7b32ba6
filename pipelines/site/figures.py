"""The overview's figures: each plot with its title, its alternative text, and the same numbers as a table.

Belongs here: words and tables beside the plots. Does not belong here: counting (`counts`), drawing (`plots`). A
release can lack what a figure shows; the figure then says so in a sentence and has no plot.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from pipelines.site import counts, plots
from schemas.codes import Act

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from duckdb import DuckDBPyConnection
    from markupsafe import Markup

    from pipelines.site.counts import Dyad, Labelled, Measured, Quoted, Totals

DIRECTIONS = {str(act): act.direction for act in Act}
COUNTRIES = {plots.WIDE: 12, plots.NARROW: 8}
ACTORS = 15
PAIRS = 30
NO_BREAK = "\N{NO-BREAK SPACE}"


class Cell(NamedTuple):
    """A cell of a table: what it says, and where it leads, if anywhere."""

    text: str
    link: str | None = None


class Plot(NamedTuple):
    """A drawing for wide and for narrow screens, and what it shows in words."""

    wide: Markup
    narrow: Markup
    alt: str


class Table(NamedTuple):
    """The numbers of a plot; the first so many columns hold words."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    words: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A plot with its words; where there is nothing to draw, `plot` is None and `caption` says why.

    `legend` has the class of a swatch of static/overview.css and what its colour means.
    """

    key: str
    title: str
    caption: str
    legend: tuple[tuple[str, str], ...] = ()
    plot: Plot | None = None
    table: Table | None = None


def figures(connection: DuckDBPyConnection) -> list[Figure]:
    """The overview's figures in their order."""
    found = counts.totals(connection)
    return [
        _acts(connection, found),
        _countries(connection),
        _actors(connection),
        _dates(connection),
        _quality(counts.act_quality(connection)),
    ]


def _acts(connection: DuckDBPyConnection, found: Totals) -> Figure:
    title, key = "Speech acts over time", "acts"
    acts = {act.act: act for act in counts.act_totals(connection)}
    rows = tuple(
        (
            Cell(act, _rows_where(act=act)),
            Cell(f"{acts[act].stories:,}"),
            Cell(f"{acts[act].positions:,}"),
        )
        for act in DIRECTIONS
        if act in acts
    )
    table = Table(("Act", "Stories", "Positions"), rows)
    if not any(act.positions for act in acts.values()):
        return Figure(key=key, title=title, caption="This release holds no position.")
    if found.first is None or found.last is None:
        return Figure(key=key, title=title, caption="No article of this release has a date.", table=table)
    unit = counts.unit_of_time((found.last - found.first).days)
    in_periods = counts.act_periods(connection, unit)
    if not in_periods:
        return Figure(key=key, title=title, caption="No article with a date holds a position.", table=table)
    periods = counts.periods(connection, unit)
    highest = max(in_periods, key=lambda one: one.stories)
    return Figure(
        key=key,
        title=title,
        caption=f"Stories with at least one position of an act, by the {unit} of publication. All acts share a scale;"
        f" at the end of each row stands its highest {unit}.{_without_date(found.undated)}",
        legend=(("towards", "for the other side"), ("against", "against it"), ("neither", "neither")),
        plot=_plot(
            lambda width: plots.acts_over_time(in_periods, periods, DIRECTIONS, width),
            f"Bars per {unit} for each of {len(DIRECTIONS)} speech acts, from {found.first} to {found.last}. The"
            f" highest: {_count(highest.stories, 'story', 'stories')} with “{highest.act}” in the {unit} that starts on"
            f" {highest.period}.",
        ),
        table=table,
    )


def _without_date(undated: int) -> str:
    return f" Articles without a date are not drawn: {undated:,}." if undated else ""


def _countries(connection: DuckDBPyConnection) -> Figure:
    title, key = "Who speaks to whom", "countries"
    dyads, names = counts.dyads(connection), counts.country_names(connection)
    if not dyads:
        caption = "No position of this release has both a source and a target whose country is known."
        return Figure(key=key, title=title, caption=caption)
    sources = _most((dyad.source, dyad.stories) for dyad in dyads)
    targets = _most((dyad.target, dyad.stories) for dyad in dyads)
    first = dyads[0]

    def draw(width: int) -> Markup:
        number = COUNTRIES[width]
        return plots.heat_map(dyads, _named(sources[:number], names), _named(targets[:number], names), width)

    return Figure(
        key=key,
        title=title,
        caption="Stories in which an actor of the row's country directs a position at an actor of the column's. The"
        " countries that speak, and that are spoken to, in most stories; titles and positions within positions are left"
        " out, as in the view `v_dyads`.",
        plot=_plot(
            draw,
            f"Heat map of source countries by target countries. Most stories: {names[first.source]} to"
            f" {names[first.target]}, {first.stories}.",
        ),
        table=Table(
            ("Source", "Target", "Stories", "Positions"),
            tuple(_dyad_row(dyad, names) for dyad in dyads[:PAIRS]),
            words=2,
        ),
    )


def _most(counted: Iterable[tuple[str, int]]) -> list[str]:
    """Codes by their summed counts, the highest first; ties by code."""
    sums: Counter[str] = Counter()
    for code, count in counted:
        sums[code] += count
    return sorted(sums, key=lambda code: (-sums[code], code))


def _named(codes: Sequence[str], names: dict[str, str]) -> list[Labelled]:
    return [counts.Labelled(code, names[code]) for code in codes]


def _dyad_row(dyad: Dyad, names: dict[str, str]) -> tuple[Cell, ...]:
    link = _rows_where(source_country=dyad.source, target_country=dyad.target)
    return (
        Cell(names[dyad.source]),
        Cell(names[dyad.target]),
        Cell(f"{dyad.stories:,}", link),
        Cell(f"{dyad.positions:,}"),
    )


def _actors(connection: DuckDBPyConnection) -> Figure:
    title, key = "Most quoted actors", "actors"
    quoted = counts.most_quoted(connection, ACTORS)
    if not quoted:
        return Figure(key=key, title=title, caption="No position of this release has a source that is a known actor.")
    bars = [(actor.name, actor.stories) for actor in quoted]
    return Figure(
        key=key,
        title=title,
        caption=f"The {_count(len(quoted), 'actor', 'actors')} that are the source of a position in most stories.",
        plot=_plot(
            lambda width: plots.bars(bars, width),
            f"Bars of stories per actor. The longest: {quoted[0].name}, {quoted[0].stories}.",
        ),
        table=Table(("Actor", "Stories", "Positions"), tuple(_actor_row(actor) for actor in quoted)),
    )


def _actor_row(actor: Quoted) -> tuple[Cell, ...]:
    name = Cell(actor.name, f"actor.html#{actor.actor_id}")
    return (name, Cell(f"{actor.stories:,}"), Cell(f"{actor.positions:,}"))


def _dates(connection: DuckDBPyConnection) -> Figure:
    title, key = "How precise dates are", "dates"
    found = counts.resolved_dates(connection)
    if not found:
        return Figure(key=key, title=title, caption="No article of this release tells a date or a time.")
    resolved, total = sum(one.resolved for one in found), sum(one.total for one in found)
    return Figure(
        key=key,
        title=title,
        caption="Dates and times in the articles by the finest unit that they tell. Nothing is guessed: where the text"
        " or a missing date of publication does not allow it, a date is not resolved.",
        legend=(("accent", "resolved to first and last day"), ("pale", "not resolved")),
        plot=_plot(
            lambda width: plots.resolved_dates(found, width),
            f"Bars of date expressions per unit of time; {resolved:,} of {total:,} are resolved to days.",
        ),
        table=Table(
            ("Unit", "Resolved", "All"),
            tuple((Cell(one.unit), Cell(f"{one.resolved:,}"), Cell(f"{one.total:,}")) for one in found),
        ),
    )


def _quality(found: Sequence[Measured]) -> Figure:
    title, key = "How often the act is right", "quality"
    measured = [one for one in found if one.act in DIRECTIONS]
    if not measured:
        return Figure(key=key, title=title, caption="Nobody has measured the extractor that made this release yet.")
    gold = measured[0].gold
    of_act = {(one.act, one.metric): one for one in measured if one.gold == gold}
    acts = [act for act in DIRECTIONS if any(act == found_act for found_act, _ in of_act)]
    drawn = [one for one in of_act.values() if one.metric in {"precision", "recall"}]
    whole = [one for one in found if (one.act, one.metric, one.gold) == ("all", "accuracy", gold)]
    overall = "".join(f" Over all acts {_share(one)} of {one.n} sentences are right." for one in whole)
    return Figure(
        key=key,
        title=title,
        caption="Precision: of the positions with an act, the share that a person gave the same act. Recall: of those"
        f" that a person gave it, the share found. Measured on the corpus “{gold}”.{overall}",
        legend=(("accent", "measured"), ("interval", "95 % interval")),
        plot=_plot(
            lambda width: plots.quality(drawn, acts, width),
            f"Dots with intervals for precision and recall of {len(acts)} acts.{overall}",
        ),
        table=Table(
            ("Act", "Sentences", "Precision", "Recall", "F1"),
            tuple(
                (
                    Cell(act),
                    Cell(_sentences(of_act.get((act, "recall")))),
                    *(Cell(_share(of_act.get((act, metric)))) for metric in ("precision", "recall", "f1")),
                )
                for act in acts
            ),
        ),
    )


def _sentences(recall: Measured | None) -> str:
    """How many sentences a person gave the act."""
    return "" if recall is None else f"{recall.n:,}"


def _share(one: Measured | None) -> str:
    """A figure and, where there is one, its 95 % interval, in per cent."""
    if one is None:
        return ""
    interval = "" if one.low is None or one.high is None else f" ({100 * one.low:.0f}–{100 * one.high:.0f})"
    return f"{100 * one.value:.0f}{NO_BREAK}%{interval}"


def _plot(draw: Callable[[int], Markup], alt: str) -> Plot:
    return Plot(draw(plots.WIDE), draw(plots.NARROW), alt)


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _rows_where(**conditions: str) -> str:
    """The address of the positions for which the conditions hold."""
    return f"tables.html#{urlencode({'table': 'positions', **conditions})}"
