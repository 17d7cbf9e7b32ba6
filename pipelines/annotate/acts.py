"""Coding the speech act of an attribution.

Belongs here: how the act of a cue and the act of its content become one `Act`, for either position engine; the guide
is the definition of the codes in `schemas.codes`. Does not belong here: finding attributions, actors, what a clause
or a thing does (`act_clauses`, `judgements`).

Method: the cue lexicon gives an act for the cue and the frame of its content. Where the cue only reports ("said"),
or where the content may sharpen it (a warning of one's own act is a threat), the content decides. A negated cue turns
the act round where that is an act ("did not support").
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from pipelines.annotate.act_clauses import REVERSED, content_act, is_pressed, phrase_act, proposes
from pipelines.annotate.clauses import VERBAL, is_negated, rules_out, subject_of
from pipelines.annotate.commitments import Setting, commitment, is_hostile
from pipelines.annotate.cue_lookup import lexicon_entry
from pipelines.annotate.judgements import judged_thing, judged_words, names_claim
from pipelines.annotate.modality import is_conditional, is_pressing
from pipelines.annotate.parsed_attribution import ParsedAttribution
from pipelines.annotate.sources import OwnSide
from pipelines.knowledge.act_words import WordClass, act_words
from pipelines.knowledge.cues import Cue, Frame, Part, cues_of
from schemas.codes import Act

_NOBODY = frozenset({"no", "neither", "nobody", "none", "no-one"})
_REFUSING = frozenset({"refuse", "decline"})
_VOWING = frozenset({"vow", "swear", "threaten"})
_INSISTING = frozenset({"insist", "adamant", "insistence"})
_SUGGESTING = frozenset({"suggest", "propose"})
_SELF_NEGATING = frozenset({Act.DENY, Act.REJECT})
_THINGS = frozenset({Frame.PREDICATE, Frame.OBJECT})


@dataclass(frozen=True, slots=True)
class CodedAct:
    """An act, and the clause of the content that decided it; None where the cue did."""

    act: Act
    clause: Token | None = None


def code_act(parsed: ParsedAttribution, own_side: OwnSide) -> CodedAct:
    """The speech act of an attribution.

    Args:
        parsed: the words of its spans.
        own_side: whether a word refers to the source or its side ("Russia" in the words of a Russian minister).

    Returns: the act; `state` where nothing beyond reporting is found, as the coding guide has it.
    """
    entry = lexicon_entry(parsed)
    base = entry.act if entry is not None and entry.act is not None else Act.STATE
    coded = CodedAct(Act.STATE) if _is_reticent(parsed) else _sharpened(base, parsed, own_side)
    if _is_cue_negated(parsed, entry):  # "never said he would resign" rejects nothing
        return CodedAct(base) if base is Act.STATE else CodedAct(REVERSED.get(coded.act, coded.act), coded.clause)
    return coded


def code_negated(parsed: ParsedAttribution, act: Act) -> bool:
    """Whether the content's main clause, or a cue that reports or believes, is negated and the act does not say so."""
    if act in _SELF_NEGATING:
        return False
    refused = act is Act.STATE and parsed.head.lemma_ in _REFUSING  # "declined to say": as "did not say"
    cue_negated = refused != _is_cue_negated(parsed, None)
    return _is_content_negated(parsed) != cue_negated


def _is_content_negated(parsed: ParsedAttribution) -> bool:
    """The negation of the main clause; of a request ("appealed to them not to leave") that of its infinitive."""
    if parsed.frame is Frame.REQUEST:
        return any(is_negated(root) for root in parsed.roots if root.pos_ in VERBAL)
    return parsed.main is not None and is_negated(parsed.main)


def _is_cue_negated(parsed: ParsedAttribution, entry: Cue | None) -> bool:
    """Whether the cue or its subject is negated ("did not say", "nobody said"), beyond what its entry holds."""
    if entry is not None and "not" in entry.particle.split():
        return False
    if any(child.dep_ == "neg" for child in parsed.head.children):
        return True
    subject = subject_of(parsed.head)
    return subject is not None and any(token.lower_ in _NOBODY for token in (subject, *subject.lefts))


def _sharpened(base: Act, parsed: ParsedAttribution, own_side: OwnSide) -> CodedAct:
    if base is Act.STATE:
        return _reported(parsed, _setting(parsed, base, own_side))
    if parsed.frame in _THINGS:
        return CodedAct(_of_thing(base, parsed))
    if base is Act.REJECT and parsed.main is not None and parsed.head.lemma_ in _REFUSING:
        return CodedAct(_refused(parsed.main))
    if base in {Act.WARN, Act.PROMISE} and parsed.main is not None and parsed.main.pos_ in VERBAL:
        return CodedAct(commitment(parsed.main, _setting(parsed, base, own_side)) or base, parsed.main)
    return CodedAct(base)


def _is_reticent(parsed: ParsedAttribution) -> bool:
    """Whether the cue keeps silent: "declined to comment", "would neither confirm nor deny"."""
    words = {token.lemma_ for token in parsed.cue}
    return bool(words & act_words()[WordClass.RETICENCE]) and bool(words & (_REFUSING | {"neither"}))


def _setting(parsed: ParsedAttribution, base: Act, own_side: OwnSide) -> Setting:
    return Setting(
        own_side,
        base,
        vowed=parsed.head.lemma_ in _VOWING,
        conditional=is_conditional(parsed),
        pressing=is_pressing(parsed),
        suggested=parsed.head.lemma_ in _SUGGESTING,
        insisted=any(token.lemma_ in _INSISTING for token in parsed.cue),
        pressed=is_pressed(parsed),
    )


def _reported(parsed: ParsedAttribution, setting: Setting) -> CodedAct:
    """What somebody does by saying the content of a cue that only reports."""
    if parsed.head.lemma_ in act_words()[WordClass.ADMISSION]:
        main = parsed.main if parsed.main is not None and parsed.main.pos_ in VERBAL else None
        promised = main is not None and commitment(main, setting) is Act.PROMISE
        return CodedAct(Act.PROMISE if promised else Act.STATE, main if promised else None)
    if parsed.is_asked:
        return CodedAct(Act.PROPOSE if proposes(parsed) else Act.ASK, parsed.main)
    if parsed.frame in _THINGS and not parsed.is_free:
        given = bool(cues_of(parsed.head.lemma_, Part.LIGHT))
        judged = judged_thing(parsed.roots, parsed.main, given=given)
        return CodedAct(Act.DENY if _denies_claim(parsed) else judged or phrase_act(parsed) or Act.STATE)
    act, clause = content_act(parsed, setting)
    if parsed.frame in _THINGS and act is None:
        act = judged_words(parsed.roots)
    return CodedAct(act or Act.STATE, clause)


def _of_thing(base: Act, parsed: ParsedAttribution) -> Act:
    """What is done to a thing: a claim that is rejected is denied, revenge that is promised is a threat."""
    if base in {Act.REJECT, Act.CRITICISE}:
        return Act.DENY if _denies_claim(parsed) else base
    revenge = parsed.main is not None and parsed.main.lemma_ in act_words()[WordClass.MENACE]
    return Act.THREATEN if base is Act.PROMISE and revenge else base


def _denies_claim(parsed: ParsedAttribution) -> bool:
    """Whether a claim is rejected ("dismissed as fantasy the report"), or a thing called false."""
    entry = lexicon_entry(parsed)
    judges = entry is not None and entry.act in {Act.REJECT, Act.CRITICISE}
    prepositions = [root for root in parsed.roots if root.dep_ == "prep"]
    things = [parsed.main, *(noun for preposition in prepositions for noun in preposition.children)]
    if judges and any(names_claim(thing) for thing in things):
        return True
    return names_claim(parsed.main) and phrase_act(parsed) is Act.DENY


def _refused(root: Token) -> Act:
    """What a refusal to do something amounts to: to keep silent or to leave something open turns nothing down."""
    if rules_out(root):
        hostile = any(child.dep_ == "dobj" and is_hostile(child) for child in root.children)
        return Act.THREATEN if hostile else Act.STATE
    return Act.STATE if root.lemma_ in act_words()[WordClass.RETICENCE] else Act.REJECT
