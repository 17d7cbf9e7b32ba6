"""index.html: what it says, that it is well made, and that no value gets out of its place."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.release.index import Archive, Channels, Entry, Index, Withdrawal
from pipelines.release.releases_page import render

VOID = {"meta"}


class Page(HTMLParser):
    """The elements of a page with their attributes, and its text; elements have to be closed in order."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def entry(version: str, **more: object) -> Entry:
    known = {
        "version": version,
        "released_at": "2026-11-22T09:30:00Z",
        "manifest_sha256": "a" * 64,
        "content_sha256": "c" * 64,
        "rows": {"articles": 1200, "positions": 34567, "acts": 14},
        "archive": Archive(bytes=12_345_678, sha256=version.replace(".", "").ljust(64, "0")),
    }
    return Entry.model_validate(known | more)


def withdrawn(version: str, reason: str = "it names a witness") -> Withdrawal:
    return Withdrawal(version=version, withdrawn_at="2026-11-23T08:00:00Z", reason=reason, instead="2026.11.2")


INDEX = Index(
    releases=(entry("2026.11.0"), entry("2026.11.1"), entry("2026.11.2"), entry("2026.11.10")),
    withdrawals=(withdrawn("2026.11.1"),),
    channels=Channels(candidate="2026.11.10", stable="2026.11.2"),
)


def test_every_release_is_there_the_newest_first() -> None:
    headers = re.findall(r'<th scope="row">(.*?)</th>', render(INDEX))
    assert [re.sub("<.*?>", "", header) for header in headers] == ["2026.11.10", "2026.11.2", "2026.11.1", "2026.11.0"]
    assert headers[2] == "<s>2026.11.1</s>"
    text = " ".join(Page(render(INDEX)).text.split())
    assert "2026.11.2 2026-11-22 stable 1,200 34,567 35,781 readme, codebook, changelog zip, 12.3 MB" in text
    assert "2026.11.1 2026-11-22 withdrawn Withdrawn on 2026-11-23: it names a witness." in text
    assert "Take 2026.11.2, the stable release" in text
    assert "On Record. Version 2026.11.2. Dataset. sha256:cccc" in text


def test_sums_of_the_zips_are_as_sha256sum_reads_them() -> None:
    [sums] = re.findall(r"<pre.*?>\n?(.*?)</pre>", render(INDEX), re.DOTALL)
    lines = [f"{version.replace('.', '').ljust(64, '0')}  {version}.zip\n" for version in ("2026.11.10", "2026.11.2")]
    assert sums.startswith("".join(lines))
    assert "2026.11.1.zip" not in sums


@pytest.mark.parametrize(
    ("channels", "said"),
    [
        (
            Channels(candidate="2026.11.0"),
            "Take 2026.11.0, the candidate: it is the newest release and passed every che",
        ),
        (Channels(candidate="2026.11.0", stable="2026.11.0"), "which people have looked at and vouch for. A version"),
        (Channels(), "None: every release was withdrawn."),
    ],
)
def test_it_says_what_to_take(channels: Channels, said: str) -> None:
    assert said in " ".join(Page(render(Index(releases=(entry("2026.11.0"),), channels=channels))).text.split())


def test_links_lead_to_files_that_a_release_has(published: Path) -> None:
    page = Page((published.parent / "index.html").read_text(encoding="utf-8"))
    links = [link["href"] or "" for link in page.all("a")]
    local = [link for link in links if not link.startswith("https://creativecommons.org/")]
    assert {"./2026.11.0/README.md", "./2026.11.0/CODEBOOK.md", "./2026.11.0/CHANGELOG.md"} <= set(local)
    assert {"./2026.11.0.zip", "./2026.11.0/", "./index.json"} <= set(local)
    assert all((published.parent / link).exists() for link in local)


def test_nothing_is_loaded_or_run() -> None:
    page = Page(render(INDEX))
    assert not {"script", "link", "img", "iframe", "object", "form"} & {tag for tag, _ in page.elements}
    assert not [
        name for _, found in page.elements for name in found if name.startswith("on") or name in {"src", "style"}
    ]
    [style] = re.findall(r"<style>(.*?)</style>", render(INDEX), re.DOTALL)
    assert not re.search(r"url\(|@import|\\|<", style)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    [policy] = [meta["content"] for meta in page.all("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_readers_of_every_kind_find_their_way() -> None:
    page = Page(render(INDEX))
    assert page.all("html") == [{"lang": "en"}]
    tags = [tag for tag, _ in page.elements]
    assert [tags.count(tag) for tag in ("h1", "main", "caption", "title")] == [1, 1, 1, 1]
    assert all(header.get("scope") in {"col", "row"} for header in page.all("th"))
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in page.all("meta")


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_text_has_the_contrast_of_wcag_in_light_and_dark() -> None:
    schemes = re.findall(r":root \{(.*?)\}", render(INDEX))
    assert len(schemes) == 2
    for scheme in schemes:
        colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", scheme))
        for name in ("text", "quiet", "link"):
            dark, light = sorted((luminance(colours["ground"]), luminance(colours[name])))
            assert (light + 0.05) / (dark + 0.05) >= 7, name


@pytest.mark.parametrize(
    "reason",
    [
        "<script>alert(1)</script>",
        "</td></table><img src=x onerror=alert(1)>",
        "\"' onmouseover='x",
        "{{ 7 * 7 }}",
        "&lt;",
    ],
)
def test_markup_in_a_reason_stays_text(reason: str) -> None:
    page = Page(render(INDEX.model_copy(update={"withdrawals": (withdrawn("2026.11.1", reason),)})))
    assert f"2026-11-23: {reason}." in page.text
    assert page.elements == Page(render(INDEX)).elements


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_value_changes_what_elements_a_page_has(version: str, reason: str) -> None:
    index = Index(
        releases=(entry("2026.11.0"), entry("v", released_at=reason, content_sha256=reason)),
        withdrawals=(Withdrawal(version="2026.11.0", withdrawn_at=version, reason=reason, instead=version),),
        channels=Channels(candidate="v"),
    )
    tags = [tag for tag, _ in Page(render(index)).elements]
    plain = index.model_copy(update={"withdrawals": (withdrawn("2026.11.0"),)})
    assert tags == [tag for tag, _ in Page(render(plain)).elements]


def test_a_hostile_version_stays_within_its_link() -> None:
    page = Page(render(Index(releases=(entry('javascript:"><script>'),), channels=Channels())))
    assert not page.all("script")
    assert all((link["href"] or "").startswith(("./", "https://creativecommons.org/")) for link in page.all("a"))
