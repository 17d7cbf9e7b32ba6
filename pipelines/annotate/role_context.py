"""What the words around a role noun tell of its bearer's sector and country.

Belongs here: reading modifiers, possessors and prepositional phrases of a role noun. Does not belong here: finding
role nouns, or which of them refer to somebody.

The rule for the sector. A role's own sector holds, unless the role inherits ("official", "spokesperson"): then the
nearest word before it that tells one ("union official"), else the first after it ("a spokesman for the army"), else
its own. A body of which nothing is known, or that is international, leaves the sector of such a role open.

The rule for the country. The first state, people, place or body with a country before the role noun ("Kenyan truck
drivers", "the BBC's correspondent"), else the first in a phrase after it, where the preposition ties the bearer to it:
"of", "for", "at", "from", "in", the last not for those who are sent abroad ("soldiers in Mali"). Two countries side
by side ("French and German ministers", "Franco-German") leave it open; of hyphenated names only "US-led" and
"London-based" count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.annotate.role_nouns import role_ending_at
from pipelines.knowledge.registry import RefersTo, actors, names_by_key, normalise_name
from pipelines.knowledge.role_words import longest_place, places, sector_words
from schemas.codes import MentionKind, NameType, Sector

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Set

    from spacy.tokens import Doc, Token

    from pipelines.annotate.recognised import NameSpan
    from pipelines.annotate.role_phrases import FoundPhrase
    from pipelines.knowledge.registry import Role

_LONGEST_PHRASE = 12
_PHRASE_POS = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "PRON", "ADP", "CCONJ"})
_RELATIVE = frozenset({"WDT", "WP", "WP$", "WRB"})
_BELONGING = frozenset({"of", "for", "at", "from", "within", "with", "in", "inside"})
_ABROAD = frozenset({"in", "inside", "at"})
_SENT_ABROAD = frozenset(
    {"ambassador", "envoy", "special envoy", "diplomat", "consul", "consul general", "embassy", "consulate", "attaché"}
    | {"delegation", "peacekeeper", "tourist", "expatriate", "expat", "foreign correspondent", "missionary", "mission"}
    | {"high commissioner", "negotiator", "mercenary", "foreign journalist", "correspondent", "visitor"}
)
_AIDES = frozenset({"adviser", "advisor", "aide", "assistant", "secretary", "envoy", "counsel", "senior adviser"})
_COUNTING_COMPOUNDS = frozenset({"led", "based"})
_HYPHENS = frozenset({"-", "–"})
_STATE_LEADERS = frozenset({"leader", "former leader", "interim leader", "transitional leader"})
_BODIES = frozenset({MentionKind.ORGANISATION, MentionKind.IGO, MentionKind.PARTY, MentionKind.MEDIA})


@dataclass(frozen=True, slots=True)
class RoleContext:
    """What a role phrase tells of its bearer."""

    sector: Sector | None
    country_iso3: str | None


@dataclass(frozen=True, slots=True)
class _Country:
    """A word for a country, tokens `start:end`; `direct` where it is the state or its people, not a body or place."""

    start: int
    end: int
    iso3: str
    direct: bool


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A role phrase: it begins at `first`, its role noun is the tokens `start:end`, what is tied to it ends at `stop`.

    `names` are the article's names by their first token.
    """

    first: int
    start: int
    end: int
    stop: int
    role: Role
    names: Mapping[int, NameSpan]


def read_context(doc: Doc, found: FoundPhrase, by_start: Mapping[int, NameSpan]) -> RoleContext:
    """Read a role phrase and what is tied to it after its end; `by_start` are the article's names by first token."""
    stop = max(_end_of_phrase(doc, found.noun, found.role), found.end if found.noun[1] < found.end else 0)
    phrase = _Phrase(found.start, *found.noun, stop, found.role, by_start)
    country = _country_before(doc, phrase) or _country_after(doc, phrase)
    sector = _sector(doc, phrase)
    if sector is None and phrase.role.role in _STATE_LEADERS and country is not None and country.direct:
        sector = Sector.GOV
    return RoleContext(sector, (country.iso3 or None) if country is not None else None)


def read_body(doc: Doc, name: NameSpan) -> RoleContext:
    """What the name of a body tells of somebody who belongs to it."""
    country = _one_of(doc, list(_countries(doc, name.start, name.end, {name.start: name})))
    return RoleContext(_sector_of_name(doc, name), (country.iso3 or None) if country is not None else None)


def _sector(doc: Doc, phrase: _Phrase) -> Sector | None:
    role = phrase.role
    if not role.inherits:
        return role.sector
    names = [
        phrase.names[index]
        for index in range(phrase.first, phrase.stop)
        if index in phrase.names and phrase.names[index].end <= phrase.stop
    ]
    by_end = {name.end: name for name in names}
    inside = {index for name in names for index in range(name.start + 1, name.end)}
    nearest_before = range(phrase.start, phrase.first, -1)
    after = [end for end in range(phrase.end + 2, phrase.stop + 1) if not _is_compounded(doc, end, phrase.stop)]
    for end in [*nearest_before, *after]:
        if end in by_end and by_end[end].kind in _BODIES:
            sector = _sector_of_name(doc, by_end[end])
            # Of a body that nobody knows: its officials are hardly of a government, its analysts are analysts.
            return sector if sector is not None or role.sector is Sector.GOV else role.sector
        if end in inside or end in by_end:
            continue
        sector = _sector_of_word(doc, end)
        if sector is not None:
            return sector
        if role.sector is Sector.GOV and end > phrase.end and _is_body(doc, end):
            return None  # "the president of the association"
    return None if role.sector is Sector.GOV and _has_strange_name(doc, phrase, by_end, inside) else role.sector


def _has_strange_name(doc: Doc, phrase: _Phrase, by_end: Mapping[int, NameSpan], inside: Set[int]) -> bool:
    """Whether a capitalised word that nobody knows stands right before the role noun: "Acme president"."""
    before = phrase.start - 1
    if before < phrase.first or phrase.start in by_end or before in inside:
        return False
    return doc[before].pos_ == "PROPN" and doc[before].is_title and _place_at(doc, before, phrase.start) is None


def _is_compounded(doc: Doc, end: int, stop: int) -> bool:
    """Whether the word before `end` only modifies the next: "police" in "head of the police union"."""
    return end < stop and doc[end - 1].dep_ in {"compound", "amod"} and doc[end].pos_ in {"NOUN", "PROPN"}


def _is_body(doc: Doc, end: int) -> bool:
    found = role_ending_at(doc, end)
    return found is not None and found[1].refers_to is RefersTo.BODY


def _sector_of_word(doc: Doc, end: int) -> Sector | None:
    found = role_ending_at(doc, end)
    if found is not None and found[1].sector is not None:
        return found[1].sector
    return sector_words().get(doc[end - 1].lower_)


def _sector_of_name(doc: Doc, name: NameSpan) -> Sector | None:
    if name.match is not None and name.match.actor is not None:
        return name.match.actor.sector
    if name.kind is MentionKind.MEDIA:
        return Sector.JRN
    if name.kind is MentionKind.PARTY:
        return Sector.PTY
    links = [index for index in range(name.start + 1, name.end) if doc[index].lower_ == "of"]
    for end in (name.end, *links[:1]):
        found = role_ending_at(doc, end)
        if found is not None and found[0] >= name.start:
            return found[1].sector
    return None


def _end_of_phrase(doc: Doc, noun: tuple[int, int], role: Role) -> int:
    """The end of the prepositional phrases right after a role noun that belong to it."""
    stop = noun[1]
    limit = min(len(doc), stop + _LONGEST_PHRASE)
    while stop < limit and _goes_on(doc, stop, noun, role):
        stop += 1
    return stop


def _goes_on(doc: Doc, index: int, noun: tuple[int, int], role: Role) -> bool:
    token = doc[index]
    if token.is_sent_start or token.tag_ in _RELATIVE:
        return False
    if token.pos_ not in _PHRASE_POS and token.text not in _HYPHENS:
        return False
    if index == noun[1]:
        return token.pos_ == "ADP" and _ties(token.lower_, role) and _is_attached(doc, token, noun)
    if token.pos_ == "ADP":
        return token.lower_ == "of" or (token.lower_ in _BELONGING and noun[0] <= token.head.i < index)
    if token.pos_ == "CCONJ":  # "France and Germany", not "of the union and a lawyer"
        another = index + 1 < len(doc) and doc[index + 1].lower_ in {"a", "an"}
        return doc[index - 1].pos_ in {"PROPN", "ADJ"} and not another
    return True


def _ties(preposition: str, role: Role) -> bool:
    """Whether a preposition after the role noun says to whom or where its bearer belongs."""
    return preposition in _BELONGING or (preposition == "to" and role.role in _AIDES)


def _is_attached(doc: Doc, preposition: Token, noun: tuple[int, int]) -> bool:
    """Whether a preposition right after a role noun belongs to it: always before the noun's own verb."""
    if preposition.lower_ == "of" or noun[0] <= preposition.head.i < noun[1]:
        return True
    root = doc[noun[0] : noun[1]].root
    return root.head.i > preposition.i or root.dep_ in {"ROOT", "agent"}


def _country_before(doc: Doc, phrase: _Phrase) -> _Country | None:
    found = list(_countries(doc, phrase.first, phrase.end, phrase.names))
    if found and _is_relation(phrase.role) and found[0].end < len(doc) and doc[found[0].end].tag_ == "POS":
        return None
    return _one_of(doc, found)


def _country_after(doc: Doc, phrase: _Phrase) -> _Country | None:
    if phrase.end == phrase.stop:
        return None
    role, preposition = phrase.role, doc[phrase.end].lower_
    if not _ties(preposition, role) or (_is_relation(role) and preposition not in {"in", "from"}):
        return None
    sent = role.role in _SENT_ABROAD or role.sector is Sector.MIL
    if sent and preposition in _ABROAD and not _serves_in(doc, phrase):
        return None
    return _one_of(doc, list(_countries(doc, phrase.end, phrase.stop, phrase.names)))


def _serves_in(doc: Doc, phrase: _Phrase) -> bool:
    """Whether a soldier or diplomat is "in" a body, not a country: "a colonel in the Spanish air force"."""
    return any(role_ending_at(doc, end) is not None for end in range(phrase.end + 2, phrase.stop + 1))


def _is_relation(role: Role) -> bool:
    """Whether the role is one towards somebody else ("critic", "widow"), who may be of another country."""
    return role.sector is None and not role.inherits


def _one_of(doc: Doc, found: list[_Country]) -> _Country | None:
    """The first of the countries; an empty code where it stands side by side with another one."""
    if not found:
        return None
    first = found[0]
    for other in found[1:]:
        between = [token.lower_ for token in doc[first.end : other.start]]
        if other.iso3 != first.iso3 and between in (["and"], [","], ["or"], ["-"], ["–"], ["/"], ["and", "the"]):
            return _Country(first.start, first.end, "", direct=False)
    return first


def _countries(doc: Doc, start: int, stop: int, by_start: Mapping[int, NameSpan]) -> Iterator[_Country]:
    """The words for a country within the tokens, in order."""
    index = start
    while index < stop:
        found, step = _country_at(doc, index, stop, by_start)
        if found is not None and _counts(doc, found):
            yield found
        index += step


def _country_at(doc: Doc, index: int, stop: int, by_start: Mapping[int, NameSpan]) -> tuple[_Country | None, int]:
    """The word for a country that begins at a token, and how many tokens to go on by."""
    name = by_start.get(index)
    if name is not None and name.end <= stop:
        actor = name.match.actor if name.match is not None else None
        if actor is not None and actor.country_iso3 is not None:
            direct = name.match is not None and name.match.is_state
            return _Country(index, name.end, actor.country_iso3, direct=direct), name.end - index
        if name.kind is MentionKind.PERSON or name.match is not None:
            return None, name.end - index
        found = _place_at(doc, index, name.end)
        if name.kind is MentionKind.PLACE:
            return (found if found is not None and found.end == name.end else None), name.end - index
        return (found, found.end - index) if found is not None else (None, 1)
    found = _place_at(doc, index, stop) if doc[index].text[:1].isupper() else None
    return (found, found.end - index) if found is not None else (None, 1)


def _place_at(doc: Doc, start: int, stop: int) -> _Country | None:
    """The longest unambiguous name of a place, a state or its people that begins at a token."""
    for end in range(min(stop, start + longest_place()), start, -1):
        if doc[end - 1].tag_ == "POS" or doc[end - 1].is_punct:
            continue
        key = normalise_name(doc[start:end].text)
        if key in places():
            return _Country(start, end, places()[key], direct=False)
        for name in names_by_key().get(key, ()):
            spelled = name.name_type is not NameType.ACRONYM or doc[start:end].text == name.name
            if name.actor_id.startswith("state_") and not name.ambiguous and spelled:
                return _Country(start, end, actors()[name.actor_id].country_iso3 or "", direct=True)
    return None


def _counts(doc: Doc, found: _Country) -> bool:
    """Whether a name tells the country where it is part of a compound: "US-led", not "Iran-backed"."""
    if found.end + 1 < len(doc) and doc[found.end].text in _HYPHENS and not doc[found.end - 1].whitespace_:
        after = doc[found.end + 1]
        return after.lower_ in _COUNTING_COMPOUNDS or after.text[:1].isupper()
    return True
