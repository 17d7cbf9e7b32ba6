"""Mentions made by hand, curation files from rows, and what comes of both."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from pipelines.curation.decisions import Decisions, read_decisions
from pipelines.curation.published import curated_tables
from pipelines.curation.resolving import Resolved, refuse_idle_rules, resolve_mentions
from pipelines.curation.rules import AliasRule, FixedActorRule, MergeRule, SplitRule
from pipelines.sql import select

if TYPE_CHECKING:
    from pathlib import Path

type Row = dict[str, Any]

COLUMNS = [
    "article_id",
    "mention_id",
    "registry_actor_id",
    "kind",
    "entity_name",
    "country_iso3",
    "sector",
    "form",
    "text",
    "antecedent_mention_id",
]
SIGNED = {"curator": "ada", "decided_on": "2026-11-22", "if_unused": "stop"}
MODELS = {"actors": FixedActorRule, "aliases": AliasRule, "merges": MergeRule, "splits": SplitRule}
DEFAULTS = {
    "actors": {"kind": "person", "note": "A person of the story."},
    "aliases": {"rule": "is", "reason": "Another spelling."},
    "merges": {"reason": "Two spellings of one name.", "example": "An example."},
    "splits": {"reason": "Two people of one name.", "example": "An example."},
}


def mention(number: int, name: str, country: str | None = None, **more: Any) -> Row:
    """A named mention of a person whose full name the article gives; each in an article of its own."""
    row: Row = {
        "article_id": f"art_{number}",
        "mention_id": f"men_{number}",
        "kind": "person",
        "entity_name": name,
        "country_iso3": country,
        "form": "named",
        "text": name,
    }
    return dict.fromkeys(COLUMNS) | row | more


def write_rules(folder: Path, **files: list[Row]) -> Path:
    """Write the lines of actors, aliases, merges and splits, filled up with what every line has."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in files.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(MODELS[name].model_fields), lineterminator="\n")
            writer.writeheader()
            for row in rows:
                full = SIGNED | DEFAULTS[name] | row
                if name == "aliases":
                    type_of_name = {"name_type": "full"} if full["rule"] == "is" else {}
                    full = {"example": f"{row['alias']} spoke."} | type_of_name | full
                writer.writerow(full)
    return folder


@dataclass(frozen=True)
class Outcome:
    """What the mentions are in the end, and what the rules publish."""

    actors: dict[str, str | None]
    resolved: Resolved
    curation: list[Row]
    decided_actors: list[Row]
    names: list[Row]

    @property
    def minted(self) -> set[str]:
        return set(self.resolved.minted.actors)

    @property
    def tombstones(self) -> dict[str, str]:
        rows = [row for row in self.curation if row["table_name"] == "actors"]
        return {row["row_id"]: row["new_value"] for row in rows if row["action"] in {"merge", "split"}}


def outcome(mentions: list[Row], decisions: Decisions | Path, *, strict: bool = True) -> Outcome:
    """Resolve the mentions; the source of an article is `src_` and its number."""
    decisions = decisions if isinstance(decisions, Decisions) else read_decisions(decisions)
    schema = pa.schema([(column, pa.string()) for column in COLUMNS])
    articles = sorted({row["article_id"] for row in mentions})
    with duckdb.connect() as connection:
        connection.register("nested_mentions", pa.Table.from_pylist(mentions, schema))
        sources = [article.replace("art_", "src_") for article in articles]
        connection.register("store_articles", pa.table({"article_id": articles, "source": sources}))
        resolved = resolve_mentions(connection, decisions)
        if strict:
            refuse_idle_rules(decisions, resolved)
        actors = dict(select(connection, "SELECT mention_id, actor_id FROM resolved_mentions").fetchall())
    assert len(actors) == len(mentions)
    tables = {name: table.to_pylist() for name, table in curated_tables(decisions, resolved).items()}
    return Outcome(actors, resolved, tables["decided_curation"], tables["decided_actors"], tables["decided_names"])
