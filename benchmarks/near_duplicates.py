"""How alike reprints and other articles are, and how fast stories are clustered: `make bench-near-duplicates`.

Prints, for generated articles of three lengths, the resemblance of reprints to what they reprint and of articles that
have nothing to do with one another, which is what the threshold was chosen by; how many reprints the clusters miss and
how many other articles they join; and CPU seconds. Nothing is asserted: a benchmark tells, tests decide.
"""

from __future__ import annotations

import time
from itertools import combinations

from generated_articles import generate

from pipelines.near_duplicates import THRESHOLD, cluster_stories, resemblance, shingles

N_ARTICLES, N_COMPARED = 2000, 500
LENGTHS = ((40, 80), (150, 700), (400, 400))


def quantiles(values: list[float]) -> str:
    """Least, median and greatest."""
    values = sorted(values)
    return " ".join(f"{value:.3f}" for value in (values[0], values[len(values) // 2], values[-1]))


def report(words: tuple[int, int]) -> None:
    """Measure and print for articles of one length."""
    articles = {each.id: each for each in generate(N_ARTICLES, words=words) if each.kind in {"original", "reprint"}}
    started = time.process_time()
    story_of = cluster_stories(lambda: ((each.id, each.text) for each in articles.values()))
    took = time.process_time() - started
    found = {article_id: shingles(each.text) for article_id, each in articles.items()}
    told = {article_id: each.copy_of or article_id for article_id, each in articles.items()}
    reprints = [article_id for article_id, origin in told.items() if origin != article_id]
    originals = [article_id for article_id in told if told[article_id] == article_id][:N_COMPARED]
    print(f"{len(articles)} articles of {words[0]} to {words[1]} words: {took:.2f} CPU s")
    print("  reprints        ", quantiles([resemblance(found[each], found[told[each]]) for each in reprints]))
    print("  others          ", quantiles([resemblance(found[a], found[b]) for a, b in combinations(originals, 2)]))
    missed = sum(story_of[each] != story_of[told[each]] for each in reprints)
    joined = sum(told[each] != told[story] for each, story in story_of.items())
    print(f"  missed {missed} of {len(reprints)} reprints, joined {joined} others, threshold {THRESHOLD}")


if __name__ == "__main__":
    for length in LENGTHS:
        report(length)
