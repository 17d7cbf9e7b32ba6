"""`onrecord diff`: what it tells of two releases, and what it refuses."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import small_release
from click.testing import CliRunner, Result
from test_publishing import publish_rows

from pipelines.cli import main


def diff(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["diff", *map(str, arguments)])


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three releases: the second has an act and a name more, the third is as the first but for a number."""
    home = tmp_path_factory.mktemp("three")
    publish_rows(home)
    second, third = small_release.rows(), small_release.rows()
    second["positions"][0]["act"] = "demand"
    second["actor_names"].append(
        {"actor_id": "state_NOR", "name": "Nor\x1b[31mge", "name_type": "short", "name_source": "registry"}
    )
    second["articles"][0]["author"] = "Kim\x9b31m\u202e"
    publish_rows(home, second)
    third["numbers"][0]["value"] = 15.0
    publish_rows(home, third)
    return home / "releases"


def test_it_counts_what_changed_and_why(releases: Path) -> None:
    told = diff(releases / "2026.11.0", releases / "2026.11.1")
    assert told.exit_code == 0
    lines = {line.split()[0]: line.split() for line in told.stdout.splitlines()}
    assert lines["table"] == ["table", "2026.11.0", "2026.11.1", "added", "removed", "changed", "causes"]
    assert lines["positions"] == ["positions", "4", "4", "0", "0", "1", "code", "1"]
    assert lines["actor_names"] == ["actor_names", "2", "3", "1", "0", "0", "code", "1"]
    assert lines["articles"] == ["articles", "2", "2", "0", "0", "1", "source", "1"]
    assert lines["dates"] == ["dates", "1", "1", "0", "0", "0"]


def test_rows_show_values_before_and_now_and_steer_no_terminal(releases: Path) -> None:
    told = diff(releases / "2026.11.0", releases / "2026.11.1", "--rows").stdout
    assert "changed (code): act: appeal → demand" in told
    assert "changed (source): author: 'Kim' =Berg → Kim\\x9b31m\\u202e" in told
    assert "added (code)" in told
    assert all(character.isprintable() or character == "\n" for character in told)


def test_any_two_releases_can_be_compared_in_either_direction(releases: Path) -> None:
    there, back = (
        diff(releases / f"2026.11.{old}", releases / f"2026.11.{new}", "--rows", "--table", "numbers").stdout
        for old, new in ((0, 2), (2, 0))
    )
    assert "value: 14.0 → 15.0" in there
    assert "value: 15.0 → 14.0" in back
    assert len(there.splitlines()) == 3  # head, table, row


def test_json_lines_hold_the_rows_alone(releases: Path) -> None:
    told = diff(releases / "2026.11.0", releases / "2026.11.1", "--json").stdout
    rows = [json.loads(line) for line in told.splitlines()]
    assert told.isascii()
    assert [row["table"] for row in rows] == ["articles", "actor_names", "positions"]
    changed, added = rows[2], rows[1]
    assert (changed["old"], changed["new"], changed["cause"]) == ({"act": "appeal"}, {"act": "demand"}, "code")
    assert (added["old"], added["new"]["name"]) == (None, "Nor\x1b[31mge")


def test_the_same_release_differs_in_nothing(releases: Path) -> None:
    assert diff(releases / "2026.11.0", releases / "2026.11.0", "--json").stdout == ""


def test_what_is_no_release_is_told(releases: Path, tmp_path: Path) -> None:
    told = diff(releases / "2026.11.0", tmp_path)
    assert told.exit_code == 1
    assert "there is no manifest.json; give the folder of a release" in told.output
    damaged = tmp_path / "2026.11.1"
    shutil.copytree(releases / "2026.11.1", damaged)
    shutil.rmtree(damaged / "data")
    told = diff(releases / "2026.11.0", damaged)
    assert told.exit_code == 1
    assert "is not there; restore the release from its zip, or choose another one" in told.output


def test_an_unknown_table_is_wrong_usage(releases: Path) -> None:
    told = diff(releases / "2026.11.0", releases / "2026.11.1", "--table", "moods")
    assert told.exit_code == 2
    assert "'moods' is no table of these releases; give one of sources, articles" in told.output
