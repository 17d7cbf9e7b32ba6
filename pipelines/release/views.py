"""views.sql: the tables as DuckDB views with comments, and the views that most questions start from.

Belongs here: putting both together. The views themselves stand in `views.sql` of this package.
"""

from __future__ import annotations

from importlib.resources import files

from pipelines.release.dataset import parquet_path
from schemas import derive
from schemas.tables import TABLES

HEAD = "-- Read this from the release's folder: duckdb -init views.sql"


def views_sql() -> str:
    """SQL for DuckDB that makes every table a view with its codebook, and the views over them."""
    views = files("pipelines.release").joinpath("views.sql").read_text(encoding="utf-8")
    return "\n".join([HEAD, "", *(_table_view(name) for name in TABLES), views])


def _table_view(name: str) -> str:
    model = TABLES[name]
    return "\n".join(
        [
            f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM '{parquet_path(name)}';",  # noqa: S608 - our own names
            f"COMMENT ON VIEW {name} IS {_quoted(derive.summary(model))};",
            *(
                f"COMMENT ON COLUMN {name}.{column.name} IS {_quoted(column.description)};"
                for column in derive.columns(model)
            ),
            "",
        ]
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
