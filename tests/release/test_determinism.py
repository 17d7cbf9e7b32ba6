"""The same tables, version, time and parent give the same bytes, whatever surrounds the process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import small_release

from pipelines.release import publish
from pipelines.release.durable import relative_files, sha256

PUBLISH = """
import os, sys
from pathlib import Path
os.umask(int(sys.argv[2], 8))
import interrupted, small_release
home = Path(sys.argv[1])
small_release.write_tables(home / "tables")
interrupted.publish_from(home)
small_release.write_tables(home / "tables", interrupted.with_topic("ferries"))
interrupted.publish_from(home)
"""
SURROUNDINGS = [
    {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8", "umask": "022"},
    {"PYTHONHASHSEED": "2", "TZ": "Pacific/Chatham", "LC_ALL": "C", "umask": "077", "OMP_NUM_THREADS": "1"},
]


def all_hashes(releases: Path) -> dict[str, str]:
    return {name: sha256(releases / name) for name in relative_files(releases) if name != ".lock"}


def test_surroundings_do_not_change_a_byte(tmp_path: Path) -> None:
    found = []
    for number, surroundings in enumerate(SURROUNDINGS):
        home = tmp_path / f"a folder {number}" / ("deep" * number)
        home.mkdir(parents=True)
        settings = {name: value for name, value in surroundings.items() if name != "umask"}
        path = os.pathsep.join(str(Path(__file__).parents[up]) for up in (0, 2))
        environment = {**os.environ, **settings, "PYTHONPATH": path}
        command = [sys.executable, "-c", PUBLISH, str(home), surroundings["umask"]]
        subprocess.run(command, env=environment, cwd=home, check=True)
        found.append(all_hashes(home / "releases"))
    assert len(found[0]) > 80
    assert found[0] == found[1]


def test_the_umask_does_not_lock_readers_out(derived: Path, releases: Path) -> None:
    before = os.umask(0o077)
    try:
        path = publish(
            derived, releases, run_checks=small_release.run_checks, released_at=small_release.RELEASED_AT
        ).path
    finally:
        os.umask(before)
    beside = ("2026.11.0.zip", "index.html", "index.json", "latest.json")
    files = [path, *path.rglob("*"), *(releases / name for name in beside)]
    modes = {("folder" if file.is_dir() else "file", oct(file.stat().st_mode & 0o777)) for file in files}
    assert modes == {("folder", "0o755"), ("file", "0o644")}


@pytest.mark.parametrize("name", ["data/positions.parquet", "csv/positions.csv", "CODEBOOK.md", "views.sql"])
def test_nothing_of_the_machine_is_in_a_release(name: str, published: Path) -> None:
    content = (published / name).read_bytes()
    assert str(published).encode() not in content
    assert str(Path.home()).encode() + b"/" not in content
