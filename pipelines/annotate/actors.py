"""Mentions of actors and places in one article.

Belongs here: putting together names, nominals and pronouns into `Mention` records. Does not belong here: how each of
these is found (their modules), or ids of actors outside the registry (minted when tables are derived).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.annotate.entities import Entity, find_entities, find_role_phrases
from pipelines.annotate.model import in_title, sentence_numbers
from pipelines.annotate.names import NameSpan, find_names
from pipelines.annotate.nominals import Nominal, find_nominals
from pipelines.annotate.pronouns import Candidate, gender_of_words, resolve_pronouns
from pipelines.annotate.records import Mention
from pipelines.annotate.roles import person_role_ending_at
from schemas.codes import MentionForm, MentionKind, NameType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spacy.tokens import Doc

    from pipelines.annotate.roles import RolePhrase

# Priors by method: how often such a mention is right, as we estimate from reading; not calibrated on gold.
SCORES = {
    "rule:registry": 0.95,  # a clear name of the registry, or an ambiguous one that the article settles
    "rule:ambiguous": 0.6,  # a name of several registry actors that the article leaves open
    "ner": 0.85,  # the entity recogniser
    "rule:title": 0.85,  # capitalised words after a title
    "rule:repair": 0.85,  # the recogniser's label or gap, corrected from the rest of the article
    "rule:nominal": 0.8,  # a role noun
    "rule:holder": 0.75,  # "the minister", where the article has one
    "rule:pronoun": 0.75,  # he or she with an antecedent
    "rule:pronoun_open": 0.5,  # he or she without
}
_FORMS = {
    NameType.DEMONYM: MentionForm.DEMONYM,
    NameType.CAPITAL: MentionForm.METONYM,
    NameType.METONYM: MentionForm.METONYM,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A mention over the tokens `start:end`, before it has its place in the list; `antecedent` is a draft."""

    start: int
    end: int
    form: MentionForm
    method: str
    entity: Entity
    role: RolePhrase | None = None
    antecedent: _Draft | None = None


def find_mentions(doc: Doc) -> list[Mention]:
    """All mentions of the Doc, sorted by start, each span once.

    A mention's `antecedent` is an index into the list that is returned.
    """
    names = find_names(doc)
    phrases = find_role_phrases(doc, names)
    entities = find_entities(doc, names, phrases)
    drafts = [
        _Draft(
            start=name.start,
            end=name.end,
            form=_form(name, entity),
            method=_method(name),
            entity=entity,
            role=phrases.get(index),
        )
        for index, (name, entity) in enumerate(zip(names, entities, strict=True))
    ]
    nominals = find_nominals(doc, {name.start: name for name in names}, _tokens(names) | _tokens(phrases.values()))
    drafts += _nominal_drafts(doc, nominals, drafts)
    drafts += _pronoun_drafts(doc, drafts)
    return _records(doc, drafts)


def _tokens(spans: Iterable[NameSpan | RolePhrase]) -> set[int]:
    return {index for span in spans for index in range(span.start, span.end)}


def _form(name: NameSpan, entity: Entity) -> MentionForm:
    if name.match is None or entity.kind is MentionKind.PLACE:
        return MentionForm.NAMED
    return _FORMS.get(name.match.name_type, MentionForm.NAMED)


def _method(name: NameSpan) -> str:
    return "rule:ambiguous" if name.match is not None and name.match.actor is None else name.method


def _nominal_drafts(doc: Doc, nominals: Iterable[Nominal], named: Sequence[_Draft]) -> list[_Draft]:
    """Role nouns: each the one person in the article who holds the role, else somebody whom the text does not name."""
    holders: dict[str, list[_Draft]] = defaultdict(list)
    for draft in named:
        if draft.role is not None:
            for noun in {token.lower_ for token in doc[draft.role.start : draft.role.end]}:
                holders[noun].append(draft)
    return [_nominal_draft(nominal, _holder(doc, nominal, holders)) for nominal in nominals]


def _nominal_draft(nominal: Nominal, holder: _Draft | None) -> _Draft:
    anonymous = Entity(
        key=f"#{nominal.start}",
        kind=MentionKind.ANONYMOUS,
        country_iso3=nominal.country_iso3,
        sector=nominal.sector,
    )
    return _Draft(
        start=nominal.start,
        end=nominal.end,
        form=MentionForm.NOMINAL,
        method="rule:holder" if holder is not None else "rule:nominal",
        entity=holder.entity if holder is not None else anonymous,
        antecedent=holder,
    )


def _holder(doc: Doc, nominal: Nominal, holders: Mapping[str, Sequence[_Draft]]) -> _Draft | None:
    """The person before a bare "the minister", where nobody else in the article has a role with that noun."""
    article, noun = doc[nominal.start], doc[nominal.end - 1]
    if nominal.end - nominal.start != 2 or article.lower_ != "the" or noun.tag_ == "NNS":
        return None
    holding = holders.get(noun.lower_, [])
    before = [draft for draft in holding if draft.start < nominal.start]
    return before[-1] if before and len({draft.entity.key for draft in holding}) == 1 else None


def _pronoun_drafts(doc: Doc, drafts: Sequence[_Draft]) -> list[_Draft]:
    """He and she, each as the person that it goes back to, else as a person left open."""
    found = []
    for token, candidate in resolve_pronouns(doc, _candidates(doc, drafts), sentence_numbers(doc)):
        back = drafts[candidate.index] if candidate is not None else None
        found.append(
            _Draft(
                start=token.i,
                end=token.i + 1,
                form=MentionForm.PRONOUN,
                method="rule:pronoun" if back is not None else "rule:pronoun_open",
                entity=back.entity if back is not None else Entity(key=f"#{token.i}", kind=MentionKind.PERSON),
                antecedent=back,
            )
        )
    return found


def _candidates(doc: Doc, drafts: Sequence[_Draft]) -> list[Candidate]:
    """The drafts that he or she may go back to, in order of the text: single persons, named or not."""
    persons = [
        (index, draft)
        for index, draft in enumerate(drafts)
        if draft.entity.kind in {MentionKind.PERSON, MentionKind.ANONYMOUS}
        and doc[draft.end - 1].tag_ not in {"NNS", "NNPS"}
        and (draft.form is not MentionForm.NOMINAL or person_role_ending_at(doc, draft.end) is not None)
    ]
    words: dict[str, list[str]] = {}
    for _, draft in persons:
        spans = [doc[max(draft.start - 1, 0) : draft.end]]
        spans += [doc[draft.role.start : draft.role.end]] if draft.role is not None else []
        words.setdefault(draft.entity.key, []).extend(token.text for span in spans for token in span)
    found = [
        Candidate(index, draft.end - 1, draft.entity.key, gender_of_words(words[draft.entity.key]))
        for index, draft in persons
    ]
    return sorted(found, key=lambda candidate: candidate.head)


def _records(doc: Doc, drafts: Sequence[_Draft]) -> list[Mention]:
    """The drafts as records, sorted by offsets (the longer first), with antecedents as indexes."""
    numbers = sentence_numbers(doc)
    ordered = sorted(drafts, key=lambda draft: (draft.start, -draft.end))
    position = {(draft.start, draft.end): index for index, draft in enumerate(ordered)}
    return [_record(doc, draft, numbers[draft.start], position) for draft in ordered]


def _record(doc: Doc, draft: _Draft, sentence_no: int, position: Mapping[tuple[int, int], int]) -> Mention:
    span, role, back = doc[draft.start : draft.end], draft.role, draft.antecedent
    title = doc[role.start : role.end] if role is not None else None
    return Mention(
        char_start=span.start_char,
        char_end=span.end_char,
        sentence_no=sentence_no,
        in_title=in_title(doc, span.start_char),
        form=draft.form,
        kind=draft.entity.kind,
        method=draft.method,
        score=SCORES[draft.method],
        actor_id=draft.entity.actor_id,
        entity_name=draft.entity.entity_name,
        country_iso3=draft.entity.country_iso3,
        sector=draft.entity.sector,
        role=(title.start_char, title.end_char) if title is not None else None,
        antecedent=position[back.start, back.end] if back is not None else None,
    )
