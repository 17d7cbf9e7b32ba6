"""What curation adds to the published tables: decisions, actors and names.

Belongs here: rows of `curation`, `actors` and `actor_names` made from decisions. Does not belong here: applying them.

A merge and a split leave a row of `curation` behind, which tells where the id went: its tombstone. So does an alias
or a fixed actor that leaves an id of the machine without mentions.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pipelines.curation.rules import AliasRule, FixedActorRule, MergeRule, SplitRule
from pipelines.ids import content_id
from pipelines.knowledge import registry
from schemas import derive
from schemas.codes import ActorStatus, CurationAction, NameType
from schemas.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.curation.decisions import Decisions
    from pipelines.curation.lines import Line
    from pipelines.curation.resolving import Resolved
    from pipelines.curation.rules import ActorRule

NAME_SOURCE = "curation"

type Row = dict[str, Any]


def curated_tables(decisions: Decisions, resolved: Resolved) -> dict[str, pa.Table]:
    """The relations that the tables' SQL reads: `decided_curation`, `decided_actors`, `decided_names`."""
    actors, names = _actors(decisions), _names(decisions, resolved)
    return {
        "decided_curation": _table("curation", [_with_id(row) for row in _decisions(decisions, resolved)]),
        "decided_actors": _table("actors", actors),
        "decided_names": _table("actor_names", names),
    }


def _table(name: str, rows: list[Row]) -> pa.Table:
    return pa.Table.from_pylist(rows, derive.arrow_schema(TABLES[name]))


def _with_id(row: Row) -> Row:
    return {"curation_id": content_id("cur_", *(None if value is None else str(value) for value in row.values()))} | row


def _actors(decisions: Decisions) -> list[Row]:
    return [
        {
            "actor_id": actor_id,
            "name": line.rule.name,
            "kind": line.rule.kind,
            "country_iso3": line.rule.country_iso3,
            "sector": line.rule.sector,
            "wikidata_qid": line.rule.wikidata_qid,
            "description": line.rule.note,
            "status": ActorStatus.CURATED,
        }
        for actor_id, line in decisions.fixed.items()
        if actor_id not in decisions.given_up
    ]


def _names(decisions: Decisions, resolved: Resolved) -> list[Row]:
    """The names that lines give to actors that are there; each once."""
    given = [(str(line.rule.actor_id), line.rule.name, str(NameType.FULL)) for line in decisions.actors]
    given += [(line.rule.actor_id, line.rule.alias, str(line.rule.name_type)) for line in _names_given(decisions)]
    known = registry.actors().keys() | decisions.fixed.keys() | resolved.minted.actors.keys()
    final = {(decisions.merged.get(actor_id, actor_id), name, name_type) for actor_id, name, name_type in given}
    return [
        {"actor_id": actor_id, "name": name, "name_type": name_type, "name_source": NAME_SOURCE}
        for actor_id, name, name_type in sorted(final)
        if actor_id in known and actor_id not in decisions.given_up
    ]


def _names_given(decisions: Decisions) -> Iterator[Line[AliasRule]]:
    yield from (line for line in decisions.aliases if line.rule.target is not None)


def _decisions(decisions: Decisions, resolved: Resolved) -> list[Row]:
    """The rows of `curation`, without their keys; two lines that decide the same are one."""
    rows = [row for line in decisions.lines for row in _rows(line, decisions, resolved)]
    for line, before, after in resolved.replaced:
        rows.append(_row(line.rule, CurationAction.MERGE, before, field="actor_id", old=before, new=after))
    return list({tuple(row.items()): row for row in rows}.values())


def _rows(line: Line[ActorRule], decisions: Decisions, resolved: Resolved) -> Iterator[Row]:
    match line.rule:
        case FixedActorRule() as rule:
            yield from _fixed(rule, resolved)
        case AliasRule(target=None) as rule:
            key = json.dumps([rule.actor_id, rule.alias], ensure_ascii=False)
            yield _row(
                rule, CurationAction.REJECT, key, field="actor_id", old=rule.actor_id, new=None, table="actor_names"
            )
        case AliasRule() as rule:
            actor_id = decisions.merged.get(rule.actor_id, rule.actor_id)
            key = json.dumps([actor_id, rule.alias, rule.name_type], ensure_ascii=False)
            yield _row(rule, CurationAction.ADD, key, field="name", old=None, new=rule.alias, table="actor_names")
        case MergeRule() as rule:
            before, after = rule.from_actor_id, decisions.merged[rule.from_actor_id]
            yield _row(rule, CurationAction.MERGE, before, field="actor_id", old=before, new=after)
        case SplitRule() as rule:
            yield _row(
                rule, CurationAction.SPLIT, rule.actor_id, field="actor_id", old=rule.actor_id, new=rule.into_actor_id
            )


def _fixed(rule: FixedActorRule, resolved: Resolved) -> Iterator[Row]:
    """What a fixed actor changes about the machine's; nothing but the status where it says the same."""
    actor_id, machine = str(rule.actor_id), resolved.machine.actors.get(str(rule.actor_id))
    if machine is None:
        yield _row(rule, CurationAction.ADD, actor_id, field="actor_id", old=None, new=actor_id)
        return
    old, new = ActorStatus.PROVISIONAL, ActorStatus.CURATED
    yield _row(rule, CurationAction.ACCEPT, actor_id, field="status", old=old, new=new)
    for field in ("name", "kind", "country_iso3", "sector"):
        before, after = getattr(machine, field), getattr(rule, field)
        if before != after:
            yield _row(rule, CurationAction.EDIT, actor_id, field=field, old=before, new=after)


def _row(
    rule: ActorRule,
    action: CurationAction,
    row_id: str,
    *,
    field: str,
    old: str | None,
    new: str | None,
    table: str = "actors",
) -> Row:
    reason = rule.note if isinstance(rule, FixedActorRule) else rule.reason
    if isinstance(rule, SplitRule):
        reason = f"{reason} ({rule.condition})"
    return {
        "decided_on": rule.decided_on,
        "curator": rule.curator,
        "table_name": table,
        "row_id": row_id,
        "field": field,
        "old_value": old,
        "new_value": new,
        "action": action,
        "reason": reason,
    }
