"""Why a row differs between two releases: the column `cause` of the table `changes`.

Belongs here: the rules. Does not belong here: which rows differ (`changes`).

A row follows from its own article; or from the project's knowledge; or, where it tells who an actor is, from decisions
of people and from other articles, too. What is nearest to the row counts. The first rule that holds gives the cause:

1. The row's own article was retracted in one of the releases only: takedown. The row is that retraction: takedown.
2. Its own article came, went, or has another text, date, title, source or text policy, or its source another country,
   by which dates are read: source. An article whose same bytes are turned away in one of the releases by other code:
   code. The row is an article's or a source's own record, and what the input says differs: source.
3. A decision that only one of the releases has names one of the actors or names of the difference; or only the topic
   differs, and the topics' file does: curation. Only columns that decisions set may differ (actors, topic).
4. A row that only the project and people keep (registry, fixed actors, names given): curation where people decided
   something about its actor and their files differ, else code.
5. No other article can reach the row - it follows from its own article, which is the same, or from the project's
   knowledge (acts, countries, quality): code.
6. The row lies in an article that is the same, only its actors differ, and the code differs: code.
7. It is about an actor, a name, a cluster or an input that a retracted article bears: takedown; that another article
   of rule 2 bears: the cause of that rule.
8. An input came or went without ever becoming an article: source. Its reason changed: code if that differs, else
   source.
9. None of these reaches it (namesakes of another article, say). What is left of what differs at all: code if that
   differs; else takedown or source where articles differ; else curation where decisions differ; else code, whose
   version does not tell all.

The code differs where extractors, package, lock or schema version do.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from pipelines.release.values import any_distinct
from schemas import derive
from schemas.codes import CurationAction
from schemas.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import pyarrow as pa
    from duckdb import DuckDBPyConnection

    from pipelines.release.sides import Side

TOPICS, RETRACTIONS = "topics.csv", "retractions.csv"
CLUSTER = frozenset({"cluster_id", "is_cluster_head"})
FOUND_IN_ARTICLES = CLUSTER | {"n_words", "n_sentences"}  # the other columns of `articles` say what the input says
IS_RETRACTION = f"coalesce(n.action, o.action) = '{CurationAction.RETRACT}'"
REACH = {
    "sources": "'record'",
    "rejects": "'input'",
    "acts": "'project'",
    "countries": "'project'",
    "quality": "'project'",
    "curation": f"if({IS_RETRACTION}, 'retraction', 'others')",
    "actors": "if('provisional' IN (o.status, n.status), 'others', 'decisions')",
    "actor_names": "if('articles' IN (o.name_source, n.name_source), 'others', 'decisions')",
}

PREPARE = """
    CREATE MACRO decided_row(row_id) AS if(starts_with(row_id, '['), row_id ->> '$[0]', row_id);
    CREATE MACRO conflict_with(detail) AS regexp_extract(detail, '^same id as (.*), other text', 1);
    CREATE TABLE articles_of_positions AS
        SELECT position_id, article_id FROM old_positions UNION SELECT position_id, article_id FROM new_positions;
"""


def prepare(connection: DuckDBPyConnection) -> None:
    """Make what the expressions below read, once the sides' rows can be seen."""
    connection.execute(PREPARE)


def explain(connection: DuckDBPyConnection, old: Side, new: Side) -> None:
    """Make the table `changes`: the differences, each with its cause."""
    for name, value in {
        "code_differs": code_differs(old, new),
        "decisions_differ": _decisions(old) != _decisions(new) or not (old.curation and new.curation),
        "topics_differ": old.curation.get(TOPICS) != new.curation.get(TOPICS),
    }.items():
        connection.execute(f"SET VARIABLE {name} = ?", [value])
    connection.execute(files("pipelines.release").joinpath("causes.sql").read_text(encoding="utf-8"))


def code_differs(old: Side, new: Side) -> bool:
    """Whether two releases were made by other extractors, another package or lock, or have another schema."""
    return (old.code, dict(old.extractors), old.schema_version) != (new.code, dict(new.extractors), new.schema_version)


def _decisions(side: Side) -> dict[str, str]:
    """The files that say who is who."""
    return {name: digest for name, digest in side.curation.items() if name not in {TOPICS, RETRACTIONS}}


def article(table: str, columns: Collection[str]) -> str:
    """SQL for the article that a row of the joined sides `o` and `n` lies in; null where it lies in none."""
    if "article_id" in columns:
        return "coalesce(n.article_id, o.article_id)"
    if table == "position_actors" and columns:
        position = "coalesce(n.position_id, o.position_id)"
        return f"(SELECT any_value(article_id) FROM articles_of_positions AS p WHERE p.position_id = {position})"  # noqa: S608 - our own words
    return "NULL"


def reach(table: str, compared: Mapping[str, pa.DataType]) -> str:
    """SQL for what can have made a row of the joined sides `o` and `n` differ.

    `record`: what the input says; `input`; `article`: the row's own article alone; `project`: its knowledge;
    `decisions` of people; `others`: these and other articles; `retraction`.
    """
    if table in REACH or table not in TABLES:
        return REACH.get(table, "'project'")
    if table == "articles":
        record, found = _other_than(compared, FOUND_IN_ARTICLES), _other_than(compared, CLUSTER)
        return f"CASE WHEN {record} THEN 'record' WHEN {found} THEN 'article' ELSE 'others' END"
    if table == "actor_roles":  # there is one where the mention has an actor
        return f"if(o.there AND n.there AND ({_other_than(compared, _actor_columns(table))}), 'article', 'others')"
    decided = _actor_columns(table) | {"topic"}
    actors = any_distinct({name: kind for name, kind in compared.items() if name in decided - {"topic"}})
    return (
        f"CASE WHEN (o.there AND n.there) IS NOT TRUE OR {_other_than(compared, decided)} THEN 'article'"
        f" WHEN {actors} THEN 'others' ELSE 'decisions' END"
    )


def about(table: str, columns: Mapping[str, pa.DataType]) -> str:
    """SQL for the ids and names that a difference is about: those of decisions and those that articles bear."""
    match table:
        case "actors" | "actor_names":
            return "[coalesce(n.actor_id, o.actor_id)]"
        case "curation":
            row = "coalesce(n.{0}, o.{0})"
            return f"[decided_row({row.format('row_id')}), {row.format('old_value')}, {row.format('new_value')}]"
        case "rejects":
            return "[o.raw_name, n.raw_name, conflict_with(o.detail), conflict_with(n.detail)]"
    ids = [name for name in columns if name in _actor_columns(table) or (table == "articles" and name == "cluster_id")]
    given = [f"if(o.{name} IS DISTINCT FROM n.{name}, [o.{name}, n.{name}], [])" for name in ids]
    if "topic" in columns:
        given.append(f"if(o.topic IS DISTINCT FROM n.topic, ['{TOPICS}'], [])")
    return f"flatten([{', '.join(given)}])" if given else "[]"


def _actor_columns(table: str) -> set[str]:
    return {key.column for key in derive.foreign_keys(TABLES[table]) if key.table == "actors"}


def _other_than(compared: Mapping[str, pa.DataType], names: Collection[str]) -> str:
    """SQL for whether a column besides these differs."""
    return any_distinct({name: kind for name, kind in compared.items() if name not in names})
