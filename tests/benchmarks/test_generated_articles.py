"""The generated corpus is varied, the same in every process, and comes out of ingest as it says of itself."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
from generated_articles import SOURCES, GeneratedArticle, article, generate, write_corpus
from generated_sentences import SLOT, statements, templates, word_lists

from pipelines.ingest.reading import read_raw
from pipelines.ingest.records import Article, Duplicate, Reject
from pipelines.ingest.sources import read_sources
from schemas.codes import Act, TextPolicy

REPOSITORY = Path(__file__).parents[2]
N = 1500


@pytest.fixture(scope="module")
def articles() -> list[GeneratedArticle]:
    return list(generate(N))


def test_templates_cover_every_act() -> None:
    assert {*Act} <= templates().keys()
    assert len(set(statements())) == len(statements()) >= 60
    assert len(statements()) == sum(len(templates()[act]) for act in (*Act, "nested"))


def test_every_slot_has_words(articles: list[GeneratedArticle]) -> None:
    assert not [each.id for each in articles if SLOT.search(each.text) or SLOT.search(each.title)]


def test_no_text_comes_twice_but_that_of_a_repeat(articles: list[GeneratedArticle]) -> None:
    texts = [each.text for each in articles if each.kind in {"original", "reprint"}]
    assert len(set(texts)) == len(texts)
    openings = {" ".join(text.split()[:12]) for text in texts}
    assert len(openings) > 0.9 * len(texts)


def test_shares_of_copies_and_faults(articles: list[GeneratedArticle]) -> None:
    kinds = Counter(each.kind for each in articles)
    assert 0.035 * N < kinds["reprint"] < 0.065 * N
    assert 0.003 * N < kinds["repeat"] < 0.02 * N
    assert 0.003 * N < kinds["faulty"] < 0.02 * N


def test_a_copy_names_an_original_before_it(articles: list[GeneratedArticle]) -> None:
    originals: dict[str, GeneratedArticle] = {}
    for each in articles:
        if each.copy_of is not None:
            origin = originals[each.copy_of]
            assert (each.text == origin.text) == (each.kind == "repeat")
            assert (each.source == origin.source) == (each.kind == "repeat")
        elif each.kind == "original":
            originals[each.id] = each


def test_vocabulary_and_acts_vary(articles: list[GeneratedArticle]) -> None:
    every = " ".join(each.text for each in articles)
    named = set(every.replace(",", "").split())
    for name in ("woman", "man", "surname"):
        assert {*word_lists()[name]} <= named
    assert {each.source for each in articles if each.kind == "original"} == {*SOURCES}
    cues = "said believes asked urged demanded proposed promised backed criticised accused denied rejected threatened"
    assert {*cues.split(), "warned"} <= named
    assert len(named) > 5000


@pytest.mark.parametrize(("shortest", "longest"), [(150, 200), (400, 400), (700, 800)])
def test_lengths(shortest: int, longest: int) -> None:
    lengths = [len(each.text.split()) for each in generate(50, words=(shortest, longest)) if each.kind == "original"]
    assert all(shortest <= length <= longest + 120 for length in lengths)


def test_a_larger_corpus_begins_with_the_smaller_one(articles: list[GeneratedArticle]) -> None:
    assert list(generate(20)) == articles[:20]
    assert list(islice(generate(10**9), 20)) == articles[:20]
    assert article(N - 1) == articles[-1]


def test_another_seed_gives_other_articles(articles: list[GeneratedArticle]) -> None:
    assert not {each.text for each in generate(50, seed=7)} & {each.text for each in articles}


def test_ingest_keeps_and_turns_away_what_it_should(tmp_path: Path) -> None:
    write_corpus(tmp_path, 400, words=(40, 80))
    told = Counter(each.kind for each in generate(400, words=(40, 80)))
    records = list(read_raw(tmp_path))
    found = Counter(type(record) for record in records)
    assert found == {
        Article: told["original"] + told["reprint"],
        Duplicate: told["repeat"],
        Reject: told["faulty"],
    }
    assert told["repeat"] > 0
    assert told["faulty"] > 0
    forms = {Path(record.raw_name.partition("#")[0]).suffix for record in records}
    assert forms == {".txt", ".jsonl"}
    sources = read_sources(tmp_path)
    assert len({source.country_iso3 for source in sources.values()}) == len(SOURCES) == 8
    assert {source.text_policy for source in sources.values()} == {*TextPolicy}


def test_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    contents = []
    for hash_seed in ("1", "2"):
        folder = tmp_path / hash_seed
        command = [sys.executable, "benchmarks/generated_articles.py", str(folder), "120"]
        subprocess.run(command, cwd=REPOSITORY, check=True, env={"PYTHONHASHSEED": hash_seed})
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        contents.append([(str(path.relative_to(folder)), path.read_bytes()) for path in files])
    assert contents[0] == contents[1]
    assert len(contents[0]) == 1 + 1 + 2 * 12
