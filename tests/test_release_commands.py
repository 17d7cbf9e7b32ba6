"""`onrecord promote` and `onrecord withdraw` as a person types them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from pipelines.cli import main
from pipelines.release import index
from pipelines.release.dataset import MANIFEST
from pipelines.release.index import Entry, Index

TIME = {"SOURCE_DATE_EPOCH": "1795420800"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with two releases that hold no more than an empty manifest."""
    releases = tmp_path / "home" / "releases"
    entries = []
    for version in ("2026.11.0", "2026.11.1"):
        (releases / version).mkdir(parents=True)
        (releases / version / MANIFEST).write_text("{}")
        (releases / version / "data").mkdir()
        entries.append(
            Entry(version=version, released_at="2026-11-22T09:30:00Z", manifest_sha256="", content_sha256="")
        )
    index.write_index(releases, Index(releases=tuple(entries)))
    return tmp_path / "home"


def onrecord(*arguments: object, typed: str | None = None) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), input=typed, env=TIME)


def listed(home: Path) -> Any:
    return json.loads((home / "releases" / "index.json").read_bytes())


def test_withdraw_asks_and_removes_nothing_without_a_yes(home: Path) -> None:
    for typed in ("n\n", "\n", ""):
        done = onrecord("withdraw", "2026.11.0", "--reason", "a name", "--home", home, typed=typed)
        assert done.exit_code == 1
        assert f"Remove the files of {home / 'releases' / '2026.11.0'} and its zip for good? [y/N]" in done.output
        assert (home / "releases" / "2026.11.0" / "data").is_dir()
    assert listed(home).get("withdrawals") == []


@pytest.mark.parametrize(("options", "typed"), [(["--yes"], None), ([], "y\n")])
def test_withdraw_tells_what_it_did_and_what_was_done_before(options: list[str], typed: str | None, home: Path) -> None:
    done = onrecord("withdraw", "2026.11.0", "--reason", "a name", "--home", home, *options, typed=typed)
    assert done.exit_code == 0
    assert done.output.endswith("withdrew 2026.11.0; candidate is 2026.11.1, stable is none\n")
    assert listed(home)["withdrawals"][0]["withdrawn_at"] == "2026-11-23T08:00:00Z"
    again = onrecord("withdraw", "2026.11.0", "--reason", "b", "--home", home)
    assert (again.exit_code, again.output.count("\n")) == (0, 1)
    assert again.output.startswith("nothing to do: 2026.11.0 was withdrawn on 2026-11-23: a name; ")


def test_verify_of_a_withdrawn_release_is_a_line_and_exit_1(home: Path) -> None:
    onrecord("withdraw", "2026.11.0", "--reason", "a name", "--home", home, "--yes")
    done = onrecord("verify", home / "releases" / "2026.11.0")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "onrecord: 2026.11.0 was withdrawn on 2026-11-23: a name; use 2026.11.1 instead\n"


def test_a_reason_has_to_be_given(home: Path) -> None:
    assert onrecord("withdraw", "2026.11.0", "--home", home).exit_code == 2
    done = onrecord("withdraw", "2026.11.0", "--reason", " ", "--home", home, "--yes")
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)


@pytest.mark.parametrize("arguments", [["promote", "2026.11.7"], ["withdraw", "2026.11.7", "--reason", "x"]])
def test_an_unknown_version_is_told_in_a_line_without_a_question(arguments: list[str], home: Path) -> None:
    done = onrecord(*arguments, "--home", home)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("onrecord: there is no release '2026.11.7' in ")
    assert done.stderr.count("\n") == 1


def test_promote_refuses_what_is_not_as_it_was_released(home: Path) -> None:
    done = onrecord("promote", "2026.11.0", "--home", home)
    assert done.exit_code == 1
    assert "manifest.json is not the one that index.json names" in done.stderr


def test_help_loads_nothing_heavy() -> None:
    code = "import sys, pipelines.cli; print(sorted({'pyarrow', 'jinja2', 'duckdb', 'spacy'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ, **TIME}
    )
    assert done.stdout.strip() == "[]"
