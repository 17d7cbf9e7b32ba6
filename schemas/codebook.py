"""The codebook: every table, column and code of a release in prose, generated from the models.

Belongs here: models → Markdown; the rules that hold for all tables stand in `codebook.md`. What one release holds
comes in counted (see `contents`). Does not belong here: facts about a table that its model does not state.
"""

from __future__ import annotations

from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from schemas import derive, markdown
from schemas.codebook_quality import quality_section
from schemas.tables import SCHEMA_VERSION, TABLES

if TYPE_CHECKING:
    from schemas.codes import Code
    from schemas.contents import ReleaseContent, TableContent
    from schemas.derive import Column
    from schemas.fields import Table


def codebook(release: ReleaseContent | None = None) -> str:
    """The codebook in Markdown.

    Args:
        release: what a release holds: adds its version, counts, coverage, examples and figures of quality; None
            leaves them out, so that the text depends on nothing but the models.
    """
    template = Template(files("schemas").joinpath("codebook.md").read_text(encoding="utf-8"))
    return template.substitute(
        version=f" {release.version}" if release else "",
        schema_version=SCHEMA_VERSION,
        contents=_contents(release),
        tables="\n".join(_section(name, release.tables[name] if release else None) for name in TABLES),
        vocabularies="\n".join(_vocabulary(codes, release) for codes in derive.vocabularies(TABLES)).rstrip("\n"),
        quality=quality_section(release.quality if release else None),
    )


def _contents(release: ReleaseContent | None) -> str:
    lines = [[f"[{name}](#{name})", derive.summary(model)] for name, model in TABLES.items()]
    if release is None:
        return markdown.table(["Table", "Content"], lines)
    counted = [[*line, f"{release.tables[name].n_rows:,}"] for line, name in zip(lines, TABLES, strict=True)]
    return markdown.table(["Table", "Content", "Rows"], counted)


def _section(name: str, content: TableContent | None) -> str:
    model = TABLES[name]
    keys = derive.foreign_keys(model)
    facts = [
        *([f"Rows: {content.n_rows:,}"] if content else []),
        f"Primary key: {markdown.names(derive.primary_key(model))}",
        f"Sorted by: {markdown.names(derive.sort_key(model))}",
        "Foreign keys: " + ("; ".join(f"`{key.column}` → `{key.table}.{key.target}`" for key in keys) or "none"),
    ]
    return "\n".join(
        [
            f"### {name}\n",
            f"{derive.summary(model)}\n",
            *(f"- {fact}" for fact in facts),
            "",
            _columns(model, content),
            "",
            *_limits(model),
        ]
    )


def _columns(model: type[Table], content: TableContent | None) -> str:
    head = ["Column", "Type", "Unit", "Vocabulary", "Null when", "Description"]
    columns = derive.columns(model)
    if content is None:
        return markdown.table(head, map(_row, columns))
    rows = [[*_row(column), *_found(content, column.name)] for column in columns]
    return markdown.table([*head, "Coverage", "Example"], rows)


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


def _found(content: TableContent, name: str) -> list[str]:
    found = content.columns[name]
    shown = "" if found.example is None else markdown.example(found.example)
    return [markdown.coverage(found.n_values, content.n_rows), shown]


def _limits(model: type[Table]) -> list[str]:
    limits = derive.limits(model)
    return ["Known limits:\n", *(f"- {limit}" for limit in limits), ""] if limits else []


def _vocabulary(codes: type[Code], release: ReleaseContent | None) -> str:
    users = [
        (name, column.name)
        for name, model in TABLES.items()
        for column in derive.columns(model)
        if column.vocabulary is codes
    ]
    counts = [release.tables[table].columns[column].codes for table, column in users] if release else []
    rows = [[f"`{code}`", code.description, *(f"{count[str(code)]:,}" for count in counts)] for code in codes]
    columns = [f"{table}.{column}" for table, column in users]
    head = ["Code", "Meaning", *(f"Rows of `{column}`" for column in columns if release)]
    return "\n".join(
        [
            f"### {codes.__name__}\n",
            f"{derive.vocabulary_summary(codes)} Used by {markdown.names(columns)}.\n",
            markdown.table(head, rows),
            "",
        ]
    )
