"""Articles to read: their text with every span of every row, or no word of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import staged
from staged import small_release

from pipelines.site.reading import reading_rows, suggested
from pipelines.site.released import open_release

if TYPE_CHECKING:
    from pathlib import Path

OPEN, CLOSED = small_release.OPEN, small_release.CLOSED


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Per article its row, with the rows inside it as dictionaries."""
    return read(staged.stage(tmp_path_factory.mktemp("reading"), staged.rows()))


def read(release: Path) -> dict[str, dict[str, Any]]:
    with open_release(release) as connection:
        return staged.by_key(reading_rows(connection), "reading")


def words(article: dict[str, Any], part: str, row_id: str) -> str:
    """The text of all segments that have a mark."""
    number = article["marks"].index((part, row_id))
    return "|".join(s.text for paragraph in article["paragraphs"] for s in paragraph if number in s.marks)


def test_the_text_is_whole(articles: dict[str, dict[str, Any]]) -> None:
    lines = ["".join(segment.text for segment in paragraph) for paragraph in articles[OPEN]["paragraphs"]]
    assert lines == [line for line in small_release.OPEN_TEXT.split("\n") if line]


def test_every_span_of_every_row_is_marked(articles: dict[str, dict[str, Any]]) -> None:
    article = articles[OPEN]
    said = next(row for row in article["positions"] if row["act"] == "state")
    assert words(article, "source", said["position_id"]) == "Ada Holm"
    assert words(article, "cue", said["position_id"]) == "said"
    assert words(article, "content", said["position_id"]) == "that |14| lorries 🚚 “wait each day”"
    assert words(article, "number", article["numbers"][0]["number_id"]) == "14"
    assert words(article, "date", article["dates"][0]["date_id"]) == "3 March"
    assert words(article, "role", article["roles"][0]["actor_role_id"]) == "harbour minister"
    assert {words(article, "mention", row["mention_id"]) for row in article["mentions"]} == {"Ada Holm", "Sweden"}


def test_the_pieces_of_a_content_have_one_mark(articles: dict[str, dict[str, Any]]) -> None:
    promised = next(row for row in articles[OPEN]["positions"] if row["act"] == "promise")
    assert words(articles[OPEN], "content", promised["position_id"]) == "Sweden promised an answer|“within two weeks”"


def test_rows_carry_what_a_page_says_of_them(articles: dict[str, dict[str, Any]]) -> None:
    urged = next(row for row in articles[OPEN]["positions"] if row["act"] == "appeal")
    assert urged["sources"] == [[small_release.HOLM, "Ada Holm"]]
    assert urged["targets"] == [["state_SWE", "Sweden"]]
    assert urged["content_text"] is None  # it stands in the text
    assert articles[OPEN]["roles"][0]["name"] == "Ada Holm"


def test_without_leave_no_word_is_there(articles: dict[str, dict[str, Any]]) -> None:
    closed = articles[CLOSED]
    assert (closed["paragraphs"], closed["marks"], closed["mentions"]) == (None, None, [])
    kept = json.dumps(closed, default=str, ensure_ascii=False)
    assert "refused to say" not in kept
    assert "kronor" not in kept
    assert closed["positions"][0]["content_spans"] is not None


def test_the_words_of_a_snippet_are_there_without_its_text(tmp_path: Path) -> None:
    content = staged.rows()
    next(row for row in content["articles"] if row["article_id"] == CLOSED)["text_policy"] = "snippet"
    refused = next(row for row in content["positions"] if row["act"] == "reject")
    refused["content_text"] = "to say when the ferry would sail"
    article = read(staged.stage(tmp_path, content))[CLOSED]
    assert article["paragraphs"] is None
    assert article["positions"][0]["content_text"] == "to say when the ferry would sail"


def test_articles_of_the_same_story_are_counted(tmp_path: Path) -> None:
    content = staged.rows()
    for row in content["articles"]:
        row.update(cluster_id=OPEN, is_cluster_head=row["article_id"] == OPEN)
    assert {row["n_same_story"] for row in read(staged.stage(tmp_path, content)).values()} == {1}


def test_what_can_be_read_whole_is_suggested_first(tmp_path: Path) -> None:
    with open_release(staged.stage(tmp_path, staged.rows())) as connection:
        assert [(one.article_id, one.positions) for one in suggested(connection, 5)] == [(OPEN, 3), (CLOSED, 1)]
        assert len(suggested(connection, 1)) == 1


def test_a_release_without_articles_has_nothing_to_read(tmp_path: Path) -> None:
    release = staged.stage(tmp_path, staged.no_articles())
    assert read(release) == {}
    with open_release(release) as connection:
        assert suggested(connection, 5) == []
