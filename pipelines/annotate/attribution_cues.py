"""Verb cues: which words they have, and whether they tell something done.

Belongs here: the words of a verb cue, and cues that are only wished, purposed or excluded. Does not belong here: the
complements of a cue, its source, cues of other parts of speech.
"""

from __future__ import annotations

from spacy.tokens import Token

from pipelines.annotate.attribution_complements import has_infinitive_marker
from pipelines.knowledge.act_words import WordClass, act_words
from pipelines.knowledge.cues import Part, cues_of
from schemas.codes import Act

_CUE_PARTS = frozenset({"aux", "auxpass", "neg", "advmod"})
# Verbs under which an infinitive still happens: "went on to say"; under others it is only wished or purposed.
_ASPECTUAL = frozenset({"go", "continue", "begin", "start", "proceed", "come", "hasten"})
_UNREAL = frozenset({"could", "would", "should", "may", "might", "must"})


def cue_indexes(head: Token, particle: Token | None = None) -> list[int]:
    """The contiguous words of a verb cue: auxiliaries, negation and adverbs before it, its particle after it."""
    first = head.i
    while first > head.sent.start and _belongs_to_cue(head.doc[first - 1], head):
        first -= 1
    while first < head.i and head.doc[first].dep_ == "advmod" and head.doc[first].tag_ != "RB":
        first += 1
    last = particle.i if particle is not None and particle.i == head.i + 1 else head.i
    return list(range(first, last + 1))


def _belongs_to_cue(token: Token, head: Token) -> bool:
    return token.head.i == head.i and token.dep_ in _CUE_PARTS and token.tag_ not in {"TO", "WRB"}


def is_factual(verb: Token) -> bool:
    """Whether the verb reports something done, not an act that is only wished, purposed or excluded."""
    if any(child.dep_ == "aux" and child.lower_ in _UNREAL for child in verb.children):
        return verb.lemma_ == "like" or _is_reticent(verb)
    if has_infinitive_marker(verb) and verb.dep_ != "ROOT" and verb.head.lemma_ not in _ASPECTUAL:
        return False
    if verb.tag_ == "VBG" and verb.dep_ in {"xcomp", "ccomp"} and _excludes(verb.head):
        return False
    first = verb
    while first.dep_ == "conj" and first.head.pos_ in {"VERB", "AUX"}:
        first = first.head
    return not any(child.lower_ == "neither" and child.dep_ in {"preconj", "cc"} for child in first.children)


def _is_reticent(verb: Token) -> bool:
    """Whether somebody keeps silent: "would not say whether …", "could not confirm that …"."""
    modals = {child.lower_ for child in verb.children if child.dep_ == "aux"} & _UNREAL
    negated = any(child.dep_ == "neg" for child in verb.children)
    return negated and modals <= {"would", "could"} and verb.lemma_ in act_words()[WordClass.RETICENCE]


def _excludes(verb: Token) -> bool:
    """Whether what follows the verb is not done: "denied supporting the rebels"."""
    cues = cues_of(verb.lemma_, Part.VERB)
    return bool(cues) and all(cue.act in {Act.DENY, Act.REJECT} for cue in cues)
