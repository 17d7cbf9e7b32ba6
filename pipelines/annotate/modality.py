"""How a content is put: asserted, future, hedged, hypothetical or conditional.

Belongs here: the modality of an attribution, for either position engine. Does not belong here: its act.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from pipelines.annotate.attribution_complements import has_infinitive_marker
from pipelines.annotate.clauses import CONDITIONS, is_negated, subject_of
from pipelines.annotate.parsed_attribution import ParsedAttribution
from pipelines.knowledge.cues import Frame
from schemas.codes import Act, Modality

_HEDGES = frozenset({"possibly", "perhaps", "probably", "maybe", "likely", "apparently", "reportedly", "presumably"})
_SEEMING = frozenset({"seem", "appear"})
_PLANNING = frozenset({"plan", "intend", "expect", "aim"})
_ASKING = frozenset({Act.APPEAL, Act.DEMAND, Act.ASK})
_WITHOUT_TENSE = frozenset({Frame.OBJECT, Frame.INFINITIVE, Frame.GERUND, Frame.PREDICATE})
_PAST_CUES = frozenset({"VBD", "VBN"})


def content_modality(parsed: ParsedAttribution, act: Act, *, quoted: bool) -> Modality:
    """How the content is put; the first that holds of conditional, hypothetical, hedged, future, asserted.

    "Would" in a paraphrase after a cue in the past is the tense of reported speech ("said he would leave": future);
    elsewhere, and with "have", it is hypothetical. "Could" alone hedges. Infinitives lie in the future, but what
    others are asked to do is put as it is. A content without a verb is put as its cue ("will not support the plan").
    """
    if parsed.main is None:
        return Modality.ASSERTED
    if is_conditional(parsed):
        return Modality.CONDITIONAL
    words = _verb_group(parsed.main)
    if parsed.frame in _WITHOUT_TENSE:
        words |= _verb_group(parsed.head)
    shifted = not quoted and _is_past(parsed.head)
    if _is_hypothetical(words, shifted=shifted):
        return Modality.HYPOTHETICAL
    if words & {"may", "might", "could"} or words & _HEDGES or parsed.main.lemma_ in _SEEMING:
        return Modality.HEDGED
    future = words & {"will", "shall", "would", "'d"} or _is_planned(parsed.main)
    if not future and act not in _ASKING:
        future = _has_infinitive(parsed.roots)
    return Modality.FUTURE if future else Modality.ASSERTED


def is_conditional(parsed: ParsedAttribution) -> bool:
    """Whether the main clause of a content hangs on an if-clause in it."""
    root = parsed.main
    return root is not None and any(
        clause.dep_ == "advcl" and _is_condition(clause) and _modifies(clause, root, parsed.head)
        for clause in parsed.content
    )


def is_pressing(parsed: ParsedAttribution) -> bool:
    """Whether the content tells what will be unless, or if not, somebody yields."""
    return any(
        token.lower_ == "unless" or (token.lower_ == "if" and token.dep_ == "mark" and is_negated(token.head))
        for token in parsed.content
    )


def _is_condition(clause: Token) -> bool:
    """An if-clause, or one after "as long as" or "on condition"."""
    if any(child.lower_ in CONDITIONS and child.dep_ == "mark" for child in clause.children):
        return True
    long = clause.head
    return long.lower_ == "long" and long.i > 0 and long.nbor(-1).lower_ == "as"


def _modifies(clause: Token, root: Token, cue: Token) -> bool:
    """Whether an adverbial clause modifies the main clause, not a relative clause or a clause further down."""
    node = clause.head
    while node.i not in {root.i, cue.i}:
        if node.dep_ not in {"conj", "xcomp", "advmod", "acomp"} or node.head.i == node.i:
            return False
        node = node.head
    return True


def _is_hypothetical(words: set[str], *, shifted: bool) -> bool:
    if words & {"would", "'d"} and (not shifted or "have" in words):
        return True
    return "have" in words and bool(words & {"could", "should"})


def _is_past(cue: Token) -> bool:
    """Whether the cue, or the verb that a participle ("adding …") goes with, is in the past."""
    verb = cue.head if cue.tag_ == "VBG" and cue.dep_ in {"advcl", "conj"} else cue
    return verb.tag_ in _PAST_CUES


def _verb_group(root: Token) -> set[str]:
    """Lower-case forms of auxiliaries and adverbs of a clause, contractions written out."""
    full = {"wo": "will", "'ll": "will", "’ll": "will", "ca": "can", "'ve": "have", "’ve": "have", "’d": "'d"}
    nodes = [child for child in root.children if child.dep_ in {"aux", "auxpass", "advmod", "acomp"}]
    return {full.get(node.lower_, node.lower_) for node in nodes if node.i < root.i or node.dep_ != "aux"}


def _is_planned(root: Token) -> bool:
    going = root.lemma_ == "go" and root.tag_ == "VBG"
    return (going or root.lemma_ in _PLANNING) and any(
        child.dep_ == "xcomp" and has_infinitive_marker(child) for child in root.children
    )


def _has_infinitive(roots: Sequence[Token]) -> bool:
    """Whether a root is an infinitive: of the cue, or with a subject, as headlines write what will be."""
    return any(
        has_infinitive_marker(root) and (root.dep_ in {"xcomp", "ccomp", "acl"} or subject_of(root) is not None)
        for root in roots
    )
