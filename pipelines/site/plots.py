"""Counted rows → SVG, by Vega-Altair.

Belongs here: how the overview's plots are drawn. Does not belong here: what is counted, and the words and tables
beside a plot.

Every plot is drawn in the width that it is shown in, with colours of static/style.css, so that it follows light and
dark. Nothing in the layout depends on how wide a font's letters are, which differs between machines: paddings are
fixed, names are cut by their number of letters, tick labels are chosen here.
"""

from __future__ import annotations

from math import ceil, sqrt
from typing import TYPE_CHECKING

import altair as alt

from pipelines.site.svg import INK, Box, drawing, rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from markupsafe import Markup

    from pipelines.site.counts import ActPeriod, Dyad, Labelled, Measured, Resolved
    from pipelines.site.svg import Chart

WIDE, NARROW = 720, 343  # pixels: in the page's column, and on a phone of 375
ACCENT, SOFT, LINE, GROUND = "var(--accent)", "var(--ink-soft)", "var(--line)", "var(--ground)"
DIRECTIONS = {-1: "var(--against)", 0: "var(--line-strong)", 1: "var(--towards)"}
SHADES = (0.1, 0.22, 0.38, 0.52, 0.85)  # opacities of the accent colour; the ink is legible on all but the last
FEWEST = 12  # periods that a time axis has room for at least, so that a single day is no wall


def cut(text: str, letters: int) -> str:
    """A name with at most so many letters; an ellipsis stands for the rest."""
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"


def acts_over_time(
    found: Sequence[ActPeriod], periods: Sequence[date], directions: Mapping[str, int], width: int
) -> Markup:
    """A row of bars per act, all rows on one scale: stories per period.

    Args:
        found: stories per act and period; what is not there is none.
        periods: first days of all periods, in order, none left out.
        directions: per act in the order of the rows, its direction.
        width: of the drawing, in pixels.
    """
    row, left, right = (30 if width == WIDE else 26), 74, 52
    inner, height = width - left - right, row * len(directions)
    highest = max(period.stories for period in found)
    places, columns = (
        {act: place + 1 for place, act in enumerate(directions)},
        {day: n for n, day in enumerate(periods)},
    )
    bars = [
        {
            "x": columns[one.period],
            "x2": columns[one.period] + 0.84,
            "y": places[one.act],
            "y2": places[one.act] - 0.86 * one.stories / highest,
            "direction": directions[one.act],
        }
        for one in found
    ]
    peaks = {act: max((one.stories for one in found if one.act == act), default=0) for act in directions}
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, max(len(periods), FEWEST)], nice=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[len(directions), 0], nice=False), axis=None)
    colour = alt.Color(
        "direction:N", scale=alt.Scale(domain=list(DIRECTIONS), range=list(DIRECTIONS.values())), legend=None
    )
    names = [{"y": place, "act": act, "peak": str(peaks[act])} for act, place in places.items()]
    ticks = [{"x": place, "label": label} for place, label in period_ticks(periods, inner // 52)]
    return drawing(
        alt.layer(
            rows_of(ticks).mark_rule(color=LINE).encode(x=x),
            rows_of(names).mark_rule(color=LINE).encode(y=y),
            rows_of(bars).mark_rect().encode(x=x, x2="x2:Q", y=y, y2="y2:Q", color=colour),
            rows_of(names).mark_text(align="right", dy=-5, color=INK).encode(y=y, x=alt.value(-10), text="act:N"),
            rows_of(names)
            .mark_text(align="left", dy=-5, color=SOFT)
            .encode(y=y, x=alt.value(inner + 8), text="peak:N"),
            rows_of(ticks)
            .mark_text(align="left", color=SOFT, dx=1)
            .encode(x=x, y=alt.value(height + 14), text="label:N"),
        ),
        Box(width, height, left, 18, right, 24),
    )


def period_ticks(periods: Sequence[date], most: int) -> list[tuple[int, str]]:
    """At most so many places on a time axis, with their labels: years, else months, else the first and the last day."""
    for length in (4, 7):
        starts = [
            (place, day.isoformat()[:length])
            for place, day in enumerate(periods)
            if place == 0 or day.isoformat()[:length] != periods[place - 1].isoformat()[:length]
        ]
        whole = starts[1:] if periods[0].isoformat()[length:] not in {"-01-01", "-01"} else starts
        if len(whole) > 2:
            return whole[:: ceil(len(whole) / most)]
    places = [0, len(periods) - 1] if len(periods) > 6 else [0]
    return [(place, periods[place].isoformat()) for place in places]


def heat_map(dyads: Sequence[Dyad], sources: Sequence[Labelled], targets: Sequence[Labelled], width: int) -> Markup:
    """Source countries as rows, target countries as columns, the number of stories in each cell."""
    wide = width == WIDE
    left, top, right, row = (190 if wide else 46), 30, 4, (30 if wide else 28)
    inner = width - left - right
    side = min(inner // max(len(targets), 1), 56)
    shown = {source.code for source in sources}, {target.code for target in targets}
    inside = [dyad for dyad in dyads if dyad.source in shown[0] and dyad.target in shown[1]]
    highest = max((dyad.stories for dyad in inside), default=1)
    cells = [
        {"source": dyad.source, "target": dyad.target, "n": str(dyad.stories), "shade": _shade(dyad.stories, highest)}
        for dyad in inside
    ]
    x = alt.X("target:N", sort=[target.code for target in targets], axis=None)
    y = alt.Y("source:N", sort=[source.code for source in sources], axis=None)
    band = alt.Scale(paddingInner=0.04, paddingOuter=0)
    x, y = x.scale(band), y.scale(band)
    every = [{"source": source.code, "target": target.code} for source in sources for target in targets]
    rows = [
        {"source": source.code, "label": f"{cut(source.name, 20)} · {source.code}" if wide else source.code}
        for source in sources
    ]
    columns = [{"target": target.code} for target in targets]
    opacity = alt.Opacity("shade:Q", scale=None)
    ink = alt.condition(f"datum.shade == {SHADES[-1]}", alt.value(GROUND), alt.value(INK))
    return drawing(
        alt.layer(
            rows_of(every).mark_rect(color="var(--surface)").encode(x=x, y=y),
            rows_of(cells).mark_rect(color=ACCENT).encode(x=x, y=y, opacity=opacity),
            rows_of(cells).mark_text().encode(x=x, y=y, text="n:N", color=ink),
            rows_of(rows).mark_text(align="right", color=INK).encode(y=y, x=alt.value(-8), text="label:N"),
            rows_of(columns).mark_text(color=INK).encode(x=x, y=alt.value(-12), text="target:N"),
        ),
        Box(width, row * len(sources), left, top, width - left - side * len(targets), 4),
    )


def _shade(count: int, highest: int) -> float:
    """An opacity by the square root of a count's share of the highest, so that small counts differ too."""
    return SHADES[min(int(sqrt(count / highest) * len(SHADES)), len(SHADES) - 1)]


def bars(counts: Sequence[tuple[str, int]], width: int) -> Markup:
    """A bar per name with its count behind it, in the order given."""
    wide = width == WIDE
    left, right, row = (220 if wide else 142), 44, 26
    rows = [
        {"place": place, "name": cut(name, 30 if wide else 19), "n": count}
        for place, (name, count) in enumerate(counts)
    ]
    y = alt.Y("place:O", axis=None, scale=alt.Scale(paddingInner=0.3, paddingOuter=0.15))
    x = alt.X("n:Q", axis=None, scale=alt.Scale(domain=[0, max(count for _, count in counts)], nice=False))
    return drawing(
        alt.layer(
            rows_of(rows).mark_bar(color=ACCENT).encode(x=x, y=y),
            rows_of(rows).mark_text(align="right", color=INK).encode(y=y, x=alt.value(-10), text="name:N"),
            rows_of(rows).mark_text(align="left", color=SOFT, dx=6).encode(x=x, y=y, text=alt.Text("n:Q", format=",")),
        ),
        Box(width, row * len(rows), left, 2, right, 2),
    )


def resolved_dates(found: Sequence[Resolved], width: int) -> Markup:
    """A bar per unit of time: in full what was resolved to days, behind it, pale, what was not."""
    left, right, row = 112, 92, 28
    highest = max(one.total for one in found)
    rows = [
        {
            "place": n,
            "unit": one.unit,
            "all": one.total,
            "resolved": one.resolved,
            "says": f"{one.resolved:,} of {one.total:,}",
        }
        for n, one in enumerate(found)
    ]
    y = alt.Y("place:O", axis=None, scale=alt.Scale(paddingInner=0.3, paddingOuter=0.15))
    scale = alt.Scale(domain=[0, highest], nice=False)
    total, resolved = (alt.X(f"{name}:Q", axis=None, scale=scale) for name in ("all", "resolved"))
    return drawing(
        alt.layer(
            rows_of(rows).mark_bar(color="var(--line)").encode(x=total, y=y),
            rows_of(rows).mark_bar(color=ACCENT).encode(x=resolved, y=y),
            rows_of(rows).mark_text(align="right", color=INK).encode(y=y, x=alt.value(-10), text="unit:N"),
            rows_of(rows).mark_text(align="left", color=SOFT, dx=6).encode(x=total, y=y, text="says:N"),
        ),
        Box(width, row * len(rows), left, 2, right, 2),
    )


def quality(found: Sequence[Measured], acts: Sequence[str], width: int) -> Markup:
    """Precision and recall side by side: a dot per act, with its 95 % interval where there is one."""
    left, right, row, gap = 84, 24, 26, 52 if width == WIDE else 40
    panel = (width - left - gap - right) // 2
    panels = [
        _panel(
            [one for one in found if one.metric == metric],
            metric,
            acts,
            panel,
            row * len(acts),
            names=metric == "precision",
        )
        for metric in ("precision", "recall")
    ]
    return drawing(alt.hconcat(*panels, spacing=gap, bounds="flush"), Box(width, row * len(acts), left, 26, right, 26))


def _panel(
    found: Sequence[Measured], metric: str, acts: Sequence[str], width: int, height: int, *, names: bool
) -> Chart:
    places = {act: place for place, act in enumerate(acts)}
    rows = [{"place": places[one.act], "value": one.value, "low": one.low, "high": one.high} for one in found]
    ranges = [row for row in rows if row["low"] is not None]
    x = alt.X("value:Q", axis=None, scale=alt.Scale(domain=[0, 1], nice=False))
    low = alt.X("low:Q", axis=None, scale=alt.Scale(domain=[0, 1], nice=False))
    y = alt.Y("place:O", axis=None, scale=alt.Scale(domain=list(places.values())))
    ticks = [{"value": value / 4, "label": f"{value * 25} %"} for value in range(0, 5, 2 if width < 200 else 1)]
    labels = [{"place": place, "act": act} for act, place in places.items()]
    title = [{"title": metric.capitalize()}]
    layers = [
        rows_of(ticks).mark_rule(color=LINE).encode(x=x),
        rows_of(ranges).mark_rule(color=ACCENT, strokeWidth=5, opacity=0.3).encode(x=low, x2="high:Q", y=y),
        rows_of(rows).mark_point(color=ACCENT, filled=True, size=64, opacity=1).encode(x=x, y=y),
        rows_of(ticks).mark_text(color=SOFT).encode(x=x, y=alt.value(height + 14), text="label:N"),
        rows_of(title)
        .mark_text(align="left", fontWeight="bold")
        .encode(x=alt.value(0), y=alt.value(-14), text="title:N"),
    ]
    if names:
        layers.append(rows_of(labels).mark_text(align="right").encode(y=y, x=alt.value(-10), text="act:N"))
    return alt.layer(*layers).properties(width=width, height=height)
