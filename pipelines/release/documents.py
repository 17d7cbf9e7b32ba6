"""The files of a release that people read, from templates.

Belongs here: filling the templates in `templates/`. The codebook is made in `schemas.codebook`, the manifest in
`manifest`, the views in `views`.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Any

from pipelines.release import durable, metadata
from pipelines.release.dataset import EXAMPLE_FILES
from pipelines.release.views import views_sql
from schemas import croissant, derive, markdown
from schemas.codebook import codebook
from schemas.contents import ReleaseContent, TableContent
from schemas.datapackage import DataFile, descriptor
from schemas.tables import SCHEMA_VERSION, TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the documents say of a release.

    `contents` tells per table what it holds; `sources` and `quality` are the rows of these tables; `change_log` has
    the parts of CHANGELOG.md, as its module makes them.
    """

    version: str
    released_at: str
    content_sha256: str
    contents: Mapping[str, TableContent]
    sources: Sequence[Mapping[str, Any]]
    quality: Sequence[Mapping[str, Any]]
    change_log: Mapping[str, str]

    @property
    def rows(self) -> dict[str, int]:
        """The number of rows per table."""
        return {name: content.n_rows for name, content in self.contents.items()}

    @property
    def date(self) -> str:
        """The day of the release."""
        return self.released_at[:10]


def unversioned() -> dict[str, str]:
    """The texts that say what the data mean and how they may be used, without version and counts."""
    return {"codebook": codebook(), "views": views_sql(), "licence": _licence()}


def documents(facts: Facts, data_files: Mapping[str, Mapping[str, DataFile]]) -> dict[str, str]:
    """Per file name, the content of each document of a release."""
    return {
        "views.sql": views_sql(),
        "datapackage.json": durable.to_json(descriptor(metadata.package_properties(facts), data_files)),
        "croissant.json": durable.to_json(
            croissant.description(metadata.croissant_properties(facts), data_files, facts.contents)
        ),
        "CODEBOOK.md": codebook(ReleaseContent(facts.version, facts.contents, facts.quality)),
        "README.md": _fill("README.md", facts, tables=_contents(facts), card=metadata.card()),
        "CITATION.cff": metadata.citation(facts),
        "CHANGELOG.md": _fill("CHANGELOG.md", facts, **facts.change_log),
        "LICENSE": _licence(),
        **{name: _template(name) for name in EXAMPLE_FILES},
    }


def _fill(template: str, facts: Facts, **more: str) -> str:
    return Template(_template(template)).substitute(
        version=facts.version,
        date=facts.date,
        citation=metadata.citation_line(facts.version, facts.date, facts.content_sha256),
        schema_version=SCHEMA_VERSION,
        **more,
    )


def _licence() -> str:
    return Template(_template("LICENSE")).substitute(mit=_template("MIT").strip()).strip() + "\n"


def _template(name: str) -> str:
    return files("pipelines.release").joinpath("templates", name).read_text(encoding="utf-8")


def _contents(facts: Facts) -> str:
    rows = [[name, f"{facts.rows[name]:,}", derive.summary(model)] for name, model in TABLES.items()]
    return markdown.table(["Table", "Rows", "Content"], rows, numbers={"Rows"})
