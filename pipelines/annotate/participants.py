"""Which mentions stand behind a position: its sources, its targets, its side.

Belongs here: from spans and mentions to indexes of mentions, for either position engine. Does not belong here:
finding mentions or resolving pronouns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from pipelines.annotate.act_clauses import OwnSide, subject_of
from pipelines.annotate.attribution import Attribution, cue_head, tokens_in
from pipelines.annotate.attribution_sources import end_of_word, relative_antecedent
from pipelines.annotate.clauses import content_frame, content_roots, main_root
from pipelines.annotate.records import Mention, Offsets
from pipelines.knowledge.cues import Frame
from schemas.codes import Act, MentionForm, MentionKind

_AT_SOMEBODY = frozenset(
    {Act.ACCUSE, Act.CRITICISE, Act.APPEAL, Act.DEMAND, Act.THREATEN, Act.REJECT, Act.SUPPORT, Act.DENY, Act.WARN}
)
_CLAUSE_TARGET_SUBJECT = frozenset({Act.ACCUSE, Act.CRITICISE, Act.APPEAL, Act.DEMAND, Act.SUPPORT})
_OWNER_PREPOSITIONS = frozenset({"of", "by", "from"})
_AT_PREPOSITIONS = frozenset({"against", "on", "at", "to", "with"})
_COLLECTIVES = frozenset({MentionKind.STATE, MentionKind.ORGANISATION, MentionKind.PLACE, MentionKind.IGO})
# Verbs whose object is the means, not the victim, of a hostile act.
_INSTRUMENTAL = frozenset({"deploy", "impose", "launch", "send", "take", "use"})
# Verbs whose object is warned; that of "accuse" is in the content, that of "tell" may be an audience.
_ADDRESSING = frozenset({"warn", "threaten", "caution"})
_QUANTITIES = frozenset(
    {"dozen", "hundred", "thousand", "million", "score", "number", "majority", "minority", "handful", "half", "third"}
    | {"some", "many", "most", "several", "few", "both", "all", "none", "lot", "couple", "crowd"}
)
_SINGULAR_PRONOUNS = frozenset({"he", "she"})
_MODIFIERS = frozenset({"poss", "amod", "compound", "nmod"})


class MentionIndex:
    """Mentions by the word that heads them."""

    def __init__(self, doc: Doc, mentions: Sequence[Mention]) -> None:
        self.mentions = tuple(mentions)
        self._by_head: dict[int, int] = {}
        self._covering: dict[int, int] = {}
        for number, mention in sorted(enumerate(mentions), key=lambda pair: pair[1].char_start - pair[1].char_end):
            tokens = tokens_in(doc, (mention.char_start, mention.char_end))
            inside = {token.i for token in tokens}
            for token in tokens:
                self._covering[token.i] = number  # the shortest mention wins, it comes last
                if token.head.i not in inside or token.head.i == token.i:
                    self._by_head.setdefault(token.i, number)

    def at(self, token: Token) -> int | None:
        """The longest mention that a word heads, else the shortest that covers it."""
        return self._by_head.get(token.i, self._covering.get(token.i))

    def actor_at(self, token: Token) -> int | None:
        """As `at`, without places."""
        number = self.at(token)
        return None if number is None or self.mentions[number].kind is MentionKind.PLACE else number


def source_mentions(doc: Doc, source: Offsets | None, index: MentionIndex) -> tuple[int, ...]:
    """The mentions that head the conjuncts of a source ("Washington and its allies": two)."""
    if source is None:
        return ()
    tokens = tokens_in(doc, source)
    inside = {token.i for token in tokens}
    head = source_head(doc, source)
    if head is None:
        return ()
    antecedent = relative_antecedent(head)
    nodes = [antecedent] if antecedent is not None else [head, *(n for n in head.conjuncts if n.i in inside)]
    found = (_bearer(node, inside, index) for node in nodes)
    return tuple(dict.fromkeys(number for number in found if number is not None))


def _bearer(head: Token, inside: set[int], index: MentionIndex) -> int | None:
    """The mention that a noun stands for: its own, that of the person it describes, of the people it counts.

    "Chile's president, Ana Silva" means Ana Silva, "dozens of students" the students.
    """
    number = index.at(head)
    if number is not None and index.mentions[number].kind is not MentionKind.ANONYMOUS:
        return number
    for child in head.children:
        other = index.at(child) if child.dep_ == "appos" and child.i in inside else None
        if other is not None and _is_named_person(index.mentions[other]):
            return other
    if number is None and (head.like_num or head.lemma_.lower() in _QUANTITIES):
        parts = (node for child in head.children if child.lower_ == "of" for node in child.children)
        return next((index.at(node) for node in parts if node.dep_ == "pobj"), None)
    return number


def _is_named_person(mention: Mention) -> bool:
    return mention.kind is MentionKind.PERSON and mention.form is MentionForm.NAMED


def side_of(doc: Doc, sources: Sequence[int], source: Offsets | None, index: MentionIndex) -> OwnSide:
    """A test whether a word refers to the source or to the state or body it belongs to."""
    speakers = [index.mentions[number] for number in sources]
    heads = {token.lower_ for token in tokens_in(doc, source) if token.pos_ == "PROPN"} if source else set()

    head = source_head(doc, source)
    plural = head is not None and (head.tag_ in {"NNS", "NNPS"} or bool(list(head.conjuncts)))
    collective = bool(speakers) and all(speaker.kind in _COLLECTIVES for speaker in speakers)

    def own_side(token: Token) -> bool:
        if token.lower_ in _SINGULAR_PRONOUNS:
            return not plural and not collective and not _is_somebody_else(index, token, speakers)
        if token.lower_ in {"i", "we"}:
            return True
        if token.lower_ == "they":
            return plural or collective
        if token.lower_ == "it":
            return collective
        number = index.at(token)
        named = number is not None and index.mentions[number].actor_id is not None
        if not named and token.lower_ in heads and token.pos_ == "PROPN":
            return True
        return number is not None and any(_same_side(index.mentions[number], speaker) for speaker in speakers)

    return own_side


def source_head(doc: Doc, source: Offsets | None) -> Token | None:
    """The word of a source phrase that the others hang on."""
    tokens = tokens_in(doc, source) if source is not None else []
    inside = {token.i for token in tokens}
    head = next((token for token in tokens if token.head.i not in inside or token.head.i == token.i), None)
    last = end_of_word(head) if head is not None else None
    return last if last is not None and last.i in inside else head


def _is_somebody_else(index: MentionIndex, pronoun: Token, speakers: Sequence[Mention]) -> bool:
    """Whether a pronoun was resolved to another person than the speaker."""
    number = index.at(pronoun)
    name = index.mentions[number].entity_name if number is not None else None
    names = {speaker.entity_name for speaker in speakers if speaker.entity_name is not None}
    return name is not None and bool(names) and name not in names


def _same_side(mention: Mention, speaker: Mention) -> bool:
    if mention.form is MentionForm.PRONOUN and mention.antecedent is None:
        return False
    if mention.actor_id is not None and mention.actor_id == speaker.actor_id:
        return True
    if mention.entity_name is not None and mention.entity_name == speaker.entity_name:
        return True
    return (
        mention.kind in _COLLECTIVES
        and mention.country_iso3 is not None
        and mention.country_iso3 == speaker.country_iso3
    )


def target_mentions(
    doc: Doc, attribution: Attribution, act: Act, index: MentionIndex, own_side: OwnSide
) -> tuple[int, ...]:
    """The mentions of whom the act is directed at, in words; never an audience, never from an if-clause."""
    if act not in _AT_SOMEBODY:
        return ()
    addressed = _addressed(cue_head(doc, attribution.cue), index, own_side)
    if addressed:
        return addressed
    roots = content_roots(doc, attribution)
    root = main_root(roots)
    if root is None:
        return ()
    frame = content_frame(doc, attribution)
    words = _clause_words(root, act) if frame in {Frame.CLAUSE, Frame.QUESTION} else _phrase_words(root)
    inside = {token.i for span in attribution.content for token in tokens_in(doc, span)}
    for word in words:
        if word.i not in inside:
            continue
        named = relative_antecedent(word) or word  # "who was accused"
        numbers = [index.actor_at(node) for node in (named, *named.conjuncts) if not own_side(node)]
        found = tuple(dict.fromkeys(number for number in numbers if number is not None))
        if found:
            return found
    return ()


def _addressed(cue: Token, index: MentionIndex, own_side: OwnSide) -> tuple[int, ...]:
    """Whom a warning is given to, where the text names them: "warned Russia that …"; "warned reporters" names none."""
    if cue.lemma_ not in _ADDRESSING:
        return ()
    objects = (child for child in cue.children if child.dep_ in {"dobj", "dative"})
    numbers = [index.actor_at(node) for child in objects for node in (child, *child.conjuncts) if not own_side(node)]
    named = (number for number in numbers if number is not None)
    return tuple(dict.fromkeys(n for n in named if index.mentions[n].kind is not MentionKind.ANONYMOUS))


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
    if head.pos_ in {"VERB", "AUX"}:
        yield from (child for child in head.children if child.dep_ in {"nsubj", "dobj"})
        return
    yield head
    yield from (child for child in head.children if child.dep_ in _MODIFIERS)
    for wanted in (_OWNER_PREPOSITIONS, _AT_PREPOSITIONS):
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in wanted:
                yield from (node for node in child.children if node.dep_ == "pobj")
