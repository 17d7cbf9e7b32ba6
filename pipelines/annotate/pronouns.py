"""Personal pronouns: which person "he" and "she" mean.

Belongs here: choosing an antecedent for he and she. Does not belong here: names, nominals, other pronouns.

The rule. A possessive in a phrase before the subject means the subject ("In his speech, Okoro said"). Else
candidates are the mentions of persons before the pronoun, at most three sentences back, whose gender does not speak
against it; a pronoun in a quotation looks only inside that quotation. The nearest sentence with a candidate decides;
in it subjects go before others, and of several subjects first the one whose clause governs the pronoun, then that of
the main clause. Persons whom nothing sets apart leave the pronoun without antecedent.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

_SENTENCES_BACK = 3
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


class Gender(Enum):
    """Grammatical gender that a pronoun, title or role word shows."""

    MALE = "male"
    FEMALE = "female"


_PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), Gender.MALE),
    **dict.fromkeys(("she", "her", "hers", "herself"), Gender.FEMALE),
}
_GENDERED = {
    **dict.fromkeys(("mr", "sir", "lord", "king", "prince", "duke", "spokesman", "chairman"), Gender.MALE),
    **dict.fromkeys(("congressman", "businessman", "father", "husband", "son", "brother", "pope"), Gender.MALE),
    **dict.fromkeys(("mrs", "ms", "miss", "lady", "dame", "queen", "princess", "duchess"), Gender.FEMALE),
    **dict.fromkeys(("spokeswoman", "chairwoman", "congresswoman", "businesswoman", "mother"), Gender.FEMALE),
    **dict.fromkeys(("wife", "daughter", "sister", "baroness"), Gender.FEMALE),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention that a pronoun may go back to: its index, head token, the entity it means and that one's gender."""

    index: int
    head: int
    entity: str
    gender: Gender | None


def gender_of_words(words: Sequence[str]) -> Gender | None:
    """The gender that titles and role words show, None where they show none or two."""
    genders = {_GENDERED[word.lower().rstrip(".")] for word in words if word.lower().rstrip(".") in _GENDERED}
    return genders.pop() if len(genders) == 1 else None


def find_pronouns(doc: Doc) -> list[tuple[Token, Gender]]:
    """The forms of he and she in the Doc, in order."""
    return [(token, _PRONOUNS[token.lower_]) for token in doc if token.lower_ in _PRONOUNS]


def resolve(
    doc: Doc, pronoun: Token, gender: Gender, candidates: Sequence[Candidate], sentence_numbers: Sequence[int]
) -> Candidate | None:
    """The mention that the pronoun goes back to, None where the text leaves it open.

    `candidates` are in order of the text.
    """
    ahead = _announced(pronoun, gender, candidates)
    if ahead is not None:
        return ahead
    quotations = quotation_numbers(doc)
    own = sentence_numbers[pronoun.i]
    fitting = [
        candidate
        for candidate in candidates
        if candidate.head < pronoun.i
        and own - sentence_numbers[candidate.head] <= _SENTENCES_BACK
        and candidate.gender in {None, gender}
        and quotations[pronoun.i] == quotations[candidate.head]
        and not _excluded(doc[candidate.head], pronoun)
    ]
    for sentence in range(own, own - _SENTENCES_BACK - 1, -1):
        here = [candidate for candidate in fitting if sentence_numbers[candidate.head] == sentence]
        if here:
            return _best(doc, pronoun, here)
    return None


def _announced(pronoun: Token, gender: Gender, candidates: Sequence[Candidate]) -> Candidate | None:
    """The subject that a possessive in a phrase before it announces: "In his speech, Okoro said"."""
    if pronoun.tag_ != "PRP$":
        return None
    for ancestor in pronoun.ancestors:
        if ancestor.dep_ == "prep" and pronoun.i < ancestor.head.i and ancestor.head.pos_ in {"VERB", "AUX"}:
            subjects = {child.i for child in ancestor.head.lefts if child.dep_ in _SUBJECTS and child.i > pronoun.i}
            found = [one for one in candidates if one.head in subjects and one.gender in {None, gender}]
            return found[0] if found else None
    return None


def quotation_numbers(doc: Doc) -> list[int]:
    """For each token the number of the quotation that it stands in, 0 outside."""
    numbers, current, count = [], 0, 0
    for token in doc:
        if token.text in {"“", "``"} or (token.text == '"' and not current):
            count += 1
            current = count
        elif token.text in {"”", "''", '"'} or (token.is_space and "\n" in token.text):
            current = 0
        numbers.append(current)
    return numbers


def _best(doc: Doc, pronoun: Token, here: Sequence[Candidate]) -> Candidate | None:
    subjects = [candidate for candidate in here if doc[candidate.head].dep_ in _SUBJECTS]
    pool = subjects or list(here)
    if len({candidate.entity for candidate in pool}) == 1:
        return pool[-1]
    if not subjects:
        return None
    governing = [candidate for candidate in pool if pronoun in set(doc[candidate.head].head.subtree)]
    if len({candidate.entity for candidate in governing}) == 1:
        return governing[-1]
    main = [candidate for candidate in pool if doc[candidate.head].head.dep_ == "ROOT"]
    return main[0] if len({candidate.entity for candidate in main}) == 1 else None


def _excluded(candidate: Token, pronoun: Token) -> bool:
    """Whether both are arguments of one verb ("Ito praised him"): then they cannot be the same person."""
    if pronoun.tag_ == "PRP$" or pronoun.lower_.endswith("self"):
        return False
    return candidate.head == pronoun.head and candidate.dep_ in _SUBJECTS and pronoun.dep_ not in _SUBJECTS
