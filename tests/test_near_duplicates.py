"""Clusters of stories: agency copy is one story, other articles are not, and nothing depends on order."""

from __future__ import annotations

import random
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest
from generated_articles import GeneratedArticle, generate
from hypothesis import given
from hypothesis import strategies as st

from pipelines.near_duplicates import HASHED_AT_ONCE, THRESHOLD, cluster_stories, resemblance, shingles

REPOSITORY = Path(__file__).parents[1]
BODY = (
    "The harbour council of Lervik voted on Monday to close the old quay for two years. Its chair, Runa Eide, said the "
    "piles under the quay had rotted and that repairs would cost 4 million kroner. The fishermen's union accused the "
    "council of breaking a promise made in 2019. “We were told that the quay would stay open,” its leader said. The "
    "council denied this and offered moorings in the new basin, which the union rejected as too shallow for most of "
    "its 45 boats. A final vote is planned for the spring."
)
OTHER = (
    "Rain has filled the reservoirs of the Tarn valley for the first time in six years, the water board reported. "
    "Farmers may draw water again from the first week of May. Its engineers warned that the lower dam leaks."
)


def clusters(*texts: str) -> list[list[int]]:
    """The clusters of these texts, by their numbers."""
    found = cluster_stories(lambda: [(f"{number:03d}", text) for number, text in enumerate(texts)])
    return sorted(
        [int(article_id) for article_id, least in found.items() if least == head] for head in set(found.values())
    )


@pytest.mark.parametrize(
    "copy",
    [
        BODY,
        f"Quay in Lervik to close\n\n{BODY}",
        f"LERVIK (Quillwire) — {BODY}\n\nReporting by Tove Aas",
        BODY.replace("harbour", "harbor").replace("4 million", "four million"),
        BODY.partition(". ")[2],
        BODY.upper().replace("“", '"').replace("”", '"').replace(". ", ".\n\n"),
    ],
    ids=["the same", "headline", "dateline", "spelling", "a sentence less", "typography"],
)
def test_agency_copy_is_one_story(copy: str) -> None:
    assert clusters(BODY, OTHER, copy) == [[0, 2], [1]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (BODY, OTHER),
        ("The vote is off.", "The vote is on."),
        ("Talks end.", "Talks begin."),
        ("The minister said on Monday that she would resign.", "The minister said on Monday that it had rained."),
        ("Norway", "Sweden"),
    ],
)
def test_other_articles_are_not(one: str, other: str) -> None:
    assert clusters(one, other) == [[0], [1]]


def test_short_texts_are_one_story_if_their_words_are_the_same() -> None:
    assert clusters("Talks end.", "TALKS END", "Talks", "Talks end now") == [[0, 1], [2], [3]]


def test_texts_without_a_word_stand_alone() -> None:
    assert clusters("…", "…", "", "— !") == [[0], [1], [2], [3]]


def test_no_articles_no_clusters() -> None:
    assert cluster_stories(list) == {}


def test_a_chain_of_copies_is_one_story() -> None:
    sentences = [f"Sentence {n} of the story tells of {n * 37} lorries at gate {n * 3} of the port." for n in range(14)]
    first, middle, last = " ".join(sentences[:10]), " ".join(sentences[2:12]), " ".join(sentences[4:])
    assert resemblance(shingles(first), shingles(last)) < THRESHOLD
    assert clusters(first, last) == [[0], [1]]
    assert clusters(first, middle, last) == [[0, 1, 2]]


def test_resemblance_is_the_jaccard_index() -> None:
    one, other = shingles("a b c d e f g"), shingles("b c d e f g h i")
    assert (one.size, other.size) == (3, 4)
    assert resemblance(one, other) == 2 / 5
    assert resemblance(one, one) == 1
    assert resemblance(shingles(""), shingles("")) == 0


def test_a_very_long_text_and_its_copy() -> None:
    words = [f"word{n % 9973} {n}" for n in range(2 * HASHED_AT_ONCE)]
    text = " ".join(words)
    assert shingles(text).size > 2 * HASHED_AT_ONCE
    assert clusters(text, OTHER, f"Another headline. {text}") == [[0, 2], [1]]


@pytest.fixture(scope="module")
def articles() -> list[GeneratedArticle]:
    return [each for each in generate(1200, words=(150, 400)) if each.kind in {"original", "reprint"}]


def test_generated_reprints_join_what_they_reprint_and_nothing_else(articles: list[GeneratedArticle]) -> None:
    found = cluster_stories(lambda: ((each.id, each.text) for each in articles))
    texts = {each.id: shingles(each.text) for each in articles}
    told = {each.id: each.copy_of or each.id for each in articles}
    together = {each.id for each in articles if found[each.id] == told[each.id]}
    near = {each for each in told if resemblance(texts[each], texts[told[each]]) >= THRESHOLD}
    assert near <= together
    assert len(together) >= 0.995 * len(articles)
    assert all(told[one] == told[other] for one, other in found.items())


def test_the_same_clusters_in_any_order_and_process(articles: list[GeneratedArticle]) -> None:
    some = [(each.id, each.text) for each in articles[:300]]
    expected = cluster_stories(lambda: some)
    shuffled = random.Random(3).sample(some, len(some))
    assert list(cluster_stories(lambda: shuffled).items()) == list(expected.items())
    script = (
        "from generated_articles import generate; from pipelines.near_duplicates import cluster_stories as c;"
        "from hashlib import sha256;"
        "a = [(e.id, e.text) for e in generate(400, words=(60, 90)) if e.kind in ('original', 'reprint')];"
        "print(sha256(repr(c(lambda: a)).encode()).hexdigest())"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", script],
            check=True,
            capture_output=True,
            cwd=REPOSITORY,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "benchmarks"},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1


SENTENCES = [f"Clause {n} tells that {n * 7} boats left pier {n * 3} for the isle {'abcdefgh'[n]}." for n in range(8)]
STORIES = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8).map(" ".join), max_size=12)


@given(STORIES, st.randoms(use_true_random=False))
def test_clusters_are_a_partition_whatever_the_order(texts: list[str], draw: random.Random) -> None:
    articles = [(f"{number:02d}", text) for number, text in enumerate(texts)]
    found = cluster_stories(lambda: articles)
    assert list(found) == [article_id for article_id, _ in articles]
    assert all(found[least] == least <= article_id for article_id, least in found.items())
    draw.shuffle(articles)
    assert cluster_stories(lambda: articles) == found


@given(STORIES)
def test_an_unrelated_article_changes_nothing(texts: list[str]) -> None:
    articles = [(f"{number:02d}", text) for number, text in enumerate(texts)]
    assert cluster_stories(lambda: [*articles, ("99", OTHER)]) == cluster_stories(lambda: articles) | {"99": "99"}


@given(STORIES)
def test_articles_of_one_cluster_are_joined_by_near_duplicates(texts: list[str]) -> None:
    found = clusters(*texts)
    sets = [shingles(text) for text in texts]
    for cluster in found:
        reached = {cluster[0]}
        for _ in cluster:
            reached |= {b for a in reached for b in cluster if resemblance(sets[a], sets[b]) >= THRESHOLD}
        assert reached == set(cluster)
    equal = [(a, b) for a, b in combinations(range(len(texts)), 2) if set(sets[a]) == set(sets[b])]
    assert all(any({a, b} <= set(cluster) for cluster in found) for a, b in equal)
