"""Mentions of actors and places in one article.

Belongs here: putting together names, nominals and pronouns into `Mention` records. Does not belong here: how each of
these is found (their modules), or ids of actors outside the registry (minted when tables are derived).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.annotate.actor_model.pronoun_ranker import load_pronoun_ranker, resolve_with_ranker
from pipelines.annotate.attribution_model.encoded_doc import encoding_of
from pipelines.annotate.body_pronouns import resolve_body_pronouns
from pipelines.annotate.entities import Entity, find_entities, find_role_phrases
from pipelines.annotate.model import in_title, sentence_numbers
from pipelines.annotate.names import find_names
from pipelines.annotate.nominals import Nominal, find_nominals
from pipelines.annotate.pronouns import Candidate, PersonMention, person_candidates, resolve_pronouns
from pipelines.annotate.recognised import NameSpan
from pipelines.annotate.records import Mention
from pipelines.annotate.roles import person_role_ending_at
from schemas.codes import MentionForm, MentionKind, NameType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spacy.tokens import Doc, Token

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
    "rule:body_pronoun": 0.75,  # "it said"
    "rule:pronoun_open": 0.5,  # he or she without
}
RANKER = "pronoun_ranker"
_SPEAKING_BODIES = frozenset(
    {MentionKind.ORGANISATION, MentionKind.IGO, MentionKind.PARTY, MentionKind.MEDIA, MentionKind.STATE}
)
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
    score: float | None = None  # where the encoder gives one


def find_mentions(doc: Doc, *, encoded: bool = False) -> list[Mention]:
    """All mentions of the Doc, sorted by start, each span once.

    Args:
        doc: a parsed article.
        encoded: whether names and pronouns are read by the shared encoder; else by spaCy's recogniser and rules.

    Returns: the mentions; a mention's `antecedent` is an index into this list.
    Raises: AttributionModelError when the encoder is wanted and its files are missing or damaged.
    """
    names = find_names(doc, encoded=encoded)
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
            score=name.score,
        )
        for index, (name, entity) in enumerate(zip(names, entities, strict=True))
    ]
    nominals = find_nominals(doc, {name.start: name for name in names}, _tokens(names) | _tokens(phrases.values()))
    drafts += _nominal_drafts(doc, nominals, drafts)
    drafts += _pronoun_drafts(doc, drafts, encoded=encoded)
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


def _pronoun_drafts(doc: Doc, drafts: Sequence[_Draft], *, encoded: bool) -> list[_Draft]:
    """He and she, each as the person that it goes back to, else as a person left open; "it said" as the body."""
    numbers = sentence_numbers(doc)
    persons, bodies = _candidates(doc, drafts), _bodies(drafts)
    if encoded:
        answers = resolve_with_ranker(doc, persons, numbers, encoding_of(doc), load_pronoun_ranker())
        found = [_pronoun(token, drafts, one, RANKER, round(share, 2)) for token, one, share in answers]
    else:
        found = [_pronoun(token, drafts, one, "rule:pronoun") for token, one in resolve_pronouns(doc, persons, numbers)]
    spoken = resolve_body_pronouns(doc, bodies, numbers)
    return found + [_pronoun(token, drafts, one, "rule:body_pronoun") for token, one in spoken]


def _pronoun(
    token: Token, drafts: Sequence[_Draft], one: Candidate | None, method: str, score: float | None = None
) -> _Draft:
    back = drafts[one.index] if one is not None else None
    return _Draft(
        start=token.i,
        end=token.i + 1,
        form=MentionForm.PRONOUN,
        method=method if back is not None else "rule:pronoun_open",
        entity=back.entity if back is not None else Entity(key=f"#{token.i}", kind=MentionKind.PERSON),
        antecedent=back,
        score=score if back is not None else None,
    )


def _bodies(drafts: Sequence[_Draft]) -> list[Candidate]:
    """The named bodies and states, in order of the text."""
    found = [
        Candidate(index, draft.entity.key, None, draft.start, draft.end - 1, draft.end - 1)
        for index, draft in enumerate(drafts)
        if draft.entity.kind in _SPEAKING_BODIES and draft.form is not MentionForm.DEMONYM
    ]
    return sorted(found, key=lambda candidate: candidate.head)


def _candidates(doc: Doc, drafts: Sequence[_Draft]) -> list[Candidate]:
    """The drafts that he or she may go back to, in order of the text: single persons, named or not."""
    persons = [
        (index, draft)
        for index, draft in enumerate(drafts)
        if draft.entity.kind in {MentionKind.PERSON, MentionKind.ANONYMOUS}
        and doc[draft.end - 1].tag_ not in {"NNS", "NNPS"}
        and (draft.form is not MentionForm.NOMINAL or person_role_ending_at(doc, draft.end) is not None)
    ]
    return person_candidates(
        doc,
        [
            PersonMention(
                index,
                draft.entity.key,
                draft.start,
                draft.end,
                (draft.role.start, draft.role.end) if draft.role is not None else None,
                draft.form is MentionForm.NOMINAL,
            )
            for index, draft in persons
        ],
    )


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
        score=draft.score if draft.score is not None else SCORES[draft.method],
        actor_id=draft.entity.actor_id,
        entity_name=draft.entity.entity_name,
        country_iso3=draft.entity.country_iso3,
        sector=draft.entity.sector,
        role=(title.start_char, title.end_char) if title is not None else None,
        antecedent=position[back.start, back.end] if back is not None else None,
    )
