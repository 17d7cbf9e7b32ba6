"""Words of a content that tell the speech act: hostile acts, wrongs, judgements, harms.

Belongs here: reading `act_words.csv` (class, words), written for this project after the coding guide. Does not belong
here: how the words are combined into an act. A row of one word is a lemma, a row of several a phrase as it is written
("out of the question").
"""

from __future__ import annotations

import csv
import re
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
    MENACE = "menace"  # what somebody will have to suffer: retaliation, pay the price
    WRONG = "wrong"  # misconduct: steal, bribe
    BLAMED = "blamed"  # makes an act misconduct: illegally, in breach of
    NEGATIVE = "negative"  # judgement against: disgrace, unacceptable
    POSITIVE = "positive"  # judgement for: outstanding, hero
    HARM = "harm"  # what happens to somebody: collapse, bloodshed
    RISK = "risk"  # danger itself: threat, risk
    FALSE = "false"  # denies the truth: untrue, baseless
    TRUE = "true"  # denies the truth when negated: true, correct
    CLAIM = "claim"  # what is denied when rejected: allegation, report
    ACCEPTANCE = "acceptance"  # what is turned down when negated: accept, sign, compromise
    REFUSAL = "refusal"  # turns something down: out of the question
    NECESSITY = "necessity"  # appeals: essential, high time
    PROPOSAL = "proposal"  # proposes: let us, why not
    RETICENCE = "reticence"  # no act when negated: comment, confirm
    ADMISSION = "admission"  # plain statements whatever is admitted: confirm, apologise
    OPINION = "opinion"  # frames what counts: think, clear
    SIDE = "side"  # bodies and people that a speaker speaks for: government, troops


@cache
def act_words() -> Mapping[WordClass, frozenset[str]]:
    """The lemmas of each class.

    Raises: ValueError when the table names an unknown class.
    """
    return MappingProxyType(
        {word_class: frozenset(word for word in words if " " not in word) for word_class, words in _table().items()}
    )


@cache
def act_phrases() -> Mapping[WordClass, re.Pattern[str]]:
    """The phrases of each class that has any, as one pattern that is searched in text in lower case."""
    phrases = {key: sorted(word for word in words if " " in word) for key, words in _table().items()}
    return MappingProxyType(
        {key: re.compile(rf"\b(?:{'|'.join(map(re.escape, found))})\b") for key, found in phrases.items() if found}
    )


@cache
def _table() -> Mapping[WordClass, set[str]]:
    found: defaultdict[WordClass, set[str]] = defaultdict(set)
    text = (files("pipelines.knowledge") / "act_words.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        found[WordClass(row["class"])].add(row["words"])
    return MappingProxyType(found)
