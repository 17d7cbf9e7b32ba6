"""What a clause or a phrase says of others: faults, merits, harm to come, falsehood.

Belongs here: judging words and what they amount to. Does not belong here: wrongs (`misconduct`), own acts
(`commitments`), the order in which clauses are read (`act_clauses`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from pipelines.annotate.clauses import POSSIBLE, auxiliaries, complements, is_negated, subject_of
from pipelines.annotate.misconduct import may_act
from pipelines.knowledge.act_words import WordClass, act_words, complement_phrases
from pipelines.knowledge.cues import Part, cues_of
from schemas.codes import Act

_PREDICATE_PARTS = frozenset(
    {"acomp", "attr", "oprd", "dobj", "xcomp", "conj", "amod", "compound", "advmod", "prt", "nmod"}
)
_CONNECTED = frozenset({"prep", "pobj", "agent"})
_FACING = frozenset({"face", "risk", "threaten", "near", "approach", "await"})
_IMPENDING = frozenset({"likely", "set", "bound", "about", "certain", "sure", "poised", "doomed", "expected", "going"})
_NEEDS = frozenset({"need", "importance", "necessity"})


def evaluation(root: Token, *, conditional: bool) -> Act | None:
    """A denial, a warning or a judgement, by the words that the clause predicates."""
    words = act_words()
    found = {_lemma(token) for token in _predicate(root)}
    complements = {_lemma(child) for child in root.children if child.dep_ in {"acomp", "attr"}}
    negated = is_negated(root)
    if complements & (words[WordClass.TRUE] if negated else words[WordClass.FALSE]):
        return Act.DENY
    subject = subject_of(root)
    if _is_harmful(root, subject, found, conditional=conditional):
        return Act.WARN
    act = judgement(found) or (Act.CRITICISE if _is_excessive(root) else None)
    if negated:
        earned = complements or root.lemma_ in words[WordClass.POSITIVE]
        return Act.CRITICISE if act is Act.SUPPORT and earned else None
    if act is Act.SUPPORT and not complements:
        return act if root.lemma_ in words[WordClass.POSITIVE] or (subject is not None and may_act(subject)) else None
    return act


def _is_harmful(root: Token, subject: Token | None, found: set[str], *, conditional: bool) -> bool:
    words = act_words()
    negated = is_negated(root)
    if subject is not None and subject.lemma_ in words[WordClass.RISK] and not negated:
        return True
    looming = _looming(root)
    modals = auxiliaries(root)
    if "have" in modals or not (conditional or looming is not None or modals & POSSIBLE):
        return False
    if negated:
        return bool(found & words[WordClass.ENDURANCE])
    if looming is not None:
        root, found = looming, {_lemma(token) for token in _predicate(looming)}
    around = {_lemma(token) for token in _connected(root)}
    phrases = complement_phrases(WordClass.HARM)
    return bool((found | around) & words[WordClass.HARM]) or any(
        " ".join(path) in phrases for path in complements(root)
    )


def _looming(root: Token) -> Token | None:
    """What comes to pass without a "will": the verb of "is likely to collapse", the verb in "face ruin"."""
    if root.lemma_ in _FACING:
        return root
    for child in (root, *root.children):
        if child.lower_ in _IMPENDING:
            found = next((node for node in child.children if node.dep_ == "xcomp"), None)
            if found is not None:
                return found
    return None


def _is_excessive(root: Token) -> bool:
    """Whether something is "too slow"."""
    parts = (child for child in root.children if child.dep_ in {"acomp", "attr", "advmod"})
    return any(node.lower_ == "too" and node.i < part.i for part in parts for node in part.children)


def judgement(lemmas: set[str]) -> Act | None:
    """Whether words judge somebody: criticise, support, or neither."""
    words = act_words()
    if lemmas & words[WordClass.NEGATIVE]:
        return Act.CRITICISE
    return Act.SUPPORT if lemmas & words[WordClass.POSITIVE] else None


def names_claim(thing: Token | None) -> bool:
    """Whether a phrase is about a claim, which is denied rather than turned down: "the allegation of hacking"."""
    return thing is not None and thing.lemma_.lower() in act_words()[WordClass.CLAIM]


def judged_words(roots: Sequence[Token]) -> Act | None:
    """The act of a content without a verb: "Fake, from the first line to the last"."""
    lemmas = {_lemma(token) for root in roots for token in (root, *root.children)}
    return Act.DENY if lemmas & act_words()[WordClass.FALSE] else judgement(lemmas)


def judged_thing(roots: Sequence[Token], main: Token | None, *, given: bool) -> Act | None:
    """What is done by describing a thing ("the budget a disaster") or by giving one ("her condolences to …")."""
    if any(root.lemma_ in _NEEDS for root in roots):
        return Act.APPEAL
    lemmas = _judging(roots)
    if lemmas & act_words()[WordClass.FALSE] and not lemmas & {"lie"}:
        return Act.DENY
    act = judgement(lemmas)
    if names_claim(main):
        return Act.DENY if act is Act.CRITICISE else None
    return act or (_performed(main) if given else None)


def _performed(thing: Token | None) -> Act | None:
    """The act of a cue noun that somebody gives, sends, announces: "condolences to the families"."""
    if thing is None or thing.pos_ not in {"NOUN", "PROPN"}:
        return None
    if any(child.dep_ == "poss" and child.pos_ != "PRON" for child in thing.children):
        return None  # another's: "repeated Peru's offer"
    cues = cues_of(thing.lemma_, Part.NOUN)
    return cues[0].act if cues and cues[0].act not in {Act.BELIEVE, Act.STATE} else None


def _judging(roots: Sequence[Token]) -> set[str]:
    """Lemmas of what is predicated of an object: the second root and what hangs on it; hyphenated words joined."""
    judged = [root for root in roots if root.dep_ == "oprd" or (root.dep_ == "prep" and root.lower_ == "as")]
    judged = judged or [child for child in roots[0].children if child.dep_ == "npadvmod" and child.i > roots[0].i]
    judged = judged or list(roots[1:] if len(roots) > 1 and roots[1].pos_ in {"NOUN", "ADJ"} else [])
    found: set[str] = set()
    for root in judged:
        found |= {token.lemma_.lower() for token in root.subtree}
        doc = root.doc
        found |= {doc[max(root.i - 2, 0) : root.i + 1].text.lower(), doc[root.i : root.i + 3].text.lower()}
    return found


def _predicate(root: Token) -> Iterator[Token]:
    yield root
    for child in root.children:
        verbal = child.pos_ == "VERB" and child.dep_ != "xcomp"
        if child.dep_ in _PREDICATE_PARTS and child.dep_ != "conj" and not verbal:
            yield child
            for node in child.children:
                if node.dep_ in _PREDICATE_PARTS:
                    yield node
                    yield from node.conjuncts


def _connected(root: Token) -> Iterator[Token]:
    """The words that a clause's subject and its prepositions add: "a strike would leave towns without power"."""
    for child in root.children:
        if child.dep_ in {"nsubj", "nsubjpass"}:
            yield child
        elif child.dep_ in _CONNECTED:
            for noun in child.children:
                yield noun
                yield from (node for node in noun.children if node.dep_ in _PREDICATE_PARTS)


def _lemma(token: Token) -> str:
    return token.lemma_.lower()
