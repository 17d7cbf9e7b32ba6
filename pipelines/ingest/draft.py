"""From what a form gave to an article.

Belongs here: what holds for articles of every form: their id, source, date, language and policy. Does not belong
here: how a form is read.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.ids import content_id
from pipelines.ingest.errors import RejectedError
from pipelines.ingest.language import english
from pipelines.ingest.published import parse_published
from pipelines.ingest.records import Article
from pipelines.ingest.text import check_text
from schemas.codes import RejectReason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelines.ingest.fields import ArticleFields, Source
    from pipelines.ingest.files import RawRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article as its form gave it.

    `identity` is the kind and value of what identifies it at its source; `text` is normalised, `title_end` the offset
    at which the title line ends in it.
    """

    fields: ArticleFields
    identity: tuple[str, str]
    text: str
    title_end: int = 0


def identity_of(raw_name: str, *, given_id: str | None = None, given_url: str | None = None) -> tuple[str, str]:
    """What identifies an article at its source: the given id, else the given address, else its name in raw/."""
    if given_id is not None:
        return "id", given_id
    if given_url is not None:
        return "url", given_url
    return "raw_name", raw_name


def article_id_of(draft: Draft) -> str:
    """The key of the article that a draft is of."""
    return content_id("art_", draft.fields.source, *draft.identity)


def finish(draft: Draft, record: RawRecord, sources: Mapping[str, Source]) -> Article:
    """Make the article of a draft.

    Args:
        draft: what the form gave.
        record: the input that it was read from; its bytes were read.
        sources: the entries of sources.yml.

    Raises: RejectedError of the stages text, validate and language.
    """
    fields = draft.fields
    check_text(draft.text)
    source = sources.get(fields.source)
    if source is None:
        detail = f"source {fields.source!r} has no entry in raw/sources.yml; add one"
        raise RejectedError(RejectReason.UNKNOWN_SOURCE, detail)
    published_on, published_at = parse_published(fields.published_at, source.timezone)
    return Article(
        article_id=article_id_of(draft),
        source=fields.source,
        title=fields.title,
        url=fields.url,
        author=fields.author,
        language=english(draft.text, fields.language),
        published_on=published_on,
        published_at=published_at,
        text=draft.text,
        title_end=draft.title_end,
        text_sha256=hashlib.sha256(draft.text.encode("utf-8")).hexdigest(),
        raw_sha256=str(record.raw_sha256),
        raw_name=record.raw_name,
        licence=fields.licence,
        text_policy=fields.text_policy or source.text_policy,
    )
