"""Publishers that run in processes of their own, to be killed or to compete; the kill tests start them."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pyarrow.parquet as pq
import small_release

from pipelines.checks import CheckResult
from pipelines.release import PublishError, promote, publish, withdraw
from schemas.tables import TABLES

FIRST = "2026.11.0"
DECIDED_AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
WATCHED = ("open", "os.mkdir", "os.chmod", "os.rename", "os.remove", "os.rmdir")

type Act = Callable[..., object]


def passing(folder: Path) -> list[CheckResult]:
    """A quick stand-in for the project's checks."""
    return [
        CheckResult(
            name="rows",
            table=name,
            passed=True,
            rows_seen=pq.read_metadata(folder / f"{name}.parquet").num_rows,
            failures=0,
        )
        for name in TABLES
    ]


def with_topic(topic: str) -> dict[str, list[small_release.Row]]:
    content = small_release.rows()
    content["positions"][0]["topic"] = topic
    return content


def publish_from(home: Path, **options: object) -> str | None:
    arguments = {"run_checks": passing, "released_at": small_release.RELEASED_AT, **options}
    return publish(home / "tables", home / "releases", **arguments).version  # type: ignore[arg-type]


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def promote_first(home: Path, **options: object) -> str:
    return promote(home / "releases", FIRST, promoted_at=DECIDED_AT, **options)  # type: ignore[arg-type]


def withdraw_first(home: Path, **options: object) -> str:
    return withdraw(home / "releases", FIRST, reason="a name", withdrawn_at=DECIDED_AT, **options)  # type: ignore[arg-type]


def die_before(home: Path, step: str, times: int, act: Act = publish_from) -> None:
    """Publish or do something else, and be killed when a step starts for the given time."""
    seen = 0

    def on_step(name: str) -> None:
        nonlocal seen
        seen += name == step
        if seen == times:
            die()

    act(home, on_step=on_step)


def die_at_operation(home: Path, number: int, report: Connection | None, act: Act = publish_from) -> None:
    """Act, and be killed just before an operation on the releases folder; report how many there are in all."""
    releases, seen = str(home / "releases"), 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event in WATCHED and arguments and str(arguments[0]).startswith(releases):
            seen += 1
            if seen == number:
                die()

    sys.addaudithook(watch)
    act(home)
    if report is not None:
        report.send(seen)


def compete(home: Path, version: str | None, barrier: Barrier, report: Connection) -> None:
    """Publish at the same moment as others; report the version, or the error."""
    barrier.wait()
    try:
        report.send(publish_from(home, version=version))
    except PublishError as error:
        report.send(type(error).__name__)


def publish_many(home: Path, count: int) -> None:
    """Publish one release after the other."""
    for number in range(count):
        small_release.write_tables(home / "tables", with_topic(f"topic {number}"))
        publish_from(home)


def publish_once(home: Path) -> None:
    """Publish, as the run after a killed one does."""
    publish_from(home)
