"""The checks that a release must pass: every model's rules, and those that hold between tables.

Belongs here: the list of all checks, as plain functions over a folder of Parquet files. Does not belong here:
Dagster (the assets show these same functions' results), and what to do about a failure.

pandera passes an empty frame, so that volume is a check of its own.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

import duckdb
import pyarrow.parquet as pq
from pandera.errors import SchemaErrors

from pipelines.check_queries import NO_ROWS_BELOW_WORDS, cross_table_queries
from pipelines.sql import select
from schemas import derive
from schemas.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import pyarrow as pa

EXAMPLES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What a check found: how many rows it saw, how many failed, and up to five of them."""

    name: str
    table: str
    passed: bool
    rows_seen: int
    failures: int
    examples: list[dict[str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, name: str, table: str, rows_seen: int, problems: list[dict[str, str]]) -> Self:
        """What a check found that gives each row that fails as a problem."""
        return cls(
            name=name,
            table=table,
            passed=not problems,
            rows_seen=rows_seen,
            failures=len(problems),
            examples=problems[:EXAMPLES],
        )


@dataclass(frozen=True, slots=True)
class Material:
    """What checks look at: the tables in a folder, and what only the store knows.

    `connection` has a view for each table, and `article_texts (article_id, text, text_sha256)` with the text of
    every article, also of those whose text is not published. `inputs` counts raw inputs by what became of them.
    """

    folder: Path
    connection: duckdb.DuckDBPyConnection
    inputs: Mapping[str, int]

    def rows(self, table: str) -> int:
        """The number of rows of a table."""
        return int(pq.read_metadata(self.folder / f"{table}.parquet").num_rows)


@dataclass(frozen=True, slots=True)
class Check:
    """A rule that must hold for a table; `query` selects the rows that break it, None for the model's own rules."""

    name: str
    table: str
    description: str
    query: str | None = None

    @property
    def needs_texts(self) -> bool:
        """Whether the rule compares rows with the articles' texts."""
        return "article_texts" in (self.query or "")

    def run(self, material: Material) -> CheckResult:
        """Apply the rule to the table's bytes on disk."""
        failures, examples = self._failures(material)
        return CheckResult(
            name=self.name,
            table=self.table,
            passed=failures == 0,
            rows_seen=material.rows(self.table),
            failures=failures,
            examples=examples,
        )

    def _failures(self, material: Material) -> tuple[int, list[dict[str, str]]]:
        if self.query is None:
            return _model_failures(self.table, material.folder)
        try:
            rows = select(material.connection, self.query, _parameters(self.query, material)).to_arrow_table()
        except duckdb.Error as error:  # a column that the rule needs is missing or of another type
            problem = f"{type(error).__name__}: {error}".partition("\n")[0]
            return max(1, material.rows(self.table)), [{"problem": problem}]
        return rows.num_rows, [_as_text(row) for row in rows.slice(0, EXAMPLES).to_pylist()]


def all_checks() -> list[Check]:
    """Every check there is, model rules first."""
    models = [
        Check(f"{table}_schema", table, f"Types, keys, vocabularies and rules of schemas: {derive.summary(model)}")
        for table, model in TABLES.items()
    ]
    return models + [Check(*query) for query in cross_table_queries()]


def run_all(folder: Path, texts: pa.Table, inputs: Mapping[str, int]) -> list[CheckResult]:
    """Run every check.

    Args:
        folder: holds `<table>.parquet` for every table.
        texts: `article_id, text` of every kept article.
        inputs: `n_raw, n_kept, n_duplicate, n_rejected, n_retracted`.

    Returns: one result per check, in the order of `all_checks`.
    """
    with open_material(folder, texts, inputs) as material:
        return [check.run(material) for check in all_checks()]


@contextmanager
def open_material(
    folder: Path, texts: pa.Table, inputs: Mapping[str, int], *, known_only: bool = False
) -> Iterator[Material]:
    """Open the tables in a folder for checks; see `run_all` for the arguments.

    With `known_only` tables show only the rows of articles whose text is given, for the rules that need texts.
    """
    hashes = [hashlib.sha256(text.as_py().encode()).hexdigest() for text in texts["text"]]
    with duckdb.connect() as connection:
        connection.register("article_texts", texts.append_column("text_sha256", [hashes]))
        for table in TABLES:
            path = str(folder / f"{table}.parquet")
            rows = connection.read_parquet(path)
            if known_only and "article_id" in rows.columns:
                rows = rows.filter("article_id IN (SELECT article_id FROM article_texts)")
            rows.create_view(table)
            connection.read_parquet(path, file_row_number=True).create_view(f"{table}_numbered")
        yield Material(folder, connection, inputs)


def _parameters(query: str, material: Material) -> dict[str, int]:
    known = {**material.inputs, "words": NO_ROWS_BELOW_WORDS}
    return {name: value for name, value in known.items() if f"${name}" in query}


def _model_failures(table: str, folder: Path) -> tuple[int, list[dict[str, str]]]:
    model = TABLES[table]
    found = pq.read_table(folder / f"{table}.parquet")
    wrong = _schema_differences(found.schema, derive.arrow_schema(model))
    if wrong:
        return len(wrong), wrong[:EXAMPLES]
    try:
        model.validate(derive.to_frame(found), lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
        shown = cases[["column", "check", "failure_case", "index"]].head(EXAMPLES)
        return len(cases), [_as_text(row) for row in shown.to_dict("records")]
    return 0, []


def _schema_differences(found: pa.Schema, expected: pa.Schema) -> list[dict[str, str]]:
    if found.equals(expected):
        return []
    pairs = {name: (_declared(found, name), _declared(expected, name)) for name in [*expected.names, *found.names]}
    return [{"column": name, "found": got, "expected": want} for name, (got, want) in pairs.items() if got != want] or [
        {"column": "order", "found": ", ".join(found.names), "expected": ", ".join(expected.names)}
    ]


def _declared(schema: pa.Schema, name: str) -> str:
    """A column's type and nullability in words."""
    if name not in schema.names:
        return "no such column"
    found = schema.field(name)
    return f"{found.type}{'' if found.nullable else ' not null'}"


def _as_text(row: Mapping[Any, Any]) -> dict[str, str]:
    return {str(name): str(value) for name, value in row.items()}
