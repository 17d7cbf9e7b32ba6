"""Reading the content of an attribution: its main clause, its frame, negation and modality.

Belongs here: what can be read off (document, attribution) alone, for either position engine. Does not belong here:
finding attributions, speech acts.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from pipelines.annotate.attribution import Attribution, cue_head, tokens_in
from pipelines.annotate.attribution_complements import SUBJECTS, has_infinitive_marker, is_finite, is_question
from pipelines.knowledge.cues import Frame
from schemas.codes import Modality

_NEGATORS = frozenset({"not", "n't", "n’t", "never", "neither", "nor", "no", "nobody", "nothing", "none", "nowhere"})
_NEGATED_PARTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})
_CONDITIONS = frozenset({"if", "unless", "provided", "providing"})
_HEDGES = frozenset({"possibly", "perhaps", "probably", "maybe", "likely", "apparently", "reportedly", "presumably"})
_SEEMING = frozenset({"seem", "appear"})
_PLANNING = frozenset({"plan", "intend", "expect", "aim"})
_PAST_CUES = frozenset({"VBD", "VBN"})


def content_roots(doc: Doc, attribution: Attribution) -> list[Token]:
    """Words of the content that nothing in the content governs, in order, without punctuation."""
    tokens = [token for span in attribution.content for token in tokens_in(doc, span)]
    inside = {token.i for token in tokens}
    return [
        token
        for token in tokens
        if (token.head.i not in inside or token.head.i == token.i) and not token.is_punct and token.pos_ != "SPACE"
    ]


def main_root(roots: Sequence[Token]) -> Token | None:
    """The first root that is neither a connective nor the head of an if-clause; None without content."""
    for root in roots:
        conditional = root.dep_ == "advcl" and any(child.lower_ in _CONDITIONS for child in root.children)
        if root.dep_ not in {"cc", "mark", "advmod", "intj", "preconj"} and not conditional:
            return root
    return roots[0] if roots else None


def content_frame(doc: Doc, attribution: Attribution) -> Frame:
    """The frame of the cue lexicon that the content has, whichever engine found it."""
    roots = content_roots(doc, attribution)
    root = main_root(roots)
    if root is None:
        return Frame.NONE
    if root.pos_ in {"VERB", "AUX"} and root.dep_ not in {"dobj", "pobj"}:
        return _verbal_frame(root)
    if any(node.i > root.i and has_infinitive_marker(node) and node.pos_ in {"VERB", "AUX"} for node in roots):
        return Frame.REQUEST
    if any(node.dep_ == "oprd" or (node.dep_ == "prep" and node.lower_ == "as") for node in roots[1:]):
        return Frame.PREDICATE
    return Frame.OBJECT


def _verbal_frame(root: Token) -> Frame:
    if has_infinitive_marker(root):
        return Frame.REQUEST if any(child.dep_ in SUBJECTS for child in root.children) else Frame.INFINITIVE
    if root.tag_ == "VBG" and not is_finite(root):
        return Frame.GERUND
    return Frame.QUESTION if is_question(root) else Frame.CLAUSE


def is_negated(root: Token) -> bool:
    """Whether a clause is negated: by a particle, or by "no" on its subject, object or predicate.

    "Not ruled out" is no negation: the two cancel out.
    """
    if rules_out(root):
        return False
    return any(_negates(child) for child in root.children)


def rules_out(root: Token) -> bool:
    """Whether the verb is "rule out"."""
    return root.lemma_ == "rule" and any(child.lower_ == "out" for child in root.children)


def _negates(child: Token) -> bool:
    if child.dep_ == "neg" or (child.lower_ in _NEGATORS and child.dep_ in {"advmod", "preconj", "cc"}):
        return child.lower_ != "nor" or child.dep_ != "cc" or child.i < child.head.i
    if child.dep_ in _NEGATED_PARTS:
        return child.lower_ in _NEGATORS or any(
            node.dep_ == "det" and node.lower_ in {"no", "neither"} for node in child.children
        )
    return False


def content_modality(doc: Doc, attribution: Attribution, *, quoted: bool) -> Modality:
    """How the content is put; the first that holds of conditional, hypothetical, hedged, future, asserted.

    "Would" in a paraphrase after a cue in the past is the tense of reported speech ("said he would leave": future);
    elsewhere, and with "have", it is hypothetical. "Could" alone hedges. Infinitives lie in the future.
    """
    roots = content_roots(doc, attribution)
    root = main_root(roots)
    if root is None:
        return Modality.ASSERTED
    if is_conditional(doc, attribution, root):
        return Modality.CONDITIONAL
    words = _verb_group(root)
    shifted = not quoted and _is_past(cue_head(doc, attribution.cue))
    if _is_hypothetical(words, shifted=shifted):
        return Modality.HYPOTHETICAL
    if words & {"may", "might", "could"} or words & _HEDGES or root.lemma_ in _SEEMING:
        return Modality.HEDGED
    future = words & {"will", "shall", "would", "'d"} or _is_planned(root) or _has_infinitive(roots)
    return Modality.FUTURE if future else Modality.ASSERTED


def _is_hypothetical(words: set[str], *, shifted: bool) -> bool:
    if words & {"would", "'d"} and (not shifted or "have" in words):
        return True
    return "have" in words and bool(words & {"could", "should", "might"})


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
    return any(has_infinitive_marker(root) and root.dep_ in {"xcomp", "ccomp", "acl"} for root in roots)


def is_conditional(doc: Doc, attribution: Attribution, root: Token) -> bool:
    """Whether the main clause of a content hangs on an if-clause in it."""
    cue = cue_head(doc, attribution.cue)
    return any(
        clause.dep_ == "advcl" and _is_condition(clause) and _modifies(clause, root, cue)
        for span in attribution.content
        for clause in tokens_in(doc, span)
    )


def _is_condition(clause: Token) -> bool:
    """An if-clause, or one after "as long as"."""
    if any(child.lower_ in _CONDITIONS and child.dep_ == "mark" for child in clause.children):
        return True
    return clause.head.lower_ == "long" and clause.head.nbor(-1).lower_ == "as"


def _modifies(clause: Token, root: Token, cue: Token) -> bool:
    """Whether an adverbial clause modifies the main clause, not a relative clause or a clause further down."""
    node = clause.head
    while node.i not in {root.i, cue.i}:
        if node.dep_ not in {"conj", "xcomp", "advmod", "acomp"} or node.head.i == node.i:
            return False
        node = node.head
    return True
