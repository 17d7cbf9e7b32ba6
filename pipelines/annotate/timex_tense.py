"""What the words around a time expression say about it: the preposition's relation, the governing verb's tense.

Belongs here: reading the parse around an expression. Does not belong here: choosing the period (`timex_resolve`),
finding expressions (`timex_grammar`).

Method: the tense of the governing verb, as in HeidelTime (Strötgen and Gertz 2013) and SUTime (Chang and Manning
2012); code and rules are our own.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from itertools import islice

from spacy.tokens import Span, Token

from pipelines.annotate.model import in_title
from schemas.codes import DateRelation

_RELATIONS = {
    "since": DateRelation.SINCE,
    "until": DateRelation.UNTIL,
    "till": DateRelation.UNTIL,
    "through": DateRelation.UNTIL,
    "by": DateRelation.BY,
    "before": DateRelation.BEFORE,
    "after": DateRelation.AFTER,
    "following": DateRelation.AFTER,
    "during": DateRelation.DURING,
    "in": DateRelation.DURING,
    "on": DateRelation.DURING,
    "at": DateRelation.DURING,
    "within": DateRelation.DURING,
    "over": DateRelation.DURING,
    "throughout": DateRelation.DURING,
}
_HIGHEST = 32  # words; beyond them, a parse without end would take its time for every date
_ATTRIBUTIVE = frozenset({"amod", "compound", "nmod", "npadvmod", "nummod", "poss"})
_PLANNED = frozenset(
    {"due", "expect", "expected", "plan", "planned", "schedule", "scheduled", "set", "slate", "slated", "upcoming"}
)
# What is called, put off or aimed at "for", "to" or "until" a time lies after it.
_ARRANGING = frozenset(
    {"adjourn", "call", "defer", "delay", "extend", "goal", "move", "outlook", "plan", "postpone", "push", "reschedule"}
    | {"schedule", "set", "shift", "strike", "target"}
)
_ARRANGED_FOR = frozenset({"for", "to", "till", "until"})
_DONE = frozenset({"appear", "begin", "come", "continue", "fail", "happen", "help", "manage", "prove", "seem", "start"})
_FUTURE_AUXILIARIES = frozenset({"will", "wo", "'ll", "’ll", "shall", "would", "may", "might", "should", "must"})


class Tense(Enum):
    """Where the governing verb puts its time, seen from the publication date."""

    PAST = "past"
    PERHAPS_PAST = "perhaps past"  # told by a verb further up
    FUTURE = "future"


def relation_of(span: Span) -> DateRelation | None:
    """How the preposition before a date relates it to what it dates.

    Args:
        span: The date's tokens.

    Returns:
        The relation, None without a preposition. Where the date only describes a noun, as in "after Monday's
        vote", the preposition speaks of the noun: then DURING or None.
    """
    word = _word_before(span)
    relation = None if word is None else _RELATIONS.get(word.lower_)
    if relation in {None, DateRelation.DURING} or not describes_a_noun(span):
        return relation
    return None


def _word_before(span: Span) -> Token | None:
    """The token before a span, articles and "the" of the extent aside."""
    index = span.start - 1
    while index >= 0 and span.doc[index].pos_ == "DET":
        index -= 1
    return span.doc[index] if index >= 0 else None


def describes_a_noun(span: Span) -> bool:
    """Whether a date only describes the noun after it, as in "Friday's close"."""
    root = span.root
    return root.dep_ in _ATTRIBUTIVE and root.head.i >= span.end


def tense_of(span: Span) -> Tense | None:
    """Where the verb that governs a time expression puts it; else where its preposition does.

    Args:
        span: The expression's tokens.

    Returns:
        The tense of the nearest verb above it that tells one, or of "since" and "by"; None if nothing tells.
    """
    relation = relation_of(span)
    if relation is DateRelation.SINCE:
        return Tense.PAST
    # "They will discuss Monday's vote" does not put Monday in the future; "Monday's vote will decide" does.
    describes_object = describes_a_noun(span) and span.root.head.dep_ not in {"nsubj", "nsubjpass"}
    ahead = relation in {DateRelation.BY, DateRelation.UNTIL}  # "they agreed to finish by Friday"
    arranged = _arranged_for(span)
    if arranged:
        return Tense.FUTURE
    for token in above(_top(span)):
        if _is_plan(token):
            return None if arranged is False else _tense_of_plan(token)
        found = _own_tense(token, span)
        if found is not None:
            against = describes_object or arranged is False if found is Tense.FUTURE else ahead
            return None if against else found
    return Tense.FUTURE if relation is DateRelation.BY else None


def tells_one_event(span: Span) -> bool:
    """Whether the verb over a time tells what happened, will happen or is planned, once.

    The simple present does not: "the shops open at 8 a.m." every day.
    """
    for token in above(_top(span)):
        if _is_plan(token) or (token.pos_ in {"VERB", "AUX"} and _verb_tense(token) is not None):
            return True
        if token.tag_ in {"VBZ", "VBP"}:
            return False
    return False


def above(token: Token) -> Iterator[Token]:
    """The words that a token hangs on, the nearest first; the farthest of an endless list are left out."""
    return islice(token.ancestors, _HIGHEST)


def _before_and_under(token: Token) -> Iterator[Token]:
    """The words before a token that hang on it, its auxiliaries among them."""
    first = max(token.left_edge.i, token.i - _HIGHEST)
    return (word for word in token.doc[first : token.i] if word.head == token)


def _top(span: Span) -> Token:
    """The token that a time expression hangs on the rest of the text by; "a.m." may end a sentence for the parser."""
    root = span.root
    if root.head != root:
        return root
    return next((token for token in span if token.head.i < span.start), root)


def _arranged_for(span: Span) -> bool | None:
    """Whether something is arranged for a time ("a strike for Thursday"); None where the preposition is another one.

    Not in the past perfect, nor of figures: "sales for September".
    """
    word = _word_before(span)
    if word is None or word.lower_ not in _ARRANGED_FOR or word.dep_ != "prep" or describes_a_noun(span):
        return None
    by_noun = word.head.pos_ == "NOUN" and word.lower_ == "for"
    heads = (word.head, word.head.head) if by_noun else (word.head,)
    if any(head.lemma_.lower() in _ARRANGING and not _had(head) for head in heads):
        return True
    return False if by_noun else None


def _had(verb: Token) -> bool:
    return any(
        child.lower_ in {"had", "was", "were"} and child.dep_ in {"aux", "auxpass"} for child in _before_and_under(verb)
    )


def _own_tense(token: Token, span: Span) -> Tense | None:
    """Where a word above a date puts it, if it is a verb that tells."""
    governs = token == governor(span)
    found = _verb_tense(token) if token.pos_ in {"VERB", "AUX"} else None
    if found is None and governs and _is_scheduled(token):
        return Tense.FUTURE
    return Tense.PERHAPS_PAST if found is Tense.PAST and not governs else found


def _is_plan(token: Token) -> bool:
    """Whether a word says what is due or expected, or is an open infinitive."""
    return _is_planned(token) or _is_open_infinitive(token)


def _is_planned(token: Token) -> bool:
    return token.lemma_.lower() in _PLANNED and token.tag_ in {"VBN", "JJ"}


def _tense_of_plan(token: Token) -> Tense | None:
    """The future; not of a plan of the past, nor of what somebody only wants or has to do."""
    if _is_open_infinitive(token):
        return Tense.FUTURE if _is_arranged(token) else None
    return None if _was(token) else Tense.FUTURE


def governor(span: Span) -> Token:
    """The word that a date hangs on, its preposition aside."""
    head = _top(span).head
    return head.head if head.pos_ == "ADP" else head


def _was(planned: Token) -> bool:
    """Whether the plan is one of the past: "was due in May" may have come."""
    around = [planned.head, *_before_and_under(planned)]
    return any(token.lemma_ == "be" and token.tag_ == "VBD" for token in around)


def _is_scheduled(verb: Token) -> bool:
    """Whether a verb is in the simple present, which with a date tells a plan: "the offer expires Friday".

    In a title it tells what has happened: "Minister resigns on Monday".
    """
    return (verb.tag_ in {"VBZ", "VBP"} or _is_bare_conjunct(verb)) and not in_title(verb.doc, verb.idx)


def _is_bare_conjunct(verb: Token) -> bool:
    """Whether a bare form is a present one: "talks began Tuesday and resume Thursday", not "will meet and vote"."""
    if verb.tag_ != "VB" or verb.dep_ != "conj":
        return False
    return not any(child.dep_ == "aux" for word in (verb, verb.head) for child in _before_and_under(word))


def _is_open_infinitive(verb: Token) -> bool:
    """Whether a verb is what somebody agreed, wants or has to do, at a time not told; not "failed to", "began to"."""
    infinitive = any(child.lower_ == "to" and child.dep_ == "aux" for child in _before_and_under(verb))
    return infinitive and verb.head.lemma_ not in _DONE and not _is_planned(verb.head)


def _is_arranged(infinitive: Token) -> bool:
    """Whether it is what somebody "is to" do."""
    return infinitive.head.lower_ in {"is", "are", "'s", "’s"} and infinitive.dep_ in {"xcomp", "ccomp", "acl"}


def _verb_tense(verb: Token) -> Tense | None:
    """The tense of a verb with its auxiliaries; None for the present and for participles that tell none."""
    helpers = {child.lower_ for child in _before_and_under(verb) if child.dep_ in {"aux", "auxpass"}}
    tags = {child.tag_ for child in _before_and_under(verb) if child.dep_ in {"aux", "auxpass"}}
    if helpers & _FUTURE_AUXILIARIES and not helpers & {"have", "’ve", "'ve"}:
        return Tense.FUTURE
    if verb.tag_ == "VBD" or "VBD" in tags or (verb.tag_ == "VBN" and not tags & {"VBZ", "VBP"}):
        return Tense.PAST
    if verb.tag_ == "VBN" and helpers & {"has", "have", "'s", "’s", "'ve", "’ve"}:
        return Tense.PAST
    if verb.tag_ == "VBG" and helpers:
        return Tense.FUTURE
    return None
