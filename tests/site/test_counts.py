"""Counting: what the overview says of a release that is counted by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import staged

from pipelines.site import counts
from pipelines.site.released import open_release
from schemas.codes import Act

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from duckdb import DuckDBPyConnection


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDBPyConnection]:
    folder = staged.stage(tmp_path_factory.mktemp("release, with a comma [and more]"), staged.rows())
    with open_release(folder) as connection:
        yield connection


def test_articles_stories_and_dates_of_publication(release: DuckDBPyConnection) -> None:
    day = date(2026, 3, 4)
    assert counts.totals(release) == counts.Totals(2, 2, undated=1, sources=1, first=day, last=day)


def test_two_articles_with_one_text_are_one_story(tmp_path: Path) -> None:
    content = staged.rows()
    head = content["articles"][0]["article_id"]
    content["articles"][1] |= {"cluster_id": head, "is_cluster_head": False}
    with open_release(staged.stage(tmp_path, content)) as connection:
        assert counts.totals(connection).articles == 2
        assert counts.totals(connection).stories == 1
        assert counts.rows(connection)["numbers"] == 2
        assert counts.stories(connection)["numbers"] == 1


def test_tables_that_come_from_no_article_have_no_stories(release: DuckDBPyConnection) -> None:
    assert {"actors", "acts", "countries", "sources"}.isdisjoint(counts.stories(release))


def test_every_act_is_counted_also_those_that_nobody_made(release: DuckDBPyConnection) -> None:
    found = {act.act: (act.positions, act.stories) for act in counts.act_totals(release)}
    assert found.keys() == set(Act)
    assert {act: number for act, number in found.items() if number != (0, 0)} == {
        "appeal": (1, 1),
        "state": (1, 1),
        "promise": (1, 1),
        "reject": (1, 1),
    }


def test_acts_over_time_leave_out_articles_without_a_date(release: DuckDBPyConnection) -> None:
    found = counts.act_periods(release, "month")
    assert found == [counts.ActPeriod(act, date(2026, 3, 1), 1, 1) for act in ("appeal", "promise", "state")]


@pytest.mark.parametrize(
    ("days", "unit"),
    [(0, "day"), (62, "day"), (63, "week"), (551, "month"), (3701, "quarter"), (15001, "year")],
)
def test_the_unit_of_time_grows_with_the_span(days: int, unit: str) -> None:
    assert counts.unit_of_time(days) == unit


@pytest.mark.parametrize(
    ("unit", "number", "last"),
    [("day", 307, (2027, 1, 4)), ("week", 45, (2027, 1, 4)), ("month", 11, (2027, 1, 1)), ("quarter", 5, (2027, 1, 1))],
)
def test_periods_leave_none_out(tmp_path: Path, unit: str, number: int, last: tuple[int, int, int]) -> None:
    content = staged.rows()
    content["articles"][1]["published_on"] = date(2027, 1, 4)
    with open_release(staged.stage(tmp_path, content)) as connection:
        periods = counts.periods(connection, unit)
    assert len(periods) == number
    assert periods[-1] == date(*last)


def test_dyads_agree_with_the_view_that_researchers_use(release: DuckDBPyConnection) -> None:
    view = "SELECT source_country_iso3, target_country_iso3, sum(n_positions) FROM v_dyads GROUP BY ALL"
    found = {(dyad.source, dyad.target, dyad.positions) for dyad in counts.dyads(release)}
    assert found == set(release.execute(view).fetchall()) == {("NOR", "SWE", 1)}


def test_most_quoted_actors_come_first(release: DuckDBPyConnection) -> None:
    found = [(actor.name, actor.positions, actor.stories) for actor in counts.most_quoted(release, 9)]
    assert found == [("Ada Holm", 3, 1), ("Sweden's harbour office", 1, 1)]
    assert len(counts.most_quoted(release, 1)) == 1


def test_dates_without_a_unit_are_counted_too(tmp_path: Path) -> None:
    content = staged.rows()
    vague = {"date_id": "dat_b", "timex_value": "PRESENT_REF", "granularity": None, "resolved": False}
    lasting = {"date_id": "dat_c", "timex_type": "DURATION", "resolved": False}
    content["dates"] += [content["dates"][0] | vague, content["dates"][0] | lasting]
    with open_release(staged.stage(tmp_path, content)) as connection:
        assert counts.resolved_dates(connection) == [("day", 1, 1), ("no unit", 0, 1)]


def test_a_release_without_articles_counts_nothing(tmp_path: Path) -> None:
    with open_release(staged.stage(tmp_path, staged.no_articles())) as connection:
        assert counts.totals(connection) == counts.Totals(0, 0, undated=0, sources=0, first=None, last=None)
        assert counts.periods(connection, "day") == []
        assert counts.dyads(connection) == counts.most_quoted(connection, 9) == counts.act_quality(connection) == []


def test_times_are_in_utc_wherever_the_page_is_built(release: DuckDBPyConnection) -> None:
    times = release.execute("SELECT published_at FROM articles WHERE published_at IS NOT NULL").fetchall()
    assert [time.isoformat() for (time,) in times] == ["2026-03-04T07:15:00+00:00"]
