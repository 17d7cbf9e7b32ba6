"""Names as a recogniser finds them: the shared encoder, or spaCy's entity recogniser where the model is not used.

Belongs here: from labels to tokens with a kind. Does not belong here: the registry, repair over the article (`names`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.annotate.actor_model.name_tags import NameLabel, tagged_names
from pipelines.annotate.attribution_model.encoded_doc import encoding_of
from pipelines.annotate.clusters import COURTESY_TITLES
from pipelines.annotate.roles import person_role_ending_at, person_role_starting_at
from schemas.codes import MentionKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from pipelines.annotate.registry_names import RegistryMatch

ENCODER = "encoder"  # the method of names that the encoder tags
# OntoNotes entity types, as the spaCy model gives them.
_LABELS = {
    "PERSON": MentionKind.PERSON,
    "ORG": MentionKind.ORGANISATION,
    "NORP": MentionKind.GROUP,
    "GPE": MentionKind.PLACE,
    "LOC": MentionKind.PLACE,
    "FAC": MentionKind.PLACE,
}
_TAGGED = {
    NameLabel.PERSON: MentionKind.PERSON,
    NameLabel.ORGANISATION: MentionKind.ORGANISATION,
    NameLabel.PARTY: MentionKind.PARTY,
    NameLabel.MEDIA: MentionKind.MEDIA,
    NameLabel.PLACE: MentionKind.PLACE,
}
_PARTY_WORDS = frozenset({"party", "democrats", "republicans", "socialists", "conservatives", "greens", "liberals"})
CHAMBERS = frozenset({"senate", "house", "congressional", "parliamentary"})
_MEMBERS = ("democrats", "republicans", "socialists", "conservatives", "greens", "liberals")
_MEDIA_WORDS = frozenset(
    {"news", "times", "post", "tv", "television", "radio", "newspaper", "gazette", "herald", "tribune", "journal"}
    | {"magazine", "broadcasting", "telegraph", "chronicle", "daily", "weekly"}
)


@dataclass(frozen=True, slots=True)
class NameSpan:
    """Tokens `start:end` that are a name of this kind.

    `match` is what the registry says of it, `score` the probability that the encoder gives it.
    """

    start: int
    end: int
    kind: MentionKind
    method: str
    match: RegistryMatch | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Recognised:
    """The names of a Doc in order, and the spans of tokens that are names of no actor: laws, elections, peoples."""

    names: list[NameSpan]
    others: list[tuple[int, int]]


def encoder_names(doc: Doc) -> Recognised:
    """The names that the encoder tags.

    Raises: AttributionModelError when the model's files are missing or damaged.
    """
    names: list[NameSpan] = []
    others: list[tuple[int, int]] = []
    done = 0
    for tagged in tagged_names(encoding_of(doc)):
        span = doc.char_span(tagged.start, tagged.end, alignment_mode="expand")
        if span is None or span.start < done:
            continue  # two names in one token: the first
        start, end = _edges(doc, span.start, span.end)
        if tagged.label is NameLabel.PERSON:
            start = _after_titles(doc, start, end)
        elif start < end and doc[start].lower_ in CHAMBERS and doc[start:end].text.lower().endswith(_MEMBERS):
            start += 1  # the party; `names` joins the chamber to it
        if not _is_name(doc, start, end):
            continue
        done = end
        kind = _kind_of_tag(doc[start:end], tagged.label)
        if kind is None:
            others.append((start, end))
        else:
            names.append(NameSpan(start, end, kind, ENCODER, score=round(tagged.score, 2)))
    return Recognised(names, others)


def _is_name(doc: Doc, start: int, end: int) -> bool:
    """Whether a word has a capital, as names have; no title alone, no rest of a compound ("Chairman-in-Office")."""
    if not any(token.text[:1].isupper() or token.text[:1].isdigit() for token in doc[start:end]):
        return False
    if end - start == 1 and doc[start].lower_.rstrip(".") in COURTESY_TITLES:
        return False
    joined = start > 2 and doc[start - 1].text == doc[start - 3].text == "-"
    return not (joined and doc[start - 2].pos_ == "ADP")


def _kind_of_tag(span: Span, label: NameLabel) -> MentionKind | None:
    """The kind of a tagged name, None for names of no actor."""
    if label is NameLabel.ADJECTIVE:
        return MentionKind.GROUP if span[-1].tag_ in {"NNS", "NNPS"} else None  # "Kurds"
    if label is NameLabel.ORGANISATION and span[-1].lower_ in _PARTY_WORDS:
        return MentionKind.PARTY
    return _TAGGED.get(label)


def _edges(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The span without article, signs and possessive at its edges."""
    while start < end and (doc[start].pos_ == "DET" or not _has_letters(doc[start].text)):
        start += 1
    while end > start and (doc[end - 1].tag_ == "POS" or not _has_letters(doc[end - 1].text)):
        end -= 1
    return start, end


def entity_names(doc: Doc) -> list[NameSpan]:
    """The names that spaCy's entity recogniser finds, in order: persons, bodies, groups and places."""
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
    start, end = _edges(doc, entity.start, entity.end)
    return (_after_titles(doc, start, end), end) if entity.label_ == "PERSON" else (start, end)


def _after_titles(doc: Doc, start: int, end: int) -> int:
    """Where a person's name begins after the titles that were taken for a part of it.

    Titles at the start go ("Mr. Lund", "Sen. Lund"); further on, a role noun ends a title before a full name
    ("Danish President Ada Lund").
    """
    for index in range(end - 3, start, -1):
        if person_role_ending_at(doc, index + 1) is not None:
            return index + 1
    while start < end - 1:
        if doc[start].lower_.rstrip(".") in COURTESY_TITLES:
            start += 1
        elif (role := person_role_starting_at(doc, start, end - 1)) is not None:
            start += role
        else:
            break
    return start


def _has_letters(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _kind(span: Span, label: str) -> MentionKind:
    words = [token.lower_ for token in span]
    if label in {"ORG", "NORP"} and (words[-1] in _PARTY_WORDS or words[:2] == ["party", "of"]):
        return MentionKind.PARTY
    if label == "ORG" and words[-1] in _MEDIA_WORDS:
        return MentionKind.MEDIA
    return _LABELS[label]
