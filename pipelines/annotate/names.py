"""Names in the text: what the registry knows and what the entity recogniser finds, repaired over the whole article.

Belongs here: which tokens are a name, and of what kind. Does not belong here: which names mean the same (`clusters`),
roles, pronouns, nominals, or whether a state is an agent or a place.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.annotate.clusters import COURTESY_TITLES, name_parts, name_text
from pipelines.annotate.name_evidence import is_no_person, speaking_surnames
from pipelines.annotate.recognised import CHAMBERS, NameSpan, Recognised, encoder_names, entity_names
from pipelines.annotate.registry_names import RegistryMatch, find_registry_names
from pipelines.annotate.roles import person_role_ending_at, person_role_starting_at, role_ending_at
from pipelines.knowledge.registry import RefersTo, actors, normalise_name
from schemas.codes import ActorKind, MentionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Span, Token

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
_SURE = 0.9  # probability of a person from which a state's name is a person's ("Chad", "Jordan")
_JOINING = frozenset({"-", "–", "/", ","})


def find_names(doc: Doc, *, encoded: bool = False) -> list[NameSpan]:
    """The names of the Doc, in order, without overlaps; `encoded` tells whether the encoder finds them, else spaCy."""
    found = encoder_names(doc) if encoded else Recognised(entity_names(doc), [])
    recognised = found.names
    matches = _visible(doc, find_registry_names(doc), found)
    taken = {index for match in matches for index in range(match.start, match.end)}
    names = [_from_registry(match) for match in matches]
    names += [name for name in recognised if taken.isdisjoint(range(name.start, name.end))]
    names += _titled(doc, names)
    names = _repaired(doc, names, encoded=encoded)
    names = _chamber_parties(doc, _with_country(doc, names))
    return sorted(names, key=lambda name: name.start)


def _visible(doc: Doc, matches: Sequence[RegistryMatch], found: Recognised) -> list[RegistryMatch]:
    """Leave out matches inside a longer name ("South America") and parts of persons' names ("Jordan" of Ann Jordan)."""
    opaque = {
        index: (start, end)
        for start, end in [*((name.start, name.end) for name in found.names), *found.others]
        if not _is_composite(doc[start:end])
        for index in range(start, end)
    }
    persons = [name for name in found.names if name.kind is MentionKind.PERSON]
    bearers = [name_parts(name_text(doc, name)) for name in persons]
    parts = {part for bearer in bearers if len(bearer) > 1 for part in (bearer[0], bearer[-1])}
    spans = {(name.start, name.end) for name in persons}
    sure = {(name.start, name.end) for name in persons if name.score is not None and name.score >= _SURE}
    return [
        match
        for match in matches
        if not _lies_inside(match, opaque.get(match.start))
        and not (match.is_state and (match.start, match.end) in sure and not doc[match.start].is_upper)
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


def _repaired(doc: Doc, names: Sequence[NameSpan], *, encoded: bool) -> list[NameSpan]:
    """Settle each name's kind over the whole article: titles and full names make persons, else the majority holds.

    What a word does in the article is evidence where spaCy has found the names; the encoder has read that already.
    """
    votes: dict[str, Counter[MentionKind]] = defaultdict(Counter)
    surnames = set()
    for name in names:
        if name.match is None:
            votes[normalise_name(name_text(doc, name))][name.kind] += 1
        parts = name_parts(name_text(doc, name))
        if name.kind is MentionKind.PERSON and len(parts) > 1:
            surnames.add(parts[-1])
    common: set[int] = set()
    if not encoded:
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
    chambers = {name.end: name for name in names if doc[name.end - 1].lower_ in CHAMBERS}
    joined: list[NameSpan] = []
    dropped: set[int] = set()
    for name in names:
        word = doc[name.start - 1] if name.start else None
        if name.kind is not MentionKind.PARTY or doc[name.end - 1].tag_ not in {"NNPS", "NNS"} or word is None:
            continue
        if word.lower_ in CHAMBERS and word.is_title:
            start = chambers[name.start].start if name.start in chambers else word.i
            dropped.update({start, name.start})
            joined.append(replace(name, start=start, kind=MentionKind.GROUP))
    return [name for name in names if name.start not in dropped] + joined
