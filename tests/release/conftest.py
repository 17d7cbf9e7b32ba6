"""Fixtures: derived tables, a published release to read, and a copy of it to damage."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import small_release
from small_corpus import CURATION, REPOSITORY

from pipelines.engine import LocalEngine
from pipelines.refresh import Home, refresh
from pipelines.release import publish


@pytest.fixture(scope="session")
def derived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_release.write_tables(tmp_path_factory.mktemp("derived") / "tables")


@pytest.fixture(scope="session")
def published(derived: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release that tests only read."""
    releases = tmp_path_factory.mktemp("published") / "releases"
    result = publish(derived, releases, run_checks=small_release.run_checks, released_at=small_release.RELEASED_AT)
    return result.path


@pytest.fixture(scope="session")
def first_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the repository's own raw/, which tests only read."""
    home = Home(tmp_path_factory.mktemp("first") / "home")
    done = refresh(
        REPOSITORY / "raw",
        CURATION,
        home,
        LocalEngine(),
        version=None,
        released_at=small_release.RELEASED_AT,
        progress=lambda _done, _all: None,
    )
    return done.published.path


@pytest.fixture
def release(published: Path, tmp_path: Path) -> Path:
    """A release that a test may damage, without an index beside it."""
    return Path(shutil.copytree(published, tmp_path / published.name))


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    """A folder for releases that is not there yet."""
    return tmp_path / "releases"
