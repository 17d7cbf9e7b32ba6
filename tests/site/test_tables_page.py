"""What the page of tables loads is shipped, and nothing of it is forgotten."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from pipelines.site.tables_page import SCRIPTS, tables_page

SITE = Path(str(files("pipelines.site")))


def test_every_script_is_loaded_once() -> None:
    shipped = {path.relative_to(SITE).as_posix() for path in (SITE / "static" / "tables").iterdir()}
    assert len(SCRIPTS) == len(set(SCRIPTS))
    assert shipped <= set(SCRIPTS)
    assert all((SITE / script).is_file() for script in SCRIPTS if script.startswith("static/"))


def test_every_table_says_what_a_row_is() -> None:
    for choice in tables_page()["tables"]:
        assert choice.summary.startswith("One row per ")
        assert "`" not in choice.summary
