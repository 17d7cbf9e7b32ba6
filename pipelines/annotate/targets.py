"""Whom an act is directed at.

Belongs here: from an attribution, its act and mentions to indexes of mentions, for either position engine. Does not
belong here: finding mentions, sources.

Whoever is addressed comes first ("urged Moscow to …", "called on Moscow to …", "told Moscow to …"), then whom the
content is about: the owner of a thing ("rejected the West's plea"), the subject of a blame or an obligation ("said
Moscow must …"), the object of a threat. An audience ("told reporters") is none, nor is a party of an if-clause.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from spacy.tokens import Token

from pipelines.annotate.acts import CodedAct
from pipelines.annotate.attribution_sources import relative_antecedent
from pipelines.annotate.clauses import VERBAL, subject_of
from pipelines.annotate.mention_index import MentionIndex
from pipelines.annotate.parsed_attribution import ParsedAttribution
from pipelines.annotate.sources import OwnSide
from pipelines.knowledge.cues import Frame
from schemas.codes import Act, MentionKind

_AT_SOMEBODY = frozenset(set(Act) - {Act.STATE, Act.BELIEVE, Act.PROMISE})
_BLAMING = frozenset({Act.ACCUSE, Act.CRITICISE, Act.APPEAL, Act.DEMAND, Act.SUPPORT, Act.ASK})
_ASKING = frozenset({Act.ASK, Act.APPEAL, Act.DEMAND, Act.PROPOSE})
_TURNING_ON = frozenset({Act.THREATEN, Act.REJECT})
_OWNER_PREPOSITIONS = frozenset({"of", "by", "from"})
_AT_PREPOSITIONS = frozenset({"against", "on", "at", "to", "with"})
_ADDRESS_PREPOSITIONS = frozenset({"on", "upon", "to", "with", "of", "from", "at"})
# Verbs whose object is the means, not the victim, of a hostile act.
_INSTRUMENTAL = frozenset({"deploy", "impose", "launch", "send", "take", "use"})
# Verbs whose object is warned; that of "accuse" is in the content, that of "tell" may be an audience.
_WARNING = frozenset({"warn", "threaten", "caution"})
_MODIFIERS = frozenset({"poss", "amod", "compound", "nmod"})
_TELLING = frozenset({"tell", "say"})
_SPEAKERS = frozenset({"i", "we"})
_OBJECTS = frozenset({"dobj", "dative"})


def target_mentions(
    parsed: ParsedAttribution, coded: CodedAct, index: MentionIndex, own_side: OwnSide
) -> tuple[int, ...]:
    """The mentions of whom the act is directed at, in words; never an audience, never from an if-clause."""
    if coded.act not in _AT_SOMEBODY:
        return ()
    find = _Finder(index, own_side)
    inside = {token.i for token in parsed.content}
    return (
        find.first(_addressees(parsed, coded, inside), groups=parsed.head.lemma_ not in _WARNING)
        or find.first(word for word in _content_words(parsed, coded) if word.i in inside)
        or find.first(_told(parsed, coded), groups=coded.act is not Act.ASK)
    )


class _Finder:
    """The actors among words, with those joined to them by "and"."""

    def __init__(self, index: MentionIndex, own_side: OwnSide) -> None:
        self._index = index
        self._own_side = own_side

    def first(self, words: Iterable[Token], *, groups: bool = True) -> tuple[int, ...]:
        """The actors of the first word that has any; without nameless groups ("reporters") unless they count."""
        return next((found for word in words if (found := self._actors(word, groups=groups))), ())

    def _actors(self, word: Token, *, groups: bool) -> tuple[int, ...]:
        named = relative_antecedent(word) or word  # "who was accused"
        numbers = (self._index.actor_at(node) for node in (named, *named.conjuncts) if not self._own_side(node))
        mentions = self._index.mentions
        kept = (n for n in numbers if n is not None and (groups or mentions[n].kind is not MentionKind.ANONYMOUS))
        return tuple(dict.fromkeys(kept))


def _addressees(parsed: ParsedAttribution, coded: CodedAct, inside: Container[int]) -> Iterator[Token]:
    """Whom the cue addresses: the object of "warned", "asked", "offered", of "called on", "pleaded with"."""
    if parsed.head.lemma_ in _WARNING:
        yield from (child for child in parsed.head.children if child.dep_ in _OBJECTS)
    elif coded.act in _ASKING and parsed.head.lemma_ not in _TELLING:
        for child in parsed.head.children:
            if child.dep_ in _OBJECTS and (child.i not in inside or parsed.frame is Frame.REQUEST):
                yield child
            elif child.dep_ in {"prep", "dative"} and child.lower_ in _ADDRESS_PREPOSITIONS:
                yield from (node for node in child.children if node.dep_ == "pobj")


def _told(parsed: ParsedAttribution, coded: CodedAct) -> Iterator[Token]:
    """Who is told to do something, where the content does not say who has to."""
    if coded.act in _ASKING:
        yield from (child for child in parsed.head.children if child.dep_ in _OBJECTS)


def _content_words(parsed: ParsedAttribution, coded: CodedAct) -> Iterator[Token]:
    """Where the content names whom the act is directed at."""
    if coded.clause is not None:
        yield from _clause_words(coded.clause, coded.act)
    elif parsed.main is not None and parsed.frame in {Frame.CLAUSE, Frame.QUESTION}:
        yield from _clause_words(parsed.main, coded.act)
    elif parsed.main is not None:
        yield from _phrase_words(parsed.main)


def _clause_words(root: Token, act: Act) -> Iterator[Token]:
    """Where a clause names whom it is about: the subject of a blame or an appeal, the object of a threat."""
    if act in _TURNING_ON:
        for child in root.children:
            if child.dep_ == "dobj" and root.lemma_ not in _INSTRUMENTAL:
                yield from _phrase_words(child)
            elif child.dep_ == "prep" and child.lower_ in {"against", "on"}:
                yield from (node for node in child.children if node.dep_ == "pobj")
    if act in _BLAMING:
        if (subject := subject_of(root)) is not None:
            yield from _phrase_words(subject)
        if subject is None or subject.lower_ in _SPEAKERS:
            yield from (child for child in root.children if child.dep_ in _OBJECTS)


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
