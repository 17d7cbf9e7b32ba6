"""What the overview counts.

Belongs here: queries on a release's tables and views, as plain rows. Does not belong here: how rows are shown. A
*story* is a cluster of articles in nearly the same words, so that what ten papers print counts once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from schemas import derive
from schemas.codes import Granularity
from schemas.tables import TABLES

if TYPE_CHECKING:
    from datetime import date

    from duckdb import DuckDBPyConnection

    from schemas.fields import Table

UNITS = (("day", 62), ("week", 550), ("month", 3700), ("quarter", 15000))  # with the longest span, in days
QUALITY_OF_ACTS = "table_name = 'positions' AND field = 'act'"


class Totals(NamedTuple):
    """The size of a release. `first` and `last` are the first and the last day on which an article was published."""

    articles: int
    stories: int
    undated: int
    sources: int
    first: date | None
    last: date | None


class ActPeriod(NamedTuple):
    """Positions of an act in articles published in a period, which starts on the day given."""

    act: str
    period: date
    positions: int
    stories: int


class ActTotal(NamedTuple):
    """All positions of an act, dated or not."""

    act: str
    positions: int
    stories: int


class Dyad(NamedTuple):
    """Positions of a source country towards a target country; codes are ISO 3166-1 alpha-3."""

    source: str
    target: str
    positions: int
    stories: int


class Labelled(NamedTuple):
    """A code and the name of what it stands for."""

    code: str
    name: str


class Quoted(NamedTuple):
    """An actor and what it is the source of."""

    actor_id: str
    name: str
    positions: int
    stories: int


class Resolved(NamedTuple):
    """Time expressions of a unit, and how many of them were resolved to an interval of days."""

    unit: str
    resolved: int
    total: int


class Measured(NamedTuple):
    """A measured figure of an act; `n` is the number of sentences that it rests on."""

    act: str
    metric: str
    gold: str
    n: int
    value: float
    low: float | None
    high: float | None


def totals(connection: DuckDBPyConnection) -> Totals:
    """How many articles and stories there are, and when they were published."""
    query = """SELECT count(*), count(DISTINCT cluster_id), count(*) FILTER (published_on IS NULL),
                      count(DISTINCT source), min(published_on), max(published_on)
               FROM articles"""
    return Totals(*connection.execute(query).fetchall()[0])


def rows(connection: DuckDBPyConnection) -> dict[str, int]:
    """Per table, its number of rows."""
    return {name: _number(connection, f"SELECT count(*) FROM {name}") for name in TABLES}  # noqa: S608 - our names


def stories(connection: DuckDBPyConnection) -> dict[str, int]:
    """Per table of rows that come from articles, the stories in which there is a row."""
    query = "SELECT count(DISTINCT a.cluster_id) FROM {} JOIN articles AS a USING (article_id)"
    return {name: _number(connection, query.format(name)) for name, model in TABLES.items() if _of_articles(model)}


def _of_articles(model: type[Table]) -> bool:
    return any(column.name == "article_id" for column in derive.columns(model))


def _number(connection: DuckDBPyConnection, query: str) -> int:
    return int(connection.execute(query).fetchall()[0][0])


def act_totals(connection: DuckDBPyConnection) -> list[ActTotal]:
    """Every act of the coding guide, also those that no position has."""
    query = """SELECT act, count(position_id), count(DISTINCT cluster_id)
               FROM acts LEFT JOIN positions USING (act) LEFT JOIN articles USING (article_id)
               GROUP BY ALL ORDER BY act"""
    return [ActTotal(*row) for row in connection.execute(query).fetchall()]


def unit_of_time(days: int) -> str:
    """The period in which a span of so many days is counted: day, week, month, quarter or year."""
    return next((unit for unit, longest in UNITS if days <= longest), "year")


def act_periods(connection: DuckDBPyConnection, unit: str) -> list[ActPeriod]:
    """Positions of each act per period in which their article was published; those without a date are left out."""
    query = """SELECT act, CAST(date_trunc($unit, published_on) AS DATE) AS period,
                      count(*), count(DISTINCT cluster_id)
               FROM positions JOIN articles USING (article_id)
               WHERE published_on IS NOT NULL
               GROUP BY ALL ORDER BY act, period"""
    return [ActPeriod(*row) for row in connection.execute(query, {"unit": unit}).fetchall()]


def periods(connection: DuckDBPyConnection, unit: str) -> list[date]:
    """The first days of all periods from the first to the last article, none left out."""
    query = """SELECT CAST(unnest(generate_series(date_trunc($unit, min(published_on)), max(published_on),
                                                  to_months($months) + to_days($days))) AS DATE)
               FROM articles"""
    months, days = {"day": (0, 1), "week": (0, 7), "month": (1, 0), "quarter": (3, 0), "year": (12, 0)}[unit]
    return [row[0] for row in connection.execute(query, {"unit": unit, "months": months, "days": days}).fetchall()]


def dyads(connection: DuckDBPyConnection) -> list[Dyad]:
    """Positions from country to country, as the view v_dyads counts them, over all weeks and acts."""
    query = """WITH participants AS (
                   SELECT DISTINCT pa.position_id, pa.role, coalesce(actor.country_iso3, m.country_iso3) AS iso3
                   FROM position_actors AS pa
                   LEFT JOIN actors AS actor USING (actor_id)
                   LEFT JOIN mentions AS m ON m.mention_id = pa.mention_id)
               SELECT source.iso3, target.iso3, count(*), count(DISTINCT cluster_id) AS stories
               FROM positions AS p JOIN articles USING (article_id)
               JOIN participants AS source ON source.position_id = p.position_id AND source.role = 'source'
               JOIN participants AS target ON target.position_id = p.position_id AND target.role = 'target'
               WHERE p.parent_position_id IS NULL AND NOT p.in_title
                 AND source.iso3 IS NOT NULL AND target.iso3 IS NOT NULL
               GROUP BY ALL ORDER BY stories DESC, source.iso3, target.iso3"""
    return [Dyad(*row) for row in connection.execute(query).fetchall()]


def country_names(connection: DuckDBPyConnection) -> dict[str, str]:
    """Per ISO 3166-1 alpha-3 code, the country's name."""
    return dict(connection.execute("SELECT iso3, name FROM countries ORDER BY iso3").fetchall())


def most_quoted(connection: DuckDBPyConnection, number: int) -> list[Quoted]:
    """The actors that are a source in most stories."""
    query = """SELECT actor_id, name, count(DISTINCT position_id) AS positions, count(DISTINCT cluster_id) AS stories
               FROM position_actors JOIN actors USING (actor_id)
               JOIN positions USING (position_id) JOIN articles USING (article_id)
               WHERE role = 'source'
               GROUP BY ALL ORDER BY stories DESC, positions DESC, name, actor_id LIMIT $number"""
    return [Quoted(*row) for row in connection.execute(query, {"number": number}).fetchall()]


def resolved_dates(connection: DuckDBPyConnection) -> list[Resolved]:
    """Dates and times per unit, finest first; then those of no unit. Durations and repeated times have no days."""
    query = """SELECT granularity, count(*) FILTER (resolved), count(*)
               FROM dates WHERE timex_type IN ('DATE', 'TIME') GROUP BY ALL"""
    found = {unit: (resolved, total) for unit, resolved, total in connection.execute(query).fetchall()}
    order = [*Granularity, None]
    return [Resolved(unit or "no unit", *found[unit]) for unit in order if unit in found]


def act_quality(connection: DuckDBPyConnection) -> list[Measured]:
    """Precision and recall of each act, and the accuracy over all, as measured for the release's extractor."""
    query = f"""SELECT slice, metric, gold, n, value, ci_low, ci_high
                FROM quality WHERE {QUALITY_OF_ACTS} AND metric IN ('precision', 'recall', 'f1', 'accuracy')
                ORDER BY slice, metric, gold"""  # noqa: S608 - a condition of our own
    return [Measured(*row) for row in connection.execute(query).fetchall()]
