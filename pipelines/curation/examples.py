"""Whether every rule does to its own example sentence what it says.

Belongs here: annotating the example of each alias, merge and split, and comparing. Does not belong here: the data; a
rule that touches no article is told when tables are derived.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from pipelines.actor_ids import name_key
from pipelines.annotate.actors import find_mentions
from pipelines.annotate.model import parse_text
from pipelines.annotate.records import Annotations
from pipelines.curation.resolving import resolve_mentions
from pipelines.curation.rules import AliasRule, FixedActorRule, SplitBy, SplitRule
from pipelines.rows import annotation_row
from pipelines.sql import select
from pipelines.store import ANNOTATIONS

if TYPE_CHECKING:
    from pipelines.curation.decisions import Decisions
    from pipelines.curation.lines import Line
    from pipelines.curation.rules import ActorRule
    from pipelines.ingest.errors import InputError

ARTICLE_ID, SOURCE = "art_example", "example"
MENTION = ANNOTATIONS.field("mentions").type.value_type

type Found = list[tuple[str, str | None]]  # words and actor of each mention


def wrong_example(line: Line[ActorRule], decisions: Decisions) -> InputError | None:
    """What is wrong with a line's example: as the only article, it is not resolved as the line says.

    Lines of actors.csv have no example, and nothing is wrong with them.
    """
    rule, wanted = line.rule, line.rule.target
    if isinstance(rule, FixedActorRule):
        return None
    found = _resolve(rule.example, rule, decisions)
    if wanted is not None and not _means(found, rule, decisions.merged.get(wanted, wanted)):
        shown = ", ".join(f"{words!r} is {actor_id or 'nobody'}" for words, actor_id in found) or "no mention"
        return _wrong(line, f"no mention in the example is {wanted}: {shown}")
    if isinstance(rule, AliasRule) and wanted is None and _means(found, rule, rule.actor_id):
        return _wrong(line, f"{rule.alias!r} in the example is still {rule.actor_id}")
    return None


def _wrong(line: Line[ActorRule], problem: str) -> InputError:
    step = "give a sentence with the name, and where the id holds a country, with the country; or correct the rule"
    return line.fault(problem, step)


def _means(found: Found, rule: ActorRule, actor_id: str) -> bool:
    """Whether a mention, and for an alias a mention by that name, is the actor."""
    name = name_key("", rule.alias).base if isinstance(rule, AliasRule) else ""
    return any(actor == actor_id and name in name_key("", words).base for words, actor in found)


def _resolve(example: str, rule: ActorRule, decisions: Decisions) -> Found:
    mentions = tuple(find_mentions(parse_text(example)))
    records = Annotations(n_words=0, n_sentences=0, mentions=mentions, positions=(), numbers=(), dates=())
    where = {rule.by: rule.value} if isinstance(rule, SplitRule) else {}
    article_id = where.get(SplitBy.ARTICLE) or ARTICLE_ID
    rows = annotation_row(article_id, sha256(example.encode()).hexdigest(), example, records)["mentions"]
    with duckdb.connect() as connection:
        nested = pa.Table.from_pylist(rows, pa.schema(list(MENTION)))
        connection.register("nested_mentions", nested.append_column("article_id", [[article_id] * len(rows)]))
        source = where.get(SplitBy.SOURCE) or SOURCE
        connection.register("store_articles", pa.table({"article_id": [article_id], "source": [source]}))
        resolve_mentions(connection, decisions)
        return select(connection, "SELECT text, actor_id FROM resolved_mentions ORDER BY char_start").fetchall()
