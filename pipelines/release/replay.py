"""The gate that `changes` is complete: the old release with the changes applied is the new one.

Belongs here: proving the table `changes` against both releases' files. It shares no code with what computed the table
(`changes`, in DuckDB): here pyarrow joins the rows and compares the values.

For every table: a row that is not named is the same in both releases, in all columns that both have; a row that is
named was added, removed or changed as it says, and differs in exactly the fields listed, in the order of the columns.
A release without a parent names no row.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.checks import CheckResult
from schemas.codes import Change

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipelines.release.sides import Side

OLD, NEW = ":old", ":new"  # endings of the two sides' columns, which no column of ours has
THERE = "there"

type Key = tuple[Any, ...]
type Difference = tuple[str, str | None]  # change and fields


def check_changes(old: Side | None, new: Side, changes: pa.Table) -> list[CheckResult]:
    """Compare the table `changes` of a release with what its rows and those of its parent show.

    Args:
        old: the parent; None where there is none.
        new: the release.
        changes: its table `changes`.

    Returns: one result per table of either side; and one for rows of `changes` that name no such table.
    """
    keys = {**(old.keys if old else {}), **new.keys}
    results = [_check_table(table, key, old, new, changes) for table, key in keys.items()] if old else []
    tables = keys if old else {}
    strangers = [row for row in changes.to_pylist() if row["table_name"] not in tables] if old or len(changes) else []
    problems = [
        {"row": f"{row['table_name']} {row['row_id']}", "problem": "there is no such table"} for row in strangers
    ]
    return [*results, CheckResult.of("changes_replayed", "changes", len(changes), problems)]


def _check_table(table: str, key: Sequence[str], old: Side, new: Side, changes: pa.Table) -> CheckResult:
    rows = changes.filter(pc.equal(changes["table_name"], table)).to_pylist()
    before, after = _read(old, new, table), _read(new, old, table)
    found = dict(_differences(key, before, after))
    return CheckResult.of(f"{table}_replayed", table, len(after), list(_problems(rows, key, found)))


def _read(side: Side, other: Side, table: str) -> pa.Table:
    """A side's rows; none where only the other side has the table."""
    there = side if table in side.keys else other
    rows = pq.read_table(there.folder / f"{table}.parquet", partitioning=None).replace_schema_metadata()
    return rows if there is side else rows.slice(0, 0)


def _problems(
    rows: Sequence[Mapping[str, Any]], key: Sequence[str], found: Mapping[Key, Difference]
) -> Iterator[dict[str, str]]:
    stated: dict[Key, Difference] = {}
    for row in rows:
        try:
            parsed = (row["row_id"],) if len(key) == 1 else tuple(json.loads(row["row_id"]))
        except (ValueError, TypeError):
            yield {"row": row["row_id"], "problem": "row_id is no JSON array"}
            continue
        if parsed in stated:
            yield {"row": row["row_id"], "problem": "named twice"}
        stated[parsed] = (row["change"], row["fields"])
    for identity in [*stated, *(identity for identity in found if identity not in stated)]:
        if stated.get(identity) != found.get(identity):
            told, shown = (_words(side.get(identity)) for side in (stated, found))
            yield {"row": " ".join(map(str, identity)), "problem": f"changes says {told}, the files show {shown}"}


def _words(difference: Difference | None) -> str:
    return "no difference" if difference is None else " ".join(part for part in difference if part)


def _differences(key: Sequence[str], before: pa.Table, after: pa.Table) -> Iterator[tuple[Key, Difference]]:
    """The rows that differ, by key."""
    common = [
        field.name
        for field in after.schema
        if field.name not in key
        and field.name in before.column_names
        and before.schema.field(field.name).type.equals(field.type)
    ]
    sides = [
        table.select([*key, *common])
        .append_column(THERE, pa.repeat(pa.scalar(value=True), len(table)))
        .rename_columns([*key, *(f"{name}{ending}" for name in [*common, THERE])])
        for table, ending in ((before, OLD), (after, NEW))
    ]
    joined = sides[0].join(sides[1], keys=list(key), join_type="full outer")
    unequal = {name: _unequal(joined[f"{name}{OLD}"], joined[f"{name}{NEW}"]) for name in [*common, THERE]}
    shown = pa.table([*(joined[name] for name in key), *unequal.values()], [*map(str, range(len(key))), *unequal])
    shown = shown.append_column("gone", pc.is_null(joined[f"{THERE}{NEW}"]))
    any_unequal = unequal[THERE]
    for mask in unequal.values():
        any_unequal = pc.or_(any_unequal, mask)
    for row in shown.filter(any_unequal).to_pylist():
        identity = tuple(row[str(place)] for place in range(len(key)))
        if row[THERE]:
            yield identity, (str(Change.REMOVED if row["gone"] else Change.ADDED), None)
        else:
            yield identity, (str(Change.CHANGED), "|".join(name for name in common if row[name]))


def _unequal(before: pa.ChunkedArray, after: pa.ChunkedArray) -> pa.ChunkedArray:
    """Whether two columns' values are not the same, bit by bit; null is the same as null."""
    if pa.types.is_float64(before.type):
        before, after = (column.combine_chunks().view(pa.int64()) for column in (before, after))
    same = pc.fill_null(pc.equal(before, after), fill_value=False)
    return pc.invert(pc.or_(same, pc.and_(pc.is_null(before), pc.is_null(after))))
