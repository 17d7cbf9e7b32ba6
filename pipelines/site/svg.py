"""Altair's charts → SVG that stands in a page: no style, no size, no colour and no letter's width of its own.

Belongs here: what every drawing needs, whatever it shows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import altair as alt
import vl_convert
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    type Chart = alt.LayerChart | alt.FacetChart | alt.HConcatChart

INK = "currentColor"
FONT = "sans-serif"
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, Char; vl-convert aborts
TAG = re.compile(r"<[^>]*>")
LONG_NUMBER = re.compile(r"[0-9]+\.[0-9]{3,}")
# Roles of parts, which Vega writes even when told not to; the box in the page names the drawing as a whole.
ROLE = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')


class Box(NamedTuple):
    """The size of a drawing and its margins, in pixels; `inner` is the height between the margins."""

    width: int
    inner: int
    left: int
    top: int
    right: int
    bottom: int


def rows_of(values: Sequence[Mapping[str, Any]]) -> alt.Chart:
    """A chart of these rows, without a mark yet."""
    return alt.Chart({"values": [{name: _drawable(value) for name, value in row.items()} for row in values]})


def _drawable(value: Any) -> Any:
    return NO_XML.sub("\ufffd", value) if isinstance(value, str) else value


def drawing(chart: Chart, box: Box) -> Markup:
    """The SVG of a chart; layers fill the box between its margins, charts side by side have sizes already."""
    if isinstance(chart, alt.LayerChart):
        chart = chart.properties(width=box.width - box.left - box.right, height=box.inner)
    chart = chart.properties(
        autosize=alt.AutoSizeParams(type="none"),
        padding={"left": box.left, "top": box.top, "right": box.right, "bottom": box.bottom},
        background="transparent",
    )
    config = {
        "aria": False,
        "view": {"stroke": None, "fill": None},
        "text": {"font": FONT, "fontSize": 12.5, "color": INK, "baseline": "middle", "limit": 0},
    }
    drawn = vl_convert.vegalite_to_svg(chart.to_dict(), config=config, allowed_base_urls=[])
    inside = TAG.sub(_shorten, drawn.partition(">")[2])
    view = f"0 0 {box.width} {box.top + box.inner + box.bottom}"
    return Markup(f'<svg viewBox="{view}" aria-hidden="true">{inside}')  # noqa: S704 - Vega escapes all values


def _shorten(tag: re.Match[str]) -> str:
    """A tag with its numbers to hundredths of a pixel, half the bytes; text between tags stays as it is."""
    return LONG_NUMBER.sub(lambda number: f"{float(number[0]):.2f}", ROLE.sub("", tag[0]))
