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

from pipelines.annotate.attribution_sources import relative_antecedent
from pipelines.annotate.clauses import VERBAL, subject_of
from pipelines.annotate.mention_index import MentionIndex
from pipelines.annotate.parsed_attribution import ParsedAttribution
from pipelines.annotate.sources import OwnSide
from pipelines.knowledge.cues import Frame
from schemas.codes import Act, MentionKind

_AT_SOMEBODY = frozenset(
    {Act.ACCUSE, Act.CRITICISE, Act.APPEAL, Act.DEMAND, Act.THREATEN, Act.REJECT, Act.SUPPORT, Act.DENY, Act.WARN}
)
_CLAUSE_TARGET_SUBJECT = frozenset({Act.ACCUSE, Act.CRITICISE, Act.APPEAL, Act.DEMAND, Act.SUPPORT})
_OWNER_PREPOSITIONS = frozenset({"of", "by", "from"})
_AT_PREPOSITIONS = frozenset({"against", "on", "at", "to", "with"})
# Verbs whose object is the means, not the victim, of a hostile act.
_INSTRUMENTAL = frozenset({"deploy", "impose", "launch", "send", "take", "use"})
# Verbs whose object is warned; that of "accuse" is in the content, that of "tell" may be an audience.
_ADDRESSING = frozenset({"warn", "threaten", "caution"})
_MODIFIERS = frozenset({"poss", "amod", "compound", "nmod"})


def target_mentions(parsed: ParsedAttribution, act: Act, index: MentionIndex, own_side: OwnSide) -> tuple[int, ...]:
    """The mentions of whom the act is directed at, in words; never an audience, never from an if-clause."""
    if act not in _AT_SOMEBODY:
        return ()
    addressed = _addressed(parsed.head, index, own_side)
    if addressed or parsed.main is None:
        return addressed
    clausal = parsed.frame in {Frame.CLAUSE, Frame.QUESTION}
    words = _clause_words(parsed.main, act) if clausal else _phrase_words(parsed.main)
    inside = {token.i for token in parsed.content}
    for word in words:
        if word.i not in inside:
            continue
        named = relative_antecedent(word) or word  # "who was accused"
        if found := _actors((named, *named.conjuncts), index, own_side):
            return found
    return ()


def _actors(words: Iterable[Token], index: MentionIndex, own_side: OwnSide) -> tuple[int, ...]:
    numbers = (index.actor_at(word) for word in words if not own_side(word))
    return tuple(dict.fromkeys(number for number in numbers if number is not None))


def _addressed(cue: Token, index: MentionIndex, own_side: OwnSide) -> tuple[int, ...]:
    """Whom a warning is given to, where the text names them: "warned Russia that …"; "warned reporters" names none."""
    if cue.lemma_ not in _ADDRESSING:
        return ()
    objects = (child for child in cue.children if child.dep_ in {"dobj", "dative"})
    found = _actors((node for child in objects for node in (child, *child.conjuncts)), index, own_side)
    return tuple(number for number in found if index.mentions[number].kind is not MentionKind.ANONYMOUS)


def _clause_words(root: Token, act: Act) -> Iterator[Token]:
    """Where a clause names whom it is about: the subject of a blame or an appeal, the object of a threat."""
    if act in _CLAUSE_TARGET_SUBJECT and (subject := subject_of(root)) is not None:
        yield from _phrase_words(subject)
    elif act in {Act.THREATEN, Act.REJECT}:
        for child in root.children:
            if child.dep_ == "dobj" and root.lemma_ not in _INSTRUMENTAL:
                yield from _phrase_words(child)
            elif child.dep_ == "prep" and child.lower_ in {"against", "on"}:
                yield from (node for node in child.children if node.dep_ == "pobj")


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
