"""Plots: the same bytes everywhere, in the page's colours, with words escaped."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.site import plots, svg
from pipelines.site.counts import ActPeriod, Dyad, Labelled, Measured, Resolved

MONTHS = [date(2025 + month // 12, month % 12 + 1, 1) for month in range(18)]
DIRECTIONS = {"state": 0, "promise": 1, "accuse": -1}
SAID = [
    ActPeriod("state", MONTHS[0], 3, 2),
    ActPeriod("promise", MONTHS[4], 1, 1),
    ActPeriod("accuse", MONTHS[17], 9, 7),
]
NORWAY, SWEDEN = Labelled("NOR", "Norway"), Labelled("SWE", "Sweden")
DYADS = [Dyad("NOR", "SWE", 5, 4), Dyad("SWE", "NOR", 1, 1)]
MEASURED = [
    Measured("state", "precision", "gold", 20, 0.5, 0.4, 0.6),
    Measured("state", "recall", "gold", 20, 1.0, None, None),
    Measured("accuse", "precision", "gold", 20, 0.9, 0.8, 1.0),
]


def all_plots(width: int) -> list[str]:
    return [
        plots.acts_over_time(SAID, MONTHS, DIRECTIONS, width),
        plots.heat_map(DYADS, [NORWAY, SWEDEN], [SWEDEN, NORWAY], width),
        plots.bars([("Ada Holm", 3), ("Harbour office", 1)], width),
        plots.resolved_dates([Resolved("day", 3, 4), Resolved("no unit", 0, 2)], width),
        plots.quality(MEASURED, ["state", "promise", "accuse"], width),
    ]


@pytest.mark.parametrize("width", [plots.WIDE, plots.NARROW])
def test_plots_are_drawings_of_their_width_without_a_size_of_their_own(width: int) -> None:
    for drawn in all_plots(width):
        root = ET.fromstring(drawn)  # noqa: S314 - drawn here
        assert root.get("viewBox").split()[2] == str(width)
        assert root.get("width") is None
        assert root.get("height") is None


def test_plots_have_the_same_bytes_each_time() -> None:
    assert all_plots(plots.WIDE) == all_plots(plots.WIDE)


def test_no_place_in_a_plot_depends_on_the_letters_of_a_font(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fonts differ between machines; a release must not."""
    sans = all_plots(plots.WIDE)
    monkeypatch.setattr(svg, "FONT", "monospace")
    assert [drawn.replace("monospace", "sans-serif") for drawn in all_plots(plots.WIDE)] == sans


def test_plots_have_no_style_no_script_and_no_colour_of_their_own() -> None:
    for drawn in all_plots(plots.WIDE):
        assert "style" not in drawn
        assert "<script" not in drawn
        assert "role=" not in drawn
        assert 'fill="#' not in drawn
        assert 'stroke="#' not in drawn


@settings(max_examples=30)  # a drawing each
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30))
def test_a_name_is_shown_as_it_is_and_never_as_markup(name: str) -> None:
    root = ET.fromstring(plots.bars([(name, 1)], plots.WIDE))  # noqa: S314 - drawn here
    texts = [element.text or "" for element in root.iter("text")]
    assert (name.strip() in [text.strip() for text in texts]) or not name.strip()


def test_countries_that_are_in_no_pair_have_empty_cells() -> None:
    drawn = plots.heat_map([Dyad("FIN", "DNK", 1, 1)], [NORWAY, SWEDEN], [SWEDEN, NORWAY], plots.WIDE)
    assert drawn.count("<path") >= 4
    assert "FIN" not in drawn


def test_digits_of_a_name_are_not_rounded() -> None:
    assert "Unit 3.14159" in plots.bars([("Unit 3.14159", 1)], plots.WIDE)


def test_long_names_are_cut_to_their_room() -> None:
    assert plots.cut("a" * 30, 30) == "a" * 30
    assert plots.cut("a" * 31, 30) == "a" * 29 + "…"
    assert plots.cut("Ada Holm of the harbour", 9) == "Ada Holm…"


def test_ticks_are_years_else_months_else_days() -> None:
    years = [date(2019 + month // 12, month % 12 + 1, 1) for month in range(48)]
    days = [date(2026, 3, 1) + timedelta(days=day) for day in range(20)]
    assert plots.period_ticks(years, 9) == [(0, "2019"), (12, "2020"), (24, "2021"), (36, "2022")]
    assert plots.period_ticks(MONTHS[:5], 9)[:2] == [(0, "2025-01"), (1, "2025-02")]
    assert plots.period_ticks(days, 9) == [(0, "2026-03-01"), (19, "2026-03-20")]
    assert plots.period_ticks(days[:1], 9) == [(0, "2026-03-01")]


@given(st.integers(1, 400), st.integers(1, 9), st.sampled_from([1, 7, 31]))
def test_there_are_never_more_ticks_than_fit(number: int, most: int, step: int) -> None:
    periods = [date(2020, 1, 15) + timedelta(days=step * place) for place in range(number)]
    places = [place for place, _ in plots.period_ticks(periods, most)]
    assert len(places) <= max(most, 2)
    assert places == sorted(set(places))
    assert all(0 <= place < number for place in places)


def test_characters_that_xml_does_not_know_are_replaced() -> None:
    drawn = plots.bars([("a\x0bb\ufffe\U0001f69a", 1)], plots.WIDE)
    assert "a\ufffdb\ufffd\U0001f69a" in "".join(ET.fromstring(drawn).itertext())  # noqa: S314 - drawn here
