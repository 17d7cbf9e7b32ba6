"""Names in the text: what the registry knows and what the entity recogniser finds, repaired over the whole article.

Belongs here: which tokens are a name and of what kind, and which names of an article mean the same person or body.
Does not belong here: roles, pronouns, nominals, or whether a state is an agent or a place.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipelines.annotate.registry_names import RegistryMatch, find_registry_names
from pipelines.annotate.roles import person_role_ending_at, role_starting_at
from pipelines.knowledge.registry import RefersTo, normalise_name
from schemas.codes import MentionKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

_LABELS = {
    "PERSON": MentionKind.PERSON,
    "ORG": MentionKind.ORGANISATION,
    "NORP": MentionKind.GROUP,
    "GPE": MentionKind.PLACE,
    "LOC": MentionKind.PLACE,
    "FAC": MentionKind.PLACE,
}
# Where an article labels one name differently and equally often, the first of these wins.
_PREFERENCE = (MentionKind.PERSON, MentionKind.ORGANISATION, MentionKind.GROUP, MentionKind.PLACE)
_HIDING = frozenset({"PERSON", "ORG", "FAC", "LOC", "GPE", "WORK_OF_ART", "PRODUCT"})
_PARTY_WORDS = frozenset({"party", "democrats", "republicans", "socialists", "conservatives", "greens", "liberals"})
_MEDIA_WORDS = frozenset(
    {"news", "times", "post", "tv", "television", "radio", "newspaper", "gazette", "herald", "tribune", "journal"}
    | {"magazine", "broadcasting", "telegraph", "chronicle", "daily", "weekly", "press"}
)
_CHAMBERS = frozenset({"senate", "house", "congressional", "parliamentary"})
_COURTESY = frozenset({"mr", "mrs", "ms", "miss", "sir", "dame", "lord", "lady", "dr", "madam"})
_GENERATION = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


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
    recognised = [name for name in recognised if not taken.intersection(range(name.start, name.end))]
    names = [_from_registry(match) for match in matches] + recognised
    names += _titled(doc, names)
    names = _repaired(doc, names)
    return sorted(_chamber_parties(doc, names), key=lambda name: name.start)


def name_key(doc: Doc, name: NameSpan) -> str:
    """The normalised text of a name."""
    return normalise_name(doc[name.start : name.end].text)


def cluster_persons(doc: Doc, names: list[NameSpan]) -> dict[int, str]:
    """The person that each person name (by its index in `names`) means, as the person's fullest name.

    A name of one part joins the person of that surname, or else of that given name, that was named last before it,
    or first after it; without such a person it stands for itself. Two full names are one person when first and last
    part agree ("Vladimir Putin", "Vladimir Vladimirovich Putin").
    """
    persons = [index for index, name in enumerate(names) if name.kind is MentionKind.PERSON]
    parts = {index: _parts(doc, names[index]) for index in persons}
    texts = {index: " ".join(doc[names[index].start : names[index].end].text.split()) for index in persons}
    fullest: dict[tuple[str, str], str] = {}
    for index in persons:
        if len(parts[index]) > 1:
            key = (parts[index][0], parts[index][-1])
            fullest[key] = max(fullest.get(key, ""), texts[index], key=len)
    clusters: dict[int, str] = {}
    for index in persons:
        if len(parts[index]) > 1:
            clusters[index] = fullest[parts[index][0], parts[index][-1]]
            continue
        keys = _bearers(parts[index], fullest)
        if not keys:
            clusters[index] = texts[index]
            continue
        order = sorted(
            (other for other in persons if len(parts[other]) > 1 and (parts[other][0], parts[other][-1]) in keys),
            key=lambda other: (other > index, abs(other - index)),
        )
        clusters[index] = fullest[parts[order[0]][0], parts[order[0]][-1]]
    return clusters


def is_full_name(text: str) -> bool:
    """Whether a person's name has at least two parts."""
    return len([part for part in normalise_name(text).split() if part not in _COURTESY | _GENERATION]) > 1


def _bearers(parts: list[str], fullest: dict[tuple[str, str], str]) -> set[tuple[str, str]]:
    if not parts:
        return set()
    by_surname = {key for key in fullest if key[1] == parts[0] or key[1].endswith(f" {parts[0]}")}
    return by_surname or {key for key in fullest if key[0] == parts[0]}


def _parts(doc: Doc, name: NameSpan) -> list[str]:
    words = [normalise_name(token.text) for token in doc[name.start : name.end] if not token.is_space]
    return [word for word in words if word and word not in _GENERATION]


def _recognised(doc: Doc) -> list[NameSpan]:
    names = []
    for entity in doc.ents:
        if entity.label_ not in _LABELS:
            continue
        start, end = _trimmed(doc, entity)
        if start < end and any(token.text[:1].isupper() for token in doc[start:end]):
            names.append(NameSpan(start, end, _kind(doc, start, end, entity.label_), "ner"))
    return names


def _trimmed(doc: Doc, entity: Span) -> tuple[int, int]:
    start, end = entity.start, entity.end
    while start < end and (doc[start].pos_ == "DET" or doc[start].is_space or doc[start].is_punct):
        start += 1
    while end > start and (doc[end - 1].tag_ == "POS" or doc[end - 1].is_space or _is_edge(doc[end - 1].text)):
        end -= 1
    if entity.label_ == "PERSON":
        start = _after_titles(doc, start, end)
    return start, end


def _is_edge(text: str) -> bool:
    return not any(character.isalnum() for character in text)


def _after_titles(doc: Doc, start: int, end: int) -> int:
    while start < end - 1:
        role = role_starting_at(doc, start, end - 1)
        if role is not None:
            start += role
        elif doc[start].lower_.rstrip(".") in _COURTESY:
            start += 1
        else:
            break
    return start


def _kind(doc: Doc, start: int, end: int, label: str) -> MentionKind:
    words = [token.lower_ for token in doc[start:end]]
    if label in {"ORG", "NORP"} and (words[-1] in _PARTY_WORDS or words[0] == "party"):
        return MentionKind.PARTY
    if label == "ORG" and _MEDIA_WORDS.intersection(words[-1:]):
        return MentionKind.MEDIA
    return _LABELS[label]


def _visible(doc: Doc, matches: list[RegistryMatch], recognised: list[NameSpan]) -> list[RegistryMatch]:
    """Leave out matches that are part of a longer name ("South America"), and surnames ("Jordan" of Ann Jordan)."""
    longer = [(name.start, name.end) for name in recognised if _is_opaque(doc, name)]
    people = [name for name in recognised if name.kind is MentionKind.PERSON]
    surnames = {_parts(doc, name)[-1] for name in people if len(_parts(doc, name)) > 1}
    single = {(name.start, name.end) for name in people}
    visible = []
    for match in matches:
        inside = any(
            start <= match.start and match.end <= end and (end - start) > (match.end - match.start)
            for start, end in longer
        )
        surname = (match.start, match.end) in single and doc[match.end - 1].lower_ in surnames
        if not inside and not surname:
            visible.append(match)
    return visible


def _is_opaque(doc: Doc, name: NameSpan) -> bool:
    """Whether names inside this one are not names of their own; "US-Russian" and "Ukraine's army" are see-through."""
    span = doc[name.start : name.end]
    if any(token.tag_ == "POS" or token.text in {"-", "–", "/", ","} for token in span):
        return False
    return span[0].ent_type_ in _HIDING


def _from_registry(match: RegistryMatch) -> NameSpan:
    actor = match.actor
    if match.is_state:
        return NameSpan(match.start, match.end, MentionKind.STATE, "rule:registry", match)
    if actor is None:
        return NameSpan(match.start, match.end, _shared_kind(match), "rule:registry", match)
    return NameSpan(match.start, match.end, MentionKind(actor.kind.value), "rule:registry", match)


def _shared_kind(match: RegistryMatch) -> MentionKind:
    from pipelines.knowledge.registry import actors  # noqa: PLC0415

    kinds = {actors()[name.actor_id].kind for name in match.names}
    return MentionKind(kinds.pop().value) if len(kinds) == 1 else MentionKind.ORGANISATION


def _titled(doc: Doc, names: list[NameSpan]) -> list[NameSpan]:
    """Capitalised words after a person's title that no one has claimed: "Senator Okoro"."""
    taken = {index for name in names for index in range(name.start, name.end)}
    found = []
    for token in doc:
        if token.i in taken or token.i == 0 or token.is_sent_start or not token.is_title or token.pos_ != "PROPN":
            continue
        courtesy = doc[token.i - 1].lower_.rstrip(".") in _COURTESY and doc[token.i - 1].is_title
        if courtesy or (doc[token.i - 1].is_title and person_role_ending_at(doc, token.i) is not None):
            end = token.i + 1
            if role_starting_at(doc, token.i, len(doc)) is not None:
                continue
            while end < len(doc) and end not in taken and doc[end].is_title and doc[end].pos_ == "PROPN":
                end += 1
            found.append(NameSpan(token.i, end, MentionKind.PERSON, "rule:title"))
            taken.update(range(token.i, end))
    return found


def _repaired(doc: Doc, names: list[NameSpan]) -> list[NameSpan]:
    """Settle each name's kind over the whole article: titles and full names make persons, else the majority holds."""
    surnames = {
        _parts(doc, name)[-1] for name in names if name.kind is MentionKind.PERSON and len(_parts(doc, name)) > 1
    }
    votes: dict[str, Counter[MentionKind]] = defaultdict(Counter)
    for name in names:
        if name.match is None:
            votes[name_key(doc, name)][name.kind] += 1
    repaired = []
    for name in names:
        kind = name.kind
        if name.match is None and not (kind is MentionKind.PERSON and len(_parts(doc, name)) > 1):
            kind = _repaired_kind(doc, name, surnames, votes[name_key(doc, name)])
        repaired.append(name if kind is name.kind else replace(name, kind=kind, method="rule:repair"))
    return repaired + _unclaimed_surnames(doc, repaired, surnames)


def _repaired_kind(doc: Doc, name: NameSpan, surnames: set[str], votes: Counter[MentionKind]) -> MentionKind:
    single = name.end - name.start == 1
    if single and name_key(doc, name) in surnames:
        return MentionKind.PERSON
    role = person_role_ending_at(doc, name.start)
    if role is not None and doc[name.start - 1].is_title and name.kind in {MentionKind.PLACE, MentionKind.GROUP}:
        return MentionKind.PERSON
    most = max(votes.values())
    best = [kind for kind, count in votes.items() if count == most]
    return min(best, key=lambda kind: _PREFERENCE.index(kind) if kind in _PREFERENCE else len(_PREFERENCE))


def _unclaimed_surnames(doc: Doc, names: list[NameSpan], surnames: set[str]) -> list[NameSpan]:
    taken = {index for name in names for index in range(name.start, name.end)}
    return [
        NameSpan(token.i, token.i + 1, MentionKind.PERSON, "rule:repair")
        for token in doc
        if token.i not in taken
        and token.pos_ == "PROPN"
        and token.is_title
        and not token.ent_type_
        and normalise_name(token.text) in surnames
    ]


def _chamber_parties(doc: Doc, names: list[NameSpan]) -> list[NameSpan]:
    """Join "Senate" and "Democrats": the members of a party in a chamber are a group."""
    by_end = {name.end: name for name in names}
    joined: list[NameSpan] = []
    dropped: set[NameSpan] = set()
    for name in names:
        before = name.start - 1
        if name.kind is not MentionKind.PARTY or before < 0 or doc[name.end - 1].tag_ not in {"NNPS", "NNS"}:
            continue
        if doc[before].lower_ in _CHAMBERS and doc[before].is_title:
            chamber = by_end.get(name.start)
            dropped.update({name} | ({chamber} if chamber is not None else set()))
            joined.append(replace(name, start=chamber.start if chamber else before, kind=MentionKind.GROUP))
    return [name for name in names if name not in dropped] + joined


__all__ = ["NameSpan", "RefersTo", "cluster_persons", "find_names", "is_full_name", "name_key"]
