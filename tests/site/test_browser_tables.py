"""Tables in Chromium: filters, their addresses, what is saved, and how much is read before the first row shows."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

import pyarrow.parquet as pq
import pytest
from chromium import served
from playwright.sync_api import expect
from staged import small_release

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import OpenTab
    from playwright.sync_api import Page

TABLES = ("positions", "numbers", "dates", "actors", "articles")
LIGHT = 5_000_000  # bytes
NOTED = """new MutationObserver(function (_, observer) {
    if (document.querySelector("#rows button.toggle")) {
        observer.disconnect();
        window.readFirst = performance.getEntriesByType("resource").map((entry) => entry.name);
    }
}).observe(document, { childList: true, subtree: true })"""


def rows(page: Page) -> list[str]:
    return page.locator("#rows tbody tr:has(button.toggle)").all_inner_texts()


def wanted(page: Page) -> dict[str, str]:
    """What the address asks for."""
    return {name: value for name, (value,) in parse_qs(urlsplit(page.url).fragment).items()}


def saved(page: Page) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as CSV").click()
    assert download.value.suggested_filename.endswith(".csv")
    return bytes(download.value.path().read_bytes())


def test_what_is_chosen_is_shown_and_stands_in_the_address(site: str, tab: OpenTab) -> None:
    opened = tab(site)
    page = opened.open("tables.html")
    assert len(rows(page)) == 4
    page.get_by_label("Act", exact=True).select_option("promise")
    expect(page.locator("#rows button.toggle")).to_have_count(1)
    assert wanted(page) == {"table": "positions", "act": "promise"}
    assert "Sweden promised an answer" in rows(page)[0]
    other = tab(site)
    assert rows(other.open(page.url.rpartition("/")[2])) == rows(page)


def test_words_are_searched_while_one_types_and_back_leads_back(site: str, tab: OpenTab) -> None:
    page = tab(site).open("tables.html#table=positions&source_country=NOR")
    assert len(rows(page)) == 3
    page.get_by_label("Search", exact=True).press_sequentially("lorries wait")
    expect(page.locator("#rows button.toggle")).to_have_count(1)
    assert wanted(page) == {"table": "positions", "source_country": "NOR", "q": "lorries wait"}
    page.go_back()
    expect(page.locator("#rows button.toggle")).to_have_count(3)
    assert page.get_by_label("Search", exact=True).input_value() == ""
    page.go_forward()
    expect(page.locator("#rows button.toggle")).to_have_count(1)
    page.get_by_role("button", name="Reset").click()
    expect(page.locator("#rows button.toggle")).to_have_count(4)
    assert wanted(page) == {"table": "positions"}


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("table=positions&from=2026-03-03&to=2026-03-03", 1),
        ("table=positions&target_country=SWE", 1),
        ("table=positions&topic=null", 4),
        ("table=positions&q=nothing+of+the+kind", 0),
        ("table=numbers&kind=money", 1),
        ("table=actors&kind=state", 2),
        ("table=articles&publication=coast-wire", 2),
    ],
)
def test_an_address_shows_its_rows(address: str, count: int, release: Path, tab: OpenTab) -> None:
    page = tab(f"file://{release}/site").open(f"tables.html#{address}")
    assert len(rows(page)) == count
    assert page.locator("#status").inner_text().startswith(f"{count} ")


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_saved_as_the_release_holds_it(name: str, site: str, release: Path, tab: OpenTab) -> None:
    page = tab(site).open(f"tables.html#table={name}")
    assert saved(page) == (release / "csv" / f"{name}.csv").read_bytes()


def test_only_the_filtered_rows_are_saved(release: Path, tab: OpenTab) -> None:
    page = tab(f"file://{release}/site").open("tables.html#table=articles&q=berg")
    with (release / "csv" / "articles.csv").open(encoding="utf-8", newline="") as published:
        expected = [row for row in csv.DictReader(published) if row["author"] == "''Kim' =Berg"]
    assert len(expected) == 1
    assert list(csv.DictReader(saved(page).decode("utf-8").splitlines())) == expected


@pytest.mark.parametrize(
    "address",
    ["table=positions&row=pos_aaaaaaaaaaaaaaaa", "table=none", "table=positions&colour=red", "table=dates&from=1"],
)
def test_an_address_that_asks_for_what_is_not_there_is_told_so(address: str, release: Path, tab: OpenTab) -> None:
    page = tab(f"file://{release}/site").open(f"tables.html#{address}")
    expect(page.get_by_role("alert")).to_contain_text(address.rpartition("=")[2])


def test_the_first_row_shows_before_all_rows_are_read(large: Path, tab: OpenTab) -> None:
    with served(large) as address:
        opened = tab(f"{address}/site")
        opened.page.add_init_script(NOTED)
        first = opened.open("tables.html").evaluate("window.readFirst")
        size = sum((large / unquote(urlsplit(name).path)[1:]).stat().st_size for name in first)
        assert 0 < size < LIGHT
        chunks = [path.name for path in (large / "site" / "data").glob("positions-*.js")]
        assert len([name for name in first if "/positions-" in name]) < len(chunks)
        count = pq.read_metadata(large / "data" / "positions.parquet").num_rows
        expect(opened.page.locator("#status")).to_contain_text(f"{count:,} positions")


def test_the_overview_reads_no_rows(large: Path, tab: OpenTab) -> None:
    with served(large) as address:
        opened = tab(f"{address}/site")
        opened.open("index.html")
        assert not [name for name in opened.requests if "/data/" in name]
        local = [name for name in opened.requests if name.startswith(address)]
        assert sum((large / urlsplit(name).path[1:]).stat().st_size for name in local) < LIGHT / 5


def test_numbers_lead_to_the_position_whose_claim_they_are(release: Path, tab: OpenTab) -> None:
    page = tab(f"file://{release}/site").open("tables.html#table=numbers&kind=count")
    said = next(row["position_id"] for row in small_release.rows()["positions"] if row["act"] == "state")
    page.get_by_role("button", name="Details of").click()
    page.get_by_role("link", name=said).click()
    expect(page.locator("#rows tr.marked")).to_contain_text("that 14 lorries")
