"""Own acts to come: promises, threats, refusals.

Belongs here: what a clause about the speaker's own future act commits to. Does not belong here: what is said of
others (`judgements`), the order in which clauses are read (`act_clauses`).

A threat is an own act directed at somebody else. "Attack" is directed at whoever its object singles out (a name, "the
bank") or, without object, at whoever is meant; "cut" or "ban" only where a party is named. After a cue that promises
there must also be a vow, a condition or a retaliation: who agrees to punish somebody threatens nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from pipelines.annotate.attribution_complements import has_infinitive_marker
from pipelines.annotate.clauses import FUTURE, VERBAL, auxiliaries, complements, is_negated, rules_out, subject_of
from pipelines.annotate.sources import OwnSide
from pipelines.knowledge.act_words import WordClass, act_words, complement_phrases
from schemas.codes import Act

NO_DEED = frozenset({"be", "have", "know", "need", "like", "want", "win", "lose", "become", "remain"})
# Acts that answer another act: conditional by their own meaning.
_RETALIATING = frozenset({"retaliate", "avenge", "respond", "react"})
_MEANS = frozenset({"action", "force", "measure", "missile", "sanction", "step", "troop", "weapon"})
_NAMING = frozenset({"poss", "amod", "compound", "nmod"})
_PARTIES = frozenset({"GPE", "NORP", "ORG", "PERSON"})
_OTHERS = frozenset({"you", "him", "her", "them", "anyone", "anybody", "whoever", "everyone", "those"})
_PLANNING = frozenset({"go", "plan", "intend", "aim", "pledge", "undertake", "promise", "vow"})
_NOBODY = frozenset({"no", "nobody", "none", "no-one"})
_EVERYBODY = frozenset({"every", "each", "all", "everyone", "everybody"})
_SUFFERED = frozenset(
    {"lose", "suffer", "starve", "harm", "hurt", "move", "touch", "forget", "dismiss", "raise", "leave"}
)
_RESERVED = frozenset({"hesitate", "shrink", "shy", "flinch", "balk"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "any", "every", "all"})
_BEFALLING = frozenset(
    {"fail", "fall", "find", "get", "go", "miss", "post", "report", "run", "see", "struggle", "face", "pay", "suffer"}
)
_SUFFERING = frozenset({"die", "face", "forfeit", "lose", "pay", "regret", "suffer"})
# What makes an act of a hostile noun: "bring back the embargo".
_WAGING = frozenset(
    {
        "announce",
        "begin",
        "bring",
        "call",
        "declare",
        "file",
        "launch",
        "mount",
        "order",
        "reimpose",
        "restore",
        "stage",
    }
)
_WILLING = frozenset({"willing", "ready", "prepared", "determined", "committed", "resolved", "keen", "poised"})
_TIMES = frozenset({"DATE", "TIME"})


@dataclass(frozen=True, slots=True)
class Setting:
    """Who the own side is, the act of the cue by itself, and whether that is a vow or the content has an if.

    `pressing` says that the condition is an "unless": what will be done unless somebody yields; `suggested` that the
    cue puts forward rather than says, `insisted` that it insists, `pressed` that cue or content press ("at once").
    """

    own_side: OwnSide
    base: Act
    vowed: bool = False
    conditional: bool = False
    pressing: bool = False
    suggested: bool = False
    insisted: bool = False
    pressed: bool = False


def is_hostile(word: Token) -> bool:
    """Whether a verb or noun means an act against somebody: attack, sanctions."""
    return word.lemma_ in act_words()[WordClass.HOSTILE]


def is_harsh(verb: Token) -> bool:
    """Whether a verb means an act against somebody, at least where a party is named: attack, ban."""
    return is_hostile(verb) or verb.lemma_ in act_words()[WordClass.RESTRICTIVE]


def commitment(root: Token, setting: Setting) -> Act | None:
    """An own future act: against somebody else a threat, refused a rejection, else a promise.

    Where the cue itself commits ("vowed to …") neither a subject nor "will" is needed.
    """
    committed = setting.base is Act.PROMISE
    subject = subject_of(root)
    willing = _willingness(root)
    own = is_own(subject, setting.own_side) or (committed and subject is None)
    own = own or (willing is not None and subject is not None and setting.own_side(subject))
    if not own or "have" in auxiliaries(root) or not (committed or willing is not None or _is_future(root)):
        return None
    verb = willing if willing is not None else main_verb(root)
    words = act_words()
    if is_negated(root):
        if root.lemma_ in _RESERVED:
            return Act.THREATEN
        if is_harsh(verb):
            return Act.PROMISE
        return None if verb.lemma_ in NO_DEED | words[WordClass.RETICENCE] else Act.REJECT
    if _is_threat(verb, setting):
        return Act.THREATEN
    return None if verb.lemma_ in NO_DEED and not committed else Act.PROMISE


def assurance(root: Token) -> Act | None:
    """A promise of what will happen to others: "nobody will be moved", "every family will get a roof"."""
    subject = subject_of(root)
    if subject is None or "have" in auxiliaries(root) or not _is_future(root) or has_infinitive_marker(root):
        return None
    verb = main_verb(root)
    words = act_words()
    if is_negated(root):
        spared = subject.dep_ == "nsubjpass" and (is_harsh(verb) or verb.lemma_ in _SUFFERED)
        nobody = any(node.lower_ in _NOBODY for node in (subject, *subject.children))
        return Act.PROMISE if spared or (nobody and verb.lemma_ in _SUFFERED) else None
    everybody = any(node.lower_ in _EVERYBODY for node in (subject, *subject.children))
    return Act.PROMISE if everybody and verb.lemma_ in words[WordClass.BENEFIT] else None


def _is_threat(verb: Token, setting: Setting) -> bool:
    """Whether an own act threatens: see the top of the module."""
    if setting.pressing or (setting.base is Act.WARN and not _befalls(verb)):
        return True
    hostile = is_hostile(verb) or _is_hostile_deed(verb) or _takes_hostile_action(verb)
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


def _befalls(verb: Token) -> bool:
    """Whether a verb means what happens to its subject rather than what it does."""
    return verb.lemma_ in NO_DEED | _BEFALLING or verb.lemma_ in act_words()[WordClass.HARM]


def _aims(verb: Token) -> Iterator[Token]:
    """What an act hits: its object, unless that is the act itself ("impose sanctions"), and whom it is "against"."""
    for child in verb.children:
        if child.dep_ == "dobj":
            itself = f"{verb.lemma_} {child.lemma_}" in complement_phrases(WordClass.HOSTILE)
            if not (itself or is_hostile(child) or child.lemma_ in _MEANS):
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
    if verb.lemma_ in _WAGING:
        return any(is_hostile(node) for node in objects)
    return verb.lemma_ in {"respond", "use", "react"} and bool({node.lemma_ for node in objects} & {"force", "weapon"})


def reserved_hostility(root: Token) -> Act | None:
    """A threat made by not ruling out a hostile act."""
    if not rules_out(root) or not any(child.dep_ == "neg" or child.lower_ == "never" for child in root.children):
        return None
    things = (child for child in root.children if child.dep_ in {"dobj", "nsubjpass"})
    return Act.THREATEN if any(is_hostile(thing) for thing in things) else None


def punishment(root: Token, setting: Setting) -> Act | None:
    """A threat to whoever does something: "those who resist will be shot", "anyone who leaves will lose his post"."""
    subject = subject_of(root)
    if subject is None or is_negated(root) or not auxiliaries(root) & FUTURE or setting.own_side(subject):
        return None
    singled_out = any(child.dep_ == "relcl" and child.pos_ in VERBAL for child in subject.children)
    whoever = singled_out or any(child.lower_ in {"any", "every"} for child in subject.children)
    if not (whoever or setting.conditional or setting.pressing):
        return None
    words = act_words()
    if subject.dep_ == "nsubjpass":
        hit = is_hostile(root) or _is_hostile_deed(root) or root.lemma_ in words[WordClass.VIOLENT]
        hit = hit or ((whoever or setting.pressing) and is_harsh(root))
    else:
        hit = whoever and root.lemma_ in _SUFFERING
    return Act.THREATEN if hit else None


def _is_hostile_deed(verb: Token) -> bool:
    """Whether a verb and a complement mean an act against somebody: "shoot down", "open fire"."""
    return any(" ".join(path) in complement_phrases(WordClass.HOSTILE) for path in complements(verb))


def _willingness(root: Token) -> Token | None:
    """The verb of "is willing to talk", "stands ready to strike", "is committed to staying"."""
    for child in (root, *(child for child in root.children if child.dep_ in {"acomp", "oprd"})):
        if child.lower_ in _WILLING:
            nodes = (node for part in (child, *child.children) for node in part.children)
            return next((node for node in nodes if node.dep_ in {"xcomp", "pcomp"}), None)
    return None


def is_own(subject: Token | None, own_side: OwnSide) -> bool:
    """Whether the subject of a clause is the speaker or its side, as the one who acts."""
    return subject is not None and subject.dep_ != "nsubjpass" and own_side(subject)


def _is_future(root: Token) -> bool:
    if has_infinitive_marker(root) and subject_of(root) is not None:
        return True  # a headline: "Bank to refund customers"
    planned = root.lemma_ in _PLANNING and any(child.dep_ == "xcomp" for child in root.children)
    return bool(auxiliaries(root) & (FUTURE | {"may"})) or (planned and root.tag_ in {"VB", "VBG", "VBP", "VBZ", "VBD"})


def main_verb(root: Token) -> Token:
    """The verb that carries the meaning: "going to attack", "plans to sue"."""
    if root.lemma_ in {"go", "plan", "intend", "continue", "be", "have", "start", "begin", "try", "seek", "move"}:
        inner = next((child for child in root.children if child.dep_ == "xcomp" and child.pos_ == "VERB"), None)
        return inner if inner is not None else root
    return root
