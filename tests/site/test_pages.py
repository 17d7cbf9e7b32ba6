"""Pages: what they say, that every value is escaped, and that nothing in them needs more than the policy allows."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import staged
from jinja2 import UndefinedError

from pipelines.release.durable import relative_files
from pipelines.site.builder import build_site
from pipelines.site.codebook_page import Section, rules
from pipelines.site.environment import page, prose
from schemas import derive
from schemas.tables import TABLES

SITE = Path(__file__).parents[2] / "pipelines" / "site"
HOSTILE = "</script><img src=x onerror=alert(1)>'\"&{{ 7 * 7 }}"


class Elements(HTMLParser):
    """Tags with their attributes, and the text between them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def built(folder: Path, content: staged.Content, **facts: str) -> Path:
    build_site(staged.stage(folder, content), staged.facts(**facts))
    return folder / "site"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("release"), staged.rows())


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("empty"), staged.no_articles())


def elements(path: Path) -> Elements:
    return Elements(path.read_text(encoding="utf-8"))


def test_the_same_release_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    again = built(tmp_path, staged.rows())
    assert relative_files(again) == relative_files(site)
    assert all((again / name).read_bytes() == (site / name).read_bytes() for name in relative_files(site))


def test_every_page_forbids_what_it_does_not_need_and_loads_its_own_files_only(site: Path) -> None:
    for path in site.glob("*.html"):
        found = elements(path).tags
        policies = [each["content"] for _, each in found if each.get("http-equiv") == "Content-Security-Policy"]
        assert len(policies) == 1
        assert policies[0].startswith("default-src 'none'; script-src 'self'; style-src 'self';")
        for tag, attributes in found:
            assert not {name for name in attributes if name == "style" or name.startswith("on")}, (path.name, tag)
            loaded = attributes.get("src") or (attributes.get("href") if tag == "link" else None)
            assert loaded is None or (site / loaded).is_file(), (path.name, loaded)
            assert tag != "style"
            assert tag != "script" or "src" in attributes or attributes["type"] == "application/ld+json"


def test_every_link_within_the_release_leads_somewhere(site: Path) -> None:
    found = {path.name: elements(path).tags for path in site.glob("*.html")}
    ids = {name: {attributes.get("id") for _, attributes in tags} for name, tags in found.items()}
    static = {"index.html", "codebook.html", "licences.html"}
    for name in static:
        targets = [attributes.get("href") or "" for tag, attributes in found[name] if tag == "a"]
        for target in targets:
            file, _, anchor = target.partition("#")
            if not file.startswith(("https:", "../")) and (file or name) in static and anchor:
                assert anchor in ids[file or name], target


def test_the_first_page_counts_rows_and_stories_and_offers_every_file(site: Path) -> None:
    found = elements(site / "index.html")
    hrefs = {attributes.get("href") for _, attributes in found.tags}
    assert {f"../data/{name}.parquet" for name in TABLES} <= hrefs
    assert {"../csv/positions.csv", "../CITATION.cff"} <= hrefs
    assert "../csv/texts.csv" not in hrefs
    assert f"{'ab' * 32}  data/texts.parquet\n" in found.text
    assert re.search(r"Articles\s*2\s+2 stories of 1 source\s", found.text)


def test_every_plot_has_words_for_those_who_cannot_see_it(site: Path) -> None:
    drawn = [attributes for _, attributes in elements(site / "index.html").tags if attributes.get("role") == "img"]
    assert len(drawn) == 8
    assert all(len(attributes["aria-label"] or "") > 30 for attributes in drawn)


def test_search_engines_are_told_what_the_release_is(site: Path) -> None:
    text = (site / "index.html").read_text(encoding="utf-8")
    described = json.loads(text.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    assert described["@type"] == "Dataset"
    assert described["version"] == "2026.11.0"
    assert described["temporalCoverage"] == "2026-03-04/2026-03-04"
    assert {"contentUrl", "encodingFormat", "sha256"} <= described["distribution"][0].keys()
    assert len(described["distribution"]) == 2 * len(TABLES) - 1


def test_the_citation_is_given_for_people_and_programs(site: Path) -> None:
    text = elements(site / "index.html").text
    assert "The On Record developers (2026): On Record." in text
    assert "@misc{onrecord_2026_11_0," in text
    assert f"sha256:{'ef' * 32}" in text


def test_a_release_without_articles_says_so_and_draws_nothing(empty: Path) -> None:
    found = elements(empty / "index.html")
    assert "No article has a date of publication." in found.text
    assert "This release holds no position." in found.text
    assert not [tag for tag, _ in found.tags if tag == "svg"]


def test_quality_is_shown_with_its_intervals(tmp_path: Path) -> None:
    content = staged.rows()
    figure = {"table_name": "positions", "field": "act", "gold": "labelled", "extractor": "test@1", "n": 20}
    content["quality"] = [
        figure | {"slice": "promise", "metric": "precision", "value": 0.75, "ci_low": 0.5, "ci_high": 0.9},
        figure | {"slice": "promise", "metric": "f1", "value": 0.7},
        figure | {"slice": "all", "metric": "accuracy", "value": 0.8, "ci_low": 0.7, "ci_high": 0.85},
    ]
    text = elements(built(tmp_path, content) / "index.html").text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Over all acts 80 % (70–85) of 20 sentences are right." in text
    assert "promise75 % (50–90)70 %" in text


def test_sources_of_one_name_are_listed_one_by_one(tmp_path: Path) -> None:
    content = staged.rows()
    content["sources"].append(content["sources"][0] | {"source": "twin"})
    found = elements(built(tmp_path, content) / "licences.html")
    assert found.text.count(content["sources"][0]["name"]) == 2


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    content = staged.rows()
    content["actors"][0]["name"] = content["sources"][0]["name"] = content["countries"][0]["name"] = HOSTILE
    site = built(tmp_path, content, title=HOSTILE, creator=HOSTILE)
    for name in ("index.html", "licences.html", "codebook.html"):
        found = elements(site / name)
        assert "img" not in {tag for tag, _ in found.tags}
        assert HOSTILE in found.text


def test_the_codebook_has_every_column_and_every_code(site: Path) -> None:
    found = elements(site / "codebook.html")
    ids = {attributes.get("id") for _, attributes in found.tags}
    assert {f"{name}.{column.name}" for name, model in TABLES.items() for column in derive.columns(model)} <= ids
    assert {f"codes-{codes.__name__}" for codes in derive.vocabularies(TABLES)} <= ids
    assert all(
        prose(code.description).striptags() in found.text for codes in derive.vocabularies(TABLES) for code in codes
    )


def test_the_codebook_tells_what_the_release_holds(tmp_path: Path) -> None:
    content = staged.rows()
    content["articles"][0]["title"] = HOSTILE[:50]
    figure = {"table_name": "dates", "field": "timex_value", "slice": "all", "gold": "labelled", "extractor": "test@1"}
    content["quality"] = [figure | {"metric": "precision", "value": 0.625, "ci_low": 0.5, "ci_high": 0.75, "n": 20}]
    text = elements(built(tmp_path, content) / "codebook.html").text
    assert f"Example: {HOSTILE[:50]}" in text
    assert "timex_value" in text
    assert "62 [50, 75]" in text
    for model in TABLES.values():
        assert all(prose(limit).striptags() in text for limit in derive.limits(model))


def test_the_codebook_says_that_nothing_was_measured(site: Path) -> None:
    assert "Nobody has measured the extractor" in elements(site / "codebook.html").text


def test_the_codebooks_rules_are_read_as_paragraphs_and_points() -> None:
    text = "# Title\n\nSkipped.\n\n## Rules\n\nOne\nline.\n\n- **A.** first\n  line\n- B\n\n## Tables\n\n- no rule\n"
    assert rules(text) == [Section("Rules", (("One line.",), ("**A.** first line", "B")))]


def test_a_codebook_without_the_heading_behind_the_rules_is_refused() -> None:
    with pytest.raises(ValueError, match=r"codebook\.md has no heading “Tables”"):
        rules("# Title\n\n## Rules\n")


def test_prose_marks_code_and_strong_words_and_escapes_the_rest() -> None:
    assert prose("**Null** where `a<b` is <i>.") == "<strong>Null</strong> where <code>a&lt;b</code> is &lt;i&gt;."
    assert prose("`a**b`") == "<code>a**b</code>"


def test_a_template_that_uses_what_nobody_gave_is_refused() -> None:
    with pytest.raises(UndefinedError, match="'sections' is undefined"):
        page("codebook.html", staged.facts())


def test_no_template_lets_a_value_through_unescaped() -> None:
    for path in (SITE / "templates").glob("*.html"):
        assert not re.search(r"\|\s*safe|autoescape", path.read_text(encoding="utf-8")), path.name
