"""Personal pronouns: which person "he" and "she" mean.

Belongs here: choosing an antecedent for he and she. Does not belong here: names, nominals, other pronouns.

The rule. A possessive in a phrase before the subject means the subject ("In his speech, Okoro said"). Else
candidates are the mentions of persons before the pronoun, at most three sentences back, whose gender does not speak
against it; a pronoun in a quotation looks only inside that quotation. The nearest sentence with a candidate decides;
in it subjects go before others, and of several subjects first the one whose clause governs the pronoun, then that of
the main clause. Persons whom nothing sets apart leave the pronoun without antecedent.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Doc, Token

_SENTENCES_BACK = 3
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


class Gender(Enum):
    """Grammatical gender that a pronoun, title or role word shows."""

    MALE = "male"
    FEMALE = "female"


MALE_WORDS = frozenset({"he", "him", "his", "himself"})
FEMALE_WORDS = frozenset({"she", "her", "hers", "herself"})
PRONOUN_WORDS = MALE_WORDS | FEMALE_WORDS
_PRONOUNS = {**dict.fromkeys(MALE_WORDS, Gender.MALE), **dict.fromkeys(FEMALE_WORDS, Gender.FEMALE)}
_GENDERED = {
    **dict.fromkeys(("mr", "sir", "lord", "king", "prince", "duke", "spokesman", "chairman"), Gender.MALE),
    **dict.fromkeys(("congressman", "businessman", "father", "husband", "son", "brother", "pope"), Gender.MALE),
    **dict.fromkeys(("mrs", "ms", "miss", "lady", "dame", "queen", "princess", "duchess"), Gender.FEMALE),
    **dict.fromkeys(("spokeswoman", "chairwoman", "congresswoman", "businesswoman", "mother"), Gender.FEMALE),
    **dict.fromkeys(("wife", "daughter", "sister", "baroness"), Gender.FEMALE),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention that a pronoun may go back to: its index, the entity it means, that one's gender, and its tokens.

    `first` and `last` are its tokens at the edges, `head` the one that heads it.
    """

    index: int
    entity: str
    gender: Gender | None
    first: int
    head: int
    last: int
    is_pronoun: bool = False
    is_nominal: bool = False


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A mention of a single person, tokens `start:end`; `role` are the tokens of its role phrase."""

    index: int
    entity: str
    start: int
    end: int
    role: tuple[int, int] | None = None
    is_nominal: bool = False


def person_candidates(doc: Doc, persons: Sequence[PersonMention]) -> list[Candidate]:
    """The mentions as candidates in order of the text; titles and roles of all of them tell a person's gender."""
    words: dict[str, list[str]] = {}
    for person in persons:
        spans = [doc[max(person.start - 1, 0) : person.end]]
        spans += [doc[person.role[0] : person.role[1]]] if person.role is not None else []
        words.setdefault(person.entity, []).extend(token.text for span in spans for token in span)
    genders = {entity: gender_of_words(told) for entity, told in words.items()}
    found = [
        Candidate(
            person.index,
            person.entity,
            genders[person.entity],
            person.start,
            person.end - 1,
            person.end - 1,
            is_nominal=person.is_nominal,
        )
        for person in persons
    ]
    return sorted(found, key=lambda candidate: candidate.head)


def gender_of_words(words: Sequence[str]) -> Gender | None:
    """The gender that titles and role words show, None where they show none or two."""
    genders = {_GENDERED[word.lower().rstrip(".")] for word in words if word.lower().rstrip(".") in _GENDERED}
    return genders.pop() if len(genders) == 1 else None


def resolve_pronouns(
    doc: Doc, candidates: Sequence[Candidate], sentence_numbers: Sequence[int]
) -> list[tuple[Token, Candidate | None]]:
    """Each form of he and she in the Doc, in order, with the mention that it goes back to, None where that is open.

    A pronoun that is resolved tells its person's gender and keeps the person in view for the next one.
    """
    genders = {candidate.entity: candidate.gender for candidate in candidates}
    by_head = {candidate.head: candidate for candidate in candidates}
    quotations = quotation_numbers(doc)
    resolved = []
    view: list[Candidate] = []
    for token in doc:
        gender = _PRONOUNS.get(token.lower_)
        if gender is not None:
            view = [one for one in view if sentence_numbers[token.i] - sentence_numbers[one.head] <= _SENTENCES_BACK]
            fitting = [
                candidate
                for candidate in view
                if genders[candidate.entity] in {None, gender}
                and quotations[token.i] == quotations[candidate.head]
                and not _excluded(doc[candidate.head], token)
                and not _owns_the_one_meant(doc[candidate.head], gender)
            ]
            best = _announced(token, gender, by_head, genders) or _nearest(doc, token, fitting, sentence_numbers)
            resolved.append((token, best))
            if best is not None:
                genders[best.entity] = gender
                view.append(replace(best, head=token.i))
        elif token.i in by_head:
            view.append(by_head[token.i])
    return resolved


def _nearest(
    doc: Doc, pronoun: Token, fitting: Sequence[Candidate], sentence_numbers: Sequence[int]
) -> Candidate | None:
    """The best of the nearest sentence that has a candidate."""
    if not fitting:
        return None
    sentence = sentence_numbers[fitting[-1].head]
    return _best(doc, pronoun, [one for one in fitting if sentence_numbers[one.head] == sentence])


def _announced(
    pronoun: Token, gender: Gender, by_head: Mapping[int, Candidate], genders: Mapping[str, Gender | None]
) -> Candidate | None:
    """The subject that a possessive in a phrase before it announces: "In his speech, Okoro said"."""
    if pronoun.tag_ != "PRP$":
        return None
    for ancestor in pronoun.ancestors:
        verb = ancestor.head
        if ancestor.dep_ == "prep" and pronoun.i < verb.i and verb.pos_ in {"VERB", "AUX"}:
            subjects = [child.i for child in verb.lefts if child.dep_ in _SUBJECTS and child.i > pronoun.i]
            found = [by_head[head] for head in subjects if head in by_head]
            return next((one for one in found if genders[one.entity] in {None, gender}), None)
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


def _owns_the_one_meant(candidate: Token, gender: Gender) -> bool:
    """Whether the mention only tells whose relative is meant: "she" after "the mayor's sister" is the sister."""
    return candidate.dep_ == "poss" and _GENDERED.get(candidate.head.lower_) is gender


def _excluded(candidate: Token, pronoun: Token) -> bool:
    """Whether both are arguments of one verb ("Ito praised him"): then they cannot be the same person."""
    if pronoun.tag_ == "PRP$" or pronoun.lower_.endswith("self"):
        return False
    return candidate.head == pronoun.head and candidate.dep_ in _SUBJECTS and pronoun.dep_ not in _SUBJECTS
