"""Every page, in Chromium: it opens without a fault, can be used by everybody, and fits a phone."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from chromium import PHONE
from staged import small_release

if TYPE_CHECKING:
    from conftest import OpenTab
    from playwright.sync_api import Page

TABLES = ("positions", "numbers", "dates", "actors", "articles")
POSITION = next(row["position_id"] for row in small_release.rows()["positions"] if row["act"] == "promise")
PAGES = (
    "index.html",
    *(f"tables.html#table={name}" for name in TABLES),
    f"tables.html#table=positions&row={POSITION}",
    "article.html",
    f"article.html#{small_release.OPEN}:{POSITION}",
    f"article.html#{small_release.CLOSED}",
    "actor.html",
    f"actor.html#{small_release.HOLM}",
    "actor.html#state_SWE",
    "codebook.html",
    "licences.html",
)
READ_WITHOUT_SCRIPTS = {
    "index.html": "How to cite",
    "codebook.html": "char_start",
    "licences.html": "SpryMedia",
    "tables.html": "needs JavaScript",
    "article.html": "needs JavaScript",
    "actor.html": "needs JavaScript",
}
SERIOUS = {"serious", "critical"}
# Sizes that tests look at, with the name of a picture.
SIZES = {"desktop": {"width": 1280, "height": 800}, "phone": PHONE["viewport"]}


def faults(page: Page, rules: tuple[str, ...] = ()) -> list[str]:
    """What axe-core finds serious or critical, and where; only by some rules, if any are given."""
    options = {"resultTypes": ["violations"], "preload": False} | ({"runOnly": list(rules)} if rules else {})
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{fault['id']}: {node['target']} {node['failureSummary']}"
        for fault in found
        if fault["impact"] in SERIOUS
        for node in fault["nodes"]
    ]


def picture(page: Page, folder: Path, name: str) -> None:
    """Keep what the page looks like, in the folder that ONRECORD_SCREENSHOTS names or else in the test's own."""
    path = Path(os.environ.get("ONRECORD_SCREENSHOTS", folder)) / f"{name}.png"
    page.screenshot(path=path, full_page=True)
    assert path.stat().st_size > 0


def test_every_page_opens_without_a_fault(site: str, tab: OpenTab) -> None:
    opened = tab(site)
    for address in PAGES:
        page = opened.open(address)
        assert page.locator("h1:visible").count() == 1, address
        assert page.title().endswith("On Record 2026.11.0"), address
        page.goto("about:blank")  # nothing stays behind in the address
        assert opened.faults == [], address


def test_the_links_of_the_frame_lead_to_every_page(release: Path, tab: OpenTab) -> None:
    opened = tab(f"file://{release}/site")
    links = opened.open("index.html").get_by_role("navigation", name="Pages").get_by_role("link")
    labels = links.all_inner_texts()
    assert len(labels) >= 5
    for place, label in enumerate(labels):
        links.nth(place).click()
        opened.at_rest()
        assert links.and_(opened.page.locator("[aria-current=page]")).all_inner_texts() == [label]


@pytest.mark.parametrize(("size", "scheme"), [("desktop", "light"), ("phone", "dark")])
def test_axe_finds_nothing_serious(size: str, scheme: str, release: Path, tab: OpenTab, tmp_path: Path) -> None:
    other = "dark" if scheme == "light" else "light"
    opened = tab(f"file://{release}/site", viewport=SIZES[size], color_scheme=scheme)
    found = {}
    for number, address in enumerate(PAGES):
        page = opened.open(address)
        found[address] = faults(page)
        name = f"{number:02}-{address.partition('.')[0]}-{size}"
        picture(page, tmp_path, f"{name}-{scheme}")
        page.emulate_media(color_scheme=other)
        if size == "desktop":  # a phone shows no more colours
            found[f"{address}, {other}"] = faults(page, ("color-contrast",))
        picture(page, tmp_path, f"{name}-{other}")
        page.emulate_media(color_scheme=scheme)
    assert {address: faults for address, faults in found.items() if faults} == {}


def test_no_page_is_wider_than_a_phone(release: Path, tab: OpenTab) -> None:
    opened = tab(f"file://{release}/site", **PHONE)
    for address in PAGES:
        page = opened.open(address)
        assert page.evaluate("document.documentElement.scrollWidth") == 375, address


@pytest.mark.parametrize(("address", "words"), READ_WITHOUT_SCRIPTS.items())
def test_without_scripts_a_page_can_be_read_or_says_what_it_needs(
    address: str, words: str, release: Path, tab: OpenTab
) -> None:
    page = tab(f"file://{release}/site", java_script_enabled=False).page
    page.goto(f"file://{release}/site/{address}")
    assert words in page.locator("main").inner_text()
    assert page.get_by_role("button").count() == 0  # none that would do nothing


def test_the_theme_can_be_chosen_and_is_remembered(site: str, tab: OpenTab) -> None:
    opened = tab(site, color_scheme="light")
    page = opened.open("index.html")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    button = page.get_by_role("button", name="Theme")
    while "dark" not in button.inner_text():
        button.click()
    dark = page.evaluate(ground)
    assert dark != light
    assert opened.open("codebook.html").evaluate(ground) == dark
