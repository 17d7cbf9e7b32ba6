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
from pipelines.knowledge.act_words import WordClass, act_words
from pipelines.knowledge.registry import RefersTo, roles
from schemas.codes import MentionForm, MentionKind, Sector

type OwnSide = Callable[[Token], bool]

_COLLECTIVES = frozenset(
    {MentionKind.STATE, MentionKind.ORGANISATION, MentionKind.PLACE, MentionKind.IGO}
    | {MentionKind.PARTY, MentionKind.GROUP, MentionKind.MEDIA}
)
_QUANTITIES = frozenset(
    {"dozen", "hundred", "thousand", "million", "score", "number", "majority", "minority", "handful", "half", "third"}
    | {"some", "many", "most", "several", "few", "both", "all", "none", "lot", "couple", "crowd"}
)
# Who speaks for a body without being of a known sector: "a spokeswoman said the airline will pay".
_VOICES = frozenset({"he", "she", "spokesman", "spokeswoman", "spokesperson", "statement"})
_SEVERAL = frozenset({"both", "each", "either", "neither"})
_FOREIGN = frozenset({"another", "enemy", "foreign", "hostile", "neighboring", "neighbouring", "other", "rival"})
_PRONOUNS = frozenset({"i", "my", "we", "our", "he", "his", "she", "her", "it", "its", "they", "their"})


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
    sources = tuple(dict.fromkeys(number for number in found if number is not None))
    return sources or _only_person(tokens, index)


def _only_person(tokens: Sequence[Token], index: MentionIndex) -> tuple[int, ...]:
    """The one person whom a source names, where the parse has taken a title for its head ("Chairman-in-Office")."""
    numbers = {index.at(token) for token in tokens}
    persons = [number for number in numbers if number is not None and _is_named_person(index.mentions[number])]
    return (persons[0],) if len(persons) == 1 else ()


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
    return _Side(doc, [index.mentions[number] for number in sources], source, index).holds


class _Side:
    """A speaker and what belongs to its side."""

    def __init__(self, doc: Doc, speakers: Sequence[Mention], source: Offsets | None, index: MentionIndex) -> None:
        tokens = tokens_in(doc, source) if source is not None else []
        head = source_head(doc, source)
        self._speakers = speakers
        self._index = index
        self._names = {token.lower_ for token in tokens if token.pos_ == "PROPN"}
        self._nouns = {token.lemma_.lower() for token in tokens}
        self._is_voice = head is not None and head.lemma_.lower() in _VOICES and not self._names
        self._sectors = {speaker.sector for speaker in speakers if speaker.sector is not None}
        self._plural = head is not None and (head.tag_ in {"NNS", "NNPS"} or bool(list(head.conjuncts)))
        known = [speaker for speaker in speakers if speaker.kind is not MentionKind.ANONYMOUS]
        self._is_known_body = bool(known) and all(speaker.kind in _COLLECTIVES for speaker in known)
        self._collective = all(speaker.kind in _COLLECTIVES for speaker in known) if known else _is_body(head)
        homeless = [speaker.sector for speaker in speakers if speaker.country_iso3 is None]
        nameless = not any(token.pos_ == "PROPN" for token in tokens)
        self._speaks_for_some_state = nameless and Sector.GOV in homeless

    def holds(self, token: Token) -> bool:
        pronoun = token.lower_
        if pronoun in _PRONOUNS:
            return self._is_own_pronoun(token, pronoun)
        number = self._index.at(token)
        mention = self._index.mentions[number] if number is not None else None
        if token.lower_ in self._names and token.pos_ == "PROPN" and (mention is None or mention.actor_id is None):
            return True
        if mention is not None:
            if self._speaks_for_some_state and mention.kind is MentionKind.STATE and token.dep_ == "nsubj":
                return True  # "Lima will stay neutral, the foreign minister said"
            if any(_same_side(mention, speaker) for speaker in self._speakers):
                return True
        return token.pos_ in {"NOUN", "PROPN"} and self._is_own_body(token)

    def _is_own_pronoun(self, token: Token, pronoun: str) -> bool:
        if pronoun in {"he", "she", "his", "her"}:
            return not (self._plural or self._is_known_body or _is_somebody_else(self._index, token, self._speakers))
        if pronoun in {"it", "its"}:
            return self._collective
        return pronoun in {"i", "my", "we", "our"} or self._plural or self._collective

    def _is_own_body(self, noun: Token) -> bool:
        """Whether "her government", "the government" in the words of a minister, is the speaker's own."""
        owners = [child for child in noun.children if child.dep_ in {"poss", "amod", "compound", "nmod"}]
        possessors = [child for child in owners if child.dep_ == "poss"]
        lemma = noun.lemma_.lower()
        role = roles().get(lemma)
        if possessors:
            return (role is not None or lemma in act_words()[WordClass.SIDE]) and self.holds(possessors[0])
        if noun.dep_ != "nsubj" or lemma not in act_words()[WordClass.SIDE]:
            return False
        counted = any(child.dep_ == "nummod" or child.lower_ in _SEVERAL for child in noun.children)
        if counted or any(child.ent_type_ or child.pos_ == "PROPN" or child.lower_ in _FOREIGN for child in owners):
            return False
        if lemma in self._nouns or (self._is_voice and noun.lower_ == lemma):
            return True
        return role.sector in self._sectors if role is not None else not self._collective


def _is_body(head: Token | None) -> bool:
    """Whether a source that is no mention reads as one body: "the Left party", "the union"."""
    if head is None or head.pos_ not in {"NOUN", "PROPN"} or head.tag_ in {"NNS", "NNPS"}:
        return False
    if head.pos_ == "PROPN":
        return head.ent_type_ in {"ORG", "GPE", "NORP"} or head.lower_ in act_words()[WordClass.SIDE]
    role = roles().get(head.lemma_.lower())
    return role is None or role.refers_to is RefersTo.BODY


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
