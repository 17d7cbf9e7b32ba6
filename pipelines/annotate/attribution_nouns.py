"""Nouns as cues: "the West's plea for …", "fears in Kyiv that …", "voiced concern about …".

Belongs here: attributions whose cue is a noun with a named owner and a complement. Does not belong here: verbs.

Word order is used rather than attachment: parsers often hang the complement of such a noun on the verb above it.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from pipelines.annotate.attribution_complements import SUBJECTS, has_infinitive_marker
from pipelines.annotate.attribution_draft import Draft
from pipelines.annotate.attribution_sources import Source, can_speak, find_source, subtree
from pipelines.knowledge.cues import Cue, Frame, Part, cues_of

_OWNER_PREPOSITIONS = frozenset({"in", "among", "of", "by", "from"})
_PEOPLES = frozenset({"NORP", "GPE", "ORG", "PERSON"})
_MAX_LIGHT_DISTANCE = 5


def noun_drafts(doc: Doc, taken: set[int]) -> Iterator[Draft]:
    """Drafts for the noun cues of a text; `taken` holds the indexes of words that are cues already."""
    for noun in doc:
        if noun.pos_ != "NOUN" or noun.i in taken:
            continue
        for cue in cues_of(noun.lemma_, Part.NOUN):
            draft = _light_verb_draft(noun, cue) or _owned_draft(noun, cue)
            if draft is not None:
                yield draft
                break


def _light_verb_draft(noun: Token, cue: Cue) -> Draft | None:
    verb = noun.head
    if (
        noun.dep_ != "dobj"
        or not cues_of(verb.lemma_, Part.LIGHT)
        or not verb.i < noun.i <= verb.i + _MAX_LIGHT_DISTANCE
    ):
        return None
    source = find_source(verb, [])
    content = _complement_after(noun, noun.i + 1, cue)
    if source is None or not content or not can_speak(source, reporting=False):
        return None
    first = verb.i
    while (
        first > verb.sent.start and noun.doc[first - 1].head.i == verb.i and noun.doc[first - 1].dep_ in {"aux", "neg"}
    ):
        first -= 1
    return Draft(noun, list(range(first, noun.i + 1)), source, content, "noun")


def _owned_draft(noun: Token, cue: Cue) -> Draft | None:
    owner = _possessor(noun)
    after = noun.i + 1
    if owner is None:
        owner = _owner_phrase(noun, cue)
        after = owner.right_edge.i + 1 if owner is not None else after
    if owner is None:
        return None
    content = _complement_after(noun, after, cue)
    if not content:
        return None
    tokens = frozenset({owner.i}) if owner.dep_ == "amod" else subtree(owner)
    source = Source(owner, tokens - content)
    return Draft(noun, [noun.i], source, content, "noun") if can_speak(source, reporting=False) else None


def _possessor(noun: Token) -> Token | None:
    for child in noun.children:
        if child.dep_ == "poss" and child.pos_ in {"PROPN", "NOUN"}:
            return child
        if child.dep_ == "amod" and child.ent_type_ == "NORP":
            return child
    return None


def _owner_phrase(noun: Token, cue: Cue) -> Token | None:
    if noun.i + 1 >= len(noun.doc):
        return None
    preposition = noun.nbor()
    if preposition.lower_ not in _OWNER_PREPOSITIONS or preposition.lower_ in cue.frames:
        return None
    owner = next((child for child in preposition.children if child.dep_ == "pobj"), None)
    return owner if owner is not None and (owner.ent_type_ in _PEOPLES or owner.tag_ == "NNS") else None


def _complement_after(noun: Token, start: int, cue: Cue) -> set[int]:
    """The complement that begins at a token index, by the frames of the cue."""
    doc = noun.doc
    if start >= len(doc) or doc[start].sent.start != noun.sent.start:
        return set()
    first = doc[start]
    if first.lower_ == "that" and first.dep_ == "mark" and Frame.CLAUSE in cue.frames:
        return {token.i for token in first.head.subtree if token.i >= start}
    if first.tag_ == "TO" and first.head.pos_ in {"VERB", "AUX"} and Frame.INFINITIVE in cue.frames:
        return {token.i for token in first.head.subtree if token.i >= start}
    if first.pos_ in {"ADP", "SCONJ"} and first.lower_ in cue.frames:
        return _prepositional(first)
    return set()


def _prepositional(preposition: Token) -> set[int]:
    """What follows the preposition, with the infinitive of "a plea for them to leave"."""
    if preposition.dep_ == "mark":
        verb = preposition.head
        part = verb if has_infinitive_marker(verb) else next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        return {token.i for token in part.subtree if token.i > preposition.i} if part is not None else set()
    found = {token.i for token in preposition.subtree} - {preposition.i}
    doc = preposition.doc
    after = max(found, default=preposition.i) + 1
    if found and after < len(doc) and doc[after].tag_ == "TO" and has_infinitive_marker(doc[after].head):
        found |= {token.i for token in doc[after].head.subtree if token.i >= after}
    return found
