"""Killed and competing publishers: a reader sees whole releases only, and the next run finishes."""

from __future__ import annotations

import json
import multiprocessing
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import interrupted
import pytest
import small_release

from pipelines.release import VersionExistsError
from pipelines.release.durable import relative_files, sha256
from pipelines.release.manifest import checksum_problems

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["pipelines.release"])
STEPS = [
    *(("clean", 1), ("latest", 1), ("page", 1), ("compare", 1), ("data", 1), ("sample", 1), ("documents", 1)),
    *(("gates", 1), ("site", 1), ("manifest", 1), ("sync", 1), ("checksums", 1), ("rename", 1), ("archive", 1)),
    *(("index", 1), ("latest", 2), ("page", 2)),
]


def start(target: Callable[..., None], *arguments: Any) -> multiprocessing.process.BaseProcess:
    process = PROCESSES.Process(target=target, args=arguments)
    process.start()
    return process


def run(target: Callable[..., None], *arguments: Any) -> int | None:
    process = start(target, *arguments)
    process.join()
    return process.exitcode


def all_hashes(releases: Path) -> dict[str, str]:
    return {name: sha256(releases / name) for name in relative_files(releases) if name != ".lock"}


def assert_readers_see_whole_releases(releases: Path) -> None:
    """Whatever a reader can find by name or by the lists is whole."""
    found = {path.name for path in releases.iterdir() if not path.name.startswith(".")}
    for name in found - {"index.html", "index.json", "latest.json"}:
        if not name.endswith(".zip"):
            assert checksum_problems(releases / name) == []
    index = json.loads((releases / "index.json").read_bytes())
    for entry in index["releases"]:
        assert sha256(releases / entry["version"] / "manifest.json") == entry["manifest_sha256"]
        assert f"{entry['version']}.zip" in found
    latest = json.loads((releases / "latest.json").read_bytes())
    assert latest["version"] in {entry["version"] for entry in index["releases"]}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one release, and tables for the next."""
    home = tmp_path_factory.mktemp("before")
    small_release.write_tables(home / "tables")
    interrupted.publish_from(home)
    small_release.write_tables(home / "tables", interrupted.with_topic("ferries"))
    return home


@pytest.fixture(scope="module")
def after(before: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the releases folder holds when nothing gets in between."""
    home = Path(shutil.copytree(before, tmp_path_factory.mktemp("after") / "home"))
    interrupted.publish_from(home)
    return all_hashes(home / "releases")


@pytest.fixture
def home(before: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(before, tmp_path / "home"))


@pytest.mark.parametrize(("step", "times"), STEPS)
def test_a_publisher_killed_at_a_step_leaves_nothing_half_done(
    step: str, times: int, home: Path, after: dict[str, str]
) -> None:
    old = {name: digest for name, digest in all_hashes(home / "releases").items() if name.startswith("2026")}
    assert run(interrupted.die_before, home, step, times) == -signal.SIGKILL
    assert_readers_see_whole_releases(home / "releases")
    assert old.items() <= all_hashes(home / "releases").items()
    assert run(interrupted.publish_once, home) == 0
    assert all_hashes(home / "releases") == after


def test_a_publisher_killed_at_any_operation_leaves_nothing_half_done(
    before: Path, after: dict[str, str], tmp_path: Path
) -> None:
    here, there = PROCESSES.Pipe(duplex=False)
    counted = Path(shutil.copytree(before, tmp_path / "counted"))
    assert run(interrupted.die_at_operation, counted, 0, there) == 0
    total = here.recv()
    assert total > 100
    for number in sorted({*range(1, total, total // 8), *range(total - 8, total + 1)}):
        home = Path(shutil.copytree(before, tmp_path / f"home-{number}"))
        assert run(interrupted.die_at_operation, home, number, None) == -signal.SIGKILL
        assert_readers_see_whole_releases(home / "releases")
        assert run(interrupted.publish_once, home) == 0
        assert all_hashes(home / "releases") == after


def test_a_release_that_no_list_names_is_completed_even_if_nothing_changed(home: Path, after: dict[str, str]) -> None:
    assert run(interrupted.die_before, home, "archive", 1) == -signal.SIGKILL
    assert not (home / "releases" / "2026.11.1.zip").exists()
    assert interrupted.publish_from(home) is None
    assert all_hashes(home / "releases") == after


@pytest.mark.parametrize("version", ["2026.11.7", None])
@pytest.mark.parametrize("attempt", range(3))
def test_of_two_publishers_of_one_version_exactly_one_wins(version: str | None, attempt: int, tmp_path: Path) -> None:
    barrier = PROCESSES.Barrier(2)
    here, there = PROCESSES.Pipe(duplex=False)
    processes = []
    for number in range(2):
        home = tmp_path / f"home-{number}"
        small_release.write_tables(home / "tables", interrupted.with_topic(f"topic {attempt} {number}"))
        (tmp_path / "releases").mkdir(exist_ok=True)
        (home / "releases").symlink_to(tmp_path / "releases")
        processes.append(start(interrupted.compete, home, version, barrier, there))
    outcomes = sorted(here.recv() for _ in processes)
    for process in processes:
        process.join()
    assert outcomes == (["2026.11.7", "VersionExistsError"] if version else ["2026.11.0", "2026.11.1"])
    assert_readers_see_whole_releases(tmp_path / "releases")


def test_a_folder_that_appears_before_the_rename_wins(home: Path) -> None:
    target = home / "releases" / "2026.11.1"

    def overtake(step: str) -> None:
        if step == "rename":
            target.mkdir()
            (target / "manifest.json").write_text("another publisher's")

    with pytest.raises(VersionExistsError, match=r"2026\.11\.1 exists already"):
        interrupted.publish_from(home, on_step=overtake)
    assert (target / "manifest.json").read_text() == "another publisher's"
    assert not list((home / "releases").glob(".staging-*"))


def read_as_a_user(releases: Path) -> str:
    """Follow latest.json, and check that what it leads to is one whole release."""
    latest = str(json.loads((releases / "latest.json").read_bytes())["version"])
    index = json.loads((releases / "index.json").read_bytes())
    [entry] = [entry for entry in index["releases"] if entry["version"] == latest]
    assert sha256(releases / latest / "manifest.json") == entry["manifest_sha256"]
    assert checksum_problems(releases / latest) == []
    return latest


def test_readers_never_mix_versions_while_releases_are_published(home: Path) -> None:
    seen = [read_as_a_user(home / "releases")]
    publisher = start(interrupted.publish_many, home, 6)
    while publisher.is_alive():
        seen.append(read_as_a_user(home / "releases"))
    publisher.join()
    assert publisher.exitcode == 0
    seen.append(read_as_a_user(home / "releases"))
    assert seen == sorted(seen)
    assert (seen[0], seen[-1]) == ("2026.11.0", "2026.11.6")
