"""The project as a person starts it: commands in processes of their own, on real files."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest
from filelock import FileLock
from small_corpus import CURATION, REPOSITORY, write_corpus

if TYPE_CHECKING:
    from pathlib import Path

    from small_corpus import Corpus

EPOCH = "1730000000"  # 2024-10-27
FIRST = "2024.10.0"


def onrecord(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipelines.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env=os.environ | {"SOURCE_DATE_EPOCH": EPOCH} | environment,
    )


def release(raw: Path, home: Path, *more: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return onrecord("release", "--raw", raw, "--curation", CURATION, "--home", home, *more, **environment)


def hashes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def released(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one release of the corpus. Tests must not write into it."""
    home = tmp_path_factory.mktemp("released") / "home"
    shutil.copytree(corpus.home.root, home)
    done = release(corpus.raw, home)
    assert done.returncode == 0, done.stderr
    assert f"released {FIRST}" in done.stdout
    return home


def test_the_first_article_becomes_a_release(tmp_path: Path) -> None:
    done = release(REPOSITORY / "raw", tmp_path)
    assert done.returncode == 0, done.stderr
    data = tmp_path / "releases" / FIRST / "data"
    assert "1 input: 1 kept, 0 duplicates, 0 rejected" in done.stdout
    positions = pq.read_table(data / "positions.parquet").to_pylist()
    names = {row["actor_id"]: row["name"] for row in pq.read_table(data / "actors.parquet").to_pylist()}
    said = {(names.get(row["source_actor_id"]), row["act"]) for row in positions}
    assert len(positions) >= 20
    assert {("Russia", "deny"), ("Russia", "accuse"), ("Dmitry Peskov", "reject"), ("Russia", "threaten")} <= said
    assert {names.get(row["target_actor_id"]) for row in positions if row["act"] == "accuse"} == {"The West"}
    putin = [row for row in positions if names.get(row["source_actor_id"]) == "Vladimir Putin"]
    outer = {row["position_id"]: names.get(row["source_actor_id"]) for row in positions}
    assert [outer[row["parent_position_id"]] for row in putin] == ["Sergei Ryabkov"]
    values = {row["timex_value"] for row in pq.read_table(data / "dates.parquet").to_pylist()}
    assert {"2022-01-13", "2022-01-10", "2022-01-12", "2014", "2015", "P30Y", "P7Y", "PXW"} <= values
    numbers = {row["text"]: row["bound"] for row in pq.read_table(data / "numbers.parquet").to_pylist()}
    assert (numbers["100,000"], numbers["14,000"]) == ("approximately", "more_than")


def test_a_second_release_says_that_nothing_changed(corpus: Corpus, released: Path) -> None:
    before = hashes(released / "releases")
    done = release(corpus.raw, released)
    assert done.returncode == 0
    assert "0 articles annotated" in done.stdout
    assert f"nothing has changed since {FIRST}" in done.stdout
    assert hashes(released / "releases") == before


def test_a_changed_article_makes_a_new_release_and_leaves_the_old(
    corpus: Corpus, released: Path, tmp_path: Path
) -> None:
    home, raw = shutil.copytree(released, tmp_path / "home"), shutil.copytree(corpus.raw, tmp_path / "raw")
    before = hashes(home / "releases" / FIRST)
    path = raw / "articles" / "harbour-post" / "fishing.txt"
    path.write_text(path.read_text() + "Sweden rejected the claim.\n")
    done = release(raw, home)
    assert "1 article annotated" in done.stdout
    assert "released 2024.10.1" in done.stdout
    assert hashes(home / "releases" / FIRST) == before
    assert json.loads((home / "releases" / "latest.json").read_text())["version"] == "2024.10.1"


def test_a_new_topic_makes_a_new_release_without_a_new_annotation(
    corpus: Corpus, released: Path, tmp_path: Path
) -> None:
    home, curation = shutil.copytree(released, tmp_path / "home"), shutil.copytree(CURATION, tmp_path / "curation")
    with (curation / "topics.csv").open("a") as registry:
        registry.write("fishing,Fishing,natural_resources,\\bquotas?\\b,The quota for cod is too low.\n")
    done = release(corpus.raw, home, "--curation", curation)
    assert "0 articles annotated" in done.stdout
    assert "released 2024.10.1" in done.stdout
    topics = [
        pq.read_table(home / "releases" / version / "data" / "positions.parquet")["topic"].to_pylist()
        for version in (FIRST, "2024.10.1")
    ]
    assert "fishing" not in topics[0]
    assert "fishing" in topics[1]


def test_a_registry_that_is_not_there_stops_before_any_article_is_read(corpus: Corpus, tmp_path: Path) -> None:
    done = onrecord("release", "--raw", corpus.raw, "--home", tmp_path / "home", ONRECORD_CURATION=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.startswith(f"onrecord: {tmp_path / 'topics.csv'}: is missing; ")
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("workers", "environment"),
    [
        (1, {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}),
        (2, {"PYTHONHASHSEED": "2", "TZ": "America/St_Johns", "LC_ALL": "C.UTF-8"}),
    ],
)
def test_same_input_same_bytes(
    workers: int, environment: dict[str, str], corpus: Corpus, released: Path, tmp_path: Path
) -> None:
    done = release(corpus.raw, tmp_path, "--workers", workers, **environment)
    assert done.returncode == 0, done.stderr
    assert hashes(tmp_path / "releases") == hashes(released / "releases")


def test_verify_passes_and_counts_spans(corpus: Corpus, released: Path) -> None:
    folder = released / "releases" / FIRST
    without, with_raw = onrecord("verify", folder), onrecord("verify", folder, "--raw", corpus.raw)
    assert (without.returncode, with_raw.returncode) == (0, 0), without.stderr + with_raw.stderr
    assert "no problems; spans checked" in without.stdout
    checked, total = with_raw.stdout.split("spans checked ")[1].split(" of ")
    assert int(checked) == int(total) > int(without.stdout.split("spans checked ")[1].split(" of ")[0])


def test_verify_finds_a_flipped_bit(released: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(released / "releases" / FIRST, tmp_path / FIRST)
    path = folder / "csv" / "positions.csv"
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    done = onrecord("verify", folder)
    assert done.returncode == 1
    assert "csv/positions.csv" in done.stderr


def test_a_second_publisher_is_told(corpus: Corpus, tmp_path: Path) -> None:
    with FileLock(tmp_path / "refresh.lock"):
        done = release(corpus.raw, tmp_path)
    assert done.returncode == 1
    assert "another run is at work here" in done.stderr
    assert not (tmp_path / "releases").exists()


def test_no_articles_is_told_with_the_next_step(tmp_path: Path) -> None:
    (tmp_path / "raw" / "articles").mkdir(parents=True)
    shutil.copy(REPOSITORY / "raw" / "sources.yml", tmp_path / "raw")
    done = release(tmp_path / "raw", tmp_path / "home")
    assert done.returncode == 1
    assert done.stderr.strip().endswith("there are no articles; put one under articles/, as raw/README.md says")
    assert not (tmp_path / "home" / "releases").exists()


def test_a_killed_run_publishes_nothing_and_the_next_one_finishes(released: Path, tmp_path: Path) -> None:
    raw, home = tmp_path / "raw", tmp_path / "home"
    write_corpus(raw)
    command = [sys.executable, "-m", "pipelines.cli", "release", "--raw", str(raw), "--home", str(home)]
    for wait_for in ("store/annotations/_delta_log/00000000000000000000.json", "tables/articles.parquet"):
        run = subprocess.Popen(command, env=os.environ | {"SOURCE_DATE_EPOCH": EPOCH}, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 120
        while not (home / wait_for).exists() and run.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        run.send_signal(signal.SIGKILL)
        assert run.wait() == -signal.SIGKILL
        assert not (home / "releases" / "index.json").exists()
    assert release(raw, home).returncode == 0
    assert hashes(home / "releases") == hashes(released / "releases")


def test_annotate_prints_rows(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("Trams\nMayor Ada Lind said on Monday that 40 trams will run from 5/11/2024.\n")
    done = onrecord("annotate", path, "--published-on", "2024-05-16", "--country", "GBR")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    by_table = {table: [row for row in rows if row["table"] == table] for table in ("positions", "numbers", "dates")}
    assert by_table["positions"][0]["source_text"] == "Mayor Ada Lind"
    assert by_table["numbers"][0]["value"] == 40
    assert [row["date_start"] for row in by_table["dates"]] == ["2024-05-13", "2024-11-05"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("sing",),
        ("annotate", "pyproject.toml", "--country", "UK"),
        ("release", "--workers", "0"),
        ("release", "--version", "2024.1.0"),
        ("release", "--version", "٢٠٢٤.10.0"),
        ("verify", "none"),
    ],
)
def test_wrong_usage_exits_with_2(arguments: tuple[str, ...]) -> None:
    done = onrecord(*arguments)
    assert done.returncode == 2
    assert "Usage:" in done.stderr


def test_a_file_that_is_no_text_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "photo.txt"
    path.write_bytes(b"\xff\xd8\xff\xe0")
    done = onrecord("annotate", path)
    assert done.returncode == 1
    assert done.stderr == f"onrecord: {path}: byte 0 is not UTF-8; save the file as UTF-8\n"


def test_a_home_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = release(REPOSITORY / "raw", tmp_path / "file" / "home")
    assert done.returncode == 1
    assert done.stderr.endswith("Not a directory; give a folder that can be written to with --home\n")
    assert "Traceback" not in done.stderr
