"""When the job is asked for: every day once switched on, and when raw/ or curation/ changes."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import pytest

from pipelines.automation import daily_refresh, raw_files_changed
from pipelines.ingest.errors import InputError
from pipelines.inventory import take_inventory
from pipelines.resources import Project

type Tick = dg.SensorResult | dg.SkipReason


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    articles = tmp_path / "raw" / "articles"
    articles.mkdir(parents=True)
    (tmp_path / "raw" / "sources.yml").write_text("{}\n")
    (articles / "one.txt").write_text("One\n")
    (articles / "two.jsonl.gz").write_bytes(b"\x1f\x8b")
    (articles / ".hidden").write_text("not counted")
    (tmp_path / "curation").mkdir()
    return tmp_path / "raw"


def tick(raw: Path, cursor: str | None) -> Tick:
    project = Project(raw=str(raw), curation=str(raw.parent / "curation"), home=str(raw.parent / "home"))
    with dg.DagsterInstance.ephemeral() as instance:
        context = dg.build_sensor_context(instance=instance, cursor=cursor, resources={"project": project})
        return raw_files_changed(context)


def cursor_after(result: Tick) -> str:
    assert isinstance(result, dg.SensorResult)
    assert result.cursor is not None
    return result.cursor


def test_the_first_look_asks_for_a_run_and_the_next_does_not(raw: Path) -> None:
    first = tick(raw, None)
    assert isinstance(first, dg.SensorResult)
    assert len(first.run_requests or []) == 1
    assert isinstance(tick(raw, cursor_after(first)), dg.SkipReason)


@pytest.mark.parametrize("change", ["add", "remove", "rename", "edit", "touch", "sources", "curation"])
def test_every_change_asks_for_one_run(raw: Path, change: str) -> None:
    cursor = cursor_after(tick(raw, None))
    file = raw / "articles" / "one.txt"
    match change:
        case "add":
            (raw / "articles" / "new.txt").write_text("New\n")
        case "remove":
            file.unlink()
        case "rename":
            file.rename(file.with_name("other.txt"))
        case "edit":
            file.write_text("Longer than before\n")
        case "touch":
            os.utime(file, ns=(0, 0))
        case "sources":
            (raw / "sources.yml").write_text("a: {}\n")
        case "curation":
            (raw.parent / "curation" / "merges.csv").write_text("from_actor_id\n")
    changed = tick(raw, cursor)
    assert isinstance(changed, dg.SensorResult)
    assert len(changed.run_requests or []) == 1
    assert isinstance(tick(raw, cursor_after(changed)), dg.SkipReason)


def test_a_change_that_is_taken_back_asks_for_another_run(raw: Path) -> None:
    keys = []
    cursor = None
    aside = raw.parent / "aside.txt"
    for source, target in ((None, None), (raw / "articles/one.txt", aside), (aside, raw / "articles/one.txt")):
        if source and target:
            source.rename(target)
        result = tick(raw, cursor)
        cursor = cursor_after(result)
        keys += [request.run_key for request in result.run_requests or []]
    assert len(set(keys)) == 3


def test_hidden_files_and_unreadable_links_do_not_matter(raw: Path) -> None:
    before = take_inventory(raw)
    (raw / "articles" / ".swap").write_text("typing")
    (raw / ".git").mkdir()
    (raw / ".git" / "index").write_text("x")
    assert take_inventory(raw) == before
    (raw / "articles" / "nowhere.txt").symlink_to("missing")
    assert take_inventory(raw).forms[".txt"] == 2


def test_an_inventory_counts_forms_and_bytes(raw: Path) -> None:
    inventory = take_inventory(raw)
    assert inventory.forms == {".jsonl.gz": 1, ".txt": 1, ".yml": 1}
    assert inventory.n_bytes == 9


def test_no_raw_folder_is_said_in_one_line(raw: Path) -> None:
    with pytest.raises(InputError, match="there is no such folder"):
        tick(raw / "elsewhere", None)


def test_the_schedule_asks_for_a_run_each_day_at_five() -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        context = dg.build_schedule_context(
            instance=instance, scheduled_execution_time=datetime(2031, 3, 4, 5, tzinfo=UTC)
        )
        data = daily_refresh.evaluate_tick(context)
    assert len(data.run_requests or []) == 1
    assert daily_refresh.cron_schedule == "0 5 * * *"
