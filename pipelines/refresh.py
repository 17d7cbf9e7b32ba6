"""The whole corridor in one call, and where a project keeps what it makes.

Belongs here: the order of the steps, the home folder, the lock. Does not belong here: what happens inside a step,
Dagster, printing.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from pipelines.annotations import annotate_pending
from pipelines.articles import Inputs, read_into_store
from pipelines.checks import run_all
from pipelines.curation.decisions import read_decisions
from pipelines.curation.retractions import read_retractions
from pipelines.errors import OnRecordError
from pipelines.release import publish
from pipelines.release.derived import read_build
from pipelines.store import Store
from pipelines.tables import build_tables
from pipelines.topics import read_topics

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from pipelines.checks import CheckResult
    from pipelines.engine import Engine
    from pipelines.release import Published


class BusyError(OnRecordError):
    """Another run holds the home folder."""


class HomeError(OnRecordError):
    """The home folder cannot be made or written to."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where a project keeps what it makes."""

    root: Path

    @property
    def store(self) -> Store:
        """The working store."""
        return Store(self.root / "store")

    @property
    def tables(self) -> Path:
        """The derived tables, before they are published."""
        return self.root / "tables"

    @property
    def releases(self) -> Path:
        """The published releases."""
        return self.root / "releases"

    @property
    def lock(self) -> Path:
        """The kernel file lock that the command line and the Dagster UI share."""
        return self.root / "refresh.lock"


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh did."""

    inputs: Inputs
    n_annotated: int
    published: Published


@contextmanager
def exclusive(home: Home) -> Iterator[None]:
    """Hold the home folder for one run; the kernel frees the lock when a process dies.

    Raises: BusyError at once when another run holds it, HomeError when the folder cannot be used.
    """
    lock = FileLock(home.lock, timeout=0)
    try:
        home.root.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        message = f"{home.root}: another run is at work here; wait until it is done, then run again"
        raise BusyError(message) from error
    except OSError as error:
        message = f"{home.root}: {error.strerror}; give a folder that can be written to with --home"
        raise HomeError(message) from error
    try:
        yield
    finally:
        lock.release()


def publish_tables(home: Home, version: str | None, released_at: datetime) -> Published:
    """Publish the derived tables, if they differ from the last release and pass every check.

    Args:
        home: where the tables and the releases are.
        version: the version to give, None for the next free one of the month.
        released_at: the time to give, in UTC.

    Raises: what `pipelines.release.publish` raises.
    """
    run_checks = partial(check_tables, home)
    return publish(home.tables, home.releases, run_checks=run_checks, version=version, released_at=released_at)


def check_tables(home: Home, folder: Path) -> list[CheckResult]:
    """Run every check on a folder that holds the derived tables or copies of them.

    Raises: PublishError when the derived tables are missing, incomplete or not all made from the same store.
    """
    build = read_build(home.tables)
    texts = home.store.read("articles", ["article_id", "text"], build.delta_versions["articles"])
    return run_all(folder, texts, build.inputs.model_dump())


def refresh(
    raw: Path,
    curation: Path,
    home: Home,
    engine: Engine,
    *,
    version: str | None,
    released_at: datetime,
    progress: Callable[[int, int], None],
) -> Refreshed:
    """Go the whole way from raw/ and curation/ to a release.

    Raises: BusyError when another run is at work, InputError when raw/ or curation/ cannot be used, and what
        publishing raises.
    """
    read_topics(curation)  # a fault in a file is better told before an hour of annotation than after
    read_decisions(curation)
    retractions = read_retractions(curation)
    with exclusive(home):
        inputs = read_into_store(raw, home.store, retractions)
        n_annotated = annotate_pending(home.store, engine, progress)
        build_tables(home.store, curation, home.tables, engine.extractor)
        return Refreshed(inputs, n_annotated, publish_tables(home, version, released_at))
