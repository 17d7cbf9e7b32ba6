"""What the clauses of a content do when somebody says them.

Belongs here: the order in which phrases and clauses of a content are read; own stances; the guide is the definition of
the codes in `schemas.codes`. Does not belong here: the cue (`acts`), own acts to come (`commitments`), what is said of
others (`judgements`, `misconduct`), what others ought to do (`requests`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import islice

from spacy.tokens import Token

from pipelines.annotate.attribution_complements import is_finite, particle_of
from pipelines.annotate.clauses import FUTURE, VERBAL, auxiliaries, frames_of, is_negated, subject_of
from pipelines.annotate.commitments import (
    Setting,
    assurance,
    commitment,
    is_harsh,
    is_own,
    punishment,
    reserved_hostility,
)
from pipelines.annotate.judgements import evaluation
from pipelines.annotate.misconduct import allegation, denial
from pipelines.annotate.parsed_attribution import ParsedAttribution
from pipelines.annotate.requests import imperative, obligation, order
from pipelines.annotate.sources import OwnSide
from pipelines.knowledge.act_words import WordClass, act_words, phrase_classes
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
# Phrases decide before the clauses are read, the most specific act first; those that judge only where no clause does.
_PHRASES_FIRST = (
    (WordClass.RETICENCE, Act.STATE),
    (WordClass.COMMITMENT, Act.PROMISE),
    (WordClass.FALSE, Act.DENY),
    (WordClass.MENACE, Act.THREATEN),
    (WordClass.REFUSAL, Act.REJECT),
    (WordClass.PROPOSAL, Act.PROPOSE),
)
_PHRASES_LAST = (
    (WordClass.BLAMED, Act.ACCUSE),
    (WordClass.REQUIREMENT, Act.DEMAND),
    (WordClass.NECESSITY, Act.APPEAL),
    (WordClass.HARM, Act.WARN),
    (WordClass.NEGATIVE, Act.CRITICISE),
    (WordClass.POSITIVE, Act.SUPPORT),
)
_STANCES_TO_COME = frozenset({Act.SUPPORT, Act.REJECT, Act.CRITICISE})
_MAX_CLAUSES = 50  # of one content; who says more has said what it does before


def content_act(parsed: ParsedAttribution, setting: Setting) -> tuple[Act | None, Token | None]:
    """The act of a reported content and the clause that performs it: of its phrases, its first clause with an act."""
    if act := phrase_act(parsed):
        return act, parsed.main
    for clause in islice(clauses(parsed.roots), _MAX_CLAUSES):
        if act := clause_act(clause, setting):
            return act, clause
    return _phrase_act(phrase_classes(_content_words(parsed)), _PHRASES_LAST), parsed.main


def phrase_act(parsed: ParsedAttribution) -> Act | None:
    """The act of those phrases in a content that decide before its clauses."""
    return _phrase_act(phrase_classes(_content_words(parsed)), _PHRASES_FIRST)


def _phrase_act(found: Set[WordClass], order: Sequence[tuple[WordClass, Act]]) -> Act | None:
    return next((act for word_class, act in order if word_class in found), None)


def _content_words(parsed: ParsedAttribution) -> list[str]:
    return [token.lower_.replace("’", "'") for token in parsed.content]


def proposes(parsed: ParsedAttribution) -> bool:
    """Whether a content proposes by one of its phrases: "let us", "why not"."""
    return WordClass.PROPOSAL in phrase_classes(_content_words(parsed))


def is_pressed(parsed: ParsedAttribution) -> bool:
    """Whether cue or content press for what they ask: "shouted", "at once"."""
    pressure = act_words()[WordClass.PRESSURE]
    words = {token.lemma_.lower() for token in (*parsed.cue, *parsed.content)}
    return bool(words & pressure) or WordClass.PRESSURE in phrase_classes(_content_words(parsed))


def clauses(roots: Sequence[Token]) -> Iterator[Token]:
    """The clauses among the roots of a content, with those joined to them by "and"; no adverbial clauses.

    An opinion ("I think …", "it is clear that …") is followed by the clause that it is about.
    """
    joined: list[Token] = []
    for root in roots:
        if root.pos_ in VERBAL and (root.dep_ != "advcl" or imperative(root)):
            joined += [root, *(node for node in root.conjuncts if node.i > root.i and node.pos_ in VERBAL)]
    for node in _last_after_but(joined):
        yield from _with_opinion(node)


def _last_after_but(joined: list[Token]) -> list[Token]:
    """Clauses of a content, those after a last "but" before the others: they say what the speaker is up to."""
    turn = max((n for n, node in enumerate(joined) if n and _follows_but(joined[n - 1], node)), default=0)
    return joined[turn:] + joined[:turn]


def _follows_but(clause: Token, joined: Token) -> bool:
    """Whether "but" stands between two clauses of one sentence, whatever word the parser hangs it on."""
    between = clause.doc[clause.i + 1 : joined.i]
    turns = any(word.dep_ == "cc" and word.lower_ == "but" for word in between)
    return turns and not any(word.is_sent_start for word in between) and not joined.is_sent_start


def _with_opinion(root: Token) -> Iterator[Token]:
    yield root
    opinion = act_words()[WordClass.OPINION]
    frames = [root, *(child for child in root.children if child.dep_ in {"acomp", "attr", "dobj"})]
    if any(frame.lemma_.lower() in opinion for frame in frames) and not is_negated(root):
        yield from (node for frame in frames for node in frame.children if _is_said(node))
    yield from _cleft(root)


def _is_said(node: Token) -> bool:
    """Whether it is the clause of an opinion: "it is clear that …", "has proof that …"."""
    return node.pos_ in VERBAL and (node.dep_ == "ccomp" or (node.dep_ == "acl" and is_finite(node)))


def _cleft(root: Token) -> Iterator[Token]:
    """The clause of "it was the army that fired"."""
    subject = subject_of(root)
    if root.lemma_ == "be" and subject is not None and subject.lower_ == "it" and not is_negated(root):
        whos = (child for child in root.children if child.dep_ == "attr")
        yield from (node for who in whos for node in who.children if node.dep_ == "relcl" and node.pos_ in VERBAL)


def clause_act(root: Token, setting: Setting) -> Act | None:
    """The act that a clause performs when somebody says it."""
    return (
        order(root, setting)
        or own_stance(root, setting.own_side)
        or reserved_hostility(root)
        or commitment(root, setting)
        or assurance(root)
        or punishment(root, setting)
        or denial(root, setting.own_side)
        or obligation(root, setting)
        or allegation(root, setting.own_side)
        or evaluation(root, conditional=setting.conditional)
    )


def own_stance(root: Token, own_side: OwnSide) -> Act | None:
    """In "said he supports the bill", the act of the verb that the speaker uses of itself; a plain belief is stated."""
    subject = subject_of(root)
    if not is_own(subject, own_side):
        return None
    act = stance_verb(root) or _stance_complement(root)
    if act in {None, Act.STATE, Act.BELIEVE} or (act is Act.PROMISE and is_negated(root)):
        return None  # what is not planned decides: see `commitment`
    if auxiliaries(root) & FUTURE and (act not in _STANCES_TO_COME or is_harsh(root)):
        return None  # an own act to come
    return REVERSED.get(act, act) if is_negated(root) else act


def stance_verb(verb: Token) -> Act | None:
    """The act of a verb in the frame that its own complement has; None where it has no complement of its cue."""
    rows = [(cue, particle_of(verb, cue.particle) if cue.particle else None) for cue in cues_of(verb.lemma_, Part.VERB)]
    rows = [(cue, particle) for cue, particle in rows if particle is not None or not cue.particle]
    for frame in frames_of(verb):
        for cue, particle in rows:
            if frame in cue.frames and (particle is None or particle.dep_ != "prep"):
                return cue.act
    for cue, particle in rows:
        if particle is not None and any(child.dep_ in {"pobj", "pcomp"} for child in particle.children):
            return cue.act
    acts = {cue.act for cue, particle in rows if particle is None}
    has_object = any(child.dep_ == "dobj" for child in verb.children)
    return next(iter(acts)) if has_object and len(acts) == 1 else None


def _stance_complement(verb: Token) -> Act | None:
    """The act of "am grateful for", "was opposed to", "is against the bill"."""
    for child in verb.children:
        if child.dep_ == "acomp":
            return next((cue.act for cue in cues_of(child.lower_, Part.ADJECTIVE)), None)
        if verb.lemma_ == "be" and child.dep_ == "prep" and child.i > verb.i:
            return {"against": Act.REJECT, "for": Act.SUPPORT, "behind": Act.SUPPORT}.get(child.lower_)
    return None
