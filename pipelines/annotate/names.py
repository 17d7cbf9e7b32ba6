"""Names in the text: what the registry knows and what the entity recogniser finds, repaired over the whole article.

Belongs here: which tokens are a name, and of what kind. Does not belong here: which names mean the same (`clusters`),
roles, pronouns, nominals, or whether a state is an agent or a place.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipelines.annotate.clusters import COURTESY_TITLES, name_parts, name_text
from pipelines.annotate.name_evidence import is_no_person, speaking_surnames
from pipelines.annotate.registry_names import RegistryMatch, find_registry_names
from pipelines.annotate.roles import person_role_ending_at, person_role_starting_at, role_ending_at
from pipelines.knowledge.registry import RefersTo, actors, normalise_name
from schemas.codes import ActorKind, MentionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Span, Token

# OntoNotes entity types, as the spaCy model gives them.
_LABELS = {
    "PERSON": MentionKind.PERSON,
    "ORG": MentionKind.ORGANISATION,
    "NORP": MentionKind.GROUP,
    "GPE": MentionKind.PLACE,
    "LOC": MentionKind.PLACE,
    "FAC": MentionKind.PLACE,
}
_MENTION_KINDS = {kind: MentionKind[kind.name] for kind in ActorKind}
# Where an article labels one name differently and equally often, the first of these wins.
_PREFERENCE = (
    MentionKind.PERSON,
    MentionKind.PARTY,
    MentionKind.MEDIA,
    MentionKind.ORGANISATION,
    MentionKind.GROUP,
    MentionKind.PLACE,
)
_JOINING = frozenset({"-", "–", "/", ","})
_PARTY_WORDS = frozenset({"party", "democrats", "republicans", "socialists", "conservatives", "greens", "liberals"})
_MEDIA_WORDS = frozenset(
    {"news", "times", "post", "tv", "television", "radio", "newspaper", "gazette", "herald", "tribune", "journal"}
    | {"magazine", "broadcasting", "telegraph", "chronicle", "daily", "weekly"}
)
_CHAMBERS = frozenset({"senate", "house", "congressional", "parliamentary"})


@dataclass(frozen=True, slots=True)
class NameSpan:
    """Tokens `start:end` that are a name of this kind; `match` is what the registry says of it."""

    start: int
    end: int
    kind: MentionKind
    method: str
    match: RegistryMatch | None = None


def find_names(doc: Doc) -> list[NameSpan]:
    """The names of the Doc, in order, without overlaps."""
    recognised = _recognised(doc)
    matches = _visible(doc, find_registry_names(doc), recognised)
    taken = {index for match in matches for index in range(match.start, match.end)}
    names = [_from_registry(match) for match in matches]
    names += [name for name in recognised if taken.isdisjoint(range(name.start, name.end))]
    names += _titled(doc, names)
    names = _repaired(doc, names)
    names = _chamber_parties(doc, _with_country(doc, names))
    return sorted(names, key=lambda name: name.start)


def _recognised(doc: Doc) -> list[NameSpan]:
    names = []
    for entity in doc.ents:
        if entity.label_ not in _LABELS:
            continue
        start, end = _trimmed(doc, entity)
        if start == end or not any(token.text[:1].isupper() for token in doc[start:end]):
            continue
        # An adjective of a people that the registry does not know ("ex-Soviet") names no one.
        if entity.label_ == "NORP" and doc[end - 1].tag_ not in {"NNS", "NNPS"}:
            continue
        role = person_role_ending_at(doc, end + 1) if end < len(doc) else None
        if role is not None and role[0] <= start:
            continue  # "Finance" of "Finance Minister"
        names.append(NameSpan(start, end, _kind(doc[start:end], entity.label_), "ner"))
    return names


def _trimmed(doc: Doc, entity: Span) -> tuple[int, int]:
    """The entity without article, titles, brackets, quotation marks and possessive."""
    start, end = entity.start, entity.end
    while start < end and (doc[start].pos_ == "DET" or not _has_letters(doc[start].text)):
        start += 1
    while end > start and (doc[end - 1].tag_ == "POS" or not _has_letters(doc[end - 1].text)):
        end -= 1
    while entity.label_ == "PERSON" and start < end - 1:
        if doc[start].lower_.rstrip(".") in COURTESY_TITLES:
            start += 1
        else:
            role = person_role_starting_at(doc, start, end - 1)
            if role is None:
                break
            start += role
    return start, end


def _has_letters(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _kind(span: Span, label: str) -> MentionKind:
    words = [token.lower_ for token in span]
    if label in {"ORG", "NORP"} and (words[-1] in _PARTY_WORDS or words[:2] == ["party", "of"]):
        return MentionKind.PARTY
    if label == "ORG" and words[-1] in _MEDIA_WORDS:
        return MentionKind.MEDIA
    return _LABELS[label]


def _visible(doc: Doc, matches: Sequence[RegistryMatch], recognised: Sequence[NameSpan]) -> list[RegistryMatch]:
    """Leave out matches inside a longer name ("South America") and parts of persons' names ("Jordan" of Ann Jordan)."""
    opaque = {
        index: (name.start, name.end)
        for name in recognised
        if not _is_composite(doc[name.start : name.end])
        for index in range(name.start, name.end)
    }
    persons = [name for name in recognised if name.kind is MentionKind.PERSON]
    bearers = [name_parts(name_text(doc, name)) for name in persons]
    parts = {part for bearer in bearers if len(bearer) > 1 for part in (bearer[0], bearer[-1])}
    spans = {(name.start, name.end) for name in persons}
    return [
        match
        for match in matches
        if not _lies_inside(match, opaque.get(match.start))
        and not ((match.start, match.end) in spans and normalise_name(doc[match.start : match.end].text) in parts)
    ]


def _is_composite(span: Span) -> bool:
    """Whether the recogniser took several names for one: "US-Russian", "Ukraine's army"."""
    return any(token.tag_ == "POS" or token.text in _JOINING for token in span)


def _lies_inside(match: RegistryMatch, span: tuple[int, int] | None) -> bool:
    return span is not None and match.end <= span[1] and (match.start, match.end) != span


def _from_registry(match: RegistryMatch) -> NameSpan:
    kinds = {actors()[name.actor_id].kind for name in match.names}
    kind = match.actor.kind if match.actor is not None else min(kinds) if len(kinds) == 1 else ActorKind.ORGANISATION
    return NameSpan(match.start, match.end, _MENTION_KINDS[kind], "rule:registry", match)


def _titled(doc: Doc, names: Sequence[NameSpan]) -> list[NameSpan]:
    """Capitalised words after a person's title that are no name yet: "Senator Okoro"."""
    taken = {index for name in names for index in range(name.start, name.end)}
    found: list[NameSpan] = []
    for token in doc[1:]:
        if token.i in taken or not _is_name_word(token) or not _has_title(doc, token.i):
            continue
        if person_role_starting_at(doc, token.i, len(doc)) is not None:
            continue
        end = token.i + 1
        while end < len(doc) and end not in taken and _is_name_word(doc[end]):
            end += 1
        found.append(NameSpan(token.i, end, MentionKind.PERSON, "rule:title"))
        taken.update(range(token.i, end))
    return found


def _is_name_word(token: Token) -> bool:
    return token.is_title and token.pos_ == "PROPN" and not token.is_sent_start


def _has_title(doc: Doc, start: int) -> bool:
    """Whether a capitalised title stands right before: "Senator", "Mr."."""
    if start == 0 or not doc[start - 1].is_title:
        return False
    return doc[start - 1].lower_.rstrip(".") in COURTESY_TITLES or person_role_ending_at(doc, start) is not None


def _repaired(doc: Doc, names: Sequence[NameSpan]) -> list[NameSpan]:
    """Settle each name's kind over the whole article: titles and full names make persons, else the majority holds."""
    votes: dict[str, Counter[MentionKind]] = defaultdict(Counter)
    surnames = set()
    for name in names:
        if name.match is None:
            votes[normalise_name(name_text(doc, name))][name.kind] += 1
        parts = name_parts(name_text(doc, name))
        if name.kind is MentionKind.PERSON and len(parts) > 1:
            surnames.add(parts[-1])
    common = {name.start for name in names if _is_common_word(doc, name, surnames)}
    surnames |= speaking_surnames(doc)
    repaired = []
    for name in names:
        kind = name.kind
        if name.start in common:
            continue
        if name.match is None and kind is not MentionKind.PERSON:
            kind = _repaired_kind(doc, name, surnames, votes)
        repaired.append(name if kind is name.kind else replace(name, kind=kind, method="rule:repair"))
    return repaired + _unclaimed(doc, repaired, surnames)


def _is_common_word(doc: Doc, name: NameSpan, surnames: set[str]) -> bool:
    """Whether a "person" of one word, without title or full name in the article, is a common word ("Turnout")."""
    if name.kind is not MentionKind.PERSON or name.end - name.start > 1 or _has_title(doc, name.start):
        return False
    return normalise_name(name_text(doc, name)) not in surnames and is_no_person(doc, doc[name.start])


def _repaired_kind(doc: Doc, name: NameSpan, surnames: set[str], votes: dict[str, Counter[MentionKind]]) -> MentionKind:
    key = normalise_name(name_text(doc, name))
    if key in surnames or _has_title(doc, name.start):
        return MentionKind.PERSON
    most = max(votes[key].values())
    return next(kind for kind in _PREFERENCE if votes[key][kind] == most)


def _unclaimed(doc: Doc, names: Sequence[NameSpan], surnames: set[str]) -> list[NameSpan]:
    """Surnames of the article's persons that the recogniser has passed over."""
    taken = {index for name in names for index in range(name.start, name.end)}
    return [
        NameSpan(token.i, token.i + 1, MentionKind.PERSON, "rule:repair")
        for token in doc
        if token.i not in taken
        and token.pos_ in {"PROPN", "NOUN"}
        and token.dep_ != "compound"
        and token.is_title
        and not token.ent_type_
        and normalise_name(token.text) in surnames
    ]


def _with_country(doc: Doc, names: Sequence[NameSpan]) -> list[NameSpan]:
    """Join a body's name and the country that it ends in: "Liberal Party" and "of Canada"."""
    states = {name.start: name for name in names if name.match is not None and name.match.is_state}
    joined: dict[int, NameSpan] = {}
    dropped: set[int] = set()
    for name in names:
        after = name.end + 1 + (name.end + 1 < len(doc) and doc[name.end + 1].lower_ == "the")
        state = states.get(after)
        if state is not None and doc[name.end].lower_ == "of" and _takes_country(doc, name):
            joined[name.start] = replace(name, end=state.end)
            dropped.add(state.start)
    return [joined.get(name.start, name) for name in names if name.start not in dropped]


def _takes_country(doc: Doc, name: NameSpan) -> bool:
    """Whether a country may end the name: that of a party, or of a body that is named by its noun only."""
    if name.kind is MentionKind.PARTY:
        return True
    body = role_ending_at(doc, name.end)
    plain = name.kind is MentionKind.ORGANISATION and name.match is None
    return plain and body is not None and body[1].refers_to is RefersTo.BODY


def _chamber_parties(doc: Doc, names: Sequence[NameSpan]) -> list[NameSpan]:
    """Join "Senate" and "Democrats": the members of a party in a chamber are a group."""
    chambers = {name.end: name for name in names if doc[name.end - 1].lower_ in _CHAMBERS}
    joined: list[NameSpan] = []
    dropped: set[int] = set()
    for name in names:
        word = doc[name.start - 1] if name.start else None
        if name.kind is not MentionKind.PARTY or doc[name.end - 1].tag_ not in {"NNPS", "NNS"} or word is None:
            continue
        if word.lower_ in _CHAMBERS and word.is_title:
            start = chambers[name.start].start if name.start in chambers else word.i
            dropped.update({start, name.start})
            joined.append(replace(name, start=start, kind=MentionKind.GROUP))
    return [name for name in names if name.start not in dropped] + joined
