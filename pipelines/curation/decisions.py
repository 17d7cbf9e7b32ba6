"""What people decided about actors: all files together, checked before anything is annotated.

Belongs here: reading the four files and what can be said of them without the data: ids that are not known or stand
twice, lines that contradict each other, circles. Does not belong here: what needs mentions (`resolving`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.actor_ids import FixedActor, minted_id, name_key, registered_id, role_of
from pipelines.curation.lines import Line, read_lines
from pipelines.curation.rules import AliasRule, FixedActorRule, Meaning, MergeRule, SplitRule
from pipelines.ingest.errors import InputError
from pipelines.knowledge import registry
from schemas.codes import ActorKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from pipelines.curation.lines import Rule
    from pipelines.curation.rules import ActorRule

FILES = {"actors.csv": FixedActorRule, "aliases.csv": AliasRule, "merges.csv": MergeRule, "splits.csv": SplitRule}
OTHER_FILES = frozenset({"retractions.csv", "topics.csv"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """The lines of all files, in their order; without contradictions."""

    actors: Sequence[Line[FixedActorRule]] = ()
    aliases: Sequence[Line[AliasRule]] = ()
    merges: Sequence[Line[MergeRule]] = ()
    splits: Sequence[Line[SplitRule]] = ()

    @property
    def lines(self) -> list[Line[ActorRule]]:
        """All lines."""
        return [*self.actors, *self.aliases, *self.merges, *self.splits]

    @property
    def fixed(self) -> dict[str, Line[FixedActorRule]]:
        """The actors of actors.csv by id."""
        return {str(line.rule.actor_id): line for line in self.actors}

    @property
    def named(self) -> list[FixedActor]:
        """Those actors of actors.csv that names lead to: a split gives its new actors their mentions itself."""
        split = {line.rule.into_actor_id for line in self.splits}
        return [_fixed_actor(line.rule) for line in self.actors if line.rule.actor_id not in split]

    @property
    def merged(self) -> dict[str, str]:
        """The actor that each merged one is in the end."""
        return follow({line.rule.from_actor_id: line.rule.into_actor_id for line in self.merges})

    @property
    def given_up(self) -> set[str]:
        """Ids that no row may have: those that were merged, and those split to the last mention."""
        return {*self.merged, *(line.rule.actor_id for line in self.splits if line.rule.value is None)}


def read_decisions(curation: Path) -> Decisions:
    """The decisions of actors.csv, aliases.csv, merges.csv and splits.csv; a file that is not there holds none.

    Raises: InputError naming file, line and next step where a file cannot be used, an id or name stands twice, a line
        contradicts another one, or merges form a circle.
    """
    for path in sorted(curation.glob("*.csv")):
        if path.name not in FILES and path.name not in OTHER_FILES:
            known = ", ".join(sorted({*FILES, *OTHER_FILES}))
            raise InputError(str(path), "nothing reads a file of this name", f"give it one of these: {known}")
    decisions = Decisions(
        actors=list(read_lines(curation / "actors.csv", FixedActorRule, optional=True)),
        aliases=list(read_lines(curation / "aliases.csv", AliasRule, optional=True)),
        merges=list(read_lines(curation / "merges.csv", MergeRule, optional=True)),
        splits=list(read_lines(curation / "splits.csv", SplitRule, optional=True)),
    )
    _check_actors(decisions)
    _check_aliases(decisions.aliases)
    _check_merges(decisions.merges)
    _check_splits(decisions)
    return decisions


def follow(steps: Mapping[str, str]) -> dict[str, str]:
    """The end of the way that begins at each id; there is no circle."""
    ends: dict[str, str] = {}
    for start in steps:
        way, at = [], start
        while at in steps and at not in ends:
            way.append(at)
            at = steps[at]
        ends.update(dict.fromkeys(way, ends.get(at, at)))
    return ends


def _check_actors(decisions: Decisions) -> None:
    seen: dict[object, Line[FixedActorRule]] = {}
    for line in decisions.actors:
        rule = line.rule
        if rule.actor_id is None:
            raise _without_id(line, decisions)
        known = registered_id(rule.kind, rule.name, rule.country_iso3) or rule.actor_id
        if known in registry.actors():
            problem = f"{known} is {registry.actors()[known].name} of the project's registry"
            raise line.fault(problem, "change pipelines/knowledge/actors.csv, or correct the line")
        if rule.kind is ActorKind.STATE:
            problem = "states are kept by the project's registry"
            raise line.fault(problem, "take the line out")
        _refuse_repeated(seen, line, rule.actor_id)
    named = {actor.actor_id for actor in decisions.named}
    others: dict[tuple[str, str, str | None], list[Line[FixedActorRule]]] = {}
    for line in decisions.actors:
        if line.rule.actor_id in named:
            bearers = others.setdefault(
                (line.rule.kind, name_key(line.rule.kind, line.rule.name).base, line.rule.country_iso3), []
            )
            for other in bearers:
                _refuse_same(line, other)
            bearers.append(line)


def _without_id(line: Line[FixedActorRule], decisions: Decisions) -> InputError:
    rule, taken = line.rule, set(decisions.fixed)
    free = (
        minted_id(rule.kind, rule.name, rule.country_iso3, *more) for more in ((), *(([str(n)]) for n in range(99)))
    )
    first, *others = [actor_id for actor_id in free if actor_id not in taken]
    step = f"write {first}, which is what this name and country give, or {others[0]} for a namesake"
    return line.fault("actor_id is empty", step)


def _refuse_same(line: Line[FixedActorRule], other: Line[FixedActorRule]) -> None:
    """Two actors of one kind, name and country are told apart by initials that differ or by office and private life."""
    one, two = (name_key(rule.kind, rule.name).initials for rule in (line.rule, other.rule))
    roles = {role_of(rule.kind, rule.sector) for rule in (line.rule, other.rule)}
    if (one.startswith(two) or two.startswith(one)) and (len(roles) == 1 or None in roles):
        problem = (
            f"{line.rule.name!r} has the kind, name and country of line {other.number}: names cannot tell them apart"
        )
        raise line.fault(problem, "take one of the lines out, or say in splits.csv which mentions are whose")


def _check_aliases(aliases: Iterable[Line[AliasRule]]) -> None:
    seen: dict[object, Line[AliasRule]] = {}
    for line in aliases:
        rule = line.rule
        key, words = name_key(rule.kind or "", rule.alias), name_key("", rule.alias).base
        barred = rule.actor_id if rule.rule is Meaning.IS_NOT else None
        _refuse_repeated(seen, line, (key, rule.kind, rule.country_iso3, barred), f"the alias {rule.alias!r}")
        problem = None
        if not key.base:
            problem = f"the alias {rule.alias!r} holds no letter or digit"
        elif words not in name_key("", rule.example).base:
            problem = f"the example does not hold the alias {rule.alias!r}"
        elif rule.actor_id.startswith("state_") and rule.actor_id not in registry.actors():
            problem = f"there is no state {rule.actor_id}"
        if problem is not None:
            raise line.fault(problem)


def _check_merges(merges: Iterable[Line[MergeRule]]) -> None:
    seen: dict[object, Line[MergeRule]] = {}
    steps: dict[str, str] = {}
    for line in merges:
        source, target = line.rule.from_actor_id, line.rule.into_actor_id
        _refuse_repeated(seen, line, source)
        if source in registry.actors():
            problem = f"{source} is {registry.actors()[source].name} of the project's registry and cannot be given up"
            raise line.fault(problem, "merge the other way round")
        at: str | None = target
        while at is not None and at != source:
            at = steps.get(at)
        if at == source:
            raise line.fault(_circle(source, target, seen), "take out one of the lines")
        steps[source] = target


def _circle(source: str, target: str, lines: Mapping[object, Line[MergeRule]]) -> str:
    numbers, at = [], target
    while at != source:
        numbers.append(lines[at].number)
        at = lines[at].rule.into_actor_id
    with_lines = f", with lines {', '.join(map(str, sorted(numbers)))}" if numbers else ""
    return f"merging {source} into {target} closes a circle{with_lines}"


def _check_splits(decisions: Decisions) -> None:
    split = {line.rule.actor_id: line for line in decisions.splits}
    merged = {line.rule.from_actor_id: line for line in decisions.merges}
    seen: dict[object, Line[SplitRule]] = {}
    for line in decisions.splits:
        rule = line.rule
        _refuse_repeated(seen, line, (rule.actor_id, rule.by, rule.value), f"the split of {rule.actor_id}")
        for actor_id in (rule.actor_id, rule.into_actor_id):
            if actor_id in merged:
                problem = f"{actor_id} is given up in line {merged[actor_id].number} of merges.csv"
                raise line.fault(problem, "name the actor that it is merged into")
        if rule.into_actor_id in split:
            problem = f"{rule.into_actor_id} is split itself, in line {split[rule.into_actor_id].number}"
            raise line.fault(problem, "name the actor that the mentions belong to in the end")


def _refuse_repeated[R: Rule](seen: dict[object, Line[R]], line: Line[R], key: object, what: str = "") -> None:
    first = seen.setdefault(key, line)
    if first is not line:
        problem = f"{what or key} stands in line {first.number} already"
        raise line.fault(problem)


def _fixed_actor(rule: FixedActorRule) -> FixedActor:
    return FixedActor(str(rule.actor_id), rule.kind, rule.name, rule.country_iso3, rule.sector)
