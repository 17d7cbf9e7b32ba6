"""Bad articles: each becomes one reject, and the others go on."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from raw_folder import BODY, TEXT, TITLE, RawFolder, row
from test_ingest_forms import page, parquet, zstd

from pipelines.ids import content_id
from pipelines.ingest import json_lines, reading
from pipelines.ingest.files import RawFile, RawRecord
from pipelines.ingest.records import Article, Duplicate, Reject
from pipelines.ingest.text import MAX_BYTES
from schemas.codes import RejectReason, RejectStage

NORWEGIAN = "Statsministeren sa tirsdag at forhandlingene om havnen var avsluttet uten enighet mellom partene."
LONG = "a " * (MAX_BYTES // 2) + "b"

type Put = Callable[[RawFolder], object]

# What is put into raw/ beside a good article, and the reason for which it is turned away.
BAD: dict[str, tuple[Put, str]] = {
    "not UTF-8": (lambda raw: raw.put_text(content=b"caf\xe9 " + TEXT.encode()), "not_utf8"),
    "binary": (lambda raw: raw.put_text(content=b"\x7fELF\x02\x01\x01"), "binary"),
    "NUL": (lambda raw: raw.put_text(content=TEXT + "\x00"), "nul_character"),
    "NUL escaped in JSON": (lambda raw: raw.put_rows("a.jsonl", row(text=TEXT + "\x00")), "nul_character"),
    "NUL escaped in a title": (lambda raw: raw.put_text(title=r'"a\0b"'), "nul_character"),
    "NUL reference in a page": (lambda raw: raw.put_text("a.html", page() + "\x00"), "nul_character"),
    "lone surrogate": (lambda raw: raw.put_rows("a.jsonl", row(text=TEXT + "\ud800")), "lone_surrogate"),
    "lone surrogate in a title": (lambda raw: raw.put_rows("a.jsonl", row(title="\udfff")), "lone_surrogate"),
    "lone surrogate in YAML": (lambda raw: raw.put_text(title=r'"\ud83d"'), "lone_surrogate"),
    "UTF-8 of a lone surrogate": (lambda raw: raw.put_text(content=b"a \xed\xa0\x80"), "not_utf8"),
    "empty": (lambda raw: raw.put_text(content=""), "empty"),
    "white space": (lambda raw: raw.put_text(content=" \r\n\u00a0\ufeff \n".replace("\ufeff", "")), "empty"),
    "byte order mark alone": (lambda raw: raw.put_text(content="\ufeff"), "empty"),
    "empty text in JSON": (lambda raw: raw.put_rows("a.jsonl", row(text=" ")), "empty"),
    "empty JSON Lines": (lambda raw: raw.put("a.jsonl", ""), "empty"),
    "blank JSON Lines": (lambda raw: raw.put("a.jsonl", "\n \n"), "empty"),
    "empty gzip": (lambda raw: raw.put("a.jsonl.gz", gzip.compress(b"")), "empty"),
    "no rows": (lambda raw: raw.put("a.parquet", parquet([row()], None, 0)), "empty"),
    "no letters": (lambda raw: raw.put_text(content="12 — 13 — 14"), "no_letters"),
    "over 5 MB": (lambda raw: raw.put_text(content=LONG), "too_large"),
    "page over 5 MB": (lambda raw: raw.put_text("a.html", page() + " " * MAX_BYTES), "too_large"),
    "line over 5 MB": (lambda raw: raw.put_rows("a.jsonl", row(text=LONG)), "too_large"),
    "row over 5 MB": (lambda raw: raw.put("a.parquet", parquet([row(text=LONG)])), "too_large"),
    "not English": (lambda raw: raw.put_text(content=NORWEGIAN), "not_english"),
    "given as not English": (lambda raw: raw.put_text(language="nb"), "not_english"),
    "sidecar missing": (lambda raw: raw.put("a.txt", TEXT), "missing_sidecar"),
    "sidecar of a page missing": (lambda raw: raw.put("a.html", page()), "missing_sidecar"),
    "orphan sidecar": (lambda raw: raw.put("a.yml", "source: daily"), "orphan_sidecar"),
    "sidecar of another ending": (lambda raw: raw.put("a.yaml", "source: daily"), "unknown_form"),
    "sidecar not YAML": (lambda raw: raw.put_text(author="'open"), "invalid_yaml"),
    "sidecar not UTF-8": (lambda raw: raw.put_text() and raw.put("a.yml", b"source: caf\xe9"), "not_utf8"),
    "sidecar empty": (lambda raw: raw.put_text() and raw.put("a.yml", ""), "invalid_fields"),
    "sidecar a list": (lambda raw: raw.put_text() and raw.put("a.yml", "- source"), "invalid_fields"),
    "sidecar too large": (lambda raw: raw.put_text(author="x" * 70_000), "invalid_yaml"),
    "duplicate YAML keys": (lambda raw: raw.put_text(title="One\ntitle: Two"), "invalid_yaml"),
    "YAML aliases": (lambda raw: raw.put_text(title="&a One\nauthor: *a"), "invalid_yaml"),
    "YAML tags": (lambda raw: raw.put_text(title="!!python/name:os.system ''"), "invalid_yaml"),
    "unknown key": (lambda raw: raw.put_text(colour="red"), "invalid_fields"),
    "no licence": (lambda raw: raw.put_text(licence=None), "invalid_fields"),
    "licence is null": (lambda raw: raw.put_text(licence="null"), "invalid_fields"),
    "licence in prose": (lambda raw: raw.put_text(licence="all rights reserved!"), "invalid_fields"),
    "no source": (lambda raw: raw.put_text(source=None), "invalid_fields"),
    "empty title": (lambda raw: raw.put_text(title="''"), "invalid_fields"),
    "title too long": (lambda raw: raw.put_text(title="x" * 2001), "invalid_fields"),
    "address without http": (lambda raw: raw.put_text(url="example.org/a"), "invalid_fields"),
    "address that cannot be split": (lambda raw: raw.put_text(url="'http://[a'"), "invalid_fields"),
    "address with a space": (lambda raw: raw.put_text(url="http://example.org/a b"), "invalid_fields"),
    "language in words": (lambda raw: raw.put_text(language="English"), "invalid_fields"),
    "unknown policy": (lambda raw: raw.put_text(text_policy="all"), "invalid_fields"),
    "hash of another form": (lambda raw: raw.put_text(sha256="abc"), "invalid_fields"),
    "hash that does not match": (lambda raw: raw.put_text(sha256="0" * 64), "sha256_mismatch"),
    "unknown source": (lambda raw: raw.put_text(source="weekly"), "unknown_source"),
    "impossible date": (lambda raw: raw.put_text(published_at="2021-02-30"), "impossible_date"),
    "impossible date in JSON": (lambda raw: raw.put_rows("a.jsonl", row(published_at="2021-02-30")), "impossible_date"),
    "malformed date": (lambda raw: raw.put_text(published_at="2 March 2021"), "malformed_date"),
    "naive timestamp": (lambda raw: raw.put_text(published_at="2021-03-02T10:00:00"), "missing_time_zone"),
    "no object": (lambda raw: raw.put("a.jsonl", "[1, 2]"), "invalid_json"),
    "not JSON": (lambda raw: raw.put("a.jsonl", "{'id': 1}"), "invalid_json"),
    "JSON cut off": (lambda raw: raw.put("a.jsonl", json.dumps(row())[:-1]), "invalid_json"),
    "JSON key twice": (lambda raw: raw.put("a.jsonl", '{"id": "1", "id": "2"}'), "invalid_json"),
    "JSON constant": (lambda raw: raw.put("a.jsonl", '{"id": NaN}'), "invalid_json"),
    "JSON too deep": (lambda raw: raw.put("a.jsonl", '{"id": ' + "[" * 200_000), "invalid_json"),
    "JSON number too long": (lambda raw: raw.put("a.jsonl", '{"id": ' + "9" * 10_000 + "}"), "invalid_json"),
    "unknown JSON key": (lambda raw: raw.put_rows("a.jsonl", row(sha256="0" * 64)), "invalid_fields"),
    "JSON type": (lambda raw: raw.put_rows("a.jsonl", row(id=1)), "invalid_fields"),
    "JSON row without id": (lambda raw: raw.put_rows("a.jsonl", row(id=None)), "invalid_fields"),
    "id with a line break": (lambda raw: raw.put_rows("a.jsonl", row(id="1\n")), "invalid_fields"),
    "not gzip": (lambda raw: raw.put("a.jsonl.gz", "not gzip"), "broken_compression"),
    "not Zstandard": (lambda raw: raw.put("a.jsonl.zst", "not Zstandard"), "broken_compression"),
    "not Parquet": (lambda raw: raw.put("a.parquet", "not Parquet"), "invalid_parquet"),
    "empty Parquet": (lambda raw: raw.put("a.parquet", ""), "invalid_parquet"),
    "Parquet cut off": (lambda raw: raw.put("a.parquet", parquet([row()])[:-20]), "invalid_parquet"),
    "unknown column": (lambda raw: raw.put("a.parquet", parquet([row(colour="red")])), "wrong_columns"),
    "column missing": (lambda raw: raw.put("a.parquet", parquet([{"id": "1"}])), "wrong_columns"),
    "column of numbers": (lambda raw: raw.put("a.parquet", parquet([row(id=1)])), "wrong_columns"),
    "column of lists": (lambda raw: raw.put("a.parquet", parquet([row(author=["a"])])), "wrong_columns"),
    "null in a required column": (lambda raw: raw.put("a.parquet", parquet([row(licence=None)])), "invalid_fields"),
    "unknown form": (lambda raw: raw.put("a.docx", "text"), "unknown_form"),
    "capital ending": (lambda raw: raw.put("a.TXT", "text"), "unknown_form"),
    "no ending": (lambda raw: raw.put("article", "text"), "unknown_form"),
    "page without text": (lambda raw: raw.put_text("a.html", "<p></p>"), "invalid_html"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_article_is_one_reject_and_the_rest_goes_on(raw: RawFolder, name: str) -> None:
    put, reason = BAD[name]
    put(raw)
    raw.put_text("good.txt")
    reject, article = raw.read()
    assert isinstance(reject, Reject)
    assert isinstance(article, Article)
    assert article.raw_name == "articles/good.txt"
    assert (reject.reason, reject.stage) == (reason, RejectReason(reason).stage)
    assert reject.raw_name.startswith("articles/a")
    assert reject.reject_id == content_id("rej_", reject.raw_name, reject.raw_sha256)
    assert reject.raw_sha256 is not None
    assert reject.n_bytes is not None
    assert 0 < len(reject.detail) <= 200
    assert reject.detail.isprintable()
    assert str(raw.root.parent) not in reject.detail
    assert BODY[:20] not in reject.detail


def test_every_reason_is_shown_to_fire() -> None:
    elsewhere = {"unreadable_file", "unsafe_link", "decompression_bomb", "conflicting_text"}
    assert {reason for _, reason in BAD.values()} | elsewhere == set(RejectReason)
    assert {reason.stage for reason in RejectReason} == set(RejectStage)


def test_a_reject_tells_name_hash_size_and_source(raw: RawFolder) -> None:
    content = TEXT.encode()
    raw.put_text("daily/a.txt", content, published_at="2021-02-29")
    assert raw.reject() == Reject(
        reject_id=content_id("rej_", "articles/daily/a.txt", hashlib.sha256(content).hexdigest()),
        source="daily",
        raw_name="articles/daily/a.txt",
        raw_sha256=hashlib.sha256(content).hexdigest(),
        n_bytes=len(content),
        stage=RejectStage.VALIDATE,
        reason=RejectReason.IMPOSSIBLE_DATE,
        detail="published_at '2021-02-29': day is out of range for month; correct it",
    )


def test_an_article_of_exactly_5_mb_is_kept(raw: RawFolder) -> None:
    content = (TEXT + "\n") * (MAX_BYTES // len(TEXT.encode()))
    raw.put_text(content=(content.encode() + b"." * MAX_BYTES)[:MAX_BYTES], language="en")
    assert len(raw.article().text.encode()) == MAX_BYTES


# Links and permissions


def test_links_out_of_raw_are_not_followed(raw: RawFolder) -> None:
    outside = raw.root.parent / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("SECRET")
    (raw.articles / "a-file.txt").symlink_to(outside / "secret.txt")
    (raw.articles / "b-folder").symlink_to(outside)
    (raw.articles / "c-nothing.txt").symlink_to(raw.root / "nothing")
    (raw.articles / "d-self.txt").symlink_to(raw.articles / "d-self.txt")
    (raw.articles / "e-inside").symlink_to(raw.articles)
    raw.put("f-sidecar.txt", TEXT)
    (raw.articles / "f-sidecar.yml").symlink_to(outside / "secret.txt")
    rejects = raw.read()
    assert [record.raw_name[9:10] for record in rejects] == list("abcdef")
    assert all(isinstance(record, Reject) and record.reason == "unsafe_link" for record in rejects)
    assert not any("SECRET" in str(record) or str(outside) in str(record) for record in rejects)


def test_a_link_to_a_file_in_raw_is_the_file(raw: RawFolder) -> None:
    raw.put_text("b.txt", url="https://example.org/b")
    (raw.articles / "a.txt").symlink_to("b.txt")
    (raw.articles / "a.yml").symlink_to("b.yml")
    article, duplicate = raw.read()
    assert isinstance(article, Article)
    assert duplicate == Duplicate(article_id=article.article_id, raw_name="articles/b.txt")


def test_articles_may_not_be_a_link(raw: RawFolder) -> None:
    raw.articles.rename(raw.root.parent / "elsewhere")
    raw.articles.symlink_to(raw.root.parent / "elsewhere")
    assert (raw.reject().raw_name, raw.reject().reason) == ("articles", "unsafe_link")


def test_raw_itself_may_be_a_link(raw: RawFolder, tmp_path: Path) -> None:
    raw.put_text()
    (tmp_path / "link").symlink_to(raw.root)
    linked = RawFolder.__new__(RawFolder)
    linked.root = tmp_path / "link"
    assert linked.article() == raw.article()


def test_a_pipe_is_not_opened(raw: RawFolder) -> None:
    raw.put_text()
    (raw.articles / "a.txt").unlink()
    os.mkfifo(raw.articles / "a.txt")
    os.mkfifo(raw.articles / "b.bin")
    for reject in raw.read():
        assert isinstance(reject, Reject)
        assert (reject.reason, reject.raw_sha256, reject.n_bytes) == ("unreadable_file", None, None)
        assert reject.detail == "not a regular file; remove it from raw/articles/"


@pytest.mark.parametrize("name", ["a.txt", "a.yml", "a.html", "a.jsonl", "a.jsonl.gz", "a.parquet", "a.docx"])
def test_a_file_without_permission(raw: RawFolder, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    if name == "a.yml":
        raw.put_text("a.txt")
    elif name.endswith((".txt", ".html")):
        raw.put_text(name)
    else:
        raw.put(name, "x")
    opened = Path.open

    def refuse(path: Path, *arguments: Any, **options: Any) -> Any:
        if path.name == name:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)  # not chmod: root may read everything
    reject = raw.reject()
    if name == "a.docx":
        assert (reject.reason, reject.raw_sha256) == ("unknown_form", None)
    else:
        assert reject.detail == "Permission denied; check the file and its permissions"
        assert (reject.raw_sha256 is None) == (name != "a.yml")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_permission(raw: RawFolder) -> None:
    raw.put_text("closed/a.txt")
    (raw.articles / "closed").chmod(0)
    try:
        reject = raw.reject()
    finally:
        (raw.articles / "closed").chmod(0o755)
    assert (reject.raw_name, reject.reason) == ("articles/closed", "unreadable_file")


def test_a_folder_that_cannot_be_listed(raw: RawFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    raw.put_text("closed/a.txt")
    listed = os.scandir

    def refuse(path: Any = ".") -> Any:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert (raw.reject().raw_name, raw.reject().reason) == ("articles/closed", "unreadable_file")


# Compressed and columnar files


@pytest.mark.parametrize(("name", "pack"), [("a.jsonl.gz", gzip.compress), ("a.jsonl.zst", zstd)])
def test_a_stream_cut_off_keeps_the_lines_before(raw: RawFolder, name: str, pack: Callable[[bytes], bytes]) -> None:
    noise = os.urandom(300_000).hex()  # does not pack, so that the first lines lie before the cut
    lines = [json.dumps(row(id=str(n), title=None)) for n in range(3)] + [noise, noise]
    content = pack("\n".join(lines).encode())[:-20]
    raw.put(name, content)
    *kept, last = raw.read()
    assert [type(record) for record in kept[:3]] == [Article] * 3
    assert isinstance(last, Reject)
    assert (last.raw_name, last.reason) == (f"articles/{name}", "broken_compression")
    assert (last.raw_sha256, last.n_bytes) == (hashlib.sha256(content).hexdigest(), len(content))


@pytest.mark.parametrize(("name", "pack"), [("a.jsonl.gz", gzip.compress), ("a.jsonl.zst", zstd)])
def test_a_bomb_of_lines_is_not_unpacked(
    raw: RawFolder, monkeypatch: pytest.MonkeyPatch, name: str, pack: Callable[[bytes], bytes]
) -> None:
    monkeypatch.setattr(json_lines, "BOMB_BYTES", 3_000_000)
    raw.put(name, pack(json.dumps(row()).encode() + b"\n" + b" " * 20_000_000))
    article, bomb = raw.read()
    assert isinstance(article, Article)
    assert isinstance(bomb, Reject)
    assert (bomb.raw_name, bomb.reason) == (f"articles/{name}", "decompression_bomb")


def test_a_bomb_of_rows_is_not_unpacked(raw: RawFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "BOMB_BYTES", 100_000)
    raw.put("a.parquet", parquet([row(text="a" * 1_000_000)]))
    assert raw.reject().reason == "decompression_bomb"


def test_text_that_packs_well_is_no_bomb(raw: RawFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "BOMB_BYTES", 1000)
    raw.put("a.jsonl.gz", gzip.compress(json.dumps(row()).encode()))
    assert raw.article().text == TEXT


def test_bytes_that_are_not_utf8_in_a_parquet_cell_concern_their_row(raw: RawFolder) -> None:
    rows = [row(id="1"), row(id="2"), row(id="3")]
    table = pa.Table.from_pylist(rows)
    cells = pa.array([b"fine and in English, as far as one can see", b"caf\xe9", b"nul\x00"], pa.binary())
    text = pa.Array.from_buffers(pa.string(), 3, cells.buffers())
    table = table.set_column(table.schema.get_field_index("text"), "text", text)
    raw.put("a.parquet", parquet(table))
    article, broken, nul = raw.read()
    assert isinstance(article, Article)
    assert isinstance(broken, Reject)
    assert isinstance(nul, Reject)
    assert (broken.raw_name, broken.reason) == ("articles/a.parquet#2", "not_utf8")
    assert (nul.raw_name, nul.reason) == ("articles/a.parquet#3", "nul_character")


@pytest.mark.parametrize("kind", [pa.timestamp("us"), pa.int64(), pa.time64("us")])
def test_a_date_column_without_a_zone_or_of_numbers(raw: RawFolder, kind: pa.DataType) -> None:
    names = ["id", "text", "source", "licence"]
    schema = pa.schema([*((name, pa.string()) for name in names), ("published_at", kind)])
    raw.put("a.parquet", parquet([row(published_at=None)], schema))
    assert raw.reject().reason == "wrong_columns"
    assert "published_at" in raw.reject().detail


@pytest.mark.parametrize("kind", [pa.date32(), pa.date64(), pa.timestamp("us", "UTC")])
def test_a_date_beyond_the_calendar(raw: RawFolder, kind: pa.DataType) -> None:
    bits = 32 if kind == pa.date32() else 64
    table = pa.Table.from_pylist([row()])
    beyond = pa.array([2**31 - 1 if bits == 32 else 2**60], pa.int32() if bits == 32 else pa.int64())
    raw.put("a.parquet", parquet(table.append_column("published_at", beyond.cast(kind))))
    assert raw.reject().reason == "malformed_date"


# Repeats


def test_the_same_article_twice_is_a_duplicate(raw: RawFolder) -> None:
    raw.put_rows("a.jsonl", row(), row(text=TEXT.replace("\n", "\r\n")))
    article, duplicate = raw.read()
    assert isinstance(article, Article)
    assert duplicate == Duplicate(article_id=article.article_id, raw_name="articles/a.jsonl#2")


def test_the_same_id_with_another_text_is_a_reject(raw: RawFolder) -> None:
    raw.put_rows("a.jsonl", row(), row(text=TEXT + "!"), row())
    article, conflict, duplicate = raw.read()
    assert isinstance(article, Article)
    assert isinstance(conflict, Reject)
    assert isinstance(duplicate, Duplicate)
    assert (conflict.reason, conflict.source) == ("conflicting_text", "daily")
    assert "articles/a.jsonl#1" in conflict.detail


def test_the_same_text_with_another_id_is_another_article(raw: RawFolder) -> None:
    raw.put_rows("a.jsonl", row(id="1"), row(id="2"), row(id="1", source="nowhere"))
    articles = raw.read()
    assert all(isinstance(record, Article) for record in articles)
    assert len({record.article_id for record in articles if isinstance(record, Article)}) == 3


def test_an_id_and_an_address_of_the_same_words_are_two_things(raw: RawFolder) -> None:
    raw.put_rows("a.jsonl", row(id="https://example.org/a"))
    raw.put_text("b.txt", TITLE + "\n" + BODY, url="https://example.org/a")
    assert [type(record) for record in raw.read()] == [Article, Article]


def test_a_size_beyond_32_bits_is_left_out(raw: RawFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def huge(file: RawFile) -> RawRecord:
        return RawRecord(raw_name=file.raw_name, raw_sha256="0" * 64, n_bytes=2**31)

    raw.put_text()
    monkeypatch.setattr(reading, "read_file", huge)
    reject = raw.reject()
    assert (reject.reason, reject.n_bytes) == ("too_large", None)
    assert reject.detail.startswith("2147483648 bytes")
