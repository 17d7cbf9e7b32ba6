"""What CHANGELOG.md of a release says, from the table `changes` and what both releases were made with.

Belongs here: the words and tables. An article that was retracted is named by its id, never by title or address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from pipelines.release.changes import all_tables, one_sided_columns
from schemas import markdown
from schemas.codes import Change, ChangeCause, CurationAction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pyarrow as pa

    from pipelines.release.sides import Side

    type Counts = Mapping[tuple[str, str, str], int]  # table, cause, change

NO_PARENT = "The table `changes` holds no rows: there is no release before this one."
HOW_TO_READ = (
    "The table `changes` lists every row that differs, with the columns that do and the cause; a row that it does not"
    " name is the same in both releases."
)


def change_log(old: Side | None, new: Side, changes: pa.Table) -> dict[str, str]:
    """The parts of CHANGELOG.md: `summary`, `tables`, `changes`.

    Args:
        old: the parent; None where there is none.
        new: the release, or the tables that become it.
        changes: the table `changes` from one to the other.
    """
    rows = count_rows(new)
    articles = f"{rows['articles']:,} article{'' if rows['articles'] == 1 else 's'}"
    if old is None:
        listed = markdown.table(["Table", "Rows"], ([table, f"{n:,}"] for table, n in rows.items()), numbers={"Rows"})
        return {"summary": f"Initial release. It is made from {articles}.", "tables": listed, "changes": NO_PARENT}
    counts = count_changes(changes)
    before = count_rows(old)
    totals = ([table, *_numbers(before.get(table, 0), rows.get(table, 0))] for table in all_tables(old, new))
    head = [f"In {old.name}", f"In {new.name}", "Difference"]
    sections = [HOW_TO_READ, *_by_cause(counts), *_section("Made with", _made_with(old, new))]
    sections += _section("Retractions", _retractions(old, new))
    return {
        "summary": f"{_differ(len(changes))} from {old.name}. The release is made from {articles}, {old.name} from"
        f" {before['articles']:,}.",
        "tables": markdown.table(["Table", *head], totals, numbers=head),
        "changes": "\n\n".join(sections),
    }


def count_rows(side: Side) -> dict[str, int]:
    """The number of rows of each table."""
    return {table: pq.read_metadata(side.folder / f"{table}.parquet").num_rows for table in side.keys}


def count_changes(changes: pa.Table) -> Counts:
    """The number of rows of the table `changes` by table, cause and change."""
    grouped = changes.group_by(["table_name", "cause", "change"]).aggregate([([], "count_all")]).to_pylist()
    return {(row["table_name"], row["cause"], row["change"]): row["count_all"] for row in grouped}


def _differ(n: int) -> str:
    return f"{n or 'No'} row differs" if n < 2 else f"{n:,} rows differ"


def _by_cause(counts: Counts) -> list[str]:
    """A table, or nothing where no row differs."""
    places = sorted({(table, cause) for table, cause, _ in counts}, key=lambda place: (place[0], _order(place[1])))
    lines = [
        [table, cause, *(f"{counts.get((table, cause, change), 0):,}" for change in Change)] for table, cause in places
    ]
    head = [change.capitalize() for change in Change]
    return [markdown.table(["Table", "Cause", *head], lines, numbers=head)] if lines else []


def _order(cause: str) -> int:
    return list(ChangeCause).index(ChangeCause(cause))


def _numbers(before: int, after: int) -> list[str]:
    return [f"{before:,}", f"{after:,}", f"{after - before:+,}"]


def _made_with(old: Side, new: Side) -> Iterator[str]:
    """What made this release and not the one before."""
    pairs = {
        "Schema version": (old.schema_version, new.schema_version),
        "Package version": (old.code.package_version, new.code.package_version),
        "Lock": (old.code.lock_sha256, new.code.lock_sha256),
    }
    for name in sorted(old.extractors.keys() | new.extractors.keys()):
        pairs[f"Extractor of {name}"] = (old.extractors.get(name), new.extractors.get(name))
    for name in sorted(old.curation.keys() | new.curation.keys()):
        pairs[f"curation/{name}"] = (old.curation.get(name), new.curation.get(name))
    for name, (before, after) in pairs.items():
        if before != after:
            yield f"{name}: `{before or 'none'}` before, `{after or 'none'}` now."
    for table in all_tables(old, new):
        if table not in new.keys or table not in old.keys:
            yield f"Table `{table}`: {'new' if table in new.keys else 'given up'}."
            continue
        gone, added = one_sided_columns(table, old, new)
        yield from (f"Column `{table}.{name}`: {old.name} alone has it with this type." for name in gone)
        yield from (f"Column `{table}.{name}`: new, or new with this type." for name in added)


def _retractions(old: Side, new: Side) -> Iterator[str]:
    before, after = _retracted(old), _retracted(new)
    yield from (f"`{article_id}` was retracted." for article_id in sorted(after - before))
    yield from (f"`{article_id}`: its retraction was taken back." for article_id in sorted(before - after))


def _retracted(side: Side) -> set[str]:
    rows = pq.read_table(side.folder / "curation.parquet", columns=["row_id", "action"], partitioning=None)
    return {row["row_id"] for row in rows.to_pylist() if row["action"] == CurationAction.RETRACT}


def _section(title: str, lines: Iterable[str]) -> list[str]:
    """A heading and a list, or nothing."""
    items = "\n".join(f"- {line}" for line in lines)
    return [f"## {title}", items] if items else []
