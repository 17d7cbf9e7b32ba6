"""A release's files → its `site/` folder.

Belongs here: which files are written, and in what order. What each holds is made in the modules beside this one.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from pipelines.site.chunks import write_data
from pipelines.site.codebook_page import codebook_page
from pipelines.site.counts import most_quoted
from pipelines.site.environment import page
from pipelines.site.licences_page import licences_page
from pipelines.site.overview import overview
from pipelines.site.profiles import profile_rows
from pipelines.site.reading import reading_rows, suggested
from pipelines.site.released import open_release
from pipelines.site.rows import released_rows
from pipelines.site.tables_page import tables_page

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from pipelines.site.chunks import Rows
    from pipelines.site.facts import SiteFacts

SITE = "site"
SUGGESTIONS = 24  # articles or actors on a page that was opened without one


def build_site(release: Path, facts: SiteFacts) -> None:
    """Write `site/` into a release whose data files and views.sql are there.

    Args:
        release: the release's folder, staged or whole.
        facts: what the page says beside the tables.

    Raises: OSError or pyarrow.ArrowException when a table is missing or cannot be read.
    """
    site = release / SITE
    site.mkdir()
    with open_release(release) as connection:
        write_data(site / "data", facts.version, _rows(connection))
        _write(site / "tables.html", page("tables.html", facts, **tables_page()))
        _write(site / "article.html", page("article.html", facts, articles=suggested(connection, SUGGESTIONS)))
        _write(site / "actor.html", page("actor.html", facts, actors=most_quoted(connection, SUGGESTIONS)))
        _write(site / "index.html", page("index.html", facts, **overview(connection, facts)))
        _write(site / "codebook.html", page("codebook.html", facts, **codebook_page(connection)))
        _write(site / "licences.html", page("licences.html", facts, **licences_page(connection)))
    _copy(files("pipelines.site") / "static", site / "static")


def _rows(connection: DuckDBPyConnection) -> dict[str, Rows]:
    return released_rows(connection) | reading_rows(connection) | profile_rows(connection)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _copy(source: Traversable, target: Path) -> None:
    """Copy a folder of the package, whatever the package is installed as."""
    target.mkdir()
    for entry in source.iterdir():
        if entry.is_dir():
            _copy(entry, target / entry.name)
        else:
            (target / entry.name).write_bytes(entry.read_bytes())
