"""Putting words back: offsets and the reader's own articles give what a release of the full texts holds."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import small_release
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from small_corpus import CURATION, Corpus

from pipelines.annotations import annotate_pending
from pipelines.articles import read_into_store
from pipelines.cli import main
from pipelines.engine import LocalEngine
from pipelines.quick_look import raw_texts
from pipelines.refresh import Home, publish_tables
from pipelines.release import parquet, spreadsheet, verify
from pipelines.release.dataset import csv_path
from pipelines.release.durable import relative_files, sha256
from pipelines.release.rehydration import RehydrateError, rehydrate, with_words
from pipelines.tables import build_tables
from schemas import derive
from schemas.tables import PARQUET_ONLY, TABLES

type Make = Callable[[Path, Path], object]

WITHOUT_OFFSETS = {("numbers", "unit_text"), ("mentions", "role_text")}
HOSTILE = """\
"Quoted", 'guarded' title
=HYPERLINK("x") minister Ada Holm said on Monday that\t"14 lorries",
or +15 boats, wait each day. “@SUM is down,” Holm said, “by 5 percent.”
"""


def with_policy(corpus: Corpus, home: Path, policy: str = r"\1") -> Path:
    """A release of the corpus, and of a hostile article, in which all sources have one text policy, or their own."""
    raw = shutil.copytree(corpus.raw, home / "raw")
    shutil.copytree(corpus.home.root, home / "home")
    sources = (raw / "sources.yml").read_text()
    (raw / "sources.yml").write_text(re.sub(r"text_policy: (\w+)", f"text_policy: {policy}", sources))
    (raw / "articles" / "harbour-post" / "hostile.txt").write_text(HOSTILE)
    sidecar = "source: harbour-post\npublished_at: 2024-05-17\nlicence: CC-BY-4.0\n"
    (raw / "articles" / "harbour-post" / "hostile.yml").write_text(sidecar)
    own = Home(home / "home")
    read_into_store(raw, own.store)
    annotate_pending(own.store, LocalEngine())
    build_tables(own.store, CURATION, own.tables, LocalEngine().extractor)
    return publish_tables(own, "2024.10.0", small_release.RELEASED_AT).path


@pytest.fixture(scope="module")
def full(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_policy(corpus, tmp_path_factory.mktemp("full"), "full")


@pytest.fixture(scope="module")
def offsets(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_policy(corpus, tmp_path_factory.mktemp("offsets"), "offsets")


@pytest.fixture(scope="module")
def raw(offsets: Path) -> Path:
    return offsets.parents[2] / "raw"


@pytest.fixture(scope="module")
def filled(offsets: Path, raw: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rehydrate(offsets, raw_texts(raw), tmp_path_factory.mktemp("filled") / "with-texts").path


@pytest.mark.parametrize("name", [name for name, model in TABLES.items() if derive.text_columns(model)])
def test_offsets_and_articles_give_what_full_texts_give(name: str, filled: Path, full: Path, offsets: Path) -> None:
    found, expected, bare = (parquet.read(name, folder) for folder in (filled, full, offsets))
    assert found.num_rows == expected.num_rows
    for column in found.column_names:
        wanted = bare if (name, column) in WITHOUT_OFFSETS or column == "text_policy" else expected
        if (name, column) != ("mentions", "role_text"):
            assert found[column].to_pylist() == wanted[column].to_pylist(), column
    assert name == "texts" or bare.num_rows == expected.num_rows > 0


def test_a_mix_of_policies_gives_the_same(corpus: Corpus, full: Path, raw: Path, tmp_path: Path) -> None:
    mixed = with_policy(corpus, tmp_path)
    done = rehydrate(mixed, raw_texts(raw), tmp_path / "out")
    assert (done.total, done.done) == (2, 2)
    for name, column in (("texts", "text"), ("positions", "content_text"), ("mentions", "text"), ("dates", "text")):
        assert parquet.read(name, done.path)[column].equals(parquet.read(name, full)[column])


def test_roles_come_back_where_an_actor_bears_them(filled: Path, full: Path) -> None:
    found, expected = (parquet.read("mentions", folder).to_pylist() for folder in (filled, full))
    pairs = [(here, there["role_text"]) for here, there in zip(found, expected, strict=True) if there["role_text"]]
    assert pairs
    assert all(here["role_text"] == (role if here["actor_id"] else None) for here, role in pairs)
    assert any(here["role_text"] for here, _ in pairs)


def test_hostile_words_come_back_as_they_are(offsets: Path, filled: Path) -> None:
    assert parquet.read("texts", offsets).num_rows == 0
    assert HOSTILE.strip() in parquet.read("texts", filled)["text"].to_pylist()
    assert """"Quoted", 'guarded' title""" in parquet.read("articles", filled)["title"].to_pylist()
    assert 'that\t"14 lorries",' in parquet.read("positions", filled)["content_text"].to_pylist()
    assert "+15" in parquet.read("numbers", filled)["text"].to_pylist()


def test_the_folder_holds_both_forms_and_is_no_release(filled: Path, offsets: Path) -> None:
    files = {name for name in relative_files(offsets) if name.startswith(("data/", "csv/"))}
    assert set(relative_files(filled)) == files | {"README.txt"}
    readme = (filled / "README.txt").read_text(encoding="utf-8")
    assert readme.startswith("On Record 2024.10.0 with texts: NOT A RELEASE")
    assert "Do not publish this folder" in readme
    assert "SHA256SUMS is missing" in verify(filled).problems
    metadata = pq.read_metadata(filled / "data" / "positions.parquet").metadata
    assert metadata[b"onrecord.version"] == b"2024.10.0-with-texts"
    assert metadata[b"onrecord.licence"] == b"LicenseRef-see-README.txt"
    for name in TABLES.keys() - PARQUET_ONLY:
        table = parquet.read(name, filled)
        found = spreadsheet.read(filled / csv_path(name), table.schema.remove_metadata())
        assert found.equals(spreadsheet.without_line_breaks(table.replace_schema_metadata(None)))


def test_the_release_stays_as_it_is_and_the_same_bytes_come_again(
    offsets: Path, raw: Path, filled: Path, tmp_path: Path
) -> None:
    again = rehydrate(offsets, raw_texts(raw), tmp_path / "again").path
    assert verify(offsets, lambda: raw_texts(raw)).passed
    assert [sha256(again / name) for name in relative_files(again)] == [
        sha256(filled / name) for name in relative_files(filled)
    ]


def articles(*texts: tuple[str, str]) -> pa.Table:
    rows = [{"article_id": article, "title": "A title", "text": text} for article, text in texts]
    return pa.Table.from_pylist(rows)


def test_an_article_with_another_text_stays_as_it_is(offsets: Path, raw: Path, tmp_path: Path) -> None:
    rows = raw_texts(raw).to_pylist()
    [changed, gone, *_] = [row["article_id"] for row in rows]
    given = [row | {"text": row["text"] + "!"} if row["article_id"] == changed else row for row in rows]
    done = rehydrate(offsets, pa.Table.from_pylist([row for row in given if row["article_id"] != gone]), tmp_path / "o")
    assert (done.differ, done.missing) == ((changed,), (gone,))
    assert done.message == f"{len(rows) - 2} of {len(rows)} articles rehydrated"
    for row in parquet.read("mentions", done.path).to_pylist():
        assert (row["text"] is None) == (row["article_id"] in {changed, gone})
    assert {changed, gone}.isdisjoint(parquet.read("texts", done.path)["article_id"].to_pylist())


def test_published_texts_count_as_there(published: Path, tmp_path: Path) -> None:
    done = rehydrate(published, articles((small_release.CLOSED, small_release.CLOSED_TEXT)), tmp_path / "out")
    assert (done.total, done.done) == (1, 1)
    texts = dict(zip(*parquet.read("texts", done.path).to_pydict().values(), strict=True))
    assert texts == small_release.TEXTS
    [row] = [row for row in parquet.read("positions", done.path).to_pylist() if row["act"] == "reject"]
    assert (row["source_text"], row["content_text"]) == ("Sweden's harbour office", "to say when the ferry would sail")


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda release, at: (at / "out").mkdir(), "out exists already; give a new folder with --out"),
        (lambda release, at: (release / "more.txt").touch(), "more.txt is not in SHA256SUMS; `onrecord verify`"),
    ],
    ids=["there", "damaged"],
)
def test_nothing_is_made_where_it_would_be_wrong(make: Make, told: str, release: Path, tmp_path: Path) -> None:
    make(release, tmp_path)
    with pytest.raises(RehydrateError, match=told):
        rehydrate(release, articles((small_release.CLOSED, small_release.CLOSED_TEXT)), tmp_path / "out")
    assert not list(tmp_path.glob("out/*"))


def test_the_folder_may_not_lie_in_the_release_or_nowhere(release: Path, tmp_path: Path) -> None:
    with pytest.raises(RehydrateError, match="lies in the release, which never changes"):
        rehydrate(release, articles(), release / "texts")
    with pytest.raises(RehydrateError, match="is no folder; make it"):
        rehydrate(release, articles(), tmp_path / "none" / "out")


def test_a_folder_with_other_articles_is_told(release: Path, tmp_path: Path) -> None:
    with pytest.raises(RehydrateError, match="none of 1 articles is there with the text that was annotated"):
        rehydrate(release, articles((small_release.CLOSED, "Something else.")), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_no_words_are_put_among_the_releases(offsets: Path, raw: Path) -> None:
    with pytest.raises(RehydrateError, match="would lie among the releases"):
        rehydrate(offsets, raw_texts(raw), offsets.parent / "mine")
    assert not (offsets.parent / "mine").exists()


def test_the_command_lists_what_differs(
    offsets: Path, raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    mine = shutil.copytree(raw, tmp_path / "mine")
    (mine / "articles" / "harbour-post" / "hostile.txt").write_text(
        "Another title\nAnother text than that of before.\n"
    )
    release = shutil.copytree(offsets, tmp_path / "2024.10.0")
    done = CliRunner().invoke(main, ["rehydrate", str(release), "--raw", str(mine)])
    assert done.exit_code == 0, done.output
    assert re.fullmatch(rf"art_\w{{16}} has another text in {mine} than the one that was annotated\n", done.stderr)
    assert done.stdout == f"4 of 5 articles rehydrated: {release}-with-texts\n"
    again = CliRunner().invoke(main, ["rehydrate", str(release), "--raw", str(mine)])
    assert again.exit_code == 1
    assert again.stderr.endswith("exists already; give a new folder with --out\n")


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=2, max_size=40) | st.text(
    "'\"=+\t\n\r,🚚é", min_size=2
)


@given(st.lists(st.tuples(WORDS, st.data()), min_size=1, max_size=4))
def test_any_words_are_put_where_their_offsets_are(drawn: list[tuple[str, st.DataObject]]) -> None:
    rows, texts, wanted = [], {}, []
    for number, (text, data) in enumerate(drawn):
        cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=6)))
        pieces = [[start, end] for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
        texts[f"a{number}"] = text
        row = {"article_id": f"a{number}", "cue_start": cuts[0], "cue_end": cuts[1]}
        rows.append(row | {"content_spans": json.dumps(pieces), "position_id": f"p{number}"})
        wanted.append((text[cuts[0] : cuts[1]], " … ".join(text[start:end] for start, end in pieces)))
    table = pa.Table.from_pylist(rows, derive.arrow_schema(TABLES["positions"]))
    found = with_words("positions", table, texts)
    assert list(zip(found["cue_text"].to_pylist(), found["content_text"].to_pylist(), strict=True)) == wanted
    assert found["source_text"].null_count == len(rows)
    assert with_words("positions", found, {}).equals(found)
