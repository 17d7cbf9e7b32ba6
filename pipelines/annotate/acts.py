"""Coding the speech act of an attribution.

Belongs here: from (document, attribution) to an `Act`, for either position engine; the guide is the definition of
the codes in `schemas.codes`. Does not belong here: finding attributions, actors, what a clause does.

Method: the cue lexicon gives an act for the cue and the frame of its content. Where the cue only reports ("said"),
or where the content may sharpen it (a warning of one's own act is a threat), the content's main clauses decide
(`act_clauses`). A negated cue turns the act round where that is an act ("did not support").
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from pipelines.annotate.act_clauses import REVERSED, clause_act, clauses
from pipelines.annotate.clauses import VERBAL, is_negated, rules_out, subject_of
from pipelines.annotate.commitments import Setting, commitment, is_hostile
from pipelines.annotate.judgements import judgement
from pipelines.annotate.modality import is_conditional
from pipelines.annotate.parsed_attribution import ParsedAttribution
from pipelines.annotate.sources import OwnSide
from pipelines.knowledge.act_words import WordClass, act_words
from pipelines.knowledge.cues import Cue, Frame, Part, cues_of
from schemas.codes import Act

_PARTS = {"VERB": Part.VERB, "AUX": Part.VERB, "NOUN": Part.NOUN, "PROPN": Part.NOUN, "ADJ": Part.ADJECTIVE}
_NOBODY = frozenset({"no", "neither", "nobody", "none", "no-one"})
_REFUSING = frozenset({"refuse", "decline"})
_VOWING = frozenset({"vow", "swear", "threaten"})
_NEEDS = frozenset({"need", "importance", "necessity"})
_SELF_NEGATING = frozenset({Act.DENY, Act.REJECT})


def code_act(parsed: ParsedAttribution, own_side: OwnSide) -> Act:
    """The speech act of an attribution.

    Args:
        parsed: the words of its spans.
        own_side: whether a word refers to the source or its side ("Russia" in the words of a Russian minister).

    Returns: the act; `state` where nothing beyond reporting is found, as the coding guide has it.
    """
    base = _base_act(parsed)
    act = _sharpen(base, parsed, own_side)
    if _is_cue_negated(parsed.head):
        return base if base is Act.STATE else REVERSED.get(act, act)  # "never said he would resign" rejects nothing
    return act


def code_negated(parsed: ParsedAttribution, act: Act) -> bool:
    """Whether the content's main clause, or a cue that reports or believes, is negated and the act does not say so."""
    if act in _SELF_NEGATING:
        return False
    refused = act is Act.STATE and parsed.head.lemma_ in _REFUSING  # "declined to say": as "did not say"
    cue_negated = refused != _is_cue_negated(parsed.head)
    return (parsed.main is not None and is_negated(parsed.main)) != cue_negated


def _is_cue_negated(head: Token) -> bool:
    """Whether the cue or its subject is negated: "did not say", "neither side said", "nobody said"."""
    if any(child.dep_ == "neg" for child in head.children):
        return True
    subject = subject_of(head)
    return subject is not None and any(token.lower_ in _NOBODY for token in (subject, *subject.lefts))


def lexicon_entry(parsed: ParsedAttribution) -> Cue | None:
    """The row of the cue lexicon for the cue and the frame of its content; None for cues that it does not hold."""
    nouns = [token for token in parsed.cue if token.pos_ == "NOUN" and cues_of(token.lemma_, Part.NOUN)]
    adjectives = [token for token in parsed.cue if token.pos_ == "ADJ" and cues_of(token.lemma_, Part.ADJECTIVE)]
    word = (nouns or adjectives or [parsed.head])[0]
    part = _PARTS.get(word.pos_)
    if part is None:
        return None
    texts = {token.lower_ for token in parsed.cue} | {child.lower_ for child in word.children if child.dep_ == "prt"}
    rows = [cue for cue in cues_of(word.lemma_, part) if not cue.particle or cue.particle in texts]
    wanted = {parsed.frame, Frame.QUOTE} if parsed.frame is Frame.CLAUSE else {parsed.frame}
    return next((cue for cue in rows if cue.frames & wanted), rows[0] if rows else None)


def _base_act(parsed: ParsedAttribution) -> Act:
    entry = lexicon_entry(parsed)
    return entry.act if entry is not None and entry.act is not None else Act.STATE


def _sharpen(act: Act, parsed: ParsedAttribution, own_side: OwnSide) -> Act:
    cue = parsed.head.lemma_
    setting = Setting(own_side, act, vowed=cue in _VOWING, conditional=is_conditional(parsed))
    if act is Act.STATE:
        if parsed.frame in {Frame.PREDICATE, Frame.OBJECT}:
            if any(root.lemma_ in _NEEDS for root in parsed.roots):
                return Act.APPEAL
            return judgement(_words(parsed.roots)) or Act.STATE
        return next((found for root in clauses(parsed.roots) if (found := clause_act(root, setting))), Act.STATE)
    if act is Act.REJECT and parsed.main is not None and cue in _REFUSING:
        return _refused(parsed.main)
    if act in {Act.WARN, Act.PROMISE} and parsed.main is not None and parsed.main.pos_ in VERBAL:
        return commitment(parsed.main, setting) or act
    return act


def _refused(root: Token) -> Act:
    """What a refusal to do something amounts to: to keep silent or to leave something open turns nothing down."""
    if rules_out(root):
        hostile = any(child.dep_ == "dobj" and is_hostile(child) for child in root.children)
        return Act.THREATEN if hostile else Act.STATE
    return Act.STATE if root.lemma_ in act_words()[WordClass.RETICENCE] else Act.REJECT


def _words(roots: Sequence[Token]) -> set[str]:
    """Lemmas of what is predicated of an object: the second root and what hangs on it; hyphenated words joined."""
    judged = [root for root in roots if root.dep_ == "oprd" or (root.dep_ == "prep" and root.lower_ == "as")]
    found: set[str] = set()
    for root in judged:
        found |= {token.lemma_.lower() for token in root.subtree}
        doc = root.doc
        found |= {doc[max(root.i - 2, 0) : root.i + 1].text.lower(), doc[root.i : root.i + 3].text.lower()}
    return found
