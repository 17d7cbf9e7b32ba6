"""The tables that people can look through: what the template tables.html says of them.

Does not belong here: their rows (`rows`), and how they are shown (`static/tables/`).
"""

from __future__ import annotations

from typing import Any, NamedTuple

from pipelines.site.rows import MORE
from schemas import derive
from schemas.tables import TABLES

PARTS = "address csv cells definitions positions quantities registers filters grid details main"
# In the order in which they run; each may use what those before it define.
SCRIPTS = (
    "static/chunks.js",
    "data/index.js",
    "static/elements.js",
    "static/names.js",
    "static/tables/trusted.js",
    "static/vendor/datatables-3.1.5/dataTables.min.js",
    *(f"static/tables/{part}.js" for part in PARTS.split()),
)


class Choice(NamedTuple):
    """A table to choose; `summary` is what one row of it is."""

    name: str
    summary: str


def tables_page() -> dict[str, Any]:
    """The content of the template tables.html."""
    choices = [Choice(name, derive.summary(TABLES[name]).replace("`", "")) for name in MORE]
    return {"tables": choices, "scripts": SCRIPTS}
