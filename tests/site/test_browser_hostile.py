"""Hostile strings in every free text, and in addresses: each is shown as it is, none runs or becomes an element."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from chromium import open_tab
from hostile_strings import HOSTILE
from many_releases import free_columns, id_of
from many_releases import hostile as hostile_rows
from staged import small_release

from schemas.tables import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from chromium import Tab
    from conftest import OpenTab
    from playwright.sync_api import Browser

SHOWN = ("positions", "numbers", "dates", "actors", "articles")
FORBIDDEN = (
    "iframe, frame, object, embed, img, image, video, audio, base, math, style, foreignObject, animate, template"
)
# What data could become: elements that our pages never have, handlers, scripts and links of another kind.
FOUND = f"""() => [
    ...document.querySelectorAll("{FORBIDDEN}, main script:not([type='application/ld+json']), main link, main meta"),
    ...[...document.querySelectorAll("*")].filter((each) => each.getAttributeNames().some((name) =>
        name.startsWith("on") || name === "style" || name === "srcdoc" || name === "formaction")),
    ...[...document.querySelectorAll("[href]")].filter((each) =>
        !/^(https?:|file:)$/.test(new URL(each.href.baseVal || each.href, location.href).protocol)),
    ...[...document.querySelectorAll("[src]")].filter((each) => !/^(data|static)\\/[\\w./-]+$/.test(
        each.getAttribute("src"))),
].map((each) => each.outerHTML.slice(0, 200))"""
NOTED = """addEventListener("securitypolicyviolation", (event) => { window.__violated = event.violatedDirective; })"""

# Go to a thing in the page that is open, wait until its head has the link to its row, and read.
READ = """async ([id, more, head, part]) => {
    location.hash = id + more;
    const turn = () => new Promise((resolve) => setTimeout(resolve));
    while (!document.querySelector(`${head} a[href$="row=${id}"]`) || document.getElementById("article")?.hidden) {
        await turn();
    }
    await turn();
    return [document.querySelector(part).textContent, document.querySelectorAll("mark.chosen.content").length];
}"""
VISIT = """async (hashes) => {
    for (const hash of hashes) {
        location.hash = hash;
        await new Promise((resolve) => setTimeout(resolve));
    }
}"""


def guarded(opened: Tab) -> Tab:
    opened.page.add_init_script(NOTED)
    return opened


def check(opened: Tab, where: str) -> None:
    """Nothing ran, nothing was refused, nothing became an element."""
    assert opened.page.evaluate("[window.__pwned, window.__violated]") == [None, None], where
    assert opened.page.evaluate(FOUND) == [], where
    assert opened.faults == [], where


def seen(text: str) -> str:
    """Letters as they are read from a page: without white space, and with names for what cannot be seen."""
    named = re.sub(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", lambda found: f"U+{ord(found[0]):04X}", text
    )
    return re.sub(r"[\s\u200b\ufeff]+", "", unicodedata.normalize("NFC", named))


def test_what_runs_is_noticed(browser: Browser, hostile: Path) -> None:
    """The checks below would see a string that gets through."""
    with open_tab(browser, f"file://{hostile}/site", bypass_csp=True) as opened:
        page = opened.open("licences.html")
        page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=window.__pwned=1>')")
        page.wait_for_function("() => window.__pwned === 1")
        assert len(page.evaluate(FOUND)) >= 2
    assert opened.faults != []


def test_every_free_text_is_hostile() -> None:
    assert len(HOSTILE) >= 150
    content = hostile_rows()
    tame = {
        f"{name}.{column}"
        for name, model in TABLES.items()
        for column in free_columns(model)
        if not set(HOSTILE) <= {row[column] for row in content[name]}
    }
    # Fourteen acts hold fourteen strings, a text holds six times its string, plots ask for figures by name.
    named = {"quality.table_name", "quality.field", "quality.metric"}
    assert tame == {"acts.definition", "acts.plover", "texts.text", *named}


@pytest.mark.parametrize("page", ["index.html", "codebook.html", "licences.html", "article.html", "actor.html"])
def test_pages_that_are_written_beforehand_hold_strings_as_text(page: str, hostile: Path, tab: OpenTab) -> None:
    opened = guarded(tab(f"file://{hostile}/site"))
    opened.open(page)
    check(opened, page)


@pytest.mark.parametrize("table", SHOWN)
def test_tables_show_strings_as_text(table: str, hostile: Path, tab: OpenTab) -> None:
    opened = guarded(tab(f"file://{hostile}/site"))
    page = opened.open(f"tables.html#table={table}")
    pages = -(-page.evaluate(f"onrecord.table('{table}').rows") // 25)
    text = ""
    for number in range(pages):
        page.evaluate("document.querySelectorAll('#rows button.toggle').forEach((button) => button.click())")
        text += page.locator("#rows").evaluate("(rows) => rows.textContent")
        if number % 5 == 0 or number == pages - 1:
            check(opened, f"{table}, page {number}")
        if number < pages - 1:
            page.evaluate("document.querySelector('.dt-paging-button.next').click()")
    missing = [string for string in HOSTILE if squeezed(string) not in squeezed(text)]
    assert missing == []
    page.get_by_role("button", name="Save as CSV").click()
    check(opened, table)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_articles_show_strings_as_text(hostile: Path, tab: OpenTab) -> None:
    opened = guarded(tab(f"file://{hostile}/site"))
    opened.open("article.html")
    for number, string in enumerate(HOSTILE):
        article, position = id_of(small_release.OPEN, number), id_of(POSITION, number)
        text, chosen = opened.page.evaluate(READ, [article, f":{position}", "#head", "#text"])
        assert seen(text).count(seen(string)) >= 5, string
        assert chosen >= 2, string
        if number % 10 == 0:
            check(opened, string)
    check(opened, "articles")


def test_actors_show_strings_as_text(hostile: Path, tab: OpenTab) -> None:
    opened = guarded(tab(f"file://{hostile}/site"))
    opened.open("actor.html")
    for number, string in enumerate(HOSTILE):
        text, _ = opened.page.evaluate(READ, [id_of(small_release.HOLM, number), "", "#actor", "#headline"])
        assert seen(text) == seen(string)
        if number % 10 == 0:
            check(opened, string)
    check(opened, "actors")


@pytest.mark.parametrize(
    "address", ["tables.html#act={0}&q={0}", "tables.html#table={0}&row={0}", "article.html#{0}", "actor.html#{0}"]
)
def test_strings_in_an_address_run_nothing(address: str, release: Path, tab: OpenTab) -> None:
    opened = guarded(tab(f"file://{release}/site"))
    page, _, pattern = address.partition("#")
    opened.open(page)
    for hashes in ([quote(string[:2000], safe="") for string in HOSTILE], HOSTILE[::4]):
        opened.page.evaluate(VISIT, [pattern.format(one) for one in hashes])
        check(opened, address)


POSITION = next(row["position_id"] for row in small_release.rows()["positions"] if row["act"] == "promise")
