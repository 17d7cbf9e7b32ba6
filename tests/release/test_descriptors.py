"""The descriptors of a release, read by those who wrote the standards' readers."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import descriptor_checks
import mlcroissant
import pytest
import yaml
from small_corpus import REPOSITORY

from pipelines.release import metadata
from pipelines.release.documents import Facts
from pipelines.release.durable import sha256
from schemas.tables import TABLES

HOSTILE = "\"quoted\": 'x' # {no} [list]\n- &anchor *alias !!python/object |\t\u2028 🚚 \\ `%"


def read_json(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8")))


def facts(**changed: Any) -> Facts:
    given: dict[str, Any] = {
        "version": "2026.11.0",
        "released_at": "2026-11-22T09:30:00Z",
        "content_sha256": "ab" * 32,
        "contents": {},
        "sources": [],
        "quality": [],
        "change_log": {},
    }
    return Facts(**{**given, **changed})


def test_frictionless_accepts_every_table_in_both_forms(published: Path) -> None:
    names = {resource.name for resource in descriptor_checks.package(published).resources}
    assert names == {*TABLES, *(f"{name}-csv" for name in TABLES if name != "texts")}
    assert descriptor_checks.frictionless_errors(published) == []


def test_frictionless_accepts_the_first_article(first_release: Path) -> None:
    assert descriptor_checks.frictionless_errors(first_release, ["csv"]) == []


def test_frictionless_sees_a_broken_foreign_key(release: Path) -> None:
    path = release / "csv" / "actors.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r'"act_[a-z2-7]{16}"', '"act_aaaaaaaaaaaaaaaa"', text, count=1), encoding="utf-8")
    assert any("foreign" in message.lower() for message in descriptor_checks.frictionless_errors(release, ["csv"]))


def test_the_data_package_says_what_it_is_and_where_it_comes_from(published: Path) -> None:
    package = read_json(published / "datapackage.json")
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert (package["version"], package["created"]) == ("2026.11.0", "2026-11-22T09:30:00Z")
    assert [licence["name"] for licence in package["licenses"]] == ["CC-BY-4.0"]
    assert package["contributors"]
    assert "event data" in package["keywords"]
    assert [source["title"] for source in package["sources"]] == ["Coast Wire"]
    assert all(resource["title"] and resource["description"] for resource in package["resources"])


def test_a_source_has_a_path_where_it_has_a_homepage() -> None:
    sources = [{"name": HOSTILE, "homepage": None}, {"name": "Post", "homepage": "https://post.example/"}]
    properties = metadata.package_properties(facts(sources=sources))
    assert properties["sources"] == [{"title": HOSTILE}, {"title": "Post", "path": "https://post.example/"}]
    assert "sources" not in metadata.package_properties(facts())


def test_the_data_package_tells_size_and_hash_of_csv_files(published: Path) -> None:
    for resource in read_json(published / "datapackage.json")["resources"]:
        if resource["format"] == "csv":
            assert resource["hash"] == f"sha256:{sha256(published / resource['path'])}"
            assert resource["bytes"] == (published / resource["path"]).stat().st_size


@pytest.mark.parametrize("made", ["published", "first_release"])
def test_mlcroissant_reads_the_rows_of_every_table(made: str, request: pytest.FixtureRequest) -> None:
    assert descriptor_checks.croissant_problems(request.getfixturevalue(made)) == []


def test_mlcroissant_sees_the_file_of_another_table(release: Path) -> None:
    (release / "data" / "acts.parquet").write_bytes((release / "data" / "countries.parquet").read_bytes())
    with pytest.raises(mlcroissant.GenerationError):
        descriptor_checks.croissant_problems(release, ["acts"])


def test_croissant_lists_each_file_with_size_and_hash(published: Path) -> None:
    described = read_json(published / "croissant.json")
    assert described["conformsTo"] == "http://mlcommons.org/croissant/1.1"
    assert described["version"] == "2026.11.0"
    files = {file["contentUrl"]: file for file in described["distribution"]}
    assert files.keys() == {
        str(path.relative_to(published)) for folder in ("data", "csv") for path in (published / folder).iterdir()
    }
    for path, file in files.items():
        assert file["sha256"] == sha256(published / path)
        assert file["contentSize"] == f"{(published / path).stat().st_size} B"


def test_mlcroissant_reads_a_vocabulary(published: Path) -> None:
    records = list(descriptor_checks.croissant(published).records("Speech"))
    assert {record["Speech/name"] for record in records} == {"direct", "indirect", "mixed"}


@pytest.mark.parametrize("made", ["published", "first_release"])
def test_the_citation_is_valid(made: str, request: pytest.FixtureRequest) -> None:
    assert descriptor_checks.citation_errors(request.getfixturevalue(made) / "CITATION.cff") == ""


def test_the_projects_citation_is_valid_and_names_its_version_and_licence() -> None:
    path = REPOSITORY / "CITATION.cff"
    assert descriptor_checks.citation_errors(path) == ""
    citation = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert f'version = "{citation["version"]}"' in (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    assert citation["license"] == "MIT"


def test_an_invalid_citation_is_seen(tmp_path: Path) -> None:
    (tmp_path / "CITATION.cff").write_text("cff-version: 1.2.0\ntitle: On Record\n", encoding="utf-8")
    assert "authors" in descriptor_checks.citation_errors(tmp_path / "CITATION.cff")


def test_the_citation_names_version_day_and_licence(published: Path) -> None:
    citation = yaml.safe_load((published / "CITATION.cff").read_text(encoding="utf-8"))
    assert (citation["cff-version"], citation["type"]) == ("1.2.0", "dataset")
    assert (citation["version"], citation["date-released"]) == ("2026.11.0", "2026-11-22")
    assert citation["license"] == "CC-BY-4.0"


def test_no_character_breaks_the_citation(tmp_path: Path) -> None:
    written = metadata.citation(facts(version=HOSTILE))
    assert yaml.safe_load(written)["version"] == HOSTILE
    (tmp_path / "CITATION.cff").write_text(written, encoding="utf-8")
    assert descriptor_checks.citation_errors(tmp_path / "CITATION.cff") == ""


def test_the_readme_begins_with_a_card_whose_parts_are_files(published: Path) -> None:
    before, head, _ = (published / "README.md").read_text(encoding="utf-8").split("---\n", maxsplit=2)
    card = yaml.safe_load(head)
    assert before == ""
    assert (card["license"], card["language"]) == ("cc-by-4.0", ["en"])
    assert {part["config_name"] for part in card["configs"]} == set(TABLES)
    assert all((published / part["data_files"]).is_file() for part in card["configs"])
