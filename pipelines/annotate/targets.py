"""Whom an act is directed at.

Belongs here: from an attribution, its act and mentions to indexes of mentions, for either position engine. Does not
belong here: finding mentions, sources.

Whoever is addressed comes first ("urged Moscow to …", "called on Moscow to …", "told Moscow to …"), then whom the
content is about: the owner of a thing ("rejected the West's plea"), the subject of a blame or an obligation ("said
Moscow must …"), the object of a threat. An audience ("told reporters") is none, nor is a party of an if-clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from pipelines.annotate.acts import CodedAct
from pipelines.annotate.attribution_sources import relative_antecedent
from pipelines.annotate.clauses import VERBAL, auxiliaries, subject_of
from pipelines.annotate.mention_index import MentionIndex
from pipelines.annotate.misconduct import may_act
from pipelines.annotate.parsed_attribution import ParsedAttribution
from pipelines.annotate.records import Offsets
from pipelines.annotate.requests import imperative
from pipelines.annotate.sources import OwnSide
from pipelines.knowledge.cues import Frame
from schemas.codes import Act, MentionKind, Sector

_AT_SOMEBODY = frozenset(set(Act) - {Act.STATE, Act.BELIEVE})
_BLAMING = frozenset({Act.ACCUSE, Act.CRITICISE, Act.APPEAL, Act.DEMAND, Act.SUPPORT, Act.ASK})
_ASKING = frozenset({Act.ASK, Act.APPEAL, Act.DEMAND, Act.PROPOSE})
_TURNING_ON = frozenset({Act.THREATEN, Act.REJECT})
_OWNER_PREPOSITIONS = frozenset({"of", "by", "from"})
_AT_PREPOSITIONS = frozenset({"against", "on", "at", "to", "with", "for"})
_ADDRESS_PREPOSITIONS = frozenset({"on", "upon", "to", "with", "of", "from", "at"})
# Verbs whose object is the means, not the victim, of a hostile act.
_INSTRUMENTAL = frozenset({"deploy", "impose", "launch", "send", "take", "use"})
# Verbs whose object is warned; that of "accuse" is in the content, that of "tell" may be an audience.
_WARNING = frozenset({"warn", "threaten", "caution", "alert"})
_MODIFIERS = frozenset({"poss", "amod", "compound", "nmod"})
_TELLING = frozenset({"tell", "say"})
_SPEAKERS = frozenset({"i", "we"})
_OBJECTS = frozenset({"dobj", "dative"})
_CONCERNING = frozenset({Act.CRITICISE, Act.SUPPORT, Act.REJECT, Act.APPEAL, Act.DEMAND})
_OBLIGING = frozenset({"must", "should", "ought"})
_DUMMIES = frozenset({"it", "this", "that", "there", "what", "who"})
_ASIDES = frozenset({"advcl", "relcl", "advmod", "npadvmod", "punct", "mark", "aux"})
_PLACING = frozenset(
    {"in", "near", "inside", "outside", "into", "across", "before", "after", "between", "during", "until"}
)


def target_mentions(
    parsed: ParsedAttribution, coded: CodedAct, index: MentionIndex, own_side: OwnSide
) -> tuple[int, ...]:
    """The mentions of whom the act is directed at, in words; never an audience, never from an if-clause."""
    if coded.act not in _AT_SOMEBODY:
        return ()
    find = _Finder(index, own_side, parsed.spans.source)
    inside = {token.i for token in parsed.content}
    return (
        find.first(_addressees(parsed, coded, inside))
        or find.first(word for word in _content_words(parsed, coded) if word.i in inside)
        or find.first(_told(parsed, coded))
        or find.first(_concerned(parsed, coded, inside, own_side))
    )


class _Finder:
    """The actors among words, with those joined to them by "and"; neither the speaker's side nor reporters."""

    def __init__(self, index: MentionIndex, own_side: OwnSide, source: Offsets | None) -> None:
        self._index = index
        self._own_side = own_side
        self._source = source or (0, 0)

    def first(self, words: Iterable[Token]) -> tuple[int, ...]:
        """The actors of the first word that has any."""
        return next((found for word in words if (found := self._actors(word))), ())

    def _actors(self, word: Token) -> tuple[int, ...]:
        named = relative_antecedent(word) or word  # "who was accused"
        numbers = (self._index.actor_at(node) for node in (named, *named.conjuncts) if not self._is_own(node))
        return tuple(dict.fromkeys(number for number in numbers if number is not None and not self._reports(number)))

    def _is_own(self, word: Token) -> bool:
        return self._source[0] <= word.idx < self._source[1] or self._own_side(word)

    def _reports(self, number: int) -> bool:
        mention = self._index.mentions[number]
        return mention.kind is MentionKind.ANONYMOUS and mention.sector is Sector.JRN


def _addressees(parsed: ParsedAttribution, coded: CodedAct, inside: set[int]) -> Iterator[Token]:
    """Whom the cue addresses: the object of "warned", "asked", "offered", of "called on", "pleaded with"."""
    if parsed.head.lemma_ in _WARNING:
        yield from (child for child in parsed.head.children if child.dep_ in _OBJECTS)
    elif coded.act in _ASKING and parsed.head.lemma_ not in _TELLING:
        cue = {token.i for token in parsed.cue}
        for child in (child for word in parsed.cue for child in word.children):
            if child.dep_ in {"prep", "dative"} and child.lower_ in _ADDRESS_PREPOSITIONS:
                yield from (node for node in child.children if node.dep_ == "pobj" and node.i not in cue)
            elif child.dep_ in _OBJECTS and child.i not in cue | (
                inside if parsed.frame is not Frame.REQUEST else set()
            ):
                yield child


def _concerned(parsed: ParsedAttribution, coded: CodedAct, inside: set[int], own_side: OwnSide) -> Iterator[Token]:
    """Whose deed or thing a judgement, a refusal or a request is about: "the truce announced by Chad".

    The phrases of the clause in their order, without adverbial clauses and places; those of its subject alone where
    that is somebody else, who would be the target itself.
    """
    root = coded.clause if coded.clause is not None else parsed.main
    if root is None or coded.act not in _CONCERNING:
        return
    subject = subject_of(root)
    other = subject is not None and may_act(subject) and subject.lower_ not in _DUMMIES and not own_side(subject)
    waiting = [subject if other and subject is not None else root]
    while waiting:
        word = waiting.pop()
        if word.i in inside:
            yield word
        waiting += reversed([child for child in word.children if not _is_aside(child)])


def _is_aside(word: Token) -> bool:
    return word.dep_ in _ASIDES or (word.dep_ == "prep" and word.lower_ in _PLACING)


def _told(parsed: ParsedAttribution, coded: CodedAct) -> Iterator[Token]:
    """Who is told to do something, where the content does not say who has to; not an audience ("told them that")."""
    ordered = coded.clause is not None and imperative(coded.clause)
    if coded.act in _ASKING and (ordered or coded.act is Act.ASK or parsed.frame is not Frame.CLAUSE):
        yield from (child for child in parsed.head.children if child.dep_ in _OBJECTS)
        calls = (child for child in parsed.head.children if child.dep_ == "prep" and child.lower_ in {"to", "at"})
        yield from (node for call in calls for node in call.children if node.dep_ == "pobj")


def _content_words(parsed: ParsedAttribution, coded: CodedAct) -> Iterator[Token]:
    """Where the content names whom the act is directed at."""
    if coded.clause is not None:
        yield from _clause_words(coded.clause, coded.act)
    elif parsed.main is not None and (coded.act is Act.PROMISE or parsed.frame in {Frame.CLAUSE, Frame.QUESTION}):
        yield from _clause_words(parsed.main, coded.act)
    elif parsed.main is not None:
        yield from _phrase_words(parsed.main)


def _clause_words(root: Token, act: Act) -> Iterator[Token]:
    """Where a clause names whom it is about: the subject of a blame or an appeal, the object of a threat."""
    if act is Act.PROMISE:
        yield from _beneficiaries(root)
    if act in _TURNING_ON:
        for child in root.children:
            if child.dep_ in {"dobj", "attr"} and root.lemma_ not in _INSTRUMENTAL:
                yield from _phrase_words(child)
            elif child.dep_ == "prep" and child.lower_ in {"against", "on"}:
                yield from (node for node in child.children if node.dep_ == "pobj")
    if act in _BLAMING | {Act.THREATEN}:
        if (subject := subject_of(root)) is not None:  # whose forces will strike is not whom they strike
            yield from _phrase_words(subject) if act is not Act.THREATEN else [subject]
        addressed = subject is None and not imperative(root)
        pleading = subject is not None and subject.lower_ in _SPEAKERS and not auxiliaries(root) & _OBLIGING
        if addressed or pleading:
            yield from (node for child in root.children if child.dep_ in _OBJECTS for node in _phrase_words(child))


def _beneficiaries(root: Token) -> Iterator[Token]:
    """Whom something is promised: "send Chad tents", "deliver tents to Chad", "double aid to Chad"."""
    for child in root.children:
        if child.dep_ == "dative" and child.pos_ != "ADP":
            yield child
        elif child.lower_ in {"to", "for"} and child.dep_ in {"prep", "dative"}:
            yield from (node for node in child.children if node.dep_ == "pobj")
        elif child.dep_ in {"dobj", "xcomp"}:
            yield from _beneficiaries(child)


def _phrase_words(head: Token) -> Iterator[Token]:
    """A phrase's own head, then its owner: "the West", "the West's plea", "Russian demands", "a bill of the left"."""
    if head.pos_ in VERBAL:
        yield from (child for child in head.children if child.dep_ in {"nsubj", "dobj"})
        return
    yield head
    yield from (child for child in head.children if child.dep_ in _MODIFIERS)
    for wanted in (_OWNER_PREPOSITIONS, _AT_PREPOSITIONS):
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in wanted:
                yield from (node for node in child.children if node.dep_ == "pobj")
