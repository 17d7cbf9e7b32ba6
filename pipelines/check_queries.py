"""The rules that hold between tables, each as a query that selects the rows that break it.

Belongs here: SQL over the published tables, derived from the models where it can be. Does not belong here: running it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas import derive
from schemas.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemas.fields import Table

# Articles with fewer words in all may well hold no mention or position; with more, an empty table means a fault.
NO_ROWS_BELOW_WORDS = 500

type Query = tuple[str, str, str, str]  # name, table, description, SQL

CONTENT_SPANS = """
    SELECT position_id, article_id, span[1] AS char_start, span[2] AS char_end,
        span[1] < span[2] AND (number = 1 OR spans[number - 1][2] <= span[1]) AS in_order
    FROM (
        SELECT position_id, article_id, spans, unnest(spans) AS span, generate_subscripts(spans, 1) AS number
        FROM (SELECT *, from_json(content_spans, '[[\"INTEGER\"]]') AS spans FROM positions)
    )
"""


def cross_table_queries() -> list[Query]:
    """All rules between tables: name, table, description and the query for the rows that break them."""
    return [
        *(query for name, model in TABLES.items() for query in _derived(name, model)),
        *_CONTENT,
        *_words_without_offsets(),
        *_claims(),
        *_POSITIONS,
        *_VOLUME,
    ]


def _derived(name: str, model: type[Table]) -> Iterator[Query]:
    """Rules that follow from a model's declarations."""
    for key in derive.foreign_keys(model):
        yield (
            f"{name}_{key.column}_exists",
            name,
            f"Every {key.column} stands in {key.table}.{key.target}.",
            f"SELECT DISTINCT t.{key.column} FROM {name} AS t "
            f"ANTI JOIN {key.table} AS other ON other.{key.target} = t.{key.column} WHERE t.{key.column} IS NOT NULL",
        )
    order = derive.sort_key(model)
    yield (
        f"{name}_sorted",
        name,
        f"Rows are sorted by {', '.join(order)}.",
        f"SELECT * FROM (SELECT {', '.join(order)}, row({', '.join(order)}) AS here, "
        f"lag(row({', '.join(order)})) OVER (ORDER BY file_row_number) AS before "
        f"FROM {name}_numbered) WHERE here < before",
    )
    for span in derive.spans(model):
        yield (
            f"{name}_{span.text}_span",
            name,
            f"{span.start} and {span.end} select exactly {span.text} in the article's text; no words without them.",
            f"SELECT t.{primary(model)}, t.{span.text}, t.{span.start}, t.{span.end} FROM {name} AS t "
            f"LEFT JOIN article_texts AS a USING (article_id) WHERE t.{span.start} IS NOT NULL AND ("
            f"a.text IS NULL OR t.{span.end} > length(a.text) OR t.{span.text} IS DISTINCT FROM "
            f"{_allowed(f'a.text[t.{span.start} + 1 : t.{span.end}]', 't.article_id')}) "
            f"OR t.{span.start} IS NULL AND t.{span.text} IS NOT NULL",
        )


def primary(model: type[Table]) -> str:
    """The first column of a table's primary key."""
    return derive.primary_key(model)[0]


def _allowed(words: str, article_id: str) -> str:
    """SQL for words as far as their article's text policy allows them."""
    policy = f"(SELECT any_value(owner.text_policy) FROM articles AS owner WHERE owner.article_id = {article_id})"
    return f"CASE {policy} WHEN 'full' THEN {words} WHEN 'snippet' THEN if(length({words}) <= 500, {words}, NULL) END"


_CONTENT: list[Query] = [
    (
        "positions_content_span",
        "positions",
        "content_spans, in order, select the pieces of content_text; content_start and content_end are their hull.",
        f"""
        SELECT p.position_id, p.content_text, p.content_spans
        FROM positions AS p
        LEFT JOIN (
            SELECT position_id, string_agg(a.text[s.char_start + 1 : s.char_end], ' … ' ORDER BY s.char_start) AS words,
                min(s.char_start) AS char_start, max(s.char_end) AS char_end,
                max(s.char_end) <= any_value(length(a.text)) AND bool_and(s.in_order) AS inside
            FROM ({CONTENT_SPANS}) AS s JOIN article_texts AS a USING (article_id)
            GROUP BY position_id
        ) AS s USING (position_id)
        WHERE p.content_spans IS NOT NULL AND (
            s.inside IS NOT TRUE
            OR s.char_start IS DISTINCT FROM p.content_start OR s.char_end IS DISTINCT FROM p.content_end
            OR p.content_text IS DISTINCT FROM {_allowed("s.words", "p.article_id")}
        ) OR p.content_spans IS NULL AND p.content_text IS NOT NULL
        """,
    ),
    (
        "articles_title_policy",
        "articles",
        "A title is published only as far as the text policy allows it.",
        """
        SELECT article_id, text_policy, length(title) AS n FROM articles
        WHERE title IS NOT NULL AND (text_policy = 'offsets' OR (text_policy = 'snippet' AND length(title) > 500))
        """,
    ),
    (
        "texts_are_the_full_ones",
        "texts",
        "Exactly the articles with text_policy full have a text, and it is the one that offsets refer to.",
        """
        SELECT article_id FROM articles AS a FULL JOIN texts AS t USING (article_id)
        WHERE (t.text IS NOT NULL) IS DISTINCT FROM (a.text_policy = 'full')
            OR (t.text IS NOT NULL AND sha256(t.text) <> a.text_sha256)
        """,
    ),
    (
        "articles_text_sha256",
        "articles",
        "text_sha256 is the hash of the text that the offsets were checked against, n_chars its length.",
        """
        SELECT a.article_id FROM articles AS a LEFT JOIN article_texts AS t USING (article_id)
        WHERE t.text_sha256 IS DISTINCT FROM a.text_sha256 OR length(t.text) IS DISTINCT FROM a.n_chars
        """,
    ),
    (
        "articles_head_of_cluster",
        "articles",
        "cluster_id is the earliest article of its cluster, then that of least id; articles of one text share it.",
        """
        SELECT article_id, cluster_id FROM (
            SELECT article_id, cluster_id,
                first(article_id) OVER (PARTITION BY cluster_id ORDER BY published_on NULLS LAST, article_id) AS head,
                min(cluster_id) OVER (PARTITION BY text_sha256) AS of_text
            FROM articles
        )
        WHERE cluster_id <> head OR cluster_id <> of_text
        """,
    ),
]


def _words_without_offsets() -> list[Query]:
    return [
        (
            f"{table}_{column}_span",
            table,
            f"The words of {column} stand in the article's text, and its text policy allows them.",
            f"""
            SELECT t.{primary(TABLES[table])}, t.{column}
            FROM {table} AS t LEFT JOIN article_texts AS a USING (article_id)
            WHERE t.{column} IS NOT NULL AND (
                coalesce(contains(a.text, t.{column}), FALSE) IS FALSE
                OR {_allowed(f"t.{column}", "t.article_id")} IS NULL
            )
            """,
        )
        for table, column in (("mentions", "role_text"), ("numbers", "unit_text"))
    ]


def _claims() -> list[Query]:
    return [
        (
            f"{table}_inside_their_position",
            table,
            "A row with a position_id lies inside that position's content, in the same article.",
            f"""
            SELECT t.{primary(TABLES[table])}, t.position_id FROM {table} AS t
            ANTI JOIN ({CONTENT_SPANS}) AS s
                ON s.position_id = t.position_id AND s.article_id = t.article_id
                AND s.char_start <= t.char_start AND t.char_end <= s.char_end
            WHERE t.position_id IS NOT NULL
            """,
        )
        for table in ("numbers", "dates")
    ]


_POSITIONS: list[Query] = [
    (
        "positions_nested_in_parent",
        "positions",
        "The cue of a nested position lies inside its parent's content, in the same article.",
        f"""
        SELECT p.position_id, p.parent_position_id FROM positions AS p
        ANTI JOIN ({CONTENT_SPANS}) AS s
            ON s.position_id = p.parent_position_id AND s.article_id = p.article_id
            AND s.char_start <= p.cue_start AND p.cue_end <= s.char_end
        WHERE p.parent_position_id IS NOT NULL
        """,
    ),
    (
        "positions_count_their_actors",
        "positions",
        "n_sources, n_targets and the first actors agree with position_actors.",
        """
        WITH counted AS (
            SELECT position_id,
                count(*) FILTER (role = 'source') AS sources, count(*) FILTER (role = 'target') AS targets,
                any_value(actor_id) FILTER (role = 'source' AND ordinal = 0) AS source_actor_id,
                any_value(actor_id) FILTER (role = 'target' AND ordinal = 0) AS target_actor_id
            FROM position_actors GROUP BY position_id
        )
        SELECT p.position_id FROM positions AS p LEFT JOIN counted AS c USING (position_id)
        WHERE p.n_sources <> coalesce(c.sources, 0) OR p.n_targets <> coalesce(c.targets, 0)
            OR p.source_actor_id IS DISTINCT FROM c.source_actor_id
            OR p.target_actor_id IS DISTINCT FROM c.target_actor_id
        """,
    ),
    (
        "positions_said_on_their_date",
        "positions",
        "said_on is the day of said_date_id, and there only if that is one day.",
        """
        SELECT p.position_id FROM positions AS p LEFT JOIN dates AS d ON d.date_id = p.said_date_id
        WHERE p.said_on IS DISTINCT FROM if(d.date_start = d.date_end, d.date_start, NULL)
        """,
    ),
]

_VOLUME: list[Query] = [
    (
        "articles_volume",
        "articles",
        "There are articles; every input was kept, repeated another, was rejected or is retracted.",
        """
        SELECT n_articles, n_rejects FROM (
            SELECT (SELECT count(*) FROM articles) AS n_articles, (SELECT count(*) FROM rejects) AS n_rejects
        ) WHERE n_articles = 0 OR n_articles <> $n_kept OR n_rejects <> $n_rejected
            OR $n_raw <> $n_kept + $n_duplicate + $n_rejected + $n_retracted
        """,
    ),
    *(
        (
            f"{table}_volume",
            table,
            "The table is not empty; short corpora may have no mentions and positions.",
            f"SELECT 'no rows' AS problem WHERE NOT EXISTS (FROM {table}){condition}",
        )
        for table, condition in (
            ("sources", ""),
            ("actors", ""),
            ("actor_names", ""),
            ("acts", ""),
            ("countries", ""),
            ("mentions", " AND (SELECT sum(n_words) FROM articles) >= $words"),
            ("positions", " AND (SELECT sum(n_words) FROM articles) >= $words"),
        )
    ),
]
