"""The cue lexicon: which words attribute, with which complements, and to which speech act.

Belongs here: reading `cues.csv` and looking words up in it. Does not belong here: how a complement is found in a
parse, or how an act is read off the content.

Columns of the table: `lemma` of the cue's head; `particle`, the words that must stand with it ("call for", "plead not
guilty"); `part` of speech (`light` verbs lend their subject to a cue noun: "voice concern"); `frames`, the complements
that make it a cue (for nouns and adjectives a preposition is a frame too); `act`, before the content is looked at;
`example`, a sentence that is a test, its source in (round), its cue in [square] and its content in {curly} brackets;
`example_act`, where the cue noun or the content makes another act of the example; `note` for people. The list was
written for this project after the coding guide.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from schemas.codes import Act

ACCORDING_TO = "according to"


class Part(StrEnum):
    """Part of speech of a cue."""

    VERB = "verb"
    NOUN = "noun"
    ADJECTIVE = "adjective"
    LIGHT = "light"


class Frame(StrEnum):
    """Complement that a cue takes as its content; other strings in `Cue.frames` are prepositions."""

    CLAUSE = "clause"  # said (that) it rained
    QUESTION = "question"  # asked whether it rained
    QUOTE = "quote"  # said: "It rained."
    INFINITIVE = "infinitive"  # vowed to return
    REQUEST = "request"  # urged them to return
    GERUND = "gerund"  # denied leaving
    PREDICATE = "predicate"  # called it a ploy, dismissed it as a ploy
    OBJECT = "object"  # rejected the plan
    NONE = "none"  # refused


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of the lexicon."""

    lemma: str
    particle: str
    part: Part
    frames: frozenset[str]
    act: Act | None
    example: str
    example_act: Act


@cache
def load_cues() -> Mapping[tuple[str, Part], tuple[Cue, ...]]:
    """The lexicon by lemma and part of speech, rows with a particle first (the more specific).

    Raises: ValueError when a row names an unknown part or act, or repeats a frame of its lemma.
    """
    rows: defaultdict[tuple[str, Part], list[Cue]] = defaultdict(list)
    text = (files("pipelines.knowledge") / "cues.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        part = Part(row["part"])
        act = None if part is Part.LIGHT else Act(row["act"])
        shown = Act(row["example_act"] or row["act"])
        frames = frozenset(row["frames"].split())
        cue = Cue(row["lemma"], row["particle"], part, frames, act, row["example"], shown)
        _refuse_repetition(cue, rows[cue.lemma, part])
        rows[cue.lemma, part].append(cue)
    return MappingProxyType(
        {key: tuple(sorted(cues, key=lambda cue: -len(cue.particle.split()))) for key, cues in rows.items()}
    )


def _refuse_repetition(cue: Cue, earlier: list[Cue]) -> None:
    for other in earlier:
        if cue.particle == other.particle and cue.frames & other.frames:
            message = f"cues.csv: {cue.lemma!r} has the same frame twice"
            raise ValueError(message)


def cues_of(lemma: str, part: Part) -> tuple[Cue, ...]:
    """The rows of a lemma; an empty tuple when it is no cue."""
    return load_cues().get((lemma.lower(), part), ())
