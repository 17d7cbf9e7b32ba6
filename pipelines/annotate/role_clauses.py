"""Roles told by a clause or by the body beside a name: "was elected mayor", "who heads the agency", "Reuters's Ito".

Belongs here: predicates, relative clauses, "as minister", affiliations. Does not belong here: titles and appositions
(`role_phrases`), or what a phrase tells (`role_context`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.annotate.role_nouns import role_ending_at
from pipelines.annotate.role_phrases import FoundPhrase, phrase_from
from pipelines.knowledge.registry import RefersTo, roles
from schemas.codes import MentionKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.tokens import Doc, Token

    from pipelines.annotate.recognised import NameSpan

_BEING = frozenset({"be", "become", "remain"})
_SERVING = frozenset({"serve", "work", "act"})
_NAMING = frozenset({"name", "elect", "appoint", "choose", "nominate", "reelect", "crown", "install", "select"})
# What somebody is who does this to a body.
_DOERS = {
    "lead": "leader",
    "head": "head",
    "chair": "chair",
    "direct": "director",
    "run": "head",
    "command": "commander",
    "found": "founder",
    "own": "owner",
    "manage": "manager",
    "edit": "editor",
    "represent": "representative",
    "oversee": "head",
}
_BODIES = frozenset({MentionKind.ORGANISATION, MentionKind.IGO, MentionKind.PARTY, MentionKind.MEDIA})
_OF_BODY = frozenset({"of", "with", "from", "at"})
_JUDGING = frozenset({"only", "good", "bad", "great", "terrible", "perfect", "likely", "next", "right", "real", "such"})
_OPEN = frozenset({"if", "unless", "whether", "should"})
_CLAUSES = frozenset({"relcl", "acl"})
_PREDICATES = frozenset({"attr", "oprd", "acomp", "dobj", "xcomp"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def phrase_of_clause(doc: Doc, name: NameSpan) -> FoundPhrase | None:
    """The role phrase in a clause whose subject is the name, or that describes it."""
    head = doc[name.start : name.end].root
    for verb in _verbs(head):
        if any(child.dep_ == "neg" or child.tag_ == "MD" or child.lower_ in _OPEN for child in verb.children):
            continue
        phrase = _of_verb(doc, verb, relative=verb.dep_ in _CLAUSES)
        if phrase is not None:
            return phrase
    return None


def affiliation(doc: Doc, name: NameSpan, by_start: Mapping[int, NameSpan]) -> NameSpan | None:
    """The body that a person is of: "Ito of the Lake Institute", "Reuters's Ito"."""
    after = name.end
    if after + 1 < len(doc) and doc[after].lower_ in _OF_BODY and not doc[after].is_sent_start:
        start = after + 1 + (doc[after + 1].lower_ == "the")
        found = by_start.get(start)
        tied = doc[after].lower_ == "of" or name.start <= doc[after].head.i < name.end
        if found is not None and found.kind in _BODIES and tied:
            return found
    if name.start > 1 and doc[name.start - 1].tag_ == "POS":
        return next((one for one in _ending_at(doc, name.start - 1, by_start) if one.kind in _BODIES), None)
    return None


def _ending_at(doc: Doc, end: int, by_start: Mapping[int, NameSpan]) -> Iterator[NameSpan]:
    for start in range(end - 1, max(doc[end].sent.start, end - 8) - 1, -1):
        if start in by_start and by_start[start].end == end:
            yield by_start[start]


def _verbs(head: Token) -> Iterator[Token]:
    """The verbs that tell of a name: of clauses that describe it, and the one whose subject it is."""
    yield from (child for child in head.rights if child.dep_ in _CLAUSES)
    if head.dep_ in _SUBJECTS:
        yield head.head


def _of_verb(doc: Doc, verb: Token, *, relative: bool) -> FoundPhrase | None:
    lemma = verb.lemma_.lower()
    passive = verb.tag_ == "VBN"
    if lemma in _BEING or (lemma in _NAMING and passive):
        for child in verb.rights:
            if child.dep_ in _PREDICATES:
                phrase = _headed_by(doc, child)
                if phrase is not None:
                    return phrase
    if lemma in _SERVING or (lemma in _NAMING and passive) or lemma in _BEING:
        return _as_role(doc, verb.rights)
    if relative and lemma in _DOERS:
        return _of_doer(doc, verb)
    return None if relative else _as_role(doc, (part for left in verb.lefts for part in _prepositions(left)))


def _headed_by(doc: Doc, head: Token) -> FoundPhrase | None:
    """The role phrase whose head is the predicate, and no other word of it."""
    phrase = phrase_from(doc, head.left_edge.i)
    if phrase is None or head.tag_ in {"NNS", "NNPS"} or any(_compares(token) for token in head.children):
        return None
    return phrase if phrase.noun[0] <= head.i < phrase.noun[1] else None


def _compares(modifier: Token) -> bool:
    """Whether a word makes a judgement of a predicate rather than a role: "the stronger candidate"."""
    return modifier.tag_ in {"JJR", "JJS"} or modifier.lower_ in _JUDGING


def _prepositions(left: Token) -> Iterator[Token]:
    """A preposition before a verb and those within its phrase: "in her years as minister, Ito"."""
    if left.dep_ == "prep":
        yield from (token for token in left.subtree if token.dep_ == "prep")


def _as_role(doc: Doc, children: Iterator[Token]) -> FoundPhrase | None:
    """The phrase after "as": "As finance minister, Ito cut taxes", "served as governor"."""
    for child in children:
        if child.dep_ == "prep" and child.lower_ == "as":
            for noun in child.rights:
                if noun.dep_ == "pobj":
                    return _headed_by(doc, noun)
    return None


def _of_doer(doc: Doc, verb: Token) -> FoundPhrase | None:
    """The clause "heads the agency", where the object is a body."""
    for child in verb.rights:
        if child.dep_ != "dobj":
            continue
        found = role_ending_at(doc, child.i + 1)
        body = (found is not None and found[1].refers_to is RefersTo.BODY) or child.ent_type_ == "ORG"
        if body:
            end = child.right_edge.i + 1 if child.right_edge.i - child.i < 6 else child.i + 1
            return FoundPhrase(verb.i, end, (verb.i, verb.i + 1), roles()[_DOERS[verb.lemma_.lower()]])
    return None
