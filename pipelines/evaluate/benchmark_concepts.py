"""What a quantity is about, as NewsQuant has it: words of the noun that it belongs to.

Belongs here: those words, by the parse. Does not belong here: anything that the published tables hold: there the
counted noun stands in `numbers.counted`, and nothing tries to name a "concept".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

    from pipelines.annotate.records import Number, Offsets

_EMPTY = frozenset({"DET", "PRON", "ADP", "PUNCT", "PART", "CCONJ", "SCONJ", "AUX", "SPACE", "NUM", "SYM"})


def concepts_of(doc: Doc, number: Number) -> tuple[str, ...]:
    """The words that tell what a number is about; empty where it counts its own noun, or where there is none."""
    if number.unit is None or number.counted_span is None:
        return ()
    return tuple(word.text.lower() for word in content_words(tokens_in(doc, number.counted_span)))


def tokens_in(doc: Doc, offsets: Offsets) -> list[Token]:
    """The tokens that a span touches."""
    start, end = offsets
    return [token for token in doc if token.idx < end and start < token.idx + len(token)]


def content_lemmas(tokens: Iterable[Token]) -> list[str]:
    """The dictionary forms of content words; names keep theirs."""
    return [word.text if word.pos_ == "PROPN" else word.lemma_.lower() for word in content_words(tokens)]


def content_words(tokens: Iterable[Token]) -> list[Token]:
    """The tokens that carry meaning."""
    return [token for token in tokens if token.pos_ not in _EMPTY]
