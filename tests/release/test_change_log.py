"""CHANGELOG.md of a release: numbers by cause, what it was made with, retractions by id alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import small_release
from small_release import CLOSED
from test_causes import retract
from two_releases import of_schema, write

from pipelines.release.change_log import change_log
from pipelines.release.changes import list_changes

if TYPE_CHECKING:
    from pathlib import Path


def test_it_tells_numbers_by_cause_versions_and_retractions(tmp_path: Path) -> None:
    content = small_release.rows()
    content["positions"][0]["act"] = "demand"
    retract(content)
    old = write(tmp_path / "old", small_release.rows())
    new = of_schema(write(tmp_path / "new", content, extractor="test@2"), "1.1.0")
    told = change_log(old, new, list_changes(old, new))
    assert told["summary"].endswith("rows differ from old. The release is made from 1 article, old from 2.")
    assert "| positions | 4 | 3 | -1 |" in told["tables"]
    assert "| positions | code | 0 | 0 | 1 |\n| positions | takedown | 0 | 1 | 0 |" in told["changes"]
    assert "- Schema version: `1.0.0` before, `1.1.0` now." in told["changes"]
    assert "- Extractor of annotations: `test@1` before, `test@2` now." in told["changes"]
    assert f"- `{CLOSED}` was retracted." in told["changes"]
    assert "example.org" not in "".join(told.values())
    back = change_log(new, old, list_changes(new, old))
    assert f"- `{CLOSED}`: its retraction was taken back." in back["changes"]
    assert told == change_log(old, new, list_changes(old, new))


def test_no_row_and_one_row_are_told_in_words(tmp_path: Path) -> None:
    content = small_release.rows()
    content["numbers"][0]["value"] = 15.0
    old, same, new = (
        write(tmp_path / name, rows)
        for name, rows in [("old", small_release.rows()), ("same", small_release.rows()), ("new", content)]
    )
    told = change_log(old, same, list_changes(old, same))
    assert told["summary"].startswith("No row differs from old. ")
    assert "| Cause |" not in told["changes"]
    assert change_log(old, new, list_changes(old, new))["summary"].startswith("1 row differs from old. ")
