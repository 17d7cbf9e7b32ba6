"""`onrecord ui`: the project loads from workspace.yaml, the page answers, and Ctrl-C leaves no process behind."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from pipelines import ui

REPOSITORY = Path(__file__).parent.parent.parent
PATIENCE = 300  # seconds; only a broken UI needs them
LOADED = """{ workspaceOrError { ... on Workspace { locationEntries { name locationOrLoadError {
    ... on PythonError { message }
    ... on RepositoryLocation { repositories { jobs { name } assetGroups { groupName } } } } } } } }"""


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def served(tmp_path: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "pipelines.cli", "ui", "--port", str(port)]
    command += [
        "--home",
        str(tmp_path / "home"),
        "--raw",
        str(REPOSITORY / "raw"),
        "--curation",
        str(REPOSITORY / "curation"),
    ]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=REPOSITORY, stdout=log, stderr=subprocess.STDOUT)
        yield process
        process.terminate()
        process.wait(PATIENCE)


def ask(port: int, query: str) -> dict[str, Any]:
    """Ask the page's own interface, until it answers."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/graphql", json.dumps({"query": query}).encode(), {"Content-Type": "application/json"}
    )
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - http to ourselves
                return json.load(answer)["data"]
        except urllib.error.URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.5)


def processes_of(home: Path) -> set[int]:
    """The processes that run on a Dagster home folder."""
    wanted = f"DAGSTER_HOME={home}".encode()
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if wanted in (folder / "environ").read_bytes().split(b"\0"):
                found.add(int(folder.name))
        except OSError:  # it has ended meanwhile, or is not ours
            continue
    return found


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="lists processes as Linux does")
def test_the_ui_shows_the_project_and_stops_on_interrupt(
    served: subprocess.Popen[bytes], port: int, tmp_path: Path
) -> None:
    [location] = ask(port, LOADED)["workspaceOrError"]["locationEntries"]
    assert location["name"] == "onrecord"
    [repository] = location["locationOrLoadError"]["repositories"]
    assert "refresh" in [job["name"] for job in repository["jobs"]]
    groups = {group["groupName"] for group in repository["assetGroups"]}
    assert groups == {"raw", "articles", "annotations", "tables", "checks", "release"}
    home = tmp_path / "home" / "dagster"
    assert len(processes_of(home)) >= 3
    served.send_signal(signal.SIGINT)
    assert served.wait(PATIENCE) == 0, (tmp_path / "log").read_text()
    until = time.monotonic() + PATIENCE
    while processes_of(home) and time.monotonic() < until:
        time.sleep(0.2)
    assert processes_of(home) == set()


def test_one_run_at_a_time_and_nothing_is_told_to_others(tmp_path: Path) -> None:
    environment = ui.prepare(tmp_path, REPOSITORY / "raw", REPOSITORY / "curation")
    with dg.DagsterInstance.from_config(environment["DAGSTER_HOME"]) as instance:
        assert instance.get_concurrency_config().run_queue_config.max_concurrent_runs == 1
        assert not instance.telemetry_enabled
        assert not instance.nux_enabled


def test_folders_are_absolute_for_every_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    environment = ui.prepare(Path("data"), Path("raw"), Path("curation"))
    names = ("DAGSTER_HOME", "ONRECORD_HOME", "ONRECORD_RAW", "ONRECORD_CURATION")
    assert [environment[name] for name in names] == [
        str(tmp_path / "data" / "dagster"),
        str(tmp_path / "data"),
        str(tmp_path / "raw"),
        str(tmp_path / "curation"),
    ]
    assert environment["PATH"] == os.environ["PATH"]


def test_settings_of_a_person_are_kept(tmp_path: Path) -> None:
    settings = tmp_path / "dagster" / "dagster.yaml"
    settings.parent.mkdir()
    settings.write_text("telemetry: {enabled: false}\n")
    ui.prepare(tmp_path, REPOSITORY / "raw", REPOSITORY / "curation")
    assert settings.read_text() == "telemetry: {enabled: false}\n"


def test_without_the_repository_the_next_step_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ui, "WORKSPACE", tmp_path / "workspace.yaml")
    with pytest.raises(ui.UiError, match="run from a clone of the repository"):
        ui.serve_ui(home=tmp_path / "home", raw=tmp_path / "raw", curation=tmp_path / "curation")


def test_an_end_that_nobody_asked_for_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "workspace.yaml"
    broken.write_text("load_from: 7\n")
    monkeypatch.setattr(ui, "WORKSPACE", broken)
    with pytest.raises(ui.UiError, match="ended with exit code"):
        ui.serve_ui(home=tmp_path / "home", raw=tmp_path / "raw", curation=tmp_path / "curation")
