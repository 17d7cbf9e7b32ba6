"""The files about actors: one model per file, one line per decision.

Belongs here: what a line may say. Does not belong here: whether lines agree with each other, and what they do.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from pipelines.curation.lines import Day, Filled, Maybe, Rule
from pipelines.ingest.fields import Country
from schemas.actors import ACTOR_ID, WIKIDATA
from schemas.codes import ActorKind, NameType, Sector
from schemas.fields import HASH


class IfUnused(StrEnum):
    """What happens where no mention is touched by a rule: the run stops, or the rule is kept for later articles."""

    STOP = "stop"
    KEEP = "keep"


class Meaning(StrEnum):
    """Whether a name means the actor."""

    IS = "is"
    IS_NOT = "is_not"


class SplitBy(StrEnum):
    """What tells the mentions of a split actor apart; `rest` are those that no line before has taken."""

    ARTICLE = "article"
    SOURCE = "source"
    SECTOR = "sector"
    REST = "rest"


type OwnActorId = Annotated[str, StringConstraints(pattern=f"^act_{HASH}$")]
type AnyActorId = Annotated[str, StringConstraints(pattern=ACTOR_ID)]
type WikidataItem = Annotated[str, StringConstraints(pattern=WIKIDATA)]
type Unused = Annotated[IfUnused, Field(strict=False)]
type OneOf[C: StrEnum] = Annotated[C, Field(strict=False)]


class FixedActorRule(Rule):
    """A line of actors.csv: an actor with the id, the name, the kind and the country that people give it."""

    actor_id: Maybe[OwnActorId]
    name: Filled
    kind: OneOf[ActorKind]
    country_iso3: Maybe[Country]
    sector: Maybe[OneOf[Sector]]
    wikidata_qid: Maybe[WikidataItem]
    note: Filled
    curator: Filled
    decided_on: Day
    if_unused: Unused

    @property
    def target(self) -> str | None:
        """The actor that mentions get from this rule."""
        return self.actor_id

    @property
    def idle(self) -> str:
        """What is not there where the rule touches nothing."""
        return f"no mention is {self.actor_id}, {self.name!r}"


class AliasRule(Rule):
    """A line of aliases.csv: a name that means an actor, or that does not mean it, whatever the machine says."""

    alias: Filled
    rule: OneOf[Meaning]
    actor_id: AnyActorId
    name_type: Maybe[OneOf[NameType]]
    kind: Maybe[OneOf[ActorKind]]
    country_iso3: Maybe[Country]
    reason: Filled
    curator: Filled
    decided_on: Day
    if_unused: Unused
    example: Filled

    @property
    def target(self) -> str | None:
        """The actor that mentions get from this rule."""
        return self.actor_id if self.rule is Meaning.IS else None

    @property
    def idle(self) -> str:
        """What is not there where the rule touches nothing."""
        limits = "".join(f" of {limit}" for limit in (self.kind, self.country_iso3) if limit is not None)
        named = f"named {self.alias!r}{limits}"
        return f"no mention is {named}" if self.target else f"no mention {named} is {self.actor_id}"

    @model_validator(mode="after")
    def _name_type_of_a_name(self) -> AliasRule:
        if (self.rule is Meaning.IS) != (self.name_type is not None):
            message = (
                "name_type is for names that an actor has: give it with the rule 'is', leave it empty with 'is_not'"
            )
            raise ValueError(message)
        return self


class MergeRule(Rule):
    """A line of merges.csv: two actors that are one; the first id is given up."""

    from_actor_id: OwnActorId
    into_actor_id: AnyActorId
    reason: Filled
    curator: Filled
    decided_on: Day
    if_unused: Unused
    example: Filled

    @property
    def target(self) -> str | None:
        """The actor that mentions get from this rule."""
        return self.into_actor_id

    @property
    def idle(self) -> str:
        """What is not there where the rule touches nothing."""
        return f"no mention is {self.from_actor_id}"


class SplitRule(Rule):
    """A line of splits.csv: some mentions of an actor are another one's."""

    actor_id: AnyActorId
    by: OneOf[SplitBy]
    value: Maybe[Filled]
    into_actor_id: AnyActorId
    reason: Filled
    curator: Filled
    decided_on: Day
    if_unused: Unused
    example: Filled

    @property
    def target(self) -> str | None:
        """The actor that mentions get from this rule."""
        return self.into_actor_id

    @property
    def condition(self) -> str:
        """Which mentions it takes, in words."""
        return "all that is left" if self.value is None else f"{self.by} {self.value}"

    @property
    def idle(self) -> str:
        """What is not there where the rule touches nothing."""
        return f"no mention of {self.actor_id} is there for {self.condition}, or the lines before take all"

    @model_validator(mode="after")
    def _value_of_by(self) -> SplitRule:
        if (self.by is SplitBy.REST) != (self.value is None):
            message = "value is the article_id, the source or the sector that `by` names; it is empty with 'rest' only"
            raise ValueError(message)
        return self


type ActorRule = FixedActorRule | AliasRule | MergeRule | SplitRule
