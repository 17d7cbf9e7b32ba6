"""How fast numbers and dates are found, beside the bare parse: `make bench-quantities`.

Prints words of white space per CPU second on one core, and the ratio to the parse of the same articles in the same run:
over our labelled articles, which hold several times as many numbers and dates as news does, and over generated ones.
Nothing is asserted: a benchmark tells, tests decide.
"""

from __future__ import annotations

import os

os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")

from collections.abc import Sequence
from datetime import date, timedelta

from generated_articles import generate
from positions import REPEATS, seconds

from pipelines.annotate.dates import find_dates
from pipelines.annotate.model import ArticleText, load_model, parse
from pipelines.annotate.numbers import find_numbers
from pipelines.evaluate.labelled_articles import load_labelled_articles

N_GENERATED = 100
FIRST_DAY = date(2020, 1, 1)

type Texts = Sequence[tuple[str, date]]


def measure(name: str, texts: Texts) -> None:
    """Print the speed over one set of articles."""
    docs = list(parse(ArticleText(text) for text, _ in texts))
    given = [(doc, day, find_dates(doc, day)) for doc, (_, day) in zip(docs, texts, strict=True)]
    n_words = sum(len(text.split()) for text, _ in texts)
    took = {
        "parse (spaCy, batches of 8)": seconds(lambda: list(parse(ArticleText(text) for text, _ in texts))),
        "dates": seconds(lambda: [find_dates(doc, day) for doc, day, _ in given]),
        "numbers": seconds(lambda: [find_numbers(doc, dates) for doc, _, dates in given]),
    }
    parse_took = took["parse (spaCy, batches of 8)"]
    took["both"] = took["dates"] + took["numbers"]
    n_numbers = sum(len(find_numbers(doc, dates)) for doc, _, dates in given)
    n_dates = sum(len(dates) for _, _, dates in given)
    print(f"{name}: {n_words} words, {n_numbers} numbers, {n_dates} dates; least of {REPEATS} repeats")
    for step, each in took.items():
        print(f"{step:32s} {n_words / each:10,.0f} words/s {each / parse_took:8.2f} × the parse")


def main() -> None:
    """Measure and print."""
    load_model()
    measure("labelled articles", [(one.text, one.published_on) for one in load_labelled_articles()])
    days = (FIRST_DAY + timedelta(days=number) for number in range(N_GENERATED))
    texts = [article.text for article in generate(2 * N_GENERATED) if article.text.strip()][:N_GENERATED]
    measure("generated articles", list(zip(texts, days, strict=True)))


if __name__ == "__main__":
    main()
