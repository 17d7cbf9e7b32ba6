"""Which body or state "it" means where it speaks: "it said in a statement".

Belongs here: the one use of "it" that is clear. Does not belong here: he and she, "they", "it" in any other place:
most of those mean no actor, or a thing, and stay unmentioned.

The rule. "It" as the subject of a verb of saying means the named body or state that is the subject of a verb earlier
in the sentence or in the one before, where there is exactly one such; a name inside a quotation or in a prepositional
phrase does not count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from pipelines.annotate.pronouns import Candidate

_SPEAKING = frozenset(
    {"say", "add", "warn", "announce", "state", "note", "insist", "declare", "stress", "argue", "claim", "reply"}
    | {"acknowledge", "admit", "deny", "accuse", "urge", "demand", "reject", "condemn", "pledge", "vow", "complain"}
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def resolve_body_pronouns(
    doc: Doc, bodies: Sequence[Candidate], sentence_numbers: Sequence[int]
) -> Iterator[tuple[Token, Candidate]]:
    """Each "it" that speaks and whose body is clear, with that body's nearest mention.

    `bodies` are the mentions of bodies and states in order of the text.
    """
    subjects = [one for one in bodies if doc[one.head].dep_ in _SUBJECTS]
    for token in doc:
        if token.lower_ != "it" or token.dep_ != "nsubj" or token.head.lemma_.lower() not in _SPEAKING:
            continue
        here = sentence_numbers[token.i]
        near = [one for one in subjects if one.head < token.i and here - sentence_numbers[one.head] <= 1]
        if near and len({one.entity for one in near}) == 1:
            yield token, near[-1]
