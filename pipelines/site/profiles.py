"""Actors as their page shows them: names, roles, and positions in time.

Belongs here: one row per actor for the page actor.html, beside the columns of the table `actors`. Does not belong here:
how positions are counted per period (`timeline`), how it looks (`static/actor.js`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.site.chunks import Rows
from pipelines.site.nested import Nested, nested, nested_columns
from pipelines.site.participants import name_participants
from pipelines.site.timeline import Dated, Period, timeline

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

COLUMNS = ("actor_id", "unit", "periods", "names", "roles", "positions")
# A position is dated by when it was said, else by when its article was published, as in the view v_dyads. Its content
# is cut where a line ends; the whole one stands in the table and in the article.
QUERIES = {
    "names": """
        SELECT actor_id, name, name_type, name_source FROM actor_names
        ORDER BY actor_id, name_type <> 'full', name_type, name""",
    "roles": """
        SELECT
            r.actor_id, r.actor_role_id, r.title_text, r.sector, r.organisation_actor_id, o.name AS organisation,
            r.country_iso3, r.article_id, a.title, sources.name AS publisher, a.published_on
        FROM actor_roles AS r
        JOIN articles AS a USING (article_id) JOIN sources USING (source)
        LEFT JOIN actors AS o ON o.actor_id = r.organisation_actor_id
        ORDER BY r.actor_id, a.published_on DESC NULLS LAST, r.article_id, r.char_start, r.actor_role_id""",
    "positions": """
        WITH part AS (SELECT DISTINCT actor_id, position_id, role FROM position_actors WHERE actor_id IS NOT NULL)
        SELECT
            part.actor_id, p.position_id, part.role, p.article_id, sources.name AS publisher, a.cluster_id,
            coalesce(p.said_on, a.published_on) AS day, p.said_on IS NOT NULL AS day_is_said, p.act, acts.direction,
            p.negated, p.modality, p.cue_text, left(p.content_text, 240) AS content_words,
            coalesce(length(p.content_text) > 240, false) AS content_is_cut,
            p.content_spans IS NOT NULL AS has_content, other.actors AS others
        FROM part
        JOIN positions AS p USING (position_id)
        JOIN articles AS a USING (article_id)
        JOIN sources USING (source)
        JOIN acts USING (act)
        LEFT JOIN participants AS other ON other.position_id = p.position_id AND other.role <> part.role
        ORDER BY part.actor_id, day DESC NULLS LAST, p.article_id, p.cue_start, p.position_id, part.role""",
}


def profile_rows(connection: DuckDBPyConnection) -> dict[str, Rows]:
    """`profiles`, one row per actor, sorted by its id; `profiles_columns`, the columns of the rows inside.

    `unit` is the length of `periods`, null where no position of the actor has a date. Takes a connection of
    `open_release`.
    """
    name_participants(connection)
    fields = {name: nested(connection, query) for name, query in QUERIES.items()}
    actors = connection.execute("SELECT actor_id FROM actors ORDER BY actor_id").fetchall()
    rows = [(actor_id, *_periods(fields["positions"], actor_id), *_inside(fields, actor_id)) for (actor_id,) in actors]
    columns = nested_columns({"periods": Nested(Period._fields, {}), **fields})
    return {"profiles": Rows(COLUMNS, rows), "profiles_columns": columns}


def _inside(fields: dict[str, Nested], actor_id: str) -> list[object]:
    return [of.of(actor_id) for of in fields.values()]


def _periods(positions: Nested, actor_id: str) -> tuple[object, object]:
    found = timeline(_dated(positions, actor_id))
    return found.unit, found.periods


def _dated(positions: Nested, actor_id: str) -> list[Dated]:
    rows = (dict(zip(positions.columns, row, strict=True)) for row in positions.of(actor_id))
    return [
        Dated(row["day"], row["role"], row["position_id"], row["cluster_id"]) for row in rows if row["day"] is not None
    ]
