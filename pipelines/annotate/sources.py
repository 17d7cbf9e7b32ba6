"""Who stands behind a position: the mentions of its source, and the words that mean its own side.

Belongs here: from the span of a source and mentions to indexes of mentions, for either position engine. Does not
belong here: finding mentions or resolving pronouns, targets.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.tokens import Doc, Token

from pipelines.annotate.attribution import tokens_in
from pipelines.annotate.attribution_sources import end_of_word, relative_antecedent
from pipelines.annotate.mention_index import MentionIndex
from pipelines.annotate.records import Mention, Offsets
from schemas.codes import MentionForm, MentionKind

type OwnSide = Callable[[Token], bool]

_COLLECTIVES = frozenset({MentionKind.STATE, MentionKind.ORGANISATION, MentionKind.PLACE, MentionKind.IGO})
_QUANTITIES = frozenset(
    {"dozen", "hundred", "thousand", "million", "score", "number", "majority", "minority", "handful", "half", "third"}
    | {"some", "many", "most", "several", "few", "both", "all", "none", "lot", "couple", "crowd"}
)
_SINGULAR_PRONOUNS = frozenset({"he", "she"})


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
