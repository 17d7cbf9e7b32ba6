"""The records that annotators return.

Belongs here: one frozen record per kind of annotation, local to one article. Offsets are 0-based, half-open, in
Unicode code points of the normalised text. References to other records of the same article are indexes into the
lists of `Annotations`. Text columns are not kept: `text[char_start:char_end]` gives them. Ids, table names and
publishing rules do not belong here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from schemas.codes import (
    Act,
    Anchor,
    Bound,
    DateRelation,
    Granularity,
    MentionForm,
    MentionKind,
    Modality,
    NumberKind,
    Sector,
    Speech,
    TimexMod,
    TimexType,
    Trend,
)

Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span that refers to an actor or a place.

    `actor_id` is set when the registry knows the actor (a state, an IGO, an office). For other actors
    `entity_name` is the full name of the entity within this article ("Sergei Ryabkov" for the mentions "Sergei
    Ryabkov", "Ryabkov" and "he"), None where the article gives no full name. `country_iso3` and `sector` are those
    of the entity. `role` is the span of the title or role phrase that this mention carries ("Russian Deputy Foreign
    Minister"). `antecedent` is the index of the mention that a pronoun or nominal was resolved to.
    """

    char_start: int
    char_end: int
    sentence_no: int
    in_title: bool
    form: MentionForm
    kind: MentionKind
    method: str
    score: float
    actor_id: str | None = None
    entity_name: str | None = None
    country_iso3: str | None = None
    sector: Sector | None = None
    role: Offsets | None = None
    antecedent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """An attribution: a source says, asks, demands, denies … a content, with a cue.

    `cue_lemma` is the lemma of the cue's head ("according to" whole). `content` is a tuple of spans, in order,
    empty where the cue has no content. `parent` is the index of the position in whose content this cue lies.
    `sources` and `targets` are indexes of mentions, `said_date` of a date.
    """

    sentence_no: int
    in_title: bool
    act: Act
    negated: bool
    modality: Modality
    speech: Speech
    cue_lemma: str
    cue: Offsets
    source: Offsets | None
    content: tuple[Offsets, ...]
    confidence: float
    method: str
    parent: int | None = None
    sources: tuple[int, ...] = ()
    targets: tuple[int, ...] = ()
    said_date: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A quantity. `value_max` is set for ranges only. `unit` is ISO 4217, UCUM or '%'; `unit_span` is its words.

    `counted` is the lemma of the counted noun, `counted_span` the noun phrase. `position` is the index of the
    innermost position whose content holds the number.
    """

    char_start: int
    char_end: int
    sentence_no: int
    value: float
    bound: Bound
    trend: Trend
    kind: NumberKind
    confidence: float
    method: str
    value_max: float | None = None
    unit: str | None = None
    unit_span: Offsets | None = None
    counted: str | None = None
    counted_span: Offsets | None = None
    position: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Date:
    """A time expression after TIMEX3. `date_start` and `date_end` are a closed interval, both or neither.

    `position` is the index of the innermost position whose content holds the expression.
    """

    char_start: int
    char_end: int
    sentence_no: int
    timex_type: TimexType
    timex_value: str
    anchor: Anchor
    resolved: bool
    confidence: float
    method: str
    timex_mod: TimexMod | None = None
    date_start: date | None = None
    date_end: date | None = None
    granularity: Granularity | None = None
    relation: DateRelation | None = None
    position: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotations:
    """All records of one article; each list in order of first offset."""

    n_words: int
    n_sentences: int
    mentions: tuple[Mention, ...]
    positions: tuple[Position, ...]
    numbers: tuple[Number, ...]
    dates: tuple[Date, ...]
