"""The keyboard reaches all that a mouse does, and one sees where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect
from staged import small_release

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import OpenTab
    from playwright.sync_api import Page

MOST = 200  # presses of Tab
# A date's parts take the focus one by one within the control, which shows it around the part.
OUTLINE = "getComputedStyle(document.activeElement).outlineStyle !== 'none' || document.activeElement.type === 'date'"
FOCUSED = "document.activeElement.id || document.activeElement.className || document.activeElement.innerText"


def tabbed(page: Page) -> list[str]:
    """What has the focus, press after press, until it leaves the page; all of it must show the focus."""
    found: list[str] = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        found.append(page.evaluate(FOCUSED))
        assert page.evaluate(OUTLINE), f"no outline on {found[-1]}"
    return found


def test_the_first_press_offers_to_skip_to_the_content(release: Path, tab: OpenTab) -> None:
    page = tab(f"file://{release}/site").open("tables.html")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Skip to content")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_tab_reaches_filters_rows_and_pager_in_this_order(large: Path, tab: OpenTab) -> None:
    reached = tabbed(tab(f"file://{large}/site").open("tables.html"))
    places = [
        next(number for number, name in enumerate(reached) if name.startswith(wanted))
        for wanted in ("skip", "filter-q", "filter-act", "save", "toggle", "dt-paging")
    ]
    assert places == sorted(places)


def test_a_row_is_unfolded_and_left_by_keys_alone(release: Path, tab: OpenTab) -> None:
    page = tab(f"file://{release}/site").open("tables.html#table=positions&act=reject")
    button = page.get_by_role("button", name="Details of")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    link = page.get_by_role("link", name="See it in the article")
    link.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"file://{release}/site/article.html#{small_release.CLOSED}:{rejected()}")


def test_the_pager_turns_by_keys(large: Path, tab: OpenTab) -> None:
    page = tab(f"file://{large}/site").open("tables.html")
    first = page.locator("#rows tbody tr").first.inner_text()
    page.get_by_role("link", name="Next").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#rows tbody tr").first).not_to_have_text(first)


def rejected() -> str:
    return str(next(row["position_id"] for row in small_release.rows()["positions"] if row["act"] == "reject"))
