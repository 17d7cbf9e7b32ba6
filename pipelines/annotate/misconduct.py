"""Wrongs that a clause tells of: accusations, and denials of a wrong.

Belongs here: what makes a clause tell of misconduct, and whose denial of it counts. Does not belong here: judgements of
what is openly done (`judgements`), own acts to come (`commitments`).

Method: some verbs mean a wrong whoever does it ("bribed"), some where somebody does it ("killed"; storms kill too),
some with their complement ("broke the truce", "carried out the raid", "is a spy"); an adverb may make any deed a wrong.
"""

from __future__ import annotations

from spacy.tokens import Token

from pipelines.annotate.attribution_complements import SUBJECTS
from pipelines.annotate.clauses import POSSIBLE, auxiliaries, complements, is_negated, subject_of
from pipelines.annotate.commitments import NO_DEED, is_own, main_verb
from pipelines.annotate.sources import OwnSide
from pipelines.knowledge.act_words import WordClass, act_words, complement_phrases
from pipelines.knowledge.cues import Part, cues_of
from pipelines.knowledge.registry import roles
from schemas.codes import Act

_DONE = frozenset({"did", "have", "had", "has", "was", "were", "'ve", "’ve"})
_EMPHATIC = frozenset({"any", "anything", "anyone", "anybody", "anywhere", "ever", "whatsoever", "single", "all"})
_EVIL = (WordClass.WRONG, WordClass.VIOLENT, WordClass.HARM, WordClass.HOSTILE)
_DENIED_EXISTENCE = (WordClass.WRONG, WordClass.HOSTILE)
# What somebody has not done yet, rather than denies to have done.
_PENDING = frozenset({"decide", "determine", "receive", "hear", "find", "see", "get", "reach", "set", "make", "yet"})


def allegation(root: Token, own_side: OwnSide) -> Act | None:
    """An accusation: the clause says that somebody else did a wrong, or that a wrong was done."""
    subject = subject_of(root)
    if subject is None or is_negated(root) or is_own(subject, own_side) or _is_open(root):
        return None
    return Act.ACCUSE if tells_wrong(root, subject) else None


def denial(root: Token, own_side: OwnSide) -> Act | None:
    """A denial: no wrong was done, or the speaker's side never did something, or not once."""
    subject = subject_of(root)
    if not is_negated(root):
        return None
    if subject is None:
        return Act.DENY if _denies_existence(root) else None
    own = any(is_own(doer, own_side) for doer in _doers(root, subject))
    if _is_open(root):
        return None
    if tells_wrong(root, subject) or _denies_existence(root):
        return Act.DENY
    done = root.tag_ in {"VBD", "VBN"} or bool(auxiliaries(root) & _DONE)
    return Act.DENY if own and done and _is_disowned(root) else None


def _doers(root: Token, subject: Token) -> list[Token]:
    """Who did it: the subject, those whom "none of them" counts, the agent of a passive."""
    parts = [child for child in subject.children if child.lower_ == "of" and subject.lower_ == "none"]
    parts += [child for child in root.children if child.dep_ == "agent"]
    return [subject, *(node for part in parts for node in part.children if node.dep_ == "pobj")]


def _is_open(root: Token) -> bool:
    """Whether the clause tells what may be, rather than what is or was."""
    shared = root.dep_ == "conj" and not any(child.dep_ in SUBJECTS for child in root.children)
    modals = auxiliaries(root) or (auxiliaries(root.head) if shared else set())
    return bool(modals & POSSIBLE) and "have" not in modals


def _is_disowned(root: Token) -> bool:
    """Whether what was not done was never done, not at all, or is a deed; "has not decided yet" is open."""
    if any(child.lower_ == "never" for child in root.children):
        return True
    words = {token.lower_ for token in root.subtree}
    pending = _PENDING | act_words()[WordClass.RETICENCE] | act_words()[WordClass.ACCEPTANCE]
    if "yet" in words or root.lemma_ in pending:
        return bool(words & _EMPHATIC - {"all"}) and "yet" not in words
    acts = {cue.act for cue in cues_of(root.lemma_, Part.VERB)}
    return root.pos_ == "VERB" and acts != {Act.BELIEVE} and root.lemma_ not in NO_DEED


def _denies_existence(root: Token) -> bool:
    """Whether it is "there was no plot"."""
    if not any(child.dep_ == "expl" for child in root.children):
        return False
    nouns = {child.lemma_.lower() for child in root.children if child.dep_ in {"attr", "dobj", "nsubj"}}
    return any(nouns & act_words()[word_class] for word_class in _DENIED_EXISTENCE)


def tells_wrong(root: Token, subject: Token) -> bool:
    """Whether a clause with this subject tells of misconduct, negated or not."""
    verb = main_verb(root)
    words = act_words()
    adverbs = {child.lower_ for node in {root, verb} for child in node.children if child.dep_ == "advmod"}
    lemma = verb.lemma_.lower()
    if lemma in words[WordClass.WRONG] or adverbs & words[WordClass.BLAMED]:
        return True
    paths = [*complements(verb)]
    if any(" ".join(path) in complement_phrases(WordClass.MISDEED) for path in paths):
        return True
    if not _is_somebodys(verb, subject):
        return False
    return lemma in words[WordClass.VIOLENT] or any(_commits(path) for path in paths)


def _is_somebodys(verb: Token, subject: Token) -> bool:
    """Whether somebody does it: the subject, or in the passive the agent."""
    if subject.dep_ != "nsubjpass":
        return may_act(subject)
    agents = (node for child in verb.children if child.dep_ == "agent" for node in child.children)
    return any(may_act(agent) for agent in agents if agent.dep_ == "pobj")


def _commits(path: tuple[str, ...]) -> bool:
    """Whether a verb with its complement is to do something harmful: "carried out the bombing"."""
    *verb, deed = path
    committed = " ".join(verb)
    words = act_words()
    known = committed in words[WordClass.COMMIT] or committed in complement_phrases(WordClass.COMMIT)
    return known and any(deed in words[word_class] for word_class in _EVIL)


def may_act(subject: Token) -> bool:
    """Whether a subject is somebody: a name, a pronoun, people, a body; not "the storm"."""
    if subject.pos_ in {"PROPN", "PRON"} or subject.ent_type_ or subject.tag_ == "NNS":
        return True
    lemma = subject.lemma_.lower()
    words = act_words()
    return lemma in roles() or lemma in words[WordClass.SIDE] or lemma in words[WordClass.ACTOR]
