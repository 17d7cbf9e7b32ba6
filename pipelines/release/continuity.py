"""The gate between two releases: an actor_id keeps its meaning.

Belongs here: comparing the actors of a staged release with those of its parent. Does not belong here: how ids are
made (`pipelines.actor_ids`), and what changed in other tables.

What an id means is its kind, name and country, and in the end the mentions that bear it. A release is refused where

- an id stands for another kind, name or country than in the parent. People may correct these in curation/actors.csv;
  then a mention of the parent must still bear the id, so that nobody gives an id in use to somebody else.
- an actor has another id than in the parent: nothing of that kind, name and country bears the old id any more, and
  something as many times as before bears another one; or the Wikidata item does. Only a change of the code does that.
- an id is gone, though the articles of its mentions are there with the same text and were annotated by the same
  extractor, and neither a decision of people nor a namesake explains it: the curation table names the id as merged,
  split or barred, or the parent's did and the decision was undone; the country of an actor without one became known;
  or two actors share the name and each has an id of its own now.

An id that another extractor does not find any more is no failure: extractors are made to differ, and the id is not
given to anybody else. It is logged as a warning with a count. A new major schema version is how ids may all change:
then nothing is compared.
"""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb

from pipelines.actor_ids import name_key
from pipelines.checks import CheckResult
from pipelines.release.dataset import parquet_path
from pipelines.sql import select
from schemas.codes import ActorKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

LOG = logging.getLogger(__name__)
COMPARED = ("actors", "articles", "mentions", "curation")

STILL_THERE = """
    SELECT b.actor_id, b.kind, b.name, b.country_iso3, a.kind AS kind_now, a.name AS name_now,
        a.country_iso3 AS country_now,
        b.actor_id IN (SELECT row_id FROM decisions) AS decided,
        b.actor_id NOT IN (SELECT actor_id FROM before_mentions WHERE actor_id IS NOT NULL) OR b.actor_id IN (
            SELECT m.actor_id FROM before_mentions AS m JOIN after_mentions AS n USING (mention_id, actor_id)
        ) AS borne
    FROM before_actors AS b JOIN after_actors AS a USING (actor_id)
    WHERE (b.kind, b.name, b.country_iso3) IS DISTINCT FROM (a.kind, a.name, a.country_iso3)
    ORDER BY actor_id
"""
GONE = """
    SELECT b.actor_id, b.kind, b.name, b.country_iso3, b.wikidata_qid, b.actor_id IN (FROM explained) AS explained,
        b.actor_id IN (
            SELECT m.actor_id FROM before_mentions AS m
            JOIN before_articles USING (article_id) JOIN after_articles USING (article_id, text_sha256)
        ) AS articles_stay
    FROM before_actors AS b ANTI JOIN after_actors USING (actor_id)
    ORDER BY actor_id
"""
DECISIONS = """
    CREATE VIEW decisions AS
        SELECT *, TRUE AS now FROM after_curation WHERE table_name IN ('actors', 'actor_names')
        UNION ALL
        SELECT *, FALSE FROM before_curation WHERE table_name IN ('actors', 'actor_names');
    CREATE VIEW explained AS
        SELECT row_id AS actor_id FROM decisions WHERE action IN ('merge', 'split') OR NOT now
        UNION
        SELECT new_value FROM decisions WHERE NOT now AND new_value IS NOT NULL
        UNION
        SELECT old_value FROM decisions WHERE action = 'reject' AND old_value IS NOT NULL;
"""

type Described = tuple[str, str, str | None]  # kind, name as it is compared, country


@dataclass(frozen=True, slots=True)
class _Gone:
    """An actor of the parent whose id is not there any more."""

    actor_id: str
    kind: str
    name: str
    country_iso3: str | None
    wikidata_qid: str | None
    explained: bool
    articles_stay: bool


def check_actor_ids(staged: Path, parent: Path, *, same_extractor: bool) -> list[CheckResult]:
    """Compare the actors of two releases; see the module's text for the rules.

    Args:
        staged: folder of the release in the making.
        parent: folder of the release before, of the same major schema version.
        same_extractor: whether the same code and models annotated both.
    """
    with duckdb.connect() as connection:
        for name, release in (("before", parent), ("after", staged)):
            for table in COMPARED:
                connection.read_parquet(str(release / parquet_path(table))).create_view(f"{name}_{table}")
        connection.execute(DECISIONS)
        [(rows,)] = select(connection, "SELECT count(*) FROM before_actors").fetchall()
        gone = [_Gone(*row) for row in select(connection, GONE).fetchall()]
        problems = {
            "actors_keep_their_meaning": list(_other_meanings(connection)),
            "actors_keep_their_ids": list(_lost(connection, gone, same_extractor=same_extractor)) if gone else [],
        }
    return [CheckResult.of(name, "actors", rows, found) for name, found in problems.items()]


def _described(kind: str, name: str, country: str | None) -> Described:
    return kind, name if kind == ActorKind.STATE else name_key(kind, name).base, country


def _other_meanings(connection: duckdb.DuckDBPyConnection) -> Iterator[dict[str, str]]:
    for actor_id, kind, name, country, *now, decided, borne in select(connection, STILL_THERE).fetchall():
        kind_now, name_now, country_now = now
        state = kind == kind_now == ActorKind.STATE  # its id holds the country, and its name may be put better
        same = state or _described(kind, name, country) == _described(kind_now, name_now, country_now)
        if not same and not (decided and borne):
            yield {
                "actor_id": actor_id,
                "was": f"{kind} {name!r} {country or '-'}",
                "is": f"{kind_now} {name_now!r} {country_now or '-'}",
                "next_step": "give each its own id in curation/actors.csv, the old one to whom it meant",
            }


def _lost(
    connection: duckdb.DuckDBPyConnection, gone: Iterable[_Gone], *, same_extractor: bool
) -> Iterator[dict[str, str]]:
    before, after = _bearers(connection, "before"), _bearers(connection, "after")
    items = {qid: actor_id for ids in after.values() for actor_id, qid in ids.items() if qid is not None}
    located = Counter((kind, name) for kind, name, country in after if country is not None)
    not_found = 0
    for actor in gone:
        if actor.explained:
            continue
        described = _described(actor.kind, actor.name, actor.country_iso3)
        new, old = after.get(described, {}), before[described]
        other = items.get(actor.wikidata_qid or "") or next(iter(sorted(new.keys() - old.keys())), None)
        if other is not None and (other not in new or len(new) == len(old)):
            step = "only the code can have done this: restore how ids are made, or keep the id in curation/actors.csv"
            yield _problem(actor, f"has the id {other} now", step)
        elif not actor.articles_stay or new or (actor.country_iso3 is None and located[described[:2]]):
            continue
        elif same_extractor:
            step = "say in curation/merges.csv or splits.csv where its mentions went"
            yield _problem(actor, "is gone, though its articles and the extractor are the same", step)
        else:
            not_found += 1
    if not_found:
        LOG.warning("%d actors of the release before are not found any more by the new extractor", not_found)


def _bearers(connection: duckdb.DuckDBPyConnection, release: str) -> dict[Described, dict[str, str | None]]:
    """Per kind, name and country, the ids that bear them, with their Wikidata items."""
    bearers: dict[Described, dict[str, str | None]] = defaultdict(dict)
    query = f"SELECT kind, name, country_iso3, actor_id, wikidata_qid FROM {release}_actors"  # noqa: S608 - our own words
    for kind, name, country, actor_id, item in select(connection, query).fetchall():
        bearers[_described(kind, name, country)][actor_id] = item
    return bearers


def _problem(actor: _Gone, problem: str, next_step: str) -> dict[str, str]:
    return {"actor_id": actor.actor_id, "name": actor.name, "problem": problem, "next_step": next_step}
