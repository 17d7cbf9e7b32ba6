"""Promoting and withdrawing, killed: readers are led to whole releases only, and the next run finishes."""

from __future__ import annotations

import json
import multiprocessing
import shutil
import signal
from pathlib import Path
from typing import Any

import interrupted
import pytest
import small_release
from interrupted import FIRST, Act, promote_first, withdraw_first

from pipelines.release import WithdrawnError, verify
from pipelines.release.durable import relative_files, sha256
from pipelines.release.index import read_index
from pipelines.release.manifest import checksum_problems

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["pipelines.release"])
BEFORE = [("clean", 1), ("latest", 1), ("page", 1), ("index", 1)]
AFTER = [("latest", 2), ("page", 2)]
REMOVING = [("tombstone", 1), ("remove", 1), ("remove archive", 1)]


def run(act: Any, *arguments: Any) -> int | None:
    process = PROCESSES.Process(target=act, args=arguments)
    process.start()
    process.join()
    return process.exitcode


def all_hashes(home: Path) -> dict[str, str]:
    releases = home / "releases"
    return {name: sha256(releases / name) for name in relative_files(releases) if name != ".lock"}


def assert_readers_are_led_to_whole_releases(home: Path) -> None:
    """What the lists give to use is whole; what is on its way out is said to be withdrawn."""
    releases = home / "releases"
    index = read_index(releases)
    latest = json.loads((releases / "latest.json").read_bytes())
    for entry in index.releases:
        if index.withdrawal(entry.version) is None:
            assert checksum_problems(releases / entry.version) == []
            assert sha256(releases / entry.version / "manifest.json") == entry.manifest_sha256
        else:
            assert (releases / entry.version / "manifest.json").is_file()
            with pytest.raises(WithdrawnError):
                verify(releases / entry.version)
    if any(checksum_problems(releases / entry.version) for entry in index.releases):
        assert FIRST not in latest.values()
        assert (releases / FIRST / "WITHDRAWN.md").is_file()


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with two releases, and the tables of the second."""
    home = tmp_path_factory.mktemp("before")
    for topic in ("ferries", "lorries"):
        small_release.write_tables(home / "tables", interrupted.with_topic(topic))
        interrupted.publish_from(home)
    return home


@pytest.fixture(scope="module")
def after(before: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[Act, dict[str, str]]:
    """What the releases folder holds when nothing gets in between."""
    hashes = {}
    for act in (promote_first, withdraw_first):
        home = Path(shutil.copytree(before, tmp_path_factory.mktemp("after") / "home"))
        act(home)
        hashes[act] = all_hashes(home)
    return hashes


@pytest.mark.parametrize(
    ("act", "at"),
    [(promote_first, at) for at in BEFORE + AFTER] + [(withdraw_first, at) for at in BEFORE + AFTER + REMOVING],
)
def test_killed_at_a_step_nothing_is_half_done(
    act: Act, at: tuple[str, int], before: Path, after: dict[Act, dict[str, str]], tmp_path: Path
) -> None:
    home = Path(shutil.copytree(before, tmp_path / "home"))
    old = all_hashes(home)
    assert run(interrupted.die_before, home, *at, act) == -signal.SIGKILL
    assert_readers_are_led_to_whole_releases(home)
    assert run(interrupted.publish_once, home) == 0  # a run that has nothing to publish finishes what was begun
    assert all_hashes(home) == (old if at in BEFORE else after[act])
    act(home)
    assert all_hashes(home) == after[act]


@pytest.mark.parametrize("act", [promote_first, withdraw_first])
def test_killed_at_any_operation_nothing_is_half_done(
    act: Act, before: Path, after: dict[Act, dict[str, str]], tmp_path: Path
) -> None:
    here, there = PROCESSES.Pipe(duplex=False)
    counted = Path(shutil.copytree(before, tmp_path / "counted"))
    assert run(interrupted.die_at_operation, counted, 0, there, act) == 0
    total = here.recv()
    assert total > 10
    for number in range(1, total + 1, max(1, total // 12)):
        home = Path(shutil.copytree(before, tmp_path / f"home-{number}"))
        assert run(interrupted.die_at_operation, home, number, None, act) == -signal.SIGKILL
        assert_readers_are_led_to_whole_releases(home)
        act(home)
        assert all_hashes(home) == after[act]
