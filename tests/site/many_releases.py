"""Releases with a page: the small one many times over, and the same with hostile strings in every free text.

Belongs here: rows and the folder that a page is built in. The small release itself stands in `small_release`.
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import staged
from hostile_strings import HOSTILE

from pipelines.ids import content_id
from pipelines.site.builder import build_site
from schemas import derive
from schemas.tables import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from staged import Content, small_release

    from schemas.fields import Table

ID = re.compile(r"([a-z]{3}_)[a-z2-7]{16}")
# Which of the six places in a hostile text a span of a row selects; a content has the last and the third.
PLACES = {"source": 1, "cue": 2, "char": 3, "counted": 4, "content": 3}
BETWEEN = " said “"


def many(copies: int) -> Content:
    """The rows of the small release so many times, each time as other articles, actors and countries."""
    content = staged.rows()
    return {
        name: _unique(name, [{k: _other(v, copy) for k, v in row.items()} for copy in range(copies) for row in rows])
        for name, rows in content.items()
    }


def hostile() -> Content:
    """Per hostile string a copy of the small release that has it wherever a column is free text."""
    return {name: _unique(name, _hostile_rows(name, rows)) for name, rows in _more_rows().items()}


def free_columns(model: type[Table]) -> list[str]:
    """The columns that may hold any text: no code, no key, no pattern."""
    checks = {name: {check.name for check in column.checks} for name, column in model.to_schema().columns.items()}
    return [
        column.name
        for column in derive.columns(model)
        if pa.types.is_string(column.arrow_type)
        and not (column.vocabulary or column.references or "str_matches" in checks[column.name])
    ]


def id_of(original: str, copy: int) -> str:
    """The id that a row of the small release has in a copy."""
    return content_id(original[:4], original, copy)


def write_release(folder: Path, content: Content) -> Path:
    """Tables of a release, and its page, in a new folder. Nothing is checked, as hostile rows break a few rules."""
    build_site(staged.stage(folder, content), staged.facts())
    return folder


def _other(value: Any, copy: int) -> Any:
    """A value as another copy of the release has it: ids and countries are its own."""
    if not isinstance(value, str):
        return value
    if ID.fullmatch(value):
        return id_of(value, copy)
    if value in {"NOR", "SWE", "state_NOR", "state_SWE"}:
        return value[:-3] + _country(2 * copy + (value[-3:] == "SWE"))
    return f"{value}-{copy}" if value == "coast-wire" else value


def _country(number: int) -> str:
    return "".join(chr(ord("A") + number // power % 26) for power in (676, 26, 1))


def _unique(name: str, rows: list[small_release.Row]) -> list[small_release.Row]:
    keys = derive.primary_key(TABLES[name])
    return list({tuple(row[key] for key in keys): row for row in rows}.values())


def _more_rows() -> Content:
    """The small release, and rows of the tables that are empty there."""
    measured = {"table_name": "positions", "field": "act", "n": 9, "value": 0.5, "ci_low": 0.4, "ci_high": 0.6}
    return staged.rows() | {
        "curation": [{"curation_id": content_id("cur_", "one"), "decided_on": date(2026, 11, 22), "action": "edit"}],
        "quality": [{**measured, "metric": metric} for metric in ("precision", "recall", "f1", "accuracy")],
        "changes": [{"change": "changed", "cause": "source"}],
    }


def _hostile_rows(name: str, rows: list[small_release.Row]) -> list[small_release.Row]:
    columns = derive.arrow_schema(TABLES[name]).names
    free = free_columns(TABLES[name])
    found = []
    for copy, string in enumerate(HOSTILE):
        for row in rows:
            kept = row if name == "quality" else {}  # what plots ask for by name
            places = _places(string, columns)
            other = {column: _other(value, copy) for column, value in row.items()}
            found.append(other | dict.fromkeys(free, string) | places | kept)
            if name == "texts":
                found[-1]["text"] = BETWEEN.join([string] * 6)
            if name == "articles" and row["text_policy"] == "offsets":
                found[-1]["text_policy"] = "snippet"  # it publishes the words of rows, where offsets publishes none
    return found


def _places(string: str, columns: list[str]) -> small_release.Row:
    """The offsets of a row in a hostile text."""
    found: small_release.Row = {}
    for prefix, place in PLACES.items():
        if f"{prefix}_start" in columns:
            found[f"{prefix}_start"], found[f"{prefix}_end"] = _place(string, place)
    if "content_spans" in columns:
        found["content_end"] = _place(string, 5)[1]
        found["content_spans"] = json.dumps([_place(string, 3), _place(string, 5)])
    return found


def _place(string: str, number: int) -> tuple[int, int]:
    """The offsets of one of the six times that a hostile text has its string."""
    start = number * len(string + BETWEEN)
    return start, start + len(string)
