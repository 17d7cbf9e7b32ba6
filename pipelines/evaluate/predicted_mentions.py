"""Mentions in the terms of the measures: which of them are names, and which mean the same.

Belongs here: reading `Mention` records. Does not belong here: counting, gold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas.codes import MentionForm, MentionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.annotate.records import Mention

_NAMES = frozenset({MentionForm.NAMED, MentionForm.METONYM})


def is_name(mention: Mention) -> bool:
    """Whether a mention is what corpora call a name.

    "Moscow" is one, also where it stands for Russia. A demonym is not: of 67 that were found in the training part of
    CrossNER, none is marked as a person, body or place: 17 are "misc", 48 lie in longer names, 2 are not marked.
    """
    return mention.form in _NAMES


def is_crossner_name(mention: Mention) -> bool:
    """Whether a mention is what CrossNER calls a name.

    Peoples, blocs and the members of a party ("Bolsheviks", "the West") are "misc" there, or not marked at all.
    """
    return is_name(mention) and mention.kind is not MentionKind.GROUP


def label_kind(mention: Mention) -> str:
    """The kind of a name in our labelled passages, which say what a name is, not what it stands for.

    There a country is a state also as a place, and a capital a place also where it stands for its state.
    """
    if mention.kind is MentionKind.STATE and mention.form is MentionForm.METONYM:
        return str(MentionKind.PLACE)
    if mention.kind is MentionKind.PLACE and mention.actor_id is not None:
        return str(MentionKind.STATE)
    return str(mention.kind)


def entity_names(mentions: Sequence[Mention], text: str) -> list[str]:
    """For each mention a name of its entity, which only mentions of the same entity share within the article."""
    return [_entity_name(mentions, number, text) for number in range(len(mentions))]


def _entity_name(mentions: Sequence[Mention], number: int, text: str) -> str:
    while (antecedent := mentions[number].antecedent) is not None:
        number = antecedent
    mention = mentions[number]
    if mention.form in {MentionForm.PRONOUN, MentionForm.NOMINAL}:
        return f"#{number}"
    return mention.actor_id or mention.entity_name or text[mention.char_start : mention.char_end]
