"""Titles and role phrases: what the other annotators ask about the roles of persons and bodies.

Belongs here: the role phrase that a person's name carries, with what it tells of sector and country. Does not belong
here: finding role nouns (`role_nouns`), where such phrases stand (`role_phrases`, `role_clauses`), what
their words tell (`role_context`), who the person is, or anonymous sources.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.annotate.role_clauses import affiliation, phrase_of_clause
from pipelines.annotate.role_context import read_body, read_context
from pipelines.annotate.role_nouns import person_role_ending_at, person_role_starting_at, role_ending_at
from pipelines.annotate.role_phrases import phrase_beside

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Doc

    from pipelines.annotate.recognised import NameSpan
    from schemas.codes import Sector

__all__ = [
    "RolePhrase",
    "person_role_ending_at",
    "person_role_starting_at",
    "role_ending_at",
    "role_phrase",
]


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """A role phrase, tokens `start:end`, with what it tells."""

    start: int
    end: int
    sector: Sector | None
    country_iso3: str | None


def role_phrase(doc: Doc, name: NameSpan, by_start: Mapping[int, NameSpan]) -> RolePhrase | None:
    """The role phrase that a person's name carries: title, apposition, predicate, else the body that one is of."""
    found = phrase_beside(doc, name, by_start) or phrase_of_clause(doc, name)
    if found is not None:
        context = read_context(doc, found, by_start)
        return RolePhrase(found.start, found.end, context.sector, context.country_iso3)
    body = affiliation(doc, name, by_start)
    if body is None:
        return None
    context = read_body(doc, body)
    return RolePhrase(body.start, body.end, context.sector, context.country_iso3)
