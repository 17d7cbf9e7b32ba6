"""Which rows the pages hold: the tables that can be looked through, and those that name what stands in them.

Belongs here: released tables → rows, in the published columns and order, with a few columns more that save the page a
join. Does not belong here: how rows reach the page (`chunks`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.site.chunks import Rows
from schemas import derive
from schemas.tables import TABLES

if TYPE_CHECKING:
    import duckdb

# Per table, the columns more: none are published, so a saved CSV leaves them out.
MORE = {
    "positions": """
        other_source_actor_ids, other_target_actor_ids
        FROM positions LEFT JOIN (
            SELECT
                position_id,
                list(actor_id ORDER BY ordinal) FILTER (role = 'source') AS other_source_actor_ids,
                list(actor_id ORDER BY ordinal) FILTER (role = 'target') AS other_target_actor_ids
            FROM position_actors WHERE ordinal > 0 AND actor_id IS NOT NULL GROUP BY position_id
        ) USING (position_id)""",
    "numbers": "source_actor_id, act FROM numbers LEFT JOIN"
    " (SELECT position_id, source_actor_id, act FROM positions) USING (position_id)",
    "dates": "source_actor_id, act FROM dates LEFT JOIN"
    " (SELECT position_id, source_actor_id, act FROM positions) USING (position_id)",
    "actors": "n_mentions, n_articles, n_positions_as_source, n_positions_as_target FROM v_actors",
    "articles": "n_positions FROM articles LEFT JOIN"
    " (SELECT article_id, count(*) AS n_positions FROM positions GROUP BY article_id) USING (article_id)",
}
NAMING = ("sources", "countries", "acts")


def released_rows(connection: duckdb.DuckDBPyConnection) -> dict[str, Rows]:
    """The rows of the tables that can be looked through, and what names their codes, by name.

    `columns` lists the published columns, `codes` what a code means. Takes a connection of `open_release`.
    """
    tables = {name: _rows(connection, name, more) for name, more in MORE.items()}
    tables |= {name: _rows(connection, name, f"FROM {name}") for name in NAMING}
    return tables | {"columns": _columns(), "codes": _codes()}


def _rows(connection: duckdb.DuckDBPyConnection, name: str, more: str) -> Rows:
    columns = ", ".join(column.name for column in derive.columns(TABLES[name]))
    order = ", ".join(derive.sort_key(TABLES[name]))
    found = connection.sql(f"SELECT {columns}, {more} ORDER BY {order}")
    return Rows(tuple(found.columns), found.fetchall())


def _columns() -> Rows:
    return Rows(
        ("table_name", "column_name", "type", "description"),
        [
            (name, column.name, str(column.arrow_type).split("[")[0], column.description)
            for name in MORE
            for column in derive.columns(TABLES[name])
        ],
    )


def _codes() -> Rows:
    return Rows(
        ("table_name", "column_name", "code", "description"),
        [
            (name, column.name, code.value, code.description)
            for name in MORE
            for column in derive.columns(TABLES[name])
            for code in column.vocabulary or ()
        ],
    )
