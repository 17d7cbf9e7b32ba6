"""What holds for raw/ as a whole: names, order, completeness."""

from __future__ import annotations

import gzip
import os
import tempfile
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from raw_folder import TEXT, RawFolder, row
from test_ingest_forms import parquet

from pipelines.ingest.errors import InputError
from pipelines.ingest.files import raw_name
from pipelines.ingest.reading import FORMS, read_raw
from pipelines.ingest.records import Article, Duplicate, Reject

slow = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
file_names = st.binary(min_size=1, max_size=30).filter(
    lambda name: not set(name) & {0, ord("/")} and not name.startswith(b".") and not name.endswith(b".yml")
)


def snapshot(root: Path) -> dict[bytes, tuple[int, bytes]]:
    return {
        os.fsencode(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in root.rglob("*") if path.is_file()
    }


def test_a_missing_folder_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"raw: there is no such folder; give the folder"):
        read_raw(tmp_path / "raw")
    (tmp_path / "raw").write_text("")
    with pytest.raises(InputError, match=r"raw: is not a folder; give the folder"):
        read_raw(tmp_path / "raw")


def test_an_empty_folder_holds_nothing(tmp_path: Path) -> None:
    assert list(read_raw(tmp_path)) == []
    (tmp_path / "articles").mkdir()
    assert list(read_raw(tmp_path)) == []


def test_sources_are_read_before_the_first_article(raw: RawFolder) -> None:
    (raw.root / "sources.yml").write_text("daily: [")
    with pytest.raises(InputError, match=r"sources\.yml, line 1: "):
        read_raw(raw.root)
    (raw.root / "sources.yml").unlink()
    raw.put_text()
    with pytest.raises(InputError, match=r"sources\.yml: is missing"):
        read_raw(raw.root)


def test_what_is_no_input(raw: RawFolder) -> None:
    for name in ("README.md", "daily/README.md", ".DS_Store", ".git/config.txt", "daily/.hidden/a.txt"):
        raw.put(name, "x")
    (raw.root / "notes.txt").write_text("beside articles/")
    assert raw.read() == []


def test_a_text_and_a_page_may_share_a_sidecar(raw: RawFolder) -> None:
    raw.put_text("a.txt")
    raw.put("a.html", "<p></p>")
    page, text = raw.read()
    assert isinstance(page, Reject)
    assert page.reason == "invalid_html"
    assert isinstance(text, Article)


def test_files_come_in_the_order_of_their_names_and_rows_in_theirs(raw: RawFolder) -> None:
    for name in ("b.txt", "a/z.txt", "a-b.txt", "B.txt", "é.txt", "a.txt"):
        raw.put_text(name)
    raw.put_rows("a.jsonl", *(row(id=str(n)) for n in range(11)))
    names = [record.raw_name.removeprefix("articles/") for record in raw.read()]
    rows = [f"a.jsonl#{n}" for n in range(1, 12)]
    assert names == ["B.txt", "a-b.txt", *rows, "a.txt", "a/z.txt", "b.txt", "é.txt"]


def test_reading_streams(raw: RawFolder) -> None:
    raw.put_text("a.txt")
    last = raw.put_text("b.txt")
    records = read_raw(raw.root)
    assert next(records).raw_name == "articles/a.txt"
    last.write_text(TEXT + " And so on.")
    article = next(records)
    assert isinstance(article, Article)
    assert article.text.endswith("And so on.")


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("plain name, é.txt", "plain name, é.txt"),
        ("50%.txt", "50%25.txt"),
        ("a#1.txt", "a%231.txt"),
        ("line\nbreak\x1b.txt", "line%0Abreak%1B.txt"),
        ("right\u202eleft\u00a0.txt", "right%E2%80%AEleft%C2%A0.txt"),
        (os.fsdecode(b"caf\xe9.txt"), "caf%E9.txt"),
    ],
)
def test_names_that_are_not_printable(raw: RawFolder, name: str, published: str) -> None:
    raw.put_text(name)
    assert raw.article().raw_name == f"articles/{published}"
    (raw.articles / name).with_suffix(".yml").unlink()
    assert raw.reject().raw_name == f"articles/{published}"


@given(file_names)
def test_every_name_can_be_had_back(name: bytes) -> None:
    published = raw_name(Path(os.fsdecode(name)))
    assert published.isprintable()
    assert unquote_to_bytes(published) == name


@slow
@given(st.dictionaries(file_names, st.binary(max_size=200), max_size=8))
@example({b"\xff.txt": b"\xff", b"a.jsonl": b"{}\n{}", b"#": b""})
def test_whatever_lies_there_is_accounted_for_and_left_alone(files: dict[bytes, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        raw = RawFolder(Path(folder) / "raw")
        for name, content in files.items():
            raw.put(os.fsdecode(name), content)
        before = snapshot(raw.root)
        records = raw.read()
        assert len(records) == len({record.raw_name for record in records})
        assert {record.raw_name.partition("#")[0] for record in records} == {
            f"articles/{raw_name(Path(os.fsdecode(name)))}" for name in files if name != b"README.md"
        }
        assert snapshot(raw.root) == before
        assert raw.read() == records


@slow
@given(st.sampled_from(sorted(FORMS)), st.binary(max_size=300), st.binary(max_size=100))
def test_no_bytes_break_a_form_or_a_sidecar(form: str, content: bytes, sidecar: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        raw = RawFolder(Path(folder) / "raw")
        raw.put(f"a{form}", content)
        if form in {".txt", ".html"}:
            raw.put("a.yml", sidecar)
        records = raw.read()
        n_lines = sum(bool(line.strip()) for line in content.split(b"\n"))
        assert len(records) == (max(1, n_lines) if form == ".jsonl" else 1)
        assert all(isinstance(record, Reject) for record in records)


PACKED = {"a.parquet": parquet([row()]), "a.jsonl.gz": gzip.compress(b"x" * 1000), "a.jsonl.zst": b"(\xb5/\xfd x"}


@slow
@given(st.sampled_from(sorted(PACKED)), st.data())
def test_no_damage_breaks_a_packed_form(name: str, data: st.DataObject) -> None:
    content = bytearray(PACKED[name])
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with tempfile.TemporaryDirectory() as folder:
        raw = RawFolder(Path(folder) / "raw")
        raw.put(name, bytes(content))
        records = raw.read()
        assert len(records) in {1, 2}
        assert all(record.raw_name.startswith(f"articles/{name}") for record in records)


repeats = st.lists(
    st.tuples(st.sampled_from("123"), st.sampled_from([TEXT, TEXT + " Two.", "12"])), min_size=1, max_size=12
)


@slow
@given(repeats)
def test_inputs_are_articles_duplicates_and_rejects(rows: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        raw = RawFolder(Path(folder) / "raw")
        raw.put_rows("a.jsonl", *(row(id=name, text=text) for name, text in rows))
        records = raw.read()
    first: dict[str, str] = {}
    for (name, text), record in zip(rows, records, strict=True):
        if text == "12":
            assert isinstance(record, Reject)
        elif name not in first:
            first[name] = text
            assert isinstance(record, Article)
        elif first[name] == text:
            assert isinstance(record, Duplicate)
        else:
            assert isinstance(record, Reject)
            assert record.reason == "conflicting_text"
