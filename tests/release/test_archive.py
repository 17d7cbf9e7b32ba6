"""The zip of a release: every file as it is, and the same bytes wherever it is packed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from pipelines.release.archive import archive_path, write_archive
from pipelines.release.durable import relative_files, sha256

PACK = """
import os, sys
from pathlib import Path
from pipelines.release.archive import write_archive
os.umask(int(sys.argv[2], 8))
write_archive(Path(sys.argv[1]))
"""


def test_the_zip_holds_every_file_under_the_version(published: Path) -> None:
    with zipfile.ZipFile(archive_path(published)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [f"{published.name}/{name}" for name in relative_files(published)]
        for name in relative_files(published):
            assert archive.read(f"{published.name}/{name}") == (published / name).read_bytes()


def test_only_text_is_compressed_and_everyone_may_read(published: Path) -> None:
    with zipfile.ZipFile(archive_path(published)) as archive:
        for entry in archive.infolist():
            stored = entry.compress_type == zipfile.ZIP_STORED
            assert stored == entry.filename.endswith(".parquet")
            assert (entry.external_attr >> 16, entry.date_time) == (0o100644, (1980, 1, 1, 0, 0, 0))


@pytest.mark.skipif(shutil.which("unzip") is None, reason="unzip is not installed")
def test_unzip_accepts_it(published: Path) -> None:
    subprocess.run(["unzip", "-tqq", archive_path(published)], check=True)


def test_packing_again_gives_the_same_bytes(release: Path, published: Path) -> None:
    assert sha256(write_archive(release)) == sha256(archive_path(published))


def test_times_modes_and_the_order_of_the_folder_do_not_matter(published: Path, tmp_path: Path) -> None:
    copy = tmp_path / published.name
    for number, name in enumerate(reversed(relative_files(published))):
        path = copy / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((published / name).read_bytes())
        path.chmod(0o600 if number % 2 else 0o755)
        os.utime(path, (number * 10**6, number * 10**7))
    assert sha256(write_archive(copy)) == sha256(archive_path(published))


@pytest.mark.parametrize(("zone", "umask"), [("Pacific/Chatham", "077"), ("America/St_Johns", "000")])
def test_time_zone_and_umask_do_not_matter(zone: str, umask: str, release: Path, published: Path) -> None:
    environment = {**os.environ, "TZ": zone, "PYTHONPATH": str(Path(__file__).parents[2])}
    subprocess.run([sys.executable, "-c", PACK, str(release), umask], env=environment, check=True)
    assert sha256(archive_path(release)) == sha256(archive_path(published))
    assert archive_path(release).stat().st_mode & 0o777 == 0o644


def test_the_page_gives_its_sum(published: Path) -> None:
    page = (published.parent / "index.html").read_text(encoding="utf-8")
    assert re.findall(r"^([0-9a-f]{64})  (.*\.zip)$", page, re.MULTILINE) == [
        (sha256(archive_path(published)), f"{published.name}.zip")
    ]
