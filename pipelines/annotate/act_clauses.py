"""What a clause does when somebody says it: promise, threaten, demand, accuse, judge.

Belongs here: the order in which a clause of a content is read, stances and obligations; the guide is the definition
of the codes in `schemas.codes`. Does not belong here: the cue lexicon and how it is combined with the content
(`acts`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from pipelines.annotate.clauses import FUTURE, VERBAL, auxiliaries, is_negated, subject_of
from pipelines.annotate.commitments import Setting, commitment, is_own, reserved_hostility
from pipelines.annotate.judgements import allegation, evaluation
from pipelines.annotate.sources import OwnSide
from pipelines.knowledge.cues import Part, cues_of
from schemas.codes import Act

REVERSED = {
    Act.SUPPORT: Act.REJECT,
    Act.PROMISE: Act.REJECT,
    Act.DENY: Act.STATE,
    Act.REJECT: Act.STATE,
    Act.ACCUSE: Act.STATE,
    Act.CRITICISE: Act.STATE,
    Act.DEMAND: Act.STATE,
    Act.APPEAL: Act.STATE,
    Act.PROPOSE: Act.STATE,
    Act.THREATEN: Act.STATE,
    Act.WARN: Act.STATE,
    Act.ASK: Act.STATE,
}


def clauses(roots: Sequence[Token]) -> Iterator[Token]:
    """The clauses among the roots of a content, with those joined to them by "and"; no adverbial clauses."""
    for root in roots:
        if root.pos_ in VERBAL and root.dep_ != "advcl":
            yield root
            yield from (node for node in root.conjuncts if node.i > root.i and node.pos_ in VERBAL)


def clause_act(root: Token, setting: Setting) -> Act | None:
    """The act that a clause performs when somebody says it."""
    return (
        _own_stance(root, setting.own_side)
        or reserved_hostility(root)
        or commitment(root, setting)
        or _obligation(root, setting.own_side)
        or allegation(root, setting.own_side)
        or evaluation(root)
    )


def _own_stance(root: Token, own_side: OwnSide) -> Act | None:
    """In "said he supports the bill", the act of the verb that the speaker uses of itself; a plain belief is stated."""
    subject = subject_of(root)
    if subject is None or not is_own(subject, own_side) or auxiliaries(root) & FUTURE:
        return None
    objects = {child.dep_ for child in root.children} & {"dobj", "ccomp", "xcomp", "prep"}
    if not objects:
        return None
    acts = [cue.act for cue in cues_of(root.lemma_, Part.VERB) if not cue.particle and cue.act is not None]
    act = acts[0] if len(set(acts)) == 1 else None
    if act in {None, Act.STATE, Act.BELIEVE}:
        return None
    if act is Act.PROMISE and is_negated(root):
        return None  # what is not planned decides: see `commitment`
    return REVERSED.get(act, act) if is_negated(root) else act


def _obligation(root: Token, own_side: OwnSide) -> Act | None:
    modals = auxiliaries(root)
    needs = root.lemma_ in {"need", "have"} and any(
        child.dep_ == "xcomp" and any(node.tag_ == "TO" for node in child.children) for child in root.children
    )
    subject = subject_of(root)
    own = subject is not None and is_own(subject, own_side)
    if "must" in modals:
        return Act.DEMAND
    if modals & {"should", "ought"} and "have" not in modals:
        return Act.PROPOSE if subject is not None and subject.lower_ == "we" else Act.APPEAL
    if needs and not own and not is_negated(root):
        return Act.APPEAL
    return None
