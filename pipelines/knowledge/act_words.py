"""Words of a content that tell the speech act: hostile acts, wrongs, judgements, harms.

Belongs here: reading `act_words.csv` (class, words), written for this project after the coding guide. Does not belong
here: how the words are combined into an act. A row of one word is a lemma, a row of several a phrase as it is written
("out of the question"), or a verb with its complement, as lemmas ("break truce", "be responsible for").
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType


class WordClass(StrEnum):
    """What a word says about the act that its clause performs."""

    HOSTILE = "hostile"  # done against somebody: attack, retaliate
    RESTRICTIVE = "restrictive"  # against somebody only where a party is named: ban, cut
    MENACE = "menace"  # what somebody will have to suffer: retaliation, pay the price
    WRONG = "wrong"  # misconduct whoever does it: steal, bribery
    VIOLENT = "violent"  # misconduct where somebody does it: kill, poison; storms kill too
    MISDEED = "misdeed"  # a verb and a complement that make misconduct: break truce, be spy
    COMMIT = "commit"  # makes misconduct of what is harmful: carry out, be behind
    BLAMED = "blamed"  # makes an act misconduct: illegally, in breach of
    NEGATIVE = "negative"  # judgement against: disgrace, unacceptable
    POSITIVE = "positive"  # judgement for: outstanding, hero
    HARM = "harm"  # what happens to somebody: collapse, bloodshed
    RISK = "risk"  # danger itself: threat, risk
    FALSE = "false"  # denies the truth: untrue, baseless
    TRUE = "true"  # denies the truth when negated: true, correct
    ENDURANCE = "endurance"  # whose absence is a harm to come: hold, survive, enough
    CLAIM = "claim"  # what is denied when rejected: allegation, report
    ACCEPTANCE = "acceptance"  # what is turned down when negated: accept, sign, compromise
    REFUSAL = "refusal"  # turns something down: out of the question
    COMMITMENT = "commitment"  # promises whoever says it: spare no effort
    REQUIREMENT = "requirement"  # demands: be obliged to, at the latest
    PRESSURE = "pressure"  # makes a demand of an appeal: at once, immediately
    NECESSITY = "necessity"  # appeals: essential, high time
    PROPOSAL = "proposal"  # proposes: let us, why not
    SCHEME = "scheme"  # what can be put forward: solution, option
    COOPERATIVE = "cooperative"  # proposes what others could do: share, host
    BENEFIT = "benefit"  # what is promised to others: receive, reimburse
    RETICENCE = "reticence"  # no act when negated: comment, confirm
    ADMISSION = "admission"  # plain statements whatever is admitted: confirm, apologise
    OPINION = "opinion"  # frames what counts: think, clear
    ACTOR = "actor"  # people, beside the registry's roles, who may do a wrong: suspect, neighbour
    SIDE = "side"  # bodies and people that a speaker speaks for: government, troops


_CONTRACTION = re.compile(r"(?<=\w)(n't|'s)\b")


@cache
def act_words() -> Mapping[WordClass, frozenset[str]]:
    """The lemmas of each class.

    Raises: ValueError when the table names an unknown class.
    """
    return MappingProxyType(
        {word_class: frozenset(word for word in words if " " not in word) for word_class, words in _table().items()}
    )


@cache
def complement_phrases(word_class: WordClass) -> frozenset[str]:
    """The rows of several words of a class, as they stand in the table; see `clauses.complements`."""
    return frozenset(words for words in _table().get(word_class, ()) if " " in words)


def phrase_classes(words: Sequence[str]) -> set[WordClass]:
    """The classes of the phrases that stand among words, given in lower case and cut as the tokenizer cuts them."""
    phrases = _phrases()
    return {
        word_class
        for index, word in enumerate(words)
        for phrase, word_class in phrases.get(word, ())
        if tuple(words[index : index + len(phrase)]) == phrase
    }


@cache
def _phrases() -> Mapping[str, tuple[tuple[tuple[str, ...], WordClass], ...]]:
    """The phrases, in words, by their first word."""
    found: defaultdict[str, list[tuple[tuple[str, ...], WordClass]]] = defaultdict(list)
    for word_class, rows in _table().items():
        for row in sorted(row for row in rows if " " in row):
            words = tuple(_CONTRACTION.sub(r" \1", row).split())
            found[words[0]].append((words, word_class))
    return MappingProxyType({word: tuple(rows) for word, rows in found.items()})


@cache
def _table() -> Mapping[WordClass, set[str]]:
    found: defaultdict[WordClass, set[str]] = defaultdict(set)
    text = (files("pipelines.knowledge") / "act_words.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        found[WordClass(row["class"])].add(row["words"])
    return MappingProxyType(found)
