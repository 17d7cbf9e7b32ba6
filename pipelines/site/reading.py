"""Articles as they can be read: their marked text where it may be published, and the rows that lie in them.

Belongs here: one row per article for the page article.html, from the released tables alone, so that no word gets there
that the tables do not hold. Does not belong here: how a text is cut (`segments`), how it looks (`static/reading.js`).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from pipelines.site.chunks import Rows
from pipelines.site.nested import Nested, nested, nested_columns
from pipelines.site.participants import name_participants
from pipelines.site.segments import Span, marked_paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from duckdb import DuckDBPyConnection

COLUMNS = ("article_id", "n_same_story", "paragraphs", "marks", "positions", "numbers", "dates", "mentions", "roles")
# Words that stand in the text anyway are left out. A source or target is its id and its name, or else its words.
QUERIES = {
    "positions": """
        SELECT
            p.article_id, p.position_id, p.sentence_no, p.parent_position_id, p.act, acts.direction, p.negated,
            p.modality, p.speech, p.source_text, source.actors AS sources, target.actors AS targets, p.cue, p.cue_text,
            CASE WHEN t.article_id IS NULL THEN p.content_text END AS content_text, p.source_start, p.source_end,
            p.cue_start, p.cue_end, p.content_spans, p.said_on, p.topic, p.confidence, p.status, p.method
        FROM positions AS p
        JOIN acts USING (act)
        LEFT JOIN texts AS t USING (article_id)
        LEFT JOIN participants AS source ON source.position_id = p.position_id AND source.role = 'source'
        LEFT JOIN participants AS target ON target.position_id = p.position_id AND target.role = 'target'
        ORDER BY p.article_id, p.cue_start, p.position_id""",
    "numbers": """
        SELECT
            article_id, number_id, sentence_no, position_id, text, value, value_max, bound, trend, kind, unit, counted,
            char_start, char_end, confidence, status, method
        FROM numbers ORDER BY article_id, char_start, number_id""",
    "dates": """
        SELECT
            article_id, date_id, sentence_no, position_id, text, timex_type, timex_value, timex_mod, date_start,
            date_end, granularity, relation, anchor, char_start, char_end, confidence, status, method
        FROM dates ORDER BY article_id, char_start, date_id""",
    "mentions": """
        SELECT
            m.article_id, m.mention_id, m.sentence_no, m.actor_id, a.name, m.text, m.form, m.kind, m.country_iso3,
            m.sector, m.char_start, m.char_end, m.method
        FROM mentions AS m JOIN texts USING (article_id) LEFT JOIN actors AS a USING (actor_id)
        ORDER BY m.article_id, m.char_start, m.mention_id""",
    "roles": """
        SELECT
            r.article_id, r.actor_role_id, r.actor_id, a.name, r.title_text, r.sector, r.organisation_actor_id,
            o.name AS organisation, r.country_iso3, r.char_start, r.char_end
        FROM actor_roles AS r
        JOIN actors AS a USING (actor_id) LEFT JOIN actors AS o ON o.actor_id = r.organisation_actor_id
        ORDER BY r.article_id, r.char_start, r.actor_role_id""",
}
PARTS = {"numbers": "number", "dates": "date", "mentions": "mention", "roles": "role"}


class Suggested(NamedTuple):
    """An article to begin with; `publisher` is the name of its source."""

    article_id: str
    title: str | None
    publisher: str
    published_on: date | None
    positions: int


class Mark(NamedTuple):
    """What of a row a span is: a position's source, cue or content, a number, a date, a mention or a role."""

    part: str
    row_id: str


def reading_rows(connection: DuckDBPyConnection) -> dict[str, Rows]:
    """`reading`, one row per article, sorted by its id; `reading_columns`, the columns of the rows inside.

    `paragraphs` holds segments, each a text and the numbers of its marks in `marks`; both are null where the text is
    not published. Takes a connection of `open_release`.
    """
    name_participants(connection)
    fields = {name: nested(connection, query) for name, query in QUERIES.items()}
    articles = connection.execute(
        """SELECT article_id, text, count(*) OVER (PARTITION BY cluster_id) - 1
           FROM articles LEFT JOIN texts USING (article_id) ORDER BY article_id"""
    ).fetchall()
    rows = [
        (article_id, same_story, *_marked(article_id, text, fields), *(of.of(article_id) for of in fields.values()))
        for article_id, text, same_story in articles
    ]
    return {"reading": Rows(COLUMNS, rows), "reading_columns": nested_columns(fields)}


def suggested(connection: DuckDBPyConnection, number: int) -> list[Suggested]:
    """The articles that can be read whole and have most positions; then others, where there are too few of those."""
    query = """SELECT article_id, title, sources.name, published_on, count(position_id) AS positions
               FROM articles JOIN sources USING (source) LEFT JOIN positions USING (article_id)
               WHERE is_cluster_head
               GROUP BY article_id, title, sources.name, published_on, articles.text_policy
               ORDER BY articles.text_policy = 'full' DESC, positions DESC, article_id LIMIT $number"""
    return [Suggested(*row) for row in connection.execute(query, {"number": number}).fetchall()]


def _marked(article_id: str, text: str | None, fields: dict[str, Nested]) -> tuple[object, object]:
    if text is None:
        return None, None
    pieces = list(_pieces(article_id, fields))
    marks = list(dict.fromkeys(mark for mark, _, _ in pieces))
    number_of = {mark: number for number, mark in enumerate(marks)}
    return marked_paragraphs(text, [Span(start, end, number_of[mark]) for mark, start, end in pieces]), marks


def _pieces(article_id: str, fields: dict[str, Nested]) -> Iterator[tuple[Mark, int, int]]:
    """Every span of every row of an article."""
    for row in _named(fields["positions"], article_id):
        key = row["position_id"]
        for start, end in json.loads(row["content_spans"] or "[]"):
            yield Mark("content", key), start, end
        if row["source_start"] is not None:
            yield Mark("source", key), row["source_start"], row["source_end"]
        yield Mark("cue", key), row["cue_start"], row["cue_end"]
    for name, part in PARTS.items():
        for row in _named(fields[name], article_id):
            yield Mark(part, row[fields[name].columns[0]]), row["char_start"], row["char_end"]


def _named(of: Nested, key: str) -> Iterator[dict[str, Any]]:
    return (dict(zip(of.columns, row, strict=True)) for row in of.of(key))
