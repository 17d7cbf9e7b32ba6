"""How far predicted names agree with gold ones: the same span and the same class.

Belongs here: counting, and which class a corpus's type and a mention's kind are. Does not belong here: corpora,
annotators, intervals.

The measure (micro-averaged): a hit needs the same span, edges trimmed of a leading article and of a final possessive,
and the same class. A prediction inside a span that is not asked for counts neither for nor against, unless it hits.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipelines.evaluate.attribution_scores import Counts
    from pipelines.evaluate.crossner import TaggedSentence

PERSON, ORGANISATION, PLACE = "person", "organisation", "place"
MERGED = (PERSON, ORGANISATION, PLACE)  # the classes that CrossNER is measured in
_CROSSNER = {
    "person": PERSON,
    "politician": PERSON,
    "organisation": ORGANISATION,
    "politicalparty": ORGANISATION,
    "country": PLACE,
    "location": PLACE,
}
_KINDS = {
    "person": PERSON,
    "organisation": ORGANISATION,
    "igo": ORGANISATION,
    "party": ORGANISATION,
    "group": ORGANISATION,
    "media": ORGANISATION,
    "state": PLACE,
    "place": PLACE,
}
_ARTICLE = re.compile(r"(?:[Tt]he |[Aa]n? )?")
_POSSESSIVE = re.compile(r"(?: ?['’]s?)?$")

ClassedSpan = tuple[int, int, str]


def crossner_counts(sentences: Sequence[TaggedSentence], predicted: Mapping[str, Sequence[ClassedSpan]]) -> Counts:
    """Counts of the merged classes on CrossNER.

    Args:
        sentences: the sentences with their gold.
        predicted: names with their kind by sentence; kinds that are no class are left out.

    Returns: as `span_counts` gives them for each sentence, in order.
    """
    counts = []
    for sentence in sentences:
        gold = [(start, end, _CROSSNER[kind]) for start, end, kind in sentence.spans if kind in _CROSSNER]
        others = [(start, end) for start, end, kind in sentence.spans if kind not in _CROSSNER]
        found = predicted.get(sentence.doc_id, ())
        merged = [(start, end, _KINDS[kind]) for start, end, kind in found if kind in _KINDS]
        counts.append(span_counts(sentence.text, gold, merged, MERGED, others))
    return np.stack(counts)


def span_counts(
    text: str,
    gold: Iterable[ClassedSpan],
    predicted: Iterable[ClassedSpan],
    classes: Sequence[str],
    others: Sequence[tuple[int, int]] = (),
) -> Counts:
    """The counts of one text.

    Args:
        text: what the half-open offsets refer to.
        gold: the right names with their classes.
        predicted: the names that were found; one that stands twice counts once.
        classes: all classes.
        others: spans in which a prediction counts only where it hits.

    Returns: axis 0 `classes` and then all of them together, axis 1 as in `attribution_scores.Counts`.
    """
    right = {(*trimmed(text, start, end), kind) for start, end, kind in gold}
    given = {(*trimmed(text, start, end), kind) for start, end, kind in predicted}
    given = {one for one in given if one in right or not any(one[0] >= s and one[1] <= e for s, e in others)}
    rows = []
    for kinds in [*({name} for name in classes), set(classes)]:
        sides = [{one for one in side if one[2] in kinds} for side in (given, right)]
        hits = len(sides[0] & sides[1])
        rows.append((hits, len(sides[0]), hits, len(sides[1])))
    return np.array(rows, dtype=np.float64)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without a leading article and without a final possessive."""
    article = _ARTICLE.match(text[start:end])
    start += len(article.group()) if article else 0
    possessive = _POSSESSIVE.search(text[start:end])
    return start, end - (len(possessive.group()) if possessive else 0)
