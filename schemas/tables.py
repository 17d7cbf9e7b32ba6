"""The published tables, by name and in the order in which they are documented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas.actors import ActorNames, ActorRoles, Actors
from schemas.articles import Articles, Texts
from schemas.audit import Changes, Curation, Quality, Rejects
from schemas.countries import Countries
from schemas.dates import Dates
from schemas.mentions import Mentions
from schemas.numbers import Numbers
from schemas.positions import Acts, PositionActors, Positions
from schemas.sources import Sources

if TYPE_CHECKING:
    from schemas.fields import Table

# Added column: minor. Renamed, removed or retyped column, or another meaning: major. See CHANGELOG.md.
SCHEMA_VERSION = "1.0.0"

TABLES: dict[str, type[Table]] = {
    "sources": Sources,
    "articles": Articles,
    "texts": Texts,
    "actors": Actors,
    "actor_names": ActorNames,
    "actor_roles": ActorRoles,
    "mentions": Mentions,
    "positions": Positions,
    "position_actors": PositionActors,
    "numbers": Numbers,
    "dates": Dates,
    "acts": Acts,
    "countries": Countries,
    "curation": Curation,
    "rejects": Rejects,
    "quality": Quality,
    "changes": Changes,
}

# Full texts are for programs; a cell of a spreadsheet cannot hold them.
PARQUET_ONLY = frozenset({"texts"})
