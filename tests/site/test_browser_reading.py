"""Articles and actors in Chromium: marks lead to their rows and back, names to their actors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from staged import small_release

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import OpenTab

OPEN, CLOSED, HOLM = small_release.OPEN, small_release.CLOSED, small_release.HOLM
POSITIONS = {row["act"]: row for row in small_release.rows()["positions"]}


def test_a_mark_leads_to_its_row_and_back(site: str, tab: OpenTab) -> None:
    page = tab(site).open(f"article.html#{OPEN}")
    promised = POSITIONS["promise"]["position_id"]
    page.locator("#text mark.content", has_text="within two weeks").click()
    expect(page).to_have_url(f"{site}/article.html#{OPEN}:{promised}")
    panel = page.locator("#panel")
    expect(panel).to_contain_text("promise")
    expect(page.locator("mark.chosen.content")).to_have_text(["Sweden promised an answer", "“within two weeks”"])
    panel.get_by_role("link", name="Row in the table").click()
    expect(page).to_have_url(f"{site}/tables.html#table=positions&row={promised}")
    expect(page.locator("#rows tr.marked")).to_contain_text("Sweden promised an answer … “within two weeks”")
    page.get_by_role("link", name="See it in the article").click()
    expect(page.locator("mark.chosen.cue")).to_have_text("According to")
    expect(page.locator("mark.chosen.cue")).to_be_in_viewport()


def test_a_mark_inside_another_is_reached_first(release: Path, tab: OpenTab) -> None:
    page = tab(f"file://{release}/site").open(f"article.html#{OPEN}")
    number = small_release.rows()["numbers"][0]["number_id"]
    page.locator("#text mark.number", has_text="14").click()
    expect(page).to_have_url(f"file://{release}/site/article.html#{OPEN}:{number}")
    page.locator("#panel").get_by_role("link", name="Ada Holm").click()
    expect(page).to_have_url(f"file://{release}/site/article.html#{OPEN}:{POSITIONS['state']['position_id']}")


def test_the_text_is_whole(release: Path, tab: OpenTab) -> None:
    page = tab(f"file://{release}/site").open(f"article.html#{OPEN}")
    paragraphs = page.locator("#text p").evaluate_all("found => found.map((each) => each.textContent)")
    assert [page.locator("#headline").inner_text(), *paragraphs] == small_release.OPEN_TEXT.split("\n\n")


def test_a_text_that_may_not_be_published_is_not_there_but_its_rows_are(release: Path, tab: OpenTab) -> None:
    page = tab(f"file://{release}/site").open(f"article.html#{CLOSED}:{POSITIONS['reject']['position_id']}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Title not published")
    expect(page.locator("#text")).to_contain_text("offsets")
    expect(page.locator("#panel")).to_contain_text("words not published")
    hidden = small_release.CLOSED_TEXT.split(".")[0]
    assert not [path for path in (release / "site").rglob("*.js") if hidden in path.read_text(encoding="utf-8")]


def test_an_actor_leads_to_its_positions_in_time(site: str, tab: OpenTab) -> None:
    page = tab(site).open(f"article.html#{OPEN}:{POSITIONS['appeal']['position_id']}")
    page.locator("#panel").get_by_role("link", name="Ada Holm").click()
    expect(page).to_have_url(f"{site}/actor.html#{HOLM}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ada Holm")
    expect(page.locator("#actor")).to_contain_text("Source of 3 positions in 1 story")
    expect(page.locator("#actor")).to_contain_text("· target: Sweden")
    page.locator("#actor").get_by_role("link", name="Sweden", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sweden")
    expect(page.locator("#actor")).to_contain_text("target of 1 position in 1 story")
    page.locator(f"#actor a[href*={POSITIONS['appeal']['position_id']}]").first.click()
    expect(page).to_have_url(f"{site}/article.html#{OPEN}:{POSITIONS['appeal']['position_id']}")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("article.html#art_aaaaaaaaaaaaaaaa", "This release has no article art_aaaaaaaaaaaaaaaa"),
        ("article.html#art", "names no article"),
        (f"article.html#{OPEN}:pos_aaaaaaaaaaaaaaaa", "has no row pos_aaaaaaaaaaaaaaaa"),
        ("actor.html#act_aaaaaaaaaaaaaaaa", "no actor act_aaaaaaaaaaaaaaaa"),
        ("actor.html#state_XYZ", "no actor state_XYZ"),
        ("actor.html#__proto__", "names no actor"),
    ],
)
def test_what_is_not_in_the_release_is_said_to_be_missing(
    address: str, words: str, release: Path, tab: OpenTab
) -> None:
    page = tab(f"file://{release}/site").open(address)
    expect(page.locator("#message")).to_contain_text(words)
