"""Actors: what a release knows of each, and what each said and was told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import staged
from staged import small_release

from pipelines.site.profiles import profile_rows
from pipelines.site.released import open_release
from pipelines.site.timeline import Period

if TYPE_CHECKING:
    from pathlib import Path

HOLM, OFFICE = small_release.HOLM, small_release.OFFICE


@pytest.fixture(scope="module")
def actors(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    return read(staged.stage(tmp_path_factory.mktemp("profiles"), staged.rows()))


def read(release: Path) -> dict[str, dict[str, Any]]:
    with open_release(release) as connection:
        return staged.by_key(profile_rows(connection), "profiles")


def test_every_actor_has_a_page(actors: dict[str, dict[str, Any]]) -> None:
    assert list(actors) == sorted(row["actor_id"] for row in staged.rows()["actors"])


def test_positions_are_dated_by_what_was_said_else_by_the_article(actors: dict[str, dict[str, Any]]) -> None:
    found = {row["act"]: (str(row["day"]), row["day_is_said"]) for row in actors[HOLM]["positions"]}
    assert found == {
        "appeal": ("2026-03-03", True),
        "state": ("2026-03-04", False),
        "promise": ("2026-03-04", False),
    }
    assert actors[HOLM]["unit"] == "month"
    assert actors[HOLM]["periods"] == [Period("2026-03", 3, 1, 0, 0)]


def test_a_position_names_the_other_side(actors: dict[str, dict[str, Any]]) -> None:
    appeal = next(row for row in actors[HOLM]["positions"] if row["act"] == "appeal")
    assert (appeal["role"], appeal["others"]) == ("source", [["state_SWE", "Sweden"]])
    told = actors["state_SWE"]["positions"]
    assert [(row["role"], row["others"]) for row in told] == [("target", [[HOLM, "Ada Holm"]])]


def test_without_a_date_a_position_stands_in_no_period(actors: dict[str, dict[str, Any]]) -> None:
    assert [row["day"] for row in actors[OFFICE]["positions"]] == [None]
    assert (actors[OFFICE]["unit"], actors[OFFICE]["periods"]) == (None, [])


def test_words_that_are_not_published_differ_from_none(actors: dict[str, dict[str, Any]]) -> None:
    refused = actors[OFFICE]["positions"][0]
    assert (refused["content_words"], refused["has_content"]) == (None, True)


def test_a_long_content_is_cut_and_says_so(tmp_path: Path) -> None:
    content = staged.rows()
    content["positions"][0]["content_text"] = "🚚" * 241
    row = next(row for row in read(staged.stage(tmp_path, content))[HOLM]["positions"] if row["act"] == "appeal")
    assert (row["content_words"], row["content_is_cut"]) == ("🚚" * 240, True)


def test_names_and_roles_come_with_where_they_are_from(actors: dict[str, dict[str, Any]]) -> None:
    assert actors["state_SWE"]["names"] == [{"name": "+Sverige", "name_type": "short", "name_source": "registry"}]
    (role,) = actors[HOLM]["roles"]
    assert (role["title_text"], role["article_id"]) == ("harbour minister", small_release.OPEN)


def test_a_release_without_articles_has_actors_without_positions(tmp_path: Path) -> None:
    content = staged.no_articles() | {"actors": staged.rows()["actors"]}
    found = read(staged.stage(tmp_path, content))
    assert [actor["positions"] for actor in found.values()] == [[], [], [], []]
