"""NewsQuant: sentences of news with their quantities (Almasian et al. 2023).

Belongs here: reading `<gold>/quantities/newsquant-dev.json`, and the sentences that no rule was tuned on. Does not
belong here: measures. Nothing of the corpus is kept in the project.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.evaluate.gold import GoldError, read_gold

if TYPE_CHECKING:
    from collections.abc import Iterable

FILE = Path("quantities") / "newsquant-dev.json"
NONE = "-"  # no unit, no concept

type Value = float | tuple[float, float]


@dataclass(frozen=True, slots=True)
class BenchmarkQuantity:
    """A quantity in the terms of the benchmark.

    `value` is a number, or both ends of a range; `unit` the unit's English name, or the words that are counted;
    `change` one of = ~ > < up down; `concepts` the words for what the quantity is about.
    """

    value: Value
    unit: str
    change: str
    concepts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuantitySentence:
    """A sentence with its quantities, in the corpus's order."""

    text: str
    quantities: tuple[BenchmarkQuantity, ...]


def read_sentences(path: Path) -> list[QuantitySentence]:
    """The sentences of a file, in order.

    Raises: GoldError naming the file, and the sentence by its place from 0, when it is missing or malformed.
    """
    try:
        items = json.loads(read_gold(path))
    except json.JSONDecodeError as error:
        message = f"{path}, line {error.lineno}: is no JSON: {error.msg}"
        raise GoldError(message) from error
    if not isinstance(items, list) or not items:
        message = f"{path}: holds no list of sentences"
        raise GoldError(message)
    return [_sentence(item, number, path) for number, item in enumerate(items)]


def validation_sentences(sentences: Iterable[QuantitySentence]) -> list[QuantitySentence]:
    """The validation part, in order: sentences whose hash has bit 1 set. Rules are tuned on the others alone.

    Bit 0 is of no use: it is the one that parted the given half of the corpus from the held-out one.
    """
    return [one for one in sentences if int(hashlib.sha256(one.text.encode()).hexdigest(), 16) >> 1 & 1]


def _sentence(item: Any, number: int, path: Path) -> QuantitySentence:
    try:
        return QuantitySentence(str(item["text"]), tuple(_quantity(one) for one in item["quantities"]))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        message = f"{path}, sentence {number}: is no sentence of NewsQuant: {error!r}"
        raise GoldError(message) from error


def _quantity(item: dict[str, str]) -> BenchmarkQuantity:
    concepts = re.split(r"[,\s]+", item.get("referred_concepts", NONE))
    return BenchmarkQuantity(_value(item["value"]), item["normalized_unit"], item.get("change", "="), tuple(concepts))


def _value(written: str) -> Value:
    """A number, or a range where a hyphen stands inside: "1.0-1.5", but not "-1.5" or "1.5E-3"."""
    written = written.strip()
    if "-" in written[1:] and "E" not in written and not written.startswith("-"):
        low, high = written.split("-")[:2]
        return float(low), float(high)
    return float(written)
