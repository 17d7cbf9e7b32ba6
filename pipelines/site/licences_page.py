"""Under which licences the data, the articles' words and the page's own parts stand.

Belongs here: what the template licences.html shows.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

    from duckdb import DuckDBPyConnection


class Share(NamedTuple):
    """Articles under one licence and text policy."""

    licence: str
    text_policy: str
    articles: int


class Source(NamedTuple):
    """A publisher, and what its articles are under unless they say otherwise."""

    name: str
    licence: str
    text_policy: str
    articles: int


class Notice(NamedTuple):
    """The licence of somebody else's work that the page ships."""

    path: str
    text: str


def licences_page(connection: DuckDBPyConnection) -> dict[str, Any]:
    """The content of the template licences.html."""
    return {
        "shares": _shares(connection),
        "sources": _sources(connection),
        "notices": list(_notices(files("pipelines.site") / "static", "static")),
    }


def _shares(connection: DuckDBPyConnection) -> list[Share]:
    query = """SELECT licence, text_policy, count(*) AS articles FROM articles
               GROUP BY ALL ORDER BY articles DESC, licence, text_policy"""
    return [Share(*row) for row in connection.execute(query).fetchall()]


def _sources(connection: DuckDBPyConnection) -> list[Source]:
    query = """SELECT s.name, s.licence, s.text_policy, count(a.article_id)
               FROM sources AS s LEFT JOIN articles AS a USING (source)
               GROUP BY s.source, s.name, s.licence, s.text_policy ORDER BY s.name, s.source"""
    return [Source(*row) for row in connection.execute(query).fetchall()]


def _notices(folder: Traversable, path: str) -> Iterator[Notice]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        inside = f"{path}/{entry.name}"
        if entry.is_dir():
            yield from _notices(entry, inside)
        elif entry.name.startswith("LICENSE"):
            yield Notice(inside, entry.read_text(encoding="utf-8"))
