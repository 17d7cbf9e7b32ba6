"""Web pages: an .html file with a sidecar.

Belongs here: the main text, and what the page declares about itself. trafilatura finds text, title, author and
address. The date is not left to it: it guesses from the text, the address and the clock, and relative dates hang on
it. Only what the page declares counts, as Open Graph and schema.org have it.
"""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any, cast

import trafilatura

from pipelines.ingest.draft import Draft, identity_of
from pipelines.ingest.errors import RejectedError
from pipelines.ingest.fields import ArticleFields, Sidecar, validate
from pipelines.ingest.sidecars import read_sidecar
from pipelines.ingest.text import check_characters, decode, normalise, title_line
from schemas.codes import RejectReason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trafilatura.settings import Document

    from pipelines.ingest.files import RawFile, RawRecord

for _name in ("trafilatura", "htmldate"):  # a page that it finds nothing in becomes a reject, not a line on stderr
    logging.getLogger(_name).addHandler(logging.NullHandler())

_DECLARED_DATES = (
    '//meta[@property="article:published_time"]/@content'
    ' | //*[@itemprop="datePublished"]/@content | //*[@itemprop="datePublished"]/@datetime'
)
_JSON_LD = '//script[@type="application/ld+json"]/text()'
# Never used, but without it trafilatura asks the clock.
_FIXED_DATES = {"extensive_search": False, "original_date": True, "max_date": "2199-12-31"}


def parse_web_page(content: bytes, record: RawRecord, file: RawFile) -> Draft:
    """The draft of a page. What the sidecar says goes before what the page says, null included.

    An address that only the page gives does not make the article's id: the page may give its neighbour's.

    Raises: RejectedError (invalid_html, and what sidecars and fields raise).
    """
    html = decode(content)
    sidecar = read_sidecar(record, file)
    document, published_at = _extract(html)
    text = normalise(document.text or "")
    check_characters(text)
    fields = _with_page(sidecar, document, published_at)
    line = title_line(text)
    return Draft(
        fields=fields,
        identity=identity_of(record.raw_name, given_url=sidecar.url),
        text=text,
        title_end=len(line) if " ".join(line.split()) == fields.title else 0,
    )


def _extract(html: str) -> tuple[Document, str | None]:
    try:
        tree = trafilatura.load_html(html)
        document = None if tree is None else _bare_extraction(tree)
        published_at = None if tree is None else next(_declared_dates(tree), None)
    except Exception as error:  # whatever a parser of hostile pages may raise concerns this page alone
        detail = f"the page cannot be read ({type(error).__name__}); give the article as .txt"
        raise RejectedError(RejectReason.INVALID_HTML, detail) from error
    if document is None:
        detail = "no main text was found in the page; give the article as .txt"
        raise RejectedError(RejectReason.INVALID_HTML, detail)
    return document, published_at


def _bare_extraction(tree: Any) -> Document | None:
    found = trafilatura.bare_extraction(
        tree, include_comments=False, with_metadata=True, date_extraction_params=_FIXED_DATES
    )
    return cast("Document | None", found)  # a dictionary only on request


def _with_page(sidecar: Sidecar, document: Document, published_at: str | None) -> ArticleFields:
    page = {
        "title": document.title or None,
        "author": document.author or None,
        "url": document.url or None,
        "published_at": published_at,
    }
    given = sidecar.model_dump(exclude_unset=True, exclude={"sha256"})
    return validate(ArticleFields, page | given)


def _declared_dates(tree: Any) -> Iterator[str]:
    """The dates of publication that a page declares, in order: meta tags and microdata, then JSON-LD."""
    yield from (str(value).strip() for value in tree.xpath(_DECLARED_DATES))
    for script in tree.xpath(_JSON_LD):
        try:
            declared = json.loads(str(script), strict=False)
        except ValueError:  # broken JSON-LD declares nothing, as for a search engine
            continue
        yield from (item["datePublished"].strip() for item in _things(declared) if _is_dated_article(item))


def _things(declared: Any) -> Iterator[Any]:
    """The top-level things of a JSON-LD document; those nested in another are not the page's own."""
    for item in declared if isinstance(declared, list) else [declared]:
        graph = item.get("@graph") if isinstance(item, dict) else None
        yield from graph if isinstance(graph, list) else [item]


def _is_dated_article(item: Any) -> bool:
    if not isinstance(item, dict) or not isinstance(item.get("datePublished"), str):
        return False
    types = item.get("@type")
    return any(str(name).endswith(("Article", "Posting")) for name in (types if isinstance(types, list) else [types]))
