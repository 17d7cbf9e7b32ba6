"""Releases by hand, as the page finds them when it is built."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipelines.site.facts import SiteFacts
from schemas.datapackage import DataFile
from schemas.tables import PARQUET_ONLY, SCHEMA_VERSION, TABLES

sys.path.append(str(Path(__file__).parents[1] / "release"))
import small_release

type Content = dict[str, list[small_release.Row]]

REGISTRIES = ("acts", "countries")


def rows() -> Content:
    """The rows of the small release: two articles, four positions, no quality."""
    return small_release.rows()


def no_articles() -> Content:
    """A release without a single article; the registries are always there."""
    return {name: of if name in REGISTRIES else [] for name, of in rows().items()}


def stage(folder: Path, content: Content) -> Path:
    """A folder with the data files of a release."""
    small_release.write_tables(folder / "data", content)
    return folder


def facts(**more: str) -> SiteFacts:
    """What the publisher tells the page, with made-up sizes and hashes."""
    files = [DataFile(f"data/{name}.parquet", 4_200, "ab" * 32) for name in TABLES]
    files += [DataFile(f"csv/{name}.csv", 830, "cd" * 32) for name in TABLES if name not in PARQUET_ONLY]
    told = {
        "version": "2026.11.0",
        "released_at": "2026-11-22T09:30:00Z",
        "content_sha256": "ef" * 32,
        "schema_version": SCHEMA_VERSION,
        "title": "On Record",
        "description": "Who said what.",
        "creator": "The On Record developers",
        "licence": "CC-BY-4.0",
        "licence_title": "Creative Commons Attribution 4.0 International",
        "licence_url": "https://creativecommons.org/licenses/by/4.0/legalcode",
        "citation": "The On Record developers (2026): On Record.",
        **more,
    }
    return SiteFacts(**told, files=tuple(files), documents=("CITATION.cff", "CODEBOOK.md"))


def by_key(found: Mapping[str, Any], table: str) -> dict[str, dict[str, Any]]:
    """The rows of a table of the page by their key, the plain rows inside them as dictionaries."""
    inside = dict(found[f"{table}_columns"].rows)
    rows = [dict(zip(found[table].columns, row, strict=True)) for row in found[table].rows]
    for row in rows:
        for field, columns in inside.items():
            row[field] = [of if hasattr(of, "_fields") else dict(zip(columns, of, strict=True)) for of in row[field]]
    return {row[found[table].columns[0]]: row for row in rows}
