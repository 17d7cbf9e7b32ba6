"""What a clause does when somebody says it: promise, threaten, demand, accuse, judge.

Belongs here: from a clause of a content, and the cue's own act, to an `Act`; the guide is the definition of the codes
in `schemas.codes`. Does not belong here: the cue lexicon and how it is combined with the content (`acts`).

A threat is an own act directed at somebody else. "Attack" is directed at whoever its object singles out (a name, "the
bank") or, without object, at whoever is meant; "cut" or "ban" only where a party is named. After a cue that promises
there must also be a vow, a condition or a retaliation: who agrees to punish somebody threatens nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from pipelines.annotate.attribution_complements import SUBJECTS
from pipelines.annotate.clauses import is_negated, rules_out
from pipelines.knowledge.act_words import WordClass, act_words
from pipelines.knowledge.cues import Part, cues_of
from schemas.codes import Act

type OwnSide = Callable[[Token], bool]

_FUTURE = frozenset({"will", "shall", "would", "'ll", "’ll", "wo", "'d", "’d"})
_POSSIBLE = _FUTURE | {"may", "might", "could", "can"}
_PREDICATE_PARTS = frozenset({"acomp", "attr", "oprd", "dobj", "xcomp", "conj", "amod", "compound", "advmod", "prt"})
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
_NO_DEED = frozenset({"be", "have", "know", "need", "like", "want", "win", "lose", "become", "remain"})
# Acts that answer another act: conditional by their own meaning.
_RETALIATING = frozenset({"retaliate", "avenge", "respond", "react"})
_MEANS = frozenset({"action", "force", "measure", "missile", "sanction", "step", "troop", "weapon"})
_NAMING = frozenset({"poss", "amod", "compound", "nmod"})
_PARTIES = frozenset({"GPE", "NORP", "ORG", "PERSON"})
_OTHERS = frozenset({"you", "him", "her", "them"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_TIMES = frozenset({"DATE", "TIME"})


@dataclass(frozen=True, slots=True)
class Setting:
    """Who the own side is, the act of the cue by itself, and whether that is a vow or the content has an if."""

    own_side: OwnSide
    base: Act
    vowed: bool = False
    conditional: bool = False


def is_hostile(word: Token) -> bool:
    """Whether a verb or noun means an act against somebody: attack, sanctions."""
    return word.lemma_ in act_words()[WordClass.HOSTILE]


def clauses(roots: Sequence[Token]) -> Iterator[Token]:
    """The clauses among the roots of a content, with those joined to them by "and"; no adverbial clauses."""
    for root in roots:
        if root.pos_ in {"VERB", "AUX"} and root.dep_ != "advcl":
            yield root
            yield from (node for node in root.conjuncts if node.i > root.i and node.pos_ in {"VERB", "AUX"})


def clause_act(root: Token, setting: Setting) -> Act | None:
    """The act that a clause performs when somebody says it."""
    return (
        _own_stance(root, setting.own_side)
        or _reserved_hostility(root)
        or commitment(root, setting)
        or _obligation(root, setting.own_side)
        or _allegation(root, setting.own_side)
        or _evaluation(root)
    )


def _own_stance(root: Token, own_side: OwnSide) -> Act | None:
    """In "said he supports the bill", the act of the verb that the speaker uses of itself; a plain belief is stated."""
    subject = subject_of(root)
    if subject is None or not _is_own(subject, own_side) or _auxiliaries(root) & _FUTURE:
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


def commitment(root: Token, setting: Setting) -> Act | None:
    """An own future act: against somebody else a threat, refused a rejection, else a promise.

    Where the cue itself commits ("vowed to …") neither a subject nor "will" is needed.
    """
    committed = setting.base is Act.PROMISE
    subject = subject_of(root)
    willing = _willingness(root)
    own = _is_own(subject, setting.own_side) or (committed and subject is None)
    if not own or not (committed or willing is not None or _is_future(root)):
        return None
    verb = willing if willing is not None else _deepest(root)
    words = act_words()
    if is_negated(root):
        if verb.lemma_ in words[WordClass.ACCEPTANCE]:
            return Act.REJECT
        return Act.PROMISE if verb.lemma_ in words[WordClass.HOSTILE] | words[WordClass.RESTRICTIVE] else None
    if _is_threat(verb, setting):
        return Act.THREATEN
    return None if verb.lemma_ in _NO_DEED and not committed else Act.PROMISE


def _is_threat(verb: Token, setting: Setting) -> bool:
    """Whether an own act threatens: see the top of the module."""
    hostile = is_hostile(verb) or _takes_hostile_action(verb)
    if not hostile and verb.lemma_ not in act_words()[WordClass.RESTRICTIVE]:
        return False
    committed = setting.base is Act.PROMISE
    if not committed and (setting.base is Act.WARN or setting.conditional):
        return True
    aims = list(_aims(verb))
    directed = any(_names_other(node, setting.own_side) for node in aims) or (
        hostile and (not aims or any(_is_definite(node) for node in aims))
    )
    return directed and (not committed or setting.vowed or setting.conditional or verb.lemma_ in _RETALIATING)


def _aims(verb: Token) -> Iterator[Token]:
    """What an act hits: its object, unless that is the act itself ("impose sanctions"), and whom it is "against"."""
    for child in verb.children:
        if child.dep_ == "dobj":
            if not is_hostile(child) and child.lemma_ not in _MEANS:
                yield child
            yield from _aims(child)
        elif child.dep_ == "prep" and child.lower_ in {"against", "on", "at"}:
            yield from (node for node in child.children if node.dep_ == "pobj" and node.ent_type_ not in _TIMES)


def _names_other(thing: Token, own_side: OwnSide) -> bool:
    """Whether a phrase names somebody of another side: "Peru", "Peruvian banks", "them"."""
    parts = [thing, *thing.conjuncts, *(child for child in thing.children if child.dep_ in _NAMING)]
    return any(
        not own_side(part) and (part.ent_type_ in _PARTIES or part.lower_ in _OTHERS or part.pos_ == "PROPN")
        for part in parts
    )


def _is_definite(thing: Token) -> bool:
    return any(child.dep_ == "det" and child.lower_ in _DEFINITE for child in thing.children)


def _takes_hostile_action(verb: Token) -> bool:
    """Whether it is "take measures", "respond with force", "use military means"."""
    objects = [node for child in verb.children for node in (child, *child.children) if node.dep_ in {"dobj", "pobj"}]
    if verb.lemma_ == "take":
        modifiers = {child.lemma_.lower() for node in objects for child in node.children}
        return bool(modifiers & {"military", "retaliatory", "punitive", "technical", "harsh", "tough"})
    return verb.lemma_ in {"respond", "use", "react"} and bool({node.lemma_ for node in objects} & {"force", "weapon"})


def _reserved_hostility(root: Token) -> Act | None:
    """A threat made by not ruling out a hostile act."""
    if not rules_out(root) or not any(child.dep_ == "neg" or child.lower_ == "never" for child in root.children):
        return None
    things = (child for child in root.children if child.dep_ in {"dobj", "nsubjpass"})
    return Act.THREATEN if any(is_hostile(thing) for thing in things) else None


def _obligation(root: Token, own_side: OwnSide) -> Act | None:
    auxiliaries = _auxiliaries(root)
    needs = root.lemma_ in {"need", "have"} and any(
        child.dep_ == "xcomp" and any(node.tag_ == "TO" for node in child.children) for child in root.children
    )
    subject = subject_of(root)
    own = subject is not None and _is_own(subject, own_side)
    if "must" in auxiliaries:
        return Act.DEMAND
    if ("should" in auxiliaries or "ought" in auxiliaries) and "have" not in auxiliaries:
        return Act.PROPOSE if subject is not None and subject.lower_ == "we" else Act.APPEAL
    if needs and not own and not is_negated(root):
        return Act.APPEAL
    return None


def _allegation(root: Token, own_side: OwnSide) -> Act | None:
    subject = subject_of(root)
    if subject is None or subject.dep_ == "nsubjpass" or is_negated(root) or _is_own(subject, own_side):
        return None
    personal = subject.pos_ in {"PROPN", "PRON"} or subject.ent_type_ != ""
    committed = _deepest(root).lemma_ in act_words()[WordClass.WRONG]
    return Act.ACCUSE if personal and committed and not _auxiliaries(root) & _POSSIBLE else None


def _evaluation(root: Token) -> Act | None:
    words = act_words()
    found = {_lemma(token) for token in _predicate(root)}
    complements = {_lemma(child) for child in root.children if child.dep_ in {"acomp", "attr"}}
    if complements & words[WordClass.FALSE] and not is_negated(root):
        return Act.DENY
    harmful = found & words[WordClass.HARM] or root.lemma_ in words[WordClass.HARM]
    if harmful and _auxiliaries(root) & _POSSIBLE and not is_negated(root):
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


def subject_of(root: Token) -> Token | None:
    """The subject of a verb; None when it has none of its own."""
    return next((child for child in root.children if child.dep_ in SUBJECTS), None)


def _willingness(root: Token) -> Token | None:
    """The verb of "is willing to talk", "is ready to strike"."""
    for child in root.children:
        if child.dep_ == "acomp" and child.lower_ in {"willing", "ready", "prepared"}:
            return next((node for node in child.children if node.dep_ == "xcomp"), None)
    return None


def _is_own(subject: Token | None, own_side: OwnSide) -> bool:
    return subject is not None and subject.dep_ != "nsubjpass" and own_side(subject)


def _is_future(root: Token) -> bool:
    planned = root.lemma_ in {"go", "plan", "intend"} and any(child.dep_ == "xcomp" for child in root.children)
    return bool(_auxiliaries(root) & (_FUTURE | {"may"})) or (
        planned and root.tag_ in {"VB", "VBG", "VBP", "VBZ", "VBD"}
    )


def _auxiliaries(root: Token) -> set[str]:
    return {child.lower_ for child in root.children if child.dep_ == "aux"}


def _deepest(root: Token) -> Token:
    """The verb that carries the meaning: "going to attack", "plans to sue"."""
    if root.lemma_ in {"go", "plan", "intend", "continue", "be", "have"}:
        inner = next((child for child in root.children if child.dep_ == "xcomp" and child.pos_ == "VERB"), None)
        return inner if inner is not None else root
    return root


def _predicate(root: Token) -> Iterator[Token]:
    yield root
    for child in root.children:
        if child.dep_ in _PREDICATE_PARTS and child.dep_ != "conj" and child.pos_ != "VERB":
            yield child
            yield from (node for node in child.children if node.dep_ in _PREDICATE_PARTS)


def _lemma(token: Token) -> str:
    return token.lemma_.lower()
