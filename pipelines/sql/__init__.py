"""SQL: one file per published table; `pipelines.tables` says what relations they read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from duckdb import DuckDBPyConnection, DuckDBPyRelation


def select(connection: DuckDBPyConnection, query: str, parameters: Mapping[str, Any] | None = None) -> DuckDBPyRelation:
    """The rows of a query, not yet fetched.

    Raises: ValueError for a statement that selects nothing.
    """
    relation = connection.sql(query, params=parameters)
    if relation is None:
        message = f"no query that selects rows: {query[:80]}"
        raise ValueError(message)
    return relation
