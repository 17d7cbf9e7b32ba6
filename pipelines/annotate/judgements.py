"""What a clause says of others: wrongs, faults, merits, harm to come, falsehood.

Belongs here: judging words of a clause and what they amount to. Does not belong here: own acts (`commitments`), the
order in which clauses are read (`act_clauses`).
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from pipelines.annotate.clauses import POSSIBLE, auxiliaries, is_negated, subject_of
from pipelines.annotate.commitments import is_own, main_verb
from pipelines.annotate.sources import OwnSide
from pipelines.knowledge.act_words import WordClass, act_words
from schemas.codes import Act

_PREDICATE_PARTS = frozenset({"acomp", "attr", "oprd", "dobj", "xcomp", "conj", "amod", "compound", "advmod", "prt"})


def allegation(root: Token, own_side: OwnSide) -> Act | None:
    """An accusation: the clause says that somebody else did a wrong."""
    subject = subject_of(root)
    if subject is None or subject.dep_ == "nsubjpass" or is_negated(root) or is_own(subject, own_side):
        return None
    personal = subject.pos_ in {"PROPN", "PRON"} or subject.ent_type_ != ""
    committed = main_verb(root).lemma_ in act_words()[WordClass.WRONG]
    return Act.ACCUSE if personal and committed and not auxiliaries(root) & POSSIBLE else None


def evaluation(root: Token) -> Act | None:
    """A denial, a warning or a judgement, by the words that the clause predicates."""
    words = act_words()
    found = {_lemma(token) for token in _predicate(root)}
    complements = {_lemma(child) for child in root.children if child.dep_ in {"acomp", "attr"}}
    if complements & words[WordClass.FALSE] and not is_negated(root):
        return Act.DENY
    harmful = found & words[WordClass.HARM] or root.lemma_ in words[WordClass.HARM]
    if harmful and auxiliaries(root) & POSSIBLE and not is_negated(root):
        return Act.WARN
    subject = subject_of(root)
    if subject is not None and subject.lemma_ in words[WordClass.RISK]:
        return Act.WARN
    act = None if is_negated(root) else judgement(found)
    return None if act is Act.SUPPORT and not complements else act


def judgement(lemmas: set[str]) -> Act | None:
    """Whether words judge somebody: criticise, support, or neither."""
    words = act_words()
    if lemmas & words[WordClass.NEGATIVE]:
        return Act.CRITICISE
    return Act.SUPPORT if lemmas & words[WordClass.POSITIVE] else None


def _predicate(root: Token) -> Iterator[Token]:
    yield root
    for child in root.children:
        if child.dep_ in _PREDICATE_PARTS and child.dep_ != "conj" and child.pos_ != "VERB":
            yield child
            yield from (node for node in child.children if node.dep_ in _PREDICATE_PARTS)


def _lemma(token: Token) -> str:
    return token.lemma_.lower()
