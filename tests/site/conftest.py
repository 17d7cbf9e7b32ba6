"""Fixtures: a browser, releases with their page, and a way to open one from disk or from a server."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Protocol

import many_releases
import pytest
from chromium import ARGUMENTS, EXECUTABLE, MISSING, Tab, open_tab, served
from playwright.sync_api import sync_playwright
from staged import small_release

from pipelines.release import publish

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from playwright.sync_api import Browser


class OpenTab(Protocol):
    """Opens a tab on a site at an address; it is closed, and must have no fault, at the end of the test."""

    def __call__(self, address: str, **options: Any) -> Tab: ...


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, for the tests of a module; the loop that playwright runs would disturb other rooms' tests."""
    if EXECUTABLE is None:
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=EXECUTABLE, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def tab(browser: Browser) -> Iterator[OpenTab]:
    tabs = []
    with ExitStack() as opened:

        def opener(address: str, **options: Any) -> Tab:
            tabs.append(opened.enter_context(open_tab(browser, address, **options)))
            return tabs[-1]

        yield opener
    assert [fault for each in tabs for fault in each.faults] == []


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small release, published as any other."""
    root = tmp_path_factory.mktemp("site")
    tables = small_release.write_tables(root / "tables")
    options = {"run_checks": small_release.run_checks, "released_at": small_release.RELEASED_AT}
    return publish(tables, root / "releases", **options).path


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release that has every hostile string in every column of free text."""
    return many_releases.write_release(tmp_path_factory.mktemp("hostile") / "release", many_releases.hostile())


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of more than a thousand articles."""
    return many_releases.write_release(tmp_path_factory.mktemp("large") / "release", many_releases.many(600))


@pytest.fixture(params=["disk", "server"])
def site(request: pytest.FixtureRequest, release: Path) -> Iterator[str]:
    """The address of the small release's page, from disk and from a server."""
    if request.param == "disk":
        yield f"file://{release}/site"
    else:
        with served(release) as address:
            yield f"{address}/site"
