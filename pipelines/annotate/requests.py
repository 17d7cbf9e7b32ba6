"""What others ought to do: orders, obligations, proposals.

Belongs here: clauses that ask or put forward, by their form. Does not belong here: own acts to come (`commitments`),
phrases, the order in which clauses are read (`act_clauses`).
"""

from __future__ import annotations

from spacy.tokens import Token

from pipelines.annotate.attribution_complements import has_infinitive_marker
from pipelines.annotate.clauses import auxiliaries, is_negated, subject_of
from pipelines.annotate.commitments import Setting, is_own
from pipelines.annotate.misconduct import may_act
from pipelines.knowledge.act_words import WordClass, act_words
from schemas.codes import Act

_BEFORE_ORDER = frozenset({"aux", "neg", "intj", "advmod", "npadvmod", "advcl"})
_INFINITIVES = frozenset({"xcomp", "ccomp", "acl", "advcl", "attr"})


def order(root: Token, setting: Setting) -> Act | None:
    """What is told to do without a subject is an appeal, under pressure a demand: "Stop the shelling at once"."""
    if not imperative(root):
        return None
    if root.lemma_ == "thank":
        return Act.SUPPORT
    return Act.DEMAND if setting.pressed else Act.APPEAL


def imperative(root: Token) -> bool:
    """Whether a clause is an order: a bare verb that opens it, without a subject."""
    if root.tag_ not in {"VB", "VBP"} or subject_of(root) is not None or has_infinitive_marker(root):
        return False
    opens = all(child.i > root.i or child.is_punct or child.dep_ in _BEFORE_ORDER for child in root.children)
    return opens and not auxiliaries(root) - {"do"} and root.dep_ not in {"xcomp", "relcl", "acl"}


def obligation(root: Token, setting: Setting) -> Act | None:
    """A demand, an appeal or a proposal: what somebody must, should, needs to do, what would be better."""
    modals = auxiliaries(root)
    subject = subject_of(root)
    speakers = subject is not None and subject.lower_ == "we"
    if "have" not in modals:
        if "must" in modals:
            return Act.APPEAL if speakers else Act.DEMAND
        if modals & {"should", "ought"}:
            of_things = subject is not None and not may_act(subject)
            return Act.PROPOSE if speakers or of_things or setting.suggested else Act.APPEAL
        if _puts_forward(root, subject, modals) or (setting.suggested and modals & {"could", "might"}):
            return Act.PROPOSE
    own = subject is not None and subject.pos_ != "PROPN" and is_own(subject, setting.own_side)
    if is_negated(root) or own:
        return None
    return _necessity(root, subject, setting)


def _necessity(root: Token, subject: Token | None, setting: Setting) -> Act | None:
    if _is_needed(root, subject):
        return Act.DEMAND if setting.pressed else Act.APPEAL
    if _has_to(root, subject):
        return Act.DEMAND
    return _wished(root, setting) if subject is not None and not auxiliaries(root) else None


def _puts_forward(root: Token, subject: Token | None, modals: set[str]) -> bool:
    """Whether something is put forward: "a solution could be to wait", "a loan would be the better way"."""
    if modals & {"could", "might"} and root.lemma_ in act_words()[WordClass.COOPERATIVE] and not is_negated(root):
        return True
    if root.lemma_ not in {"be", "lie", "include", "involve"} or is_negated(root):
        return False
    schemes = act_words()[WordClass.SCHEME]
    possible = bool(modals & {"would", "could", "might", "may", "'d"})
    if subject is not None and subject.lemma_.lower() in schemes:
        return possible or any(has_infinitive_marker(child) for child in root.children if child.dep_ in _INFINITIVES)
    things = [child for child in root.children if child.dep_ == "attr"]
    return possible and any(thing.lemma_.lower() in schemes for thing in things)


def _wished(root: Token, setting: Setting) -> Act | None:
    """A demand or proposal in the subjunctive: "insisted that he leave", "suggested that troops be pulled back"."""
    if setting.insisted and _is_subjunctive(root):
        return Act.DEMAND
    return Act.PROPOSE if setting.suggested and root.tag_ != "VBP" and _is_subjunctive(root) else None


def _is_subjunctive(root: Token) -> bool:
    """Whether it is "(that he) leave", "(that troops) be pulled back"."""
    passive = next((child for child in root.children if child.dep_ == "auxpass"), None)
    return passive.tag_ == "VB" if passive is not None else root.tag_ in {"VB", "VBP"}


def _has_to(root: Token, subject: Token | None) -> bool:
    """Whether somebody "has to leave", "is to leave", "has ten days to leave", something "has to be handed over"."""
    if subject is None:
        return False
    if not may_act(subject):
        suffered = (node for child in root.children if child.dep_ == "xcomp" for node in child.children)
        return root.lemma_ == "have" and any(node.dep_ == "auxpass" for node in suffered)
    limits = (child for child in root.children if child.dep_ == "dobj" and child.ent_type_ in {"DATE", "TIME"})
    limited = any(has_infinitive_marker(node) for limit in limits for node in limit.children)
    return root.lemma_ in {"have", "be"} and (_governs_infinitive(root) or (root.lemma_ == "have" and limited))


def _is_needed(root: Token, subject: Token | None) -> bool:
    if root.lemma_ == "need":
        return _governs_infinitive(root) or (subject is not None and subject.dep_ == "nsubjpass")
    complements = {child.lemma_.lower() for child in root.children if child.dep_ in {"acomp", "attr"}}
    return root.lemma_ == "be" and bool(complements & act_words()[WordClass.NECESSITY])


def _governs_infinitive(root: Token) -> bool:
    return any(child.dep_ == "xcomp" and has_infinitive_marker(child) for child in root.children)
