"""What ingest returns: for every input one article, duplicate, reject or retracted article.

Belongs here: those records. Does not belong here: how they are made, and the tables that they become.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from schemas.codes import RejectReason, RejectStage, TextPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article that is kept.

    `text` is normalised; `text_sha256` is that of its UTF-8 bytes, and offsets refer to it. `title_end` is the offset
    at which the title line ends in `text`, 0 where the text does not begin with its title. `published_on` is the
    calendar date in the source's time zone; `published_at` is set, in UTC, only where a time with a zone was given.
    `raw_name` is the path in raw/, percent-encoded where not printable, with `#` and a line or row number where a
    file holds many articles; `raw_sha256` is that of the file's bytes, or of the line's, without its line feed.
    """

    article_id: str
    source: str
    title: str | None
    url: str | None
    author: str | None
    language: str
    published_on: date | None
    published_at: datetime | None
    text: str
    title_end: int
    text_sha256: str
    raw_sha256: str
    raw_name: str
    licence: str
    text_policy: TextPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """An input that repeats the article `article_id`: same id, same text."""

    article_id: str
    raw_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Retracted:
    """An input that is the article `article_id`, which people withdrew; nothing of its text is read on."""

    article_id: str
    raw_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """An input that was turned away.

    `source` is the one that the input names, None where it names none that could be read. `raw_sha256` and `n_bytes`
    are None where the bytes could not be read, `n_bytes` also where it does not fit 32 bits. `detail` is one printable
    line of at most 200 code points; it never quotes the article.
    """

    reject_id: str
    source: str | None
    raw_name: str
    raw_sha256: str | None
    n_bytes: int | None
    stage: RejectStage
    reason: RejectReason
    detail: str
