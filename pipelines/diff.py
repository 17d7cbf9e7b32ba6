"""`onrecord diff OLD NEW`: what changed between two releases, and why.

Belongs here: the options, and lines for people and programs. Does not belong here: comparing releases
(`pipelines.release.differences`).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipelines.ingest.errors import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipelines.release.differences import Differences

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.argument("old", type=FOLDER)
@click.argument("new", type=FOLDER)
@click.option("--table", help="Only this table.")
@click.option("--rows", is_flag=True, help="A line for each row that differs, with its values before and now.")
@click.option("--json", "json_", is_flag=True, help="Nothing but the rows, as JSON lines.")
def diff(*, old: Path, new: Path, table: str | None, rows: bool, json_: bool) -> None:
    """Say what changed from the release OLD to the release NEW, and why."""
    from pipelines.release.differences import differences  # noqa: PLC0415 - keeps `--help` fast

    with differences(old, new) as found:
        if table is not None and table not in found.tables:
            message = f"{table!r} is no table of these releases; give one of {', '.join(found.tables)}"
            raise click.BadParameter(message, param_hint="--table")
        tables = found.tables if table is None else [table]
        if not json_:
            for line in _summary(found, tables):
                click.echo(line)
        for name in tables if rows or json_ else ():
            for row in found.rows(name):
                click.echo(json.dumps(row, default=str) if json_ else _line(row))


def _summary(found: Differences, tables: list[str]) -> Iterator[str]:
    head = f"{'table':<16} {found.old.name:>12} {found.new.name:>12} {'added':>9} {'removed':>9} {'changed':>9}"
    yield f"{head}  causes"
    for counts in found.counts():
        if counts.table in tables:
            numbers = " ".join(f"{n:>9,}" for n in counts.changes.values())
            causes = ", ".join(f"{cause} {n:,}" for cause, n in counts.causes.items() if n)
            yield f"{counts.table:<16} {counts.before:>12,} {counts.after:>12,} {numbers}  {causes}".rstrip()


def _line(row: Mapping[str, Any]) -> str:
    """A row in one printable line: nothing that an article says can steer a terminal."""
    head = one_line(f"{row['table']} {row['row_id']} {row['change']} ({row['cause']})")
    if row["old"] is None or row["new"] is None:
        return head
    return f"{head}: " + "; ".join(f"{f}: {_shown(row['old'][f])} → {_shown(row['new'][f])}" for f in row["new"])


def _shown(value: object) -> str:
    return "null" if value is None else one_line(str(value))
