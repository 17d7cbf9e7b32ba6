"""How fast actors and positions are found, beside the bare parse: `make bench-positions`.

Prints words of white space per CPU second on one core, over articles put together from our own labelled sentences
and the article in raw/, and the ratio to the parse of the same articles in the same run. Nothing is asserted: a
benchmark tells, tests decide.
"""

from __future__ import annotations

import os

os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")

import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from spacy.tokens import Doc

from pipelines.annotate.actors import find_mentions
from pipelines.annotate.attribution_model.attributions import model_attributions
from pipelines.annotate.attribution_model.encoded_doc import KEY, encoding_of
from pipelines.annotate.attribution_model.encoding import Encoding
from pipelines.annotate.attribution_rules import find_attributions
from pipelines.annotate.dates import find_dates
from pipelines.annotate.model import ArticleText, load_model, parse
from pipelines.annotate.positions import code_positions
from pipelines.evaluate.labelled_sentences import load_labelled_sentences

N_ARTICLES, N_WORDS, REPEATS, SEED = 40, 700, 3, 1
RAW = Path(__file__).resolve().parent.parent / "raw"


def articles() -> list[str]:
    """Texts of about `N_WORDS` words in paragraphs of two sentences, and the article of raw/."""
    draw = random.Random(SEED)  # noqa: S311 - no cryptography
    sentences = sorted({row.text for row in load_labelled_sentences()})
    texts = [path.read_text(encoding="utf-8") for path in sorted(RAW.rglob("*.txt"))]
    for _ in range(N_ARTICLES):
        chosen: list[str] = []
        while sum(len(sentence.split()) for sentence in chosen) < N_WORDS:
            chosen.append(draw.choice(sentences))
        texts.append("\n\n".join(" ".join(chosen[at : at + 2]) for at in range(0, len(chosen), 2)))
    return texts


def encoded_anew(doc: Doc) -> Encoding:
    """What the encoder reads, computed again."""
    doc.user_data.pop(KEY, None)
    return encoding_of(doc)


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of one call; the least of several, since other processes only add."""
    took: list[float] = []
    for _ in range(REPEATS):
        started = time.process_time()
        work()
        took.append(time.process_time() - started)
    return min(took)


def main() -> None:
    """Measure and print."""
    texts = articles()
    load_model()
    docs = list(parse(ArticleText(text) for text in texts))
    model_attributions(docs[0])  # loads the model
    n_words = sum(len(text.split()) for text in texts)
    given = [(doc, find_mentions(doc, encoded=True), find_dates(doc, None)) for doc in docs]
    by_model = [model_attributions(doc) for doc in docs]
    n_found = statistics.mean(len(found) for found in by_model)
    steps = {
        "parse (spaCy, batches of 8)": lambda: list(parse(ArticleText(text) for text in texts)),
        "encoder": lambda: [encoded_anew(doc) for doc in docs],
        "actors, by what the encoder read": lambda: [find_mentions(doc, encoded=True) for doc in docs],
        "attributions by what it read": lambda: [model_attributions(doc) for doc in docs],
        "attributions by rules": lambda: [find_attributions(doc) for doc in docs],
        "coding: act, targets, speech …": lambda: [
            code_positions(doc, found, mentions, dates)
            for found, (doc, mentions, dates) in zip(by_model, given, strict=True)
        ],
    }
    took = {name: seconds(work) for name, work in steps.items()}
    took["positions: all three"] = (
        took["encoder"] + took["attributions by what it read"] + took["coding: act, targets, speech …"]
    )
    parse_took = took["parse (spaCy, batches of 8)"]
    print(f"{len(texts)} articles, {n_words} words, {n_found:.1f} attributions an article; least of {REPEATS} repeats")
    for name, each in took.items():
        print(f"{name:32s} {n_words / each:10,.0f} words/s {each / parse_took:8.2f} × the parse")


if __name__ == "__main__":
    main()
