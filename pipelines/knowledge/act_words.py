"""Words of a content that tell the speech act: hostile acts, wrongs, judgements, harms.

Belongs here: reading `act_words.csv` (class, lemma), written for this project after the coding guide. Does not belong
here: how the words are combined into an act.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType


class WordClass(StrEnum):
    """What a word says about the act that its clause performs."""

    HOSTILE = "hostile"  # done against somebody: attack, retaliate
    RESTRICTIVE = "restrictive"  # against somebody only where a party is named: ban, cut
    WRONG = "wrong"  # misconduct: steal, bribe
    NEGATIVE = "negative"  # judgement against: disgrace, unacceptable
    POSITIVE = "positive"  # judgement for: outstanding, hero
    HARM = "harm"  # what happens to somebody: collapse, bloodshed
    RISK = "risk"  # danger itself: threat, risk
    FALSE = "false"  # denies the truth: untrue, baseless
    ACCEPTANCE = "acceptance"  # what is turned down when negated: accept, sign
    RETICENCE = "reticence"  # no act when negated: comment, confirm


@cache
def act_words() -> Mapping[WordClass, frozenset[str]]:
    """The lemmas of each class.

    Raises: ValueError when the table names an unknown class.
    """
    found: defaultdict[WordClass, set[str]] = defaultdict(set)
    text = (files("pipelines.knowledge") / "act_words.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        found[WordClass(row["class"])].add(row["lemma"])
    return MappingProxyType({word_class: frozenset(lemmas) for word_class, lemmas in found.items()})
