"""Windows: what the encoder reads at once.

Belongs here: word pieces, and packing a document's paragraphs into windows. Does not belong here: what the model
makes of them.

Consecutive paragraphs share a window as long as they fit, so that a word is read with what was said just before.
The packing depends on nothing but the document, hence so does the output: int8 activations are scaled per run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from pipelines.annotate.attribution_model.words import Quote, Shape, Words, paragraph_words
from pipelines.annotate.records import Offsets

Integers = NDArray[np.int64]

START, SEPARATOR, UNKNOWN, MASK = "[CLS]", "[SEP]", "[UNK]", "[MASK]"
LONGEST_TRAINED = 256  # word pieces of a window in training
LONGEST_WINDOW = 160  # in use: holds 99 % of attributions whole; longer ones cost time and read no better (measured)
LONGEST_WORD = 6  # word pieces kept of one word: enough to know it
SHORTEST_CUT = 20  # words; a long paragraph is cut at a sentence end after at least so many


@dataclass(frozen=True, slots=True)
class Window:
    """What the encoder reads at once: whole paragraphs, or a part of a long one.

    Per word: `offsets`, `first` (its first piece), `quote`, `shape`, `sentence`. Per piece: `pieces`, `piece_quote`,
    `piece_shape`. `segments` are the ranges of words that belong together: no attribution leaves its segment.
    """

    offsets: list[Offsets]
    first: Integers
    quote: Integers
    shape: Integers
    sentence: Integers
    pieces: Integers
    piece_quote: Integers
    piece_shape: Integers
    segments: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Segment:
    words: Words
    pieces: list[list[int]]
    start: int
    end: int

    @property
    def size(self) -> int:
        return sum(len(self.pieces[index]) for index in range(self.start, self.end)) + 1


@dataclass(slots=True)
class WordPieces:
    """Word pieces by BERT's uncased vocabulary; a word's pieces do not depend on its neighbours, so they are kept."""

    tokenizer: Tokenizer
    known: dict[str, list[int]] = field(default_factory=dict)

    def __call__(self, word: str) -> list[int]:
        """The ids of a word's pieces, at most `LONGEST_WORD`."""
        pieces = self.known.get(word)
        if pieces is None:
            pieces = self.tokenizer.encode(word, add_special_tokens=False).ids[:LONGEST_WORD] or [self.special(UNKNOWN)]
            if len(self.known) < 100_000:  # so that hostile text cannot fill the memory
                self.known[word] = pieces
        return pieces

    def special(self, name: str) -> int:
        """The id of a piece that stands for no word.

        Raises: ValueError when the vocabulary lacks it.
        """
        number: int | None = self.tokenizer.token_to_id(name)
        if number is None:
            message = f"the vocabulary has no {name}"
            raise ValueError(message)
        return number


def load_tokenizer(vocabulary: Path) -> Tokenizer:
    """Word pieces by a vocabulary file, a piece a line; lower-cased and without accents as in BERT's uncased."""
    tokenizer = Tokenizer(WordPiece.from_file(str(vocabulary), unk_token=UNKNOWN))
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return tokenizer


def windows(text: str, word_pieces: WordPieces, longest: int = LONGEST_WINDOW) -> Iterator[Window]:
    """Pack a document into windows, in order.

    Args:
        text: the document; a line is a paragraph.
        word_pieces: gives the pieces of a word.
        longest: the most pieces of a window.

    Returns: windows of at most `longest` pieces; every word of the text is in exactly one.
    """
    pending: list[_Segment] = []
    size = 1
    for segment in _segments(paragraph_words(text), word_pieces, longest):
        if pending and size + segment.size > longest:
            yield _window(pending, word_pieces)
            pending, size = [], 1
        pending.append(segment)
        size += segment.size
    if pending:
        yield _window(pending, word_pieces)


def _segments(paragraphs: Iterable[Words], word_pieces: WordPieces, longest: int) -> Iterator[_Segment]:
    for words in paragraphs:
        pieces = [word_pieces(word) for word in words.text]
        cuts = [0, *_cuts(words, pieces, longest), len(pieces)]
        for start, end in pairwise(cuts):
            yield _Segment(words, pieces, start, end)


def _cuts(words: Words, pieces: list[list[int]], longest: int) -> Iterator[int]:
    """Where a paragraph is cut so that each part fits a window: at the last sentence end that fits, else at a word."""
    start, size = 0, 2
    index = 0
    while index < len(pieces):
        if size + len(pieces[index]) > longest:
            end = index
            while end > start + SHORTEST_CUT and words.sentence[end] == words.sentence[end - 1]:
                end -= 1
            index = end if end > start + SHORTEST_CUT else index
            yield index
            start, size = index, 2
        size += len(pieces[index])
        index += 1


def _window(segments: list[_Segment], word_pieces: WordPieces) -> Window:
    separator = word_pieces.special(SEPARATOR)
    offsets: list[Offsets] = []
    quote: list[int] = []
    shapes: list[int] = []
    sentence: list[int] = []
    first: list[int] = []
    pieces, piece_quote, piece_shape = [word_pieces.special(START)], [int(Quote.OUTSIDE)], [int(Shape.MARK)]
    ranges: list[tuple[int, int]] = []
    for segment in segments:
        before = len(offsets)
        for index in range(segment.start, segment.end):
            offsets.append(segment.words.offsets[index])
            quote.append(segment.words.quote[index])
            shapes.append(segment.words.shape[index])
            sentence.append(segment.words.sentence[index])
            first.append(len(pieces))
            n_pieces = len(segment.pieces[index])
            pieces += segment.pieces[index]
            piece_quote += [segment.words.quote[index]] * n_pieces
            piece_shape += [segment.words.shape[index]] * n_pieces
        pieces.append(separator)
        piece_quote.append(int(Quote.OUTSIDE))
        piece_shape.append(int(Shape.MARK))
        ranges.append((before, len(offsets)))
    return Window(
        offsets=offsets,
        first=np.array(first, np.int64),
        quote=np.array(quote, np.int64),
        shape=np.array(shapes, np.int64),
        sentence=np.array(sentence, np.int64),
        pieces=np.array(pieces, np.int64),
        piece_quote=np.array(piece_quote, np.int64),
        piece_shape=np.array(piece_shape, np.int64),
        segments=ranges,
    )
