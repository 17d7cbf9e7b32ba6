"""The small corpus, taken through the corridor once for all tests that only read its tables."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from small_corpus import CURATION, Corpus, write_corpus

from pipelines.annotations import annotate_pending
from pipelines.articles import read_into_store
from pipelines.engine import LocalEngine
from pipelines.refresh import Home
from pipelines.tables import build_tables

if TYPE_CHECKING:
    from pathlib import Path

# No deadline, which would measure the machine; the same examples in every run, so that a red test stays red.
settings.register_profile("onrecord", deadline=None, derandomize=True)
settings.load_profile("onrecord")


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The corpus, read, annotated and made into tables. Tests must not write into it."""
    root = tmp_path_factory.mktemp("corpus")
    write_corpus(root / "raw")
    home = Home(root / "home")
    read_into_store(root / "raw", home.store)
    annotate_pending(home.store, LocalEngine())
    build_tables(home.store, CURATION, home.tables, LocalEngine().extractor)
    return Corpus(root / "raw", home)


@pytest.fixture
def own_corpus(corpus: Corpus, tmp_path: Path) -> Corpus:
    """A copy of the corpus that a test may change."""
    shutil.copytree(corpus.raw, tmp_path / "raw")
    shutil.copytree(corpus.home.root, tmp_path / "home")
    return Corpus(tmp_path / "raw", Home(tmp_path / "home"))
