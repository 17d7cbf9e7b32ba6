"""From mentions to actors over all articles, as people decided.

Belongs here: which actor each mention is in the end, in this order: the machine's registry and minting, aliases,
merges, splits; and which rules touched nothing. Does not belong here: how names are compared and ids minted
(`pipelines.actor_ids`).

A name is the full name that the article gives, or where it gives none, the words of the mention itself; pronouns and
noun phrases go with the mention that they were resolved to.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pipelines.actor_ids import Entity, Minted, mint_actors, name_key
from pipelines.curation.rules import IfUnused, Meaning
from pipelines.knowledge import registry
from pipelines.sql import select
from schemas.codes import ActorKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from duckdb import DuckDBPyConnection

    from pipelines.actor_ids import EntityKey
    from pipelines.curation.decisions import Decisions
    from pipelines.curation.lines import Line
    from pipelines.curation.rules import ActorRule, AliasRule
    from pipelines.ingest.errors import InputError

NAME_LENGTH = 100  # a longer one is no name but a fault of the tagger

type Name = tuple[str, str, str | None]  # kind, name, country
type Touched = set[tuple[str, int]]  # file name and line number

NAMED = """
    CREATE VIEW named_mentions AS
        SELECT m.*, coalesce(entity_name, if(form IN ('named', 'metonym', 'demonym'), text, NULL)) AS known_as
        FROM nested_mentions AS m;
"""
ENTITIES = """
    SELECT kind, entity_name, country_iso3, sector, count(*)::INT AS n FROM nested_mentions
    WHERE registry_actor_id IS NULL AND length(entity_name) <= $name_length
    GROUP BY ALL ORDER BY ALL
"""
# A name that people gave a meaning has it; one that they took a meaning from has none; all others are the machine's.
RESOLVE = """
    CREATE TABLE machine_mentions AS
        SELECT m.*, coalesce(m.registry_actor_id, i.actor_id) AS machine_actor_id
        FROM named_mentions AS m
        LEFT JOIN actor_ids AS i
            ON m.registry_actor_id IS NULL AND i.kind = m.kind AND i.entity_name = m.entity_name
            AND i.country_iso3 IS NOT DISTINCT FROM m.country_iso3 AND i.sector IS NOT DISTINCT FROM m.sector;

    CREATE TABLE meant_mentions AS
        SELECT m.mention_id, a.actor_id
        FROM machine_mentions AS m
        JOIN alias_means AS a
            ON a.kind = m.kind AND a.name = m.known_as AND a.country_iso3 IS NOT DISTINCT FROM m.country_iso3;

    CREATE TABLE barred_mentions AS
        SELECT m.mention_id, b.number
        FROM machine_mentions AS m
        JOIN alias_bars AS b
            ON b.kind = m.kind AND b.name = m.known_as AND b.country_iso3 IS NOT DISTINCT FROM m.country_iso3
        LEFT JOIN merged_actors AS g ON g.actor_id = m.machine_actor_id
        WHERE b.actor_id IN (m.machine_actor_id, g.into_actor_id);

    CREATE TABLE decided_mentions AS
        WITH RECURSIVE decided AS (
            FROM meant_mentions
            UNION
            SELECT mention_id, NULL FROM barred_mentions ANTI JOIN meant_mentions USING (mention_id)
        ),
        inherited AS (
            SELECT * FROM decided
            UNION
            SELECT m.mention_id, i.actor_id
            FROM machine_mentions AS m
            JOIN inherited AS i ON i.mention_id = m.antecedent_mention_id
            WHERE m.form IN ('pronoun', 'nominal') AND m.entity_name IS NULL
                AND m.article_id IN (SELECT article_id FROM decided JOIN machine_mentions USING (mention_id))
        )
        SELECT * FROM inherited;

    CREATE TABLE own_mentions AS
        SELECT m.*, if(d.mention_id IS NULL, m.machine_actor_id, d.actor_id) AS own_actor_id,
            coalesce(g.into_actor_id, own_actor_id) AS merged_actor_id
        FROM machine_mentions AS m
        LEFT JOIN decided_mentions AS d USING (mention_id)
        LEFT JOIN merged_actors AS g ON g.actor_id = if(d.mention_id IS NULL, m.machine_actor_id, d.actor_id);

    CREATE TABLE split_actors AS
        SELECT o.article_id, o.merged_actor_id, arg_min(s.into_actor_id, s.number) AS into_actor_id,
            min(s.number) AS number
        FROM (SELECT DISTINCT article_id, merged_actor_id, sector FROM own_mentions) AS o
        JOIN store_articles AS a USING (article_id)
        JOIN split_rules AS s
            ON s.actor_id = o.merged_actor_id
            AND CASE s.criterion WHEN 'article' THEN s.value = o.article_id WHEN 'source' THEN s.value = a.source
                WHEN 'sector' THEN s.value = o.sector ELSE TRUE END
        GROUP BY ALL;

    CREATE TABLE resolved_mentions AS
        SELECT o.* EXCLUDE (known_as, machine_actor_id, own_actor_id, merged_actor_id),
            coalesce(s.into_actor_id, o.merged_actor_id) AS actor_id
        FROM own_mentions AS o
        LEFT JOIN split_actors AS s USING (article_id, merged_actor_id);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What resolving did.

    `minted` are the actors that only articles know, `machine` those that there would be without any decision. `moved`
    are the entities that an alias makes another actor. `touched` are the lines that did something. `replaced` are the
    ids that are left without mentions by an alias or a fixed actor: that line, the id, and the actor in its place.
    """

    minted: Minted
    machine: Minted
    moved: dict[EntityKey, Line[AliasRule]]
    touched: Touched
    replaced: list[tuple[Line[ActorRule], str, str]]


def resolve_mentions(connection: DuckDBPyConnection, decisions: Decisions) -> Resolved:
    """Make the table `resolved_mentions`: `nested_mentions` with the actor that each mention is.

    Args:
        connection: has the relations `nested_mentions` and `store_articles (article_id, source)`.
        decisions: what people decided.
    """
    connection.execute(NAMED)
    found = select(connection, ENTITIES, {"name_length": NAME_LENGTH}).fetchall()
    entities = [Entity(*row) for row in found]
    means, bars = _aliases(connection, decisions.aliases)
    machine = mint_actors(entities)
    moved = {e.key: means[name] for e in entities if (name := e.key[:3]) in means and _moves(e, means[name], machine)}
    minted = mint_actors([e for e in entities if e.key not in moved], decisions.named)
    _register(connection, decisions, minted, means, bars)
    connection.execute(RESOLVE)
    used = _column(connection, "SELECT DISTINCT actor_id FROM resolved_mentions WHERE actor_id IS NOT NULL")
    ids = minted.ids | {key: line.rule.actor_id for key, line in moved.items()}
    return Resolved(
        minted=Minted({actor_id: actor for actor_id, actor in minted.actors.items() if actor_id in used}, ids),
        machine=machine,
        moved=moved,
        touched=_touched(connection, decisions, means.values(), used),
        replaced=_replaced(decisions, machine.ids, ids, moved, used),
    )


def _moves(entity: Entity, line: Line[AliasRule], machine: Minted) -> bool:
    return machine.ids.get(entity.key) != line.rule.actor_id


def _aliases(
    connection: DuckDBPyConnection, aliases: Iterable[Line[AliasRule]]
) -> tuple[dict[Name, Line[AliasRule]], list[tuple[Name, Line[AliasRule]]]]:
    """Per name in the articles, the line that gives it a meaning; and the names with the lines that take one away."""
    by_name: dict[tuple[str, ...], list[Line[AliasRule]]] = defaultdict(list)
    for line in aliases:
        for kind in {ActorKind.PERSON, ActorKind.ORGANISATION} if line.rule.kind is None else {line.rule.kind}:
            by_name[_compared(kind, line.rule.alias)].append(line)
    means, bars = {}, []
    query = "SELECT DISTINCT kind, known_as, country_iso3 FROM named_mentions WHERE known_as IS NOT NULL ORDER BY ALL"
    for kind, words, country in select(connection, query).fetchall() if by_name else ():
        lines = [line for line in by_name.get(_compared(kind, words), ()) if _fits(line.rule, kind, country)]
        meaning = [line for line in lines if line.rule.rule is Meaning.IS]
        if meaning:  # the more it says of the name, the sooner it counts
            means[kind, words, country] = min(
                meaning, key=lambda line: (not line.rule.country_iso3, not line.rule.kind)
            )
        bars += [((kind, words, country), line) for line in lines if line.rule.rule is Meaning.IS_NOT]
    return means, bars


def _compared(kind: str, name: str) -> tuple[str, ...]:
    return "person" if kind == ActorKind.PERSON else "body", *name_key(kind, name)


def _fits(rule: AliasRule, kind: str, country: str | None) -> bool:
    return rule.kind in {None, kind} and rule.country_iso3 in {None, country}


def _register(
    connection: DuckDBPyConnection,
    decisions: Decisions,
    minted: Minted,
    means: Mapping[Name, Line[AliasRule]],
    bars: Iterable[tuple[Name, Line[AliasRule]]],
) -> None:
    """Let DuckDB see the ids and the rules."""
    splits = decisions.splits
    relations: dict[str, tuple[str, list[tuple[Any, ...]]]] = {
        "actor_ids": ("kind entity_name country_iso3 sector actor_id", [(*k, i) for k, i in minted.ids.items()]),
        "alias_means": ("kind name country_iso3 actor_id", [(*n, line.rule.actor_id) for n, line in means.items()]),
        "alias_bars": ("kind name country_iso3 actor_id number", [(*n, b.rule.actor_id, b.number) for n, b in bars]),
        "merged_actors": ("actor_id into_actor_id", list(decisions.merged.items())),
        "split_rules": (
            "actor_id criterion value into_actor_id number",
            [(s.rule.actor_id, s.rule.by, s.rule.value, s.rule.into_actor_id, s.number) for s in splits],
        ),
    }
    for name, (columns, rows) in relations.items():
        schema = pa.schema([(c, pa.int32() if c == "number" else pa.string()) for c in columns.split()])
        arrays = [pa.array([row[at] for row in rows], column.type) for at, column in enumerate(schema)]
        connection.register(name, pa.Table.from_arrays(arrays, schema=schema))


def _touched(
    connection: DuckDBPyConnection, decisions: Decisions, meaning: Iterable[Line[AliasRule]], used: set[Any]
) -> Touched:
    """The lines that a mention was touched by."""
    bars = _column(connection, "SELECT DISTINCT number FROM barred_mentions")
    splits = _column(connection, "SELECT DISTINCT number FROM split_actors")
    present = _column(connection, "SELECT DISTINCT own_actor_id FROM own_mentions")
    steps = {line.rule.from_actor_id: line for line in decisions.merges}
    merging = set()
    for at in present & steps.keys():
        while at in steps and at not in merging:
            merging.add(at)
            at = steps[at].rule.into_actor_id  # noqa: PLW2901 - one step further
    return {
        *((line.path.name, line.number) for line in meaning),
        *((line.path.name, line.number) for line in decisions.aliases if line.number in bars),
        *((line.path.name, line.number) for line in decisions.splits if line.number in splits),
        *((steps[at].path.name, steps[at].number) for at in merging),
        *((line.path.name, line.number) for line in decisions.actors if line.rule.actor_id in present | used),
    }


def _column(connection: DuckDBPyConnection, query: str) -> set[Any]:
    return {row[0] for row in select(connection, query).fetchall()}


def _replaced(
    decisions: Decisions,
    machine: Mapping[EntityKey, str],
    ids: Mapping[EntityKey, str],
    moved: Mapping[EntityKey, Line[AliasRule]],
    used: set[Any],
) -> list[tuple[Line[ActorRule], str, str]]:
    found: dict[str, tuple[Line[ActorRule], str, str]] = {}
    merged = decisions.merged
    for key, before in machine.items():
        after = ids.get(key, before)
        line = moved.get(key) or decisions.fixed.get(after)
        if line is not None and before != after and before not in used and before not in merged:
            found[before] = (line, before, merged.get(after, after))
    return [found[before] for before in sorted(found)]


def refuse_idle_rules(decisions: Decisions, resolved: Resolved) -> None:
    """Stop the run where a rule touches nothing, leads to an actor that is not there, or takes another one's id.

    Raises: InputError with file, line and next step for the first such rule.
    """
    known = registry.actors().keys() | decisions.fixed.keys() | resolved.minted.actors.keys()
    for fixed in decisions.actors:
        machine = resolved.machine.actors.get(str(fixed.rule.actor_id))
        if machine is not None and not _words(machine.kind, machine.name) & _words(fixed.rule.kind, fixed.rule.name):
            problem = (
                f"{machine.actor_id} is {machine.name!r} in the articles, and {fixed.rule.name!r} has no word of that"
            )
            raise fixed.fault(problem, "correct the id; or, for a new name, fix an id of its own and merge the old one")
    for line in decisions.lines:
        target = line.rule.target
        if (line.path.name, line.number) not in resolved.touched:
            if line.rule.if_unused is IfUnused.STOP:
                step = "correct it; or, where its articles were taken out, write keep in if_unused or take the line out"
                raise line.fault(line.rule.idle, step)
        elif target is not None and decisions.merged.get(target, target) not in known:
            raise _leads_nowhere(line, decisions.merged.get(target, target), resolved)


def _words(kind: str, name: str) -> set[str]:
    return set(name_key(kind, name).base.split())


def _leads_nowhere(line: Line[ActorRule], target: str, resolved: Resolved) -> InputError:
    moving = [other for key, other in resolved.moved.items() if resolved.machine.ids.get(key) == target]
    if moving:
        number = min(other.number for other in moving)
        problem = f"the name of {target} is made another actor's in line {number} of aliases.csv: a chain, or a circle"
        return line.fault(problem, "name the actor that is meant in the end, and fix it in actors.csv")
    return line.fault(f"there is no actor {target}", "correct the id, or fix the actor in actors.csv")
