"""Coding the speech act of an attribution.

Belongs here: from (document, attribution) to an `Act`, for either position engine; the guide is the definition of
the codes in `schemas.codes`. Does not belong here: finding attributions, actors.

Method: the cue lexicon gives an act for the cue and the frame of its content. Where the cue only reports ("said"),
or where the content may sharpen it (a warning of one's own act is a threat), the content's main clauses decide. A
negated cue turns the act round where that is an act ("did not support").
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from spacy.tokens import Doc, Token

from pipelines.annotate.attribution import Attribution, cue_head, tokens_in
from pipelines.annotate.attribution_complements import SUBJECTS
from pipelines.annotate.clauses import content_frame, content_roots, is_negated, main_root, rules_out
from pipelines.knowledge.act_words import WordClass, act_words
from pipelines.knowledge.cues import Cue, Frame, Part, cues_of
from schemas.codes import Act

type OwnSide = Callable[[Token], bool]

_PARTS = {"VERB": Part.VERB, "AUX": Part.VERB, "NOUN": Part.NOUN, "PROPN": Part.NOUN, "ADJ": Part.ADJECTIVE}
_FUTURE = frozenset({"will", "shall", "would", "'ll", "’ll", "wo", "'d", "’d"})
_POSSIBLE = _FUTURE | {"may", "might", "could", "can"}
_PREDICATE_PARTS = frozenset({"acomp", "attr", "oprd", "dobj", "xcomp", "conj", "amod", "compound", "advmod", "prt"})
_REVERSED = {
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
_NOBODY = frozenset({"no", "neither", "nobody", "none", "no-one"})
_REFUSING = frozenset({"refuse", "decline"})
_SELF_NEGATING = frozenset({Act.DENY, Act.REJECT})


def code_act(doc: Doc, attribution: Attribution, own_side: OwnSide) -> Act:
    """The speech act of an attribution.

    Args:
        doc: the parsed text.
        attribution: its spans.
        own_side: whether a word refers to the source or its side ("Russia" in the words of a Russian minister).

    Returns: the act; `state` where nothing beyond reporting is found, as the coding guide has it.
    """
    roots = content_roots(doc, attribution)
    base = _base_act(doc, attribution)
    act = _sharpen(base, doc, attribution, roots, own_side)
    head = cue_head(doc, attribution.cue)
    if _is_cue_negated(head):
        return base if base is Act.STATE else _REVERSED.get(act, act)  # "never said he would resign" rejects nothing
    return act


def code_negated(doc: Doc, attribution: Attribution, act: Act) -> bool:
    """Whether the content's main clause, or a cue that reports or believes, is negated and the act does not say so."""
    if act in _SELF_NEGATING:
        return False
    root = main_root(content_roots(doc, attribution))
    head = cue_head(doc, attribution.cue)
    refused = act is Act.STATE and head.lemma_ in _REFUSING  # "declined to say": as "did not say"
    cue_negated = refused != _is_cue_negated(head)
    return (root is not None and is_negated(root)) != cue_negated


def _is_cue_negated(head: Token) -> bool:
    """Whether the cue or its subject is negated: "did not say", "neither side said", "nobody said"."""
    if any(child.dep_ == "neg" for child in head.children):
        return True
    subject = subject_of(head)
    return subject is not None and any(token.lower_ in _NOBODY for token in (subject, *subject.lefts))


def lexicon_entry(doc: Doc, attribution: Attribution) -> Cue | None:
    """The row of the cue lexicon for the cue and the frame of its content; None for cues that it does not hold."""
    frame = content_frame(doc, attribution)
    words = tokens_in(doc, attribution.cue)
    head = cue_head(doc, attribution.cue)
    nouns = [token for token in words if token.pos_ == "NOUN" and cues_of(token.lemma_, Part.NOUN)]
    adjectives = [token for token in words if token.pos_ == "ADJ" and cues_of(token.lemma_, Part.ADJECTIVE)]
    word = (nouns or adjectives or [head])[0]
    part = _PARTS.get(word.pos_)
    if part is None:
        return None
    texts = {token.lower_ for token in words} | {child.lower_ for child in word.children if child.dep_ == "prt"}
    rows = [cue for cue in cues_of(word.lemma_, part) if not cue.particle or cue.particle in texts]
    wanted = {frame, Frame.QUOTE} if frame is Frame.CLAUSE else {frame}
    return next((cue for cue in rows if cue.frames & wanted), rows[0] if rows else None)


def _base_act(doc: Doc, attribution: Attribution) -> Act:
    entry = lexicon_entry(doc, attribution)
    return entry.act if entry is not None and entry.act is not None else Act.STATE


def _sharpen(act: Act, doc: Doc, attribution: Attribution, roots: Sequence[Token], own_side: OwnSide) -> Act:
    if act is Act.STATE:
        if content_frame(doc, attribution) in {Frame.PREDICATE, Frame.OBJECT}:
            if any(root.lemma_ in {"need", "importance", "necessity"} for root in roots):
                return Act.APPEAL
            return _judgement(_words(doc, roots)) or Act.STATE
        return next((found for root in _clauses(roots) if (found := _clause_act(root, own_side))), Act.STATE)
    root = main_root(roots)
    if act is Act.REJECT and root is not None and cue_head(doc, attribution.cue).lemma_ in _REFUSING:
        return _refused(root)
    if act in {Act.WARN, Act.PROMISE} and root is not None and root.pos_ in {"VERB", "AUX"}:
        return _commitment(root, own_side, committed=act is Act.PROMISE) or act
    return act


def _refused(root: Token) -> Act:
    """What a refusal to do something amounts to: to keep silent or to leave something open turns nothing down."""
    if rules_out(root):
        hostile = any(child.dep_ == "dobj" and _is_hostile(child) for child in root.children)
        return Act.THREATEN if hostile else Act.STATE
    return Act.STATE if root.lemma_ in act_words()[WordClass.RETICENCE] else Act.REJECT


def _is_hostile(thing: Token) -> bool:
    return thing.lemma_ in act_words()[WordClass.HOSTILE]


def _clauses(roots: Sequence[Token]) -> Iterator[Token]:
    for root in roots:
        if root.pos_ in {"VERB", "AUX"} and root.dep_ != "advcl":
            yield root
            yield from (node for node in root.conjuncts if node.i > root.i and node.pos_ in {"VERB", "AUX"})


def _clause_act(root: Token, own_side: OwnSide) -> Act | None:
    """The act that a clause performs when somebody says it."""
    return (
        _own_stance(root, own_side)
        or _reserved_hostility(root)
        or _commitment(root, own_side, committed=False)
        or _obligation(root, own_side)
        or _allegation(root, own_side)
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
        return None  # what is not planned decides: see `_commitment`
    return _REVERSED.get(act, act) if is_negated(root) else act


def _commitment(root: Token, own_side: OwnSide, *, committed: bool) -> Act | None:
    """An own future act: hostile is a threat, refused is a rejection, else a promise.

    `committed` says that the cue itself commits ("vowed to …"), so that neither subject nor "will" is needed.
    """
    subject = subject_of(root)
    willing = _willingness(root)
    own = _is_own(subject, own_side) or (committed and subject is None)
    if not own or not (committed or willing is not None or _is_future(root)):
        return None
    verb = willing if willing is not None else _deepest(root)
    words = act_words()
    if is_negated(root):
        if verb.lemma_ in words[WordClass.ACCEPTANCE]:
            return Act.REJECT
        return Act.PROMISE if verb.lemma_ in words[WordClass.HOSTILE] else None
    if verb.lemma_ in words[WordClass.HOSTILE] or _takes_hostile_action(verb):
        return Act.THREATEN
    return None if verb.lemma_ in _NO_DEED and not committed else Act.PROMISE


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
    return Act.THREATEN if any(_is_hostile(thing) for thing in things) else None


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
    act = None if is_negated(root) else _judgement(found)
    return None if act is Act.SUPPORT and not complements else act


def _judgement(lemmas: set[str]) -> Act | None:
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


def _words(doc: Doc, roots: Sequence[Token]) -> set[str]:
    """Lemmas of what is predicated of an object: the second root and what hangs on it; hyphenated words joined."""
    judged = [root for root in roots if root.dep_ == "oprd" or (root.dep_ == "prep" and root.lower_ == "as")]
    found: set[str] = set()
    for root in judged:
        found |= {_lemma(token) for token in root.subtree}
        found |= {doc[max(root.i - 2, 0) : root.i + 1].text.lower(), doc[root.i : root.i + 3].text.lower()}
    return found


def _lemma(token: Token) -> str:
    return token.lemma_.lower()
