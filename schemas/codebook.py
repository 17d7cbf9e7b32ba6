"""The codebook: every table, column and code of a release in prose, generated from the models.

Belongs here: models → Markdown; the rules that hold for all tables stand in `codebook.md`. Does not belong here:
facts about a table that its model does not state.
"""

from __future__ import annotations

from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from schemas import derive
from schemas.tables import SCHEMA_VERSION, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from schemas.codes import Code
    from schemas.derive import Column
    from schemas.fields import Table


def codebook(rows: Mapping[str, int] | None = None, version: str | None = None) -> str:
    """The codebook in Markdown.

    Args:
        rows: number of rows per table; None leaves the counts out.
        version: the release's version; None leaves it out, so that the text depends on nothing but the models.
    """
    template = Template(files("schemas").joinpath("codebook.md").read_text(encoding="utf-8"))
    return template.substitute(
        version=f" {version}" if version else "",
        schema_version=SCHEMA_VERSION,
        contents=_contents(rows),
        tables="\n".join(_section(name, model, rows) for name, model in TABLES.items()),
        vocabularies="\n".join(_vocabulary(codes) for codes in vocabularies()).rstrip("\n"),
    )


def vocabularies() -> list[type[Code]]:
    """The closed vocabularies that published columns use, by name."""
    used = {column.vocabulary for model in TABLES.values() for column in derive.columns(model) if column.vocabulary}
    return sorted(used, key=lambda vocabulary: vocabulary.__name__)


def _contents(rows: Mapping[str, int] | None) -> str:
    lines = [[f"[{name}](#{name})", derive.summary(model), *_count(name, rows)] for name, model in TABLES.items()]
    return _markdown_table(["Table", "Content", *(["Rows"] if rows is not None else [])], lines)


def _count(name: str, rows: Mapping[str, int] | None) -> list[str]:
    return [] if rows is None else [f"{rows[name]:,}"]


def _section(name: str, model: type[Table], rows: Mapping[str, int] | None) -> str:
    keys = derive.foreign_keys(model)
    facts = [
        *([f"Rows: {rows[name]:,}"] if rows is not None else []),
        f"Primary key: {_names(derive.primary_key(model))}",
        f"Sorted by: {_names(derive.sort_key(model))}",
        "Foreign keys: " + ("; ".join(f"`{key.column}` → `{key.table}.{key.target}`" for key in keys) or "none"),
    ]
    head = ["Column", "Type", "Unit", "Vocabulary", "Null when", "Description"]
    return "\n".join(
        [
            f"### {name}\n",
            f"{derive.summary(model)}\n",
            *(f"- {fact}" for fact in facts),
            "",
            _markdown_table(head, [_row(column) for column in derive.columns(model)]),
            "",
        ]
    )


def _row(column: Column) -> list[str]:
    vocabulary = column.vocabulary.__name__ if column.vocabulary else None
    return [
        f"`{column.name}`",
        str(column.arrow_type).split("[")[0],
        column.unit or "",
        f"[{vocabulary}](#{vocabulary.lower()})" if vocabulary else "",
        column.missing or "never",
        column.description,
    ]


def _vocabulary(codes: type[Code]) -> str:
    users = [
        f"{name}.{column.name}"
        for name, model in TABLES.items()
        for column in derive.columns(model)
        if column.vocabulary is codes
    ]
    rows = [[f"`{code}`", code.description] for code in codes]
    summary = (codes.__doc__ or "").strip().splitlines()[0]
    return "\n".join(
        [
            f"### {codes.__name__}\n",
            f"{summary} Used by {_names(users)}.\n",
            _markdown_table(["Code", "Meaning"], rows),
            "",
        ]
    )


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _markdown_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", r"\|") for cell in line) + " |" for line in lines)
