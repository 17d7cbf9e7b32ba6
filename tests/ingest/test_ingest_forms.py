"""The forms in which articles come."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from raw_folder import BODY, TEXT, TITLE, RawFolder, row

from pipelines.ids import content_id
from pipelines.ingest.records import Article, Reject
from schemas.codes import TextPolicy

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title} | The Daily Example</title>
<meta property="og:title" content="{title}"><meta name="author" content="Jane Roe">
<link rel="canonical" href="https://example.org/harbour">
{head}</head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>{title}</h1>{paragraphs}</article><footer>All rights reserved</footer></body></html>
"""
TIME = '<meta property="article:published_time" content="2021-03-02T23:30:00Z">'


def page(head: str = TIME) -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in BODY.split("\n"))
    return PAGE.format(title=TITLE, head=head, paragraphs=paragraphs)


def json_ld(**things: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps(things)}</script>'


def zstd(content: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(content)
    return sink.getvalue().to_pybytes()


def parquet(rows: pa.Table | list[dict[str, Any]], schema: pa.Schema | None = None, n_rows: int | None = None) -> bytes:
    table = rows if isinstance(rows, pa.Table) else pa.Table.from_pylist(rows, schema=schema)
    sink = pa.BufferOutputStream()
    pq.write_table(table.slice(0, n_rows), sink, compression="zstd")
    return sink.getvalue().to_pybytes()


def test_a_text_with_its_sidecar(raw: RawFolder) -> None:
    content = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode() + b"\r\n\r\n"
    raw.put_text("daily/harbour.txt", content, author="Jane Roe", language="en-GB")
    assert raw.article() == Article(
        article_id=content_id("art_", "daily", "raw_name", "articles/daily/harbour.txt"),
        source="daily",
        title=TITLE,
        url=None,
        author="Jane Roe",
        language="en-GB",
        published_on=date(2021, 3, 2),
        published_at=None,
        text=TEXT,
        title_end=len(TITLE),
        text_sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
        raw_sha256=hashlib.sha256(content).hexdigest(),
        raw_name="articles/daily/harbour.txt",
        licence="CC-BY-4.0",
        text_policy=TextPolicy.FULL,
    )


def test_a_title_in_the_sidecar_goes_before_the_first_line(raw: RawFolder) -> None:
    raw.put_text(title="Another title")
    assert raw.article().title == "Another title"
    assert raw.article().title_end == len(TITLE)


def test_a_text_of_one_line_is_its_title(raw: RawFolder) -> None:
    raw.put_text(content=TITLE, language="en")
    assert raw.article().title_end == len(TITLE)


def test_the_sidecar_may_vouch_for_the_bytes(raw: RawFolder) -> None:
    raw.put_text(sha256=hashlib.sha256(TEXT.encode()).hexdigest())
    assert raw.article().text == TEXT


@pytest.mark.parametrize("published_at", [None, "null", ""])
def test_a_date_may_be_absent_or_null(raw: RawFolder, published_at: str | None) -> None:
    raw.put_text(published_at=published_at)
    assert (raw.article().published_on, raw.article().published_at) == (None, None)


def test_the_day_is_that_of_the_source(raw: RawFolder) -> None:
    raw.put_text(published_at="2021-03-02T23:30:00Z")
    article = raw.article()
    assert article.published_on == date(2021, 3, 3)
    assert article.published_at == datetime(2021, 3, 2, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("source", "given", "policy"),
    [
        ("daily", None, "full"),
        ("daily", "snippet", "snippet"),
        ("nowhere", None, "offsets"),
        ("nowhere", "full", "full"),
    ],
)
def test_the_policy_is_the_articles_else_the_sources_else_offsets(
    raw: RawFolder, source: str, given: str | None, policy: str
) -> None:
    raw.put_text(source=source, text_policy=given)
    assert raw.article().text_policy == policy


def test_all_row_forms_read_the_same_article(raw: RawFolder) -> None:
    rows = [row(id=str(n), title=TITLE, url=f"https://example.org/{n}", published_at="2021-03-02") for n in range(5)]
    content = "".join(json.dumps(line) + "\n" for line in rows).encode()
    forms = {
        "a.jsonl": content,
        "a.jsonl.gz": gzip.compress(content, mtime=0),
        "a.jsonl.zst": zstd(content),
        "a.parquet": parquet(rows),
    }
    seen = []
    for name, form in forms.items():
        path = raw.put(name, form)
        records = raw.read()
        assert all(isinstance(record, Article) for record in records)
        assert [record.raw_name for record in records] == [f"articles/{name}#{n}" for n in range(1, 6)]
        seen.append([replace(r, raw_name="", raw_sha256="") for r in records if isinstance(r, Article)])
        path.unlink()
    assert seen[0][3].article_id == content_id("art_", "daily", "id", "3")
    assert seen == [seen[0]] * 4


def test_text_page_and_row_read_the_same_article(raw: RawFolder) -> None:
    address = "https://example.org/harbour"
    one_break = f"{TITLE}\n{BODY}"
    raw.put_text("a.txt", one_break, url=address, author="Jane Roe")
    text = raw.article()
    (raw.articles / "a.txt").unlink()
    raw.put_text("a.html", page(), url=address)
    web_page = raw.article()
    (raw.articles / "a.html").unlink()
    (raw.articles / "a.yml").unlink()
    fields = {"title": TITLE, "url": address, "author": "Jane Roe", "published_at": "2021-03-02"}
    raw.put_rows("a.jsonl", row(text=one_break, **fields))
    line = raw.article()
    same = {"raw_name": "", "raw_sha256": "", "article_id": "", "title_end": 0}
    assert replace(text, **same) == replace(web_page, **same) == replace(line, **same)
    assert text.article_id == web_page.article_id == content_id("art_", "daily", "url", address)
    assert line.article_id == content_id("art_", "daily", "id", "1")
    assert (text.title_end, web_page.title_end, line.title_end) == (len(TITLE), len(TITLE), 0)


def test_a_line_is_hashed_as_it_stands(raw: RawFolder) -> None:
    line = json.dumps(row())
    raw.put("a.jsonl", f"\n  \n{line}\r\n")
    article = raw.article()
    assert article.raw_name == "articles/a.jsonl#3"
    assert article.raw_sha256 == hashlib.sha256(f"{line}\r".encode()).hexdigest()


def test_lines_longer_than_a_chunk_and_without_a_last_line_feed(raw: RawFolder) -> None:
    texts = [TEXT * n for n in (8000, 1, 9000)]
    raw.put("a.jsonl", "\n".join(json.dumps(row(id=str(n), text=text)) for n, text in enumerate(texts)))
    assert [record.text for record in raw.read() if isinstance(record, Article)] == texts


def test_gzip_members_one_after_the_other_are_one_file(raw: RawFolder) -> None:
    halves = [gzip.compress(json.dumps(row(id=name)).encode() + b"\n") for name in "ab"]
    raw.put("a.jsonl.gz", b"".join(halves))
    assert [record.raw_name for record in raw.read()] == ["articles/a.jsonl.gz#1", "articles/a.jsonl.gz#2"]


def test_a_parquet_row_is_hashed_as_its_json_line(raw: RawFolder) -> None:
    raw.put("a.parquet", parquet([row(title=None, author="Zoë")]))
    line = json.dumps(row(author="Zoë"), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert raw.article().raw_sha256 == hashlib.sha256(line.encode()).hexdigest()


@pytest.mark.parametrize(
    ("kind", "value", "day", "moment"),
    [
        (pa.date32(), date(2021, 3, 2), date(2021, 3, 2), None),
        (pa.date64(), date(2021, 3, 2), date(2021, 3, 2), None),
        *(
            (
                pa.timestamp(unit, "America/New_York"),
                datetime(2021, 3, 2, 23, 30, tzinfo=UTC),
                date(2021, 3, 3),
                datetime(2021, 3, 2, 23, 30, tzinfo=UTC),
            )
            for unit in ("s", "ms", "us", "ns")
        ),
        (pa.large_string(), "2021-03-02", date(2021, 3, 2), None),
        (pa.dictionary(pa.int8(), pa.string()), "2021-03-02", date(2021, 3, 2), None),
        (pa.null(), None, None, None),
    ],
)
def test_types_of_a_date_column(
    raw: RawFolder, kind: pa.DataType, value: Any, day: date | None, moment: datetime | None
) -> None:
    names = ["id", "text", "source", "licence"]
    schema = pa.schema([*((name, pa.string()) for name in names), ("published_at", kind)])
    raw.put("a.parquet", parquet([row(published_at=value)], schema))
    article = raw.article()
    assert (article.published_on, article.published_at) == (day, moment)


def test_many_row_groups(raw: RawFolder) -> None:
    sink = pa.BufferOutputStream()
    table = pa.Table.from_pylist([row(id=str(n)) for n in range(300)])
    pq.write_table(table, sink, row_group_size=70)
    raw.put("a.parquet", sink.getvalue().to_pybytes())
    records = raw.read()
    assert [r.raw_name for r in records] == [f"articles/a.parquet#{n}" for n in range(1, 301)]
    assert all(isinstance(record, Article) for record in records)


def test_a_page_gives_what_the_sidecar_lacks(raw: RawFolder) -> None:
    raw.put_text("a.html", page(), published_at=None)
    article = raw.article()
    assert article.text == f"{TITLE}\n{BODY}"
    assert (article.title, article.author, article.url) == (TITLE, "Jane Roe", "https://example.org/harbour")
    assert (article.published_on, article.published_at) == (date(2021, 3, 3), datetime(2021, 3, 2, 23, 30, tzinfo=UTC))
    assert article.article_id == content_id("art_", "daily", "raw_name", "articles/a.html")


def test_the_sidecar_goes_before_the_page_null_included(raw: RawFolder) -> None:
    raw.put_text("a.html", page(), published_at="null", author="null", title="Ours", url="https://example.org/ours")
    article = raw.article()
    assert (article.title, article.author, article.url) == ("Ours", None, "https://example.org/ours")
    assert article.published_on is None
    assert article.title_end == 0
    assert article.article_id == content_id("art_", "daily", "url", "https://example.org/ours")


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("", None),
        ('<meta name="date" content="2021-03-02">', None),
        ("<!-- 2021-03-02 -->", None),
        ('<meta itemprop="datePublished" content="2021-03-02">', date(2021, 3, 2)),
        (json_ld(**{"@type": "NewsArticle", "datePublished": "2021-03-02"}), date(2021, 3, 2)),
        (json_ld(**{"@type": ["Thing", "BlogPosting"], "datePublished": " 2021-03-02 "}), date(2021, 3, 2)),
        (json_ld(**{"@graph": [{"@type": "Article", "datePublished": "2021-03-02"}]}), date(2021, 3, 2)),
        (json_ld(**{"@type": "WebPage", "datePublished": "2021-03-02"}), None),
        (json_ld(**{"@type": "NewsArticle", "datePublished": 2021}), None),
        (json_ld(about={"@type": "NewsArticle", "datePublished": "2021-03-02"}), None),
        ('<script type="application/ld+json">{"@type": </script>', None),
        ('<script type="application/ld+json">[1, null, "x", []]</script>', None),
        (TIME + json_ld(**{"@type": "NewsArticle", "datePublished": "2001-01-01"}), date(2021, 3, 3)),
    ],
)
def test_only_a_declared_date_counts(raw: RawFolder, head: str, day: date | None) -> None:
    raw.put_text("a.html", page(head), published_at=None)
    assert raw.article().published_on == day


def test_a_date_that_a_page_declares_without_a_zone_is_turned_away(raw: RawFolder) -> None:
    head = TIME.replace("Z", "")
    raw.put_text("a.html", page(head), published_at=None)
    reject = raw.reject()
    assert (reject.reason, reject.source) == ("missing_time_zone", "daily")
    raw.put_text("a.html", page(head))
    assert raw.article().published_on == date(2021, 3, 2)


@pytest.mark.parametrize(
    "html", ["", "<", "no markup", "<html></html>", "<div>" * 100_000 + "text", "<?xml version='1.0' encoding='x'?><p>"]
)
def test_a_page_without_an_article_is_turned_away(raw: RawFolder, html: str) -> None:
    raw.put_text("a.html", html)
    record = raw.read()[0]
    assert isinstance(record, Reject)
    assert record.reason == "invalid_html"


def test_a_page_speaks_of_no_other_file(raw: RawFolder, caplog: pytest.LogCaptureFixture) -> None:
    raw.put("secret.yml", "SECRET")
    entity = '<!DOCTYPE html [<!ENTITY x SYSTEM "secret.yml">]>'
    raw.put_text("a.html", page().replace("<!doctype html>", entity).replace("spring", "&x; spring"))
    articles = [record for record in raw.read() if isinstance(record, Article)]
    assert len(articles) == 1
    assert "SECRET" not in articles[0].text
