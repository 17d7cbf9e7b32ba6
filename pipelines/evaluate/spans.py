"""Spans as the measures of attribution compare them: trimmed, joined, and as sets of words.

Belongs here: geometry of offsets over a text, without a parser. Does not belong here: corpora, counting. Runs on
Python 3.11 with the standard library alone, because training imports it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

Spans = tuple[tuple[int, int], ...]

WHITE_SPACE = " \t\r\n\xa0"
PUNCTUATION_EDGE = WHITE_SPACE + "\"'“”‘’`" + ",.;:?!" + "-–—" + "()[]"
_TOKEN = re.compile(r"\w+(?:[’'\-]\w+)*|[^\w\s]")
# What opens a modifier after a noun, or an apposition: the word before it is taken for the head.
_AFTER_HEAD = frozenset(
    {
        "about",
        "against",
        "and",
        "as",
        "at",
        "by",
        "during",
        "for",
        "from",
        "in",
        "including",
        "inside",
        "near",
        "of",
        "on",
        "or",
        "outside",
        "that",
        "to",
        "under",
        "which",
        "who",
        "whose",
        "with",
        *",(:-–—",
    }
)


def normalised(text: str, spans: Iterable[tuple[int, int]], edge: str = WHITE_SPACE) -> Spans:
    """The spans in order, without `edge` characters at their ends; those with only white space between are joined.

    Args:
        text: the text that the offsets refer to; offsets beyond it are cut off.
        spans: half-open offsets in any order; they may be empty.
        edge: the characters to trim.
    """
    joined: list[tuple[int, int]] = []
    for span in sorted(spans):
        start, end = _trimmed(text, span, edge)
        if start >= end:
            continue
        if joined and not text[joined[-1][1] : start].strip():
            start, end = joined[-1][0], max(end, joined.pop()[1])
        joined.append((start, end))
    return tuple(joined)


def _trimmed(text: str, span: tuple[int, int], edge: str) -> tuple[int, int]:
    start, end = max(span[0], 0), min(span[1], len(text))
    while start < end and text[start] in edge:
        start += 1
    while start < end and text[end - 1] in edge:
        end -= 1
    return start, end


class Tokens:
    """The words and punctuation marks of a text; a token lies in a span when its middle does."""

    def __init__(self, text: str) -> None:
        found = list(_TOKEN.finditer(text))
        self._middles = [match.start() + match.end() for match in found]  # doubled, so that they are whole numbers
        self._words = frozenset(number for number, match in enumerate(found) if match.group()[0].isalnum())

    def within(self, spans: Spans) -> frozenset[int]:
        """Numbers of the tokens in the spans."""
        first_last = ((bisect_right(self._middles, 2 * edge) for edge in span) for span in spans)
        return frozenset(number for first, last in first_last for number in range(first, last))

    def words_within(self, spans: Spans) -> frozenset[int]:
        """Numbers of the tokens in the spans that are words, not punctuation marks."""
        return self.within(spans) & self._words


def head_start(text: str, source: Spans) -> int | None:
    """Where the presumed head of a noun phrase starts, without a parser; None where there is no phrase.

    The head is the last word of the first fragment before what opens a modifier or an apposition.
    """
    if not source:
        return None
    start, end = source[0]
    head: int | None = None
    for match in _TOKEN.finditer(text[start:end]):
        token = match.group()
        if head is not None and token.lower() in _AFTER_HEAD:
            break
        if token[0].isalnum():
            head = start + match.start()
    return start if head is None else head


def jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    """Shared part of two sets; 0 where both are empty."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0
