"""Which articles tell the same story in nearly the same words: agency copy, reprints, corrected versions.

Belongs here: what nearly the same is, and the clusters that follow from a set of texts. Does not belong here: which
article heads a cluster (`sql/articles.sql`), the same article twice in raw/ (`pipelines.ingest`).

Two texts are near-duplicates if their resemblance, the Jaccard index of their sets of word shingles (Broder 1997, On
the Resemblance and Containment of Documents, doi:10.1109/SEQUEN.1997.666900), reaches `THRESHOLD`; clusters are the
connected components. Every pair is judged by its two texts alone, so clusters follow from the set of articles,
whatever the order and whatever was clustered before. Pairs worth comparing share a band of their MinHash sketches
(Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3.4), which are the same in every process. datasketch makes
the sketches; its index of bands takes 10 kB an article, sorting each band here 1 kB.

`THRESHOLD` is the 0.5 of Broder, Glassman, Manasse and Zweig 1997 (Syntactic Clustering of the Web,
doi:10.1016/S0169-7552(97)00031-7). `make bench-near-duplicates` shows what it parts: generated reprints of 150 to 700
words have 0.54 to 0.98 with what they reprint, no two unrelated articles more than 0.07 (0.16 at 40 to 80 words). With
64 bands of 4 rows a pair is compared with a probability of 98.4 % at 0.5, 99.99 % at 0.6.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from datasketch import MinHash
from scipy.cluster.hierarchy import DisjointSet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from numpy.typing import NDArray

    type Shingles = NDArray[np.uint64]

THRESHOLD = 0.5
SHINGLE_WORDS = 5
BANDS, ROWS = 64, 4
SEED = 1
HASHED_AT_ONCE = 4096  # shingles, so that a very long text takes no more memory than a short one
WORD = re.compile(r"[^\W_]+")


def cluster_stories(read: Callable[[], Iterable[tuple[str, str]]]) -> dict[str, str]:
    """Cluster articles that are near-duplicates or joined by a chain of such.

    Args:
        read: gives every article once, as id and text; called twice, so that no text need be kept. Any order.

    Returns: the least article id of its cluster for every article id, in the order of ids.
    """
    stories = DisjointSet()
    pairs = _pairs_to_compare(read(), stories)
    wanted = {article_id for pair in pairs for article_id in pair}
    found = {article_id: shingles(text) for article_id, text in read() if article_id in wanted}
    for one, other in pairs:
        if not stories.connected(one, other) and resemblance(found[one], found[other]) >= THRESHOLD:
            stories.merge(one, other)
    least = {article_id: min(story) for story in stories.subsets() for article_id in story}
    return dict(sorted(least.items()))


def shingles(text: str) -> Shingles:
    """The set of a text's runs of `SHINGLE_WORDS` words, as sorted 64-bit hashes.

    Words are runs of letters and digits without regard to case. A text of fewer words is one shingle; one without any
    has none.
    """
    words = WORD.findall(text.casefold())
    runs = zip(*(words[at:] for at in range(SHINGLE_WORDS)), strict=False) if words[SHINGLE_WORDS:] else [words]
    hashes = b"".join(blake2b(" ".join(run).encode(), digest_size=8).digest() for run in runs if run)
    return np.unique(np.frombuffer(hashes, dtype="<u8").astype(np.uint64))


def resemblance(one: Shingles, other: Shingles) -> float:
    """The Jaccard index of two sets of shingles: 1 for equal sets, 0 where nothing is shared, not even emptiness."""
    n_shared = np.intersect1d(one, other, assume_unique=True).size
    n_all = one.size + other.size - n_shared
    return n_shared / n_all if n_all else 0.0


def _pairs_to_compare(articles: Iterable[tuple[str, str]], stories: DisjointSet) -> list[tuple[str, str]]:
    """Pairs of articles that share a band; every article enters `stories`, those of equal shingles as one story."""
    empty = MinHash(num_perm=BANDS * ROWS, seed=SEED, hashfunc=int, scheme="affine32")
    same: dict[bytes, str] = {}
    sketched: list[str] = []
    sketches = bytearray()
    for article_id, text in articles:
        stories.add(article_id)
        found = shingles(text)
        if not found.size:
            continue
        first = same.setdefault(blake2b(found.tobytes(), digest_size=16).digest(), article_id)
        if first == article_id:
            sketched.append(article_id)
            sketches += _sketch(empty, found).hashvalues.tobytes()
        else:
            stories.merge(first, article_id)
    rows = np.frombuffer(sketches, dtype=np.uint32).reshape(-1, BANDS * ROWS)
    pairs = {pair for band in np.split(rows, BANDS, axis=1) for pair in _equal_rows(band)}
    return sorted((min(names), max(names)) for one, other in pairs for names in [(sketched[one], sketched[other])])


def _equal_rows(band: NDArray[np.uint32]) -> Iterator[tuple[int, int]]:
    """Every pair of equal rows, by number, the lower one first."""
    order = np.lexsort(band.T)
    changes = np.flatnonzero((band[order[1:]] != band[order[:-1]]).any(axis=1)) + 1
    starts, stops = np.append(0, changes), np.append(changes, order.size)
    for at in np.flatnonzero(stops - starts > 1):
        yield from combinations(sorted(order[starts[at] : stops[at]].tolist()), 2)


def _sketch(empty: MinHash, found: Shingles) -> MinHash:
    sketch = empty.copy()
    for start in range(0, found.size, HASHED_AT_ONCE):
        sketch.update_batch(found[start : start + HASHED_AT_ONCE].astype(np.uint32))  # the low 32 bits
    return sketch
