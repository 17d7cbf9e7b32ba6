"""Mentions of actors and places in one article.

Belongs here: putting together names, roles, pronouns and nominals into `Mention` records. Does not belong here: how
each of these is found (their modules), ids of actors outside the registry (minted when tables are derived).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pipelines.annotate.model import in_title, sentence_numbers
from pipelines.annotate.names import NameSpan, cluster_persons, find_names, is_full_name
from pipelines.annotate.nominals import Nominal, find_nominals
from pipelines.annotate.pronouns import Candidate, find_pronouns, gender_of_words, resolve
from pipelines.annotate.records import Mention
from pipelines.annotate.roles import RolePhrase, role_country, role_phrase
from pipelines.annotate.state_use import is_place
from schemas.codes import MentionForm, MentionKind, NameType

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Doc

# Priors: how often a mention by the method is right, as we estimate from reading; not calibrated on gold yet.
SCORES = {
    "rule:registry": 0.95,
    "rule:ambiguous": 0.6,
    "ner": 0.85,
    "rule:title": 0.85,
    "rule:repair": 0.85,
    "rule:nominal": 0.8,
    "rule:holder": 0.75,
    "rule:pronoun": 0.75,
    "rule:pronoun_open": 0.5,
}
_FORMS = {
    NameType.DEMONYM: MentionForm.DEMONYM,
    NameType.CAPITAL: MentionForm.METONYM,
    NameType.METONYM: MentionForm.METONYM,
}


def find_mentions(doc: Doc) -> list[Mention]:
    """All mentions of the Doc, sorted by start, each span once.

    A mention's `antecedent` is an index into the list that is returned.
    """
    names = find_names(doc)
    persons = cluster_persons(doc, names)
    phrases = {index: phrase for index in persons if (phrase := role_phrase(doc, names[index], names)) is not None}
    taken = {index for name in names for index in range(name.start, name.end)}
    taken |= {index for phrase in phrases.values() for index in range(phrase.start, phrase.end)}
    article = _Article(doc)
    mentions = [
        article.person(name, persons[index], phrases, persons, phrases.get(index))
        if index in persons
        else article.name(name, names)
        for index, name in enumerate(names)
    ]
    heads = [name.end - 1 for name in names]
    for nominal in find_nominals(doc, names, taken):
        mentions.append(article.nominal(nominal, mentions, _holders(doc, nominal, phrases, persons)))
        heads.append(nominal.end - 1)
    mentions += article.pronouns(mentions, heads)
    return _in_order(mentions)


class _Article:
    """The Doc with what every mention needs of it."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.sentence_numbers = sentence_numbers(doc)

    def mention(self, start: int, end: int, method: str, **fields: Any) -> Mention:
        """A mention over the tokens `start:end`."""
        span = self.doc[start:end]
        return Mention(
            char_start=span.start_char,
            char_end=span.end_char,
            sentence_no=self.sentence_numbers[start],
            in_title=in_title(self.doc, span.start_char),
            method=method,
            score=SCORES[method],
            **fields,
        )

    def name(self, name: NameSpan, names: Sequence[NameSpan]) -> Mention:
        """The mention of a name that is no person's."""
        span = self.doc[name.start : name.end]
        if name.match is None:
            is_actor = name.kind is not MentionKind.PLACE
            return self.mention(
                name.start,
                name.end,
                name.method,
                form=MentionForm.NAMED,
                kind=name.kind,
                entity_name=" ".join(span.text.split()) if is_actor else None,
                country_iso3=self._modifying_country(name, names) if is_actor else None,
            )
        actor, name_type = name.match.actor, name.match.name_type
        place = name.match.is_state and is_place(span, name_type)
        city = place and name_type is NameType.CAPITAL
        known = actor is not None and not city
        group = name.kind is MentionKind.GROUP and actor is not None and actor.kind.value != "group"
        return self.mention(
            name.start,
            name.end,
            "rule:registry" if actor is not None else "rule:ambiguous",
            form=MentionForm.NAMED if place else _FORMS.get(name_type, MentionForm.NAMED),
            kind=MentionKind.PLACE if place else name.kind,
            actor_id=actor.actor_id if known and not group else None,
            entity_name=" ".join(span.text.split()) if group else None,
            country_iso3=actor.country_iso3 if known else None,
            sector=actor.sector if known else None,
        )

    def person(
        self,
        name: NameSpan,
        entity: str,
        phrases: Mapping[int, RolePhrase],
        persons: Mapping[int, str],
        phrase: RolePhrase | None,
    ) -> Mention:
        """The mention of a person's name, with the sector and country that any of the person's roles tells."""
        own = [other for index, other in phrases.items() if persons[index] == entity]
        return self.mention(
            name.start,
            name.end,
            name.method,
            form=MentionForm.NAMED,
            kind=MentionKind.PERSON,
            entity_name=entity if is_full_name(entity) else None,
            country_iso3=next((other.country_iso3 for other in own if other.country_iso3 is not None), None),
            sector=next((other.sector for other in own if other.sector is not None), None),
            role=self._offsets(phrase.start, phrase.end) if phrase is not None else None,
        )

    def nominal(self, nominal: Nominal, names: Sequence[Mention], holders: Sequence[int]) -> Mention:
        """The mention of a role noun: of the one person in the article who holds the role, else of nobody named."""
        if len(holders) == 1:
            holder = names[holders[0]]
            return self.mention(
                nominal.start,
                nominal.end,
                "rule:holder",
                form=MentionForm.NOMINAL,
                kind=MentionKind.PERSON,
                entity_name=holder.entity_name,
                country_iso3=holder.country_iso3,
                sector=holder.sector,
                antecedent=holders[0],
            )
        return self.mention(
            nominal.start,
            nominal.end,
            "rule:nominal",
            form=MentionForm.NOMINAL,
            kind=MentionKind.ANONYMOUS,
            country_iso3=nominal.country_iso3,
            sector=nominal.sector,
        )

    def pronouns(self, mentions: Sequence[Mention], heads: Sequence[int]) -> list[Mention]:
        """The mentions of he and she, each with its antecedent where the text makes it clear."""
        candidates = self._candidates(mentions, heads)
        found: list[Mention] = []
        for token, gender in find_pronouns(self.doc):
            best = resolve(self.doc, token, gender, candidates, self.sentence_numbers)
            antecedent = mentions[best.index] if best is not None else None
            found.append(
                self.mention(
                    token.i,
                    token.i + 1,
                    "rule:pronoun" if antecedent is not None else "rule:pronoun_open",
                    form=MentionForm.PRONOUN,
                    kind=antecedent.kind if antecedent is not None else MentionKind.PERSON,
                    entity_name=antecedent.entity_name if antecedent is not None else None,
                    country_iso3=antecedent.country_iso3 if antecedent is not None else None,
                    sector=antecedent.sector if antecedent is not None else None,
                    antecedent=best.index if best is not None else None,
                )
            )
            if best is not None:
                # A pronoun keeps its person in view for the next one.
                candidates.append(Candidate(best.index, token.i, best.entity, gender))
                candidates.sort(key=lambda candidate: candidate.head)
        return found

    def _candidates(self, mentions: Sequence[Mention], heads: Sequence[int]) -> list[Candidate]:
        words: dict[str, list[str]] = {}
        entities: dict[int, str] = {}
        for index, (mention, head) in enumerate(zip(mentions, heads, strict=True)):
            text = self.doc.text[mention.char_start : mention.char_end]
            single = self.doc[head].tag_ not in {"NNS", "NNPS"}
            if mention.kind not in {MentionKind.PERSON, MentionKind.ANONYMOUS} or not single:
                continue
            anonymous = mention.kind is MentionKind.ANONYMOUS
            entity = f"#{index}" if anonymous else mention.entity_name or text
            entities[index] = entity
            start, end = mention.role or (mention.char_start, mention.char_end)
            words.setdefault(entity, []).extend(self.doc.text[min(start, mention.char_start) : end].split())
            first = self.doc.char_span(mention.char_start, mention.char_end)
            if first is not None and first.start > 0:
                words[entity].append(self.doc[first.start - 1].text)
        return sorted(
            (
                Candidate(index, heads[index], entity, gender_of_words(words[entity]))
                for index, entity in entities.items()
            ),
            key=lambda candidate: candidate.head,
        )

    def _modifying_country(self, name: NameSpan, names: Sequence[NameSpan]) -> str | None:
        """The country of a people's name in or right before an organisation's name: "Polish Border Guard"."""
        near = [
            other
            for other in names
            if other.match is not None and other.match.name_type is NameType.DEMONYM and other.end == name.start
        ]
        return role_country(near)

    def _offsets(self, start: int, end: int) -> tuple[int, int]:
        span = self.doc[start:end]
        return span.start_char, span.end_char


def _holders(doc: Doc, nominal: Nominal, phrases: Mapping[int, RolePhrase], persons: Mapping[int, str]) -> list[int]:
    """The last mention before a bare "the minister" of each person in the article whose role phrase has the noun."""
    if not nominal.definite or nominal.end - nominal.start != 2 or doc[nominal.end - 1].tag_ == "NNS":
        return []
    noun = doc[nominal.end - 1].lower_
    holders: dict[str, int] = {}
    for index, phrase in phrases.items():
        if noun in {token.lower_ for token in doc[phrase.start : phrase.end]}:
            holders.setdefault(persons[index], index)
    return [index for index in holders.values() if phrases[index].start < nominal.start] if len(holders) == 1 else []


def _in_order(mentions: Sequence[Mention]) -> list[Mention]:
    """Sort by offsets, the longer first, and make the antecedents point into the new order."""
    order = sorted(range(len(mentions)), key=lambda index: (mentions[index].char_start, -mentions[index].char_end))
    position = {old: new for new, old in enumerate(order)}
    return [
        replace(mention, antecedent=position[mention.antecedent] if mention.antecedent is not None else None)
        for mention in (mentions[old] for old in order)
    ]
