"""The README's examples print what the README says they print, on a release of raw/."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from small_corpus import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```\n\n```\n(.*?)```", README, re.DOTALL)


@pytest.fixture(scope="module")
def first_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a release of raw/ where the README's examples look for it."""
    root = tmp_path_factory.mktemp("readme")
    command = [sys.executable, "-m", "pipelines.cli", "release", "--version", "2026.11.0"]
    subprocess.run([*command, "--home", root / "data"], cwd=REPOSITORY, check=True, capture_output=True)
    return root


def test_there_is_one_example_each() -> None:
    assert ["pandas" in code for code, _ in EXAMPLES] == [True, False]
    assert ["duckdb" in code for code, _ in EXAMPLES] == [False, True]


@pytest.mark.parametrize(("code", "printed"), EXAMPLES, ids=["pandas", "duckdb"])
def test_examples_print_what_they_say(code: str, printed: str, first_release: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=first_release,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )
    assert done.stderr == ""
    assert done.stdout.strip() == printed.strip()


def test_commands_are_those_that_there_are() -> None:
    done = subprocess.run([sys.executable, "-m", "pipelines.cli", "--help"], capture_output=True, text=True, check=True)
    commands = re.findall(r"^  ([a-z]+)  ", done.stdout.partition("Commands:")[2], re.MULTILINE)
    assert sorted(set(re.findall(r"^onrecord ([a-z]+)", README, re.MULTILINE))) == sorted(commands)
