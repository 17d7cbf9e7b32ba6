"""views.sql: the tables as DuckDB views with comments, and the views that most questions start from.

Belongs here: putting both together. The views themselves stand in `views.sql` of this package.
"""

from __future__ import annotations

from importlib.resources import files

import duckdb

from pipelines.release.dataset import parquet_path
from schemas import derive
from schemas.tables import TABLES

HEAD = "-- Read this from the release's folder: duckdb -init views.sql"
# Of which tables a view shows columns under their own names; the first that has a name says what it means.
COLUMNS_OF = {
    "v_positions": ("positions", "articles", "acts"),
    "v_numbers": ("numbers", "articles", "positions"),
    "v_dates": ("dates", "articles", "positions"),
    "v_actors": ("actors", "countries"),
    "v_dyads": ("positions",),
}


def views_sql() -> str:
    """SQL for DuckDB that makes every table a view with its codebook, and the views over them."""
    views = files("pipelines.release").joinpath("views.sql").read_text(encoding="utf-8")
    return "\n".join([HEAD, "", *(_table_view(name) for name in TABLES), views, *_column_comments(views)]) + "\n"


def _table_view(name: str) -> str:
    model = TABLES[name]
    return "\n".join(
        [
            f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM '{parquet_path(name)}';",  # noqa: S608 - our own names
            f"COMMENT ON VIEW {name} IS {_quoted(derive.summary(model))};",
            *(_column_comment(name, column.name, column.description) for column in derive.columns(model)),
            "",
        ]
    )


def _column_comments(views: str) -> list[str]:
    """Comments on the columns of the views that `views.sql` does not explain: what their table says of them."""
    with duckdb.connect() as connection:
        for name, model in TABLES.items():
            connection.register(name, derive.arrow_schema(model).empty_table())
        connection.execute(views)
        unexplained = connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() "
            "WHERE table_name LIKE 'v\\_%' ESCAPE '\\' AND comment IS NULL ORDER BY table_name, column_index"
        ).fetchall()
    return [_column_comment(view, column, _description(view, column)) for view, column in unexplained]


def _description(view: str, column: str) -> str:
    return next(c.description for name in COLUMNS_OF[view] for c in derive.columns(TABLES[name]) if c.name == column)


def _column_comment(view: str, column: str, text: str) -> str:
    return f"COMMENT ON COLUMN {view}.{column} IS {_quoted(text)};"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
