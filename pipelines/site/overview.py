"""What the first page says.

Belongs here: putting counts, figures, downloads and the citation together. Does not belong here: how each is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelines.site import counts
from pipelines.site.citation import bibtex, json_ld
from pipelines.site.figures import figures
from schemas import derive
from schemas.tables import TABLES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from pipelines.site.facts import SiteFacts
    from schemas.datapackage import DataFile

KEY_TABLES = ("positions", "actors", "numbers", "dates")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableEntry:
    """A table to download; `stories` is None for tables whose rows come from no article, `csv` for Parquet only."""

    name: str
    summary: str
    rows: int
    stories: int | None
    parquet: DataFile
    csv: DataFile | None


def overview(connection: DuckDBPyConnection, facts: SiteFacts) -> dict[str, Any]:
    """The content of the template index.html."""
    found, entries = counts.totals(connection), _tables(connection, facts)
    return {
        "totals": found,
        "tables": entries,
        "key_tables": [entry for entry in entries if entry.name in KEY_TABLES],
        "figures": figures(connection),
        "checksums": "".join(f"{file.sha256}  {file.path}\n" for file in facts.files),
        "citation": facts.citation,
        "bibtex": bibtex(facts),
        "json_ld": json_ld(facts, found),
    }


def _tables(connection: DuckDBPyConnection, facts: SiteFacts) -> list[TableEntry]:
    files = {file.path: file for file in facts.files}
    rows, stories = counts.rows(connection), counts.stories(connection)
    return [
        TableEntry(
            name=name,
            summary=derive.summary(model),
            rows=rows[name],
            stories=stories.get(name),
            parquet=files[f"data/{name}.parquet"],
            csv=files.get(f"csv/{name}.csv"),
        )
        for name, model in TABLES.items()
    ]
