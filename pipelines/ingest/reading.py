"""The way into the house: raw/ in, one article, duplicate, reject or retracted article for every input out.

Belongs here: which form a file has, and the order and completeness of what comes out. Does not belong here: how a
form is read and what makes an article.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.ids import content_id
from pipelines.ingest.draft import Draft, article_id_of, finish
from pipelines.ingest.errors import InputError, RejectedError
from pipelines.ingest.files import SIDECAR, RawFile, RawRecord, check_file, list_files, read_file
from pipelines.ingest.json_lines import parse_row, split_json_lines
from pipelines.ingest.parquet import split_parquet
from pipelines.ingest.plain_text import parse_plain_text
from pipelines.ingest.records import Article, Duplicate, Reject, Retracted
from pipelines.ingest.sources import FILE_NAME, read_sources
from pipelines.ingest.text import MAX_BYTES
from pipelines.ingest.web_page import parse_web_page
from schemas.codes import RejectReason, RejectStage

if TYPE_CHECKING:
    from pathlib import Path

    from pipelines.ingest.fields import Source


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which articles come: how a file falls into inputs, and how an input's bytes become a draft."""

    split: Callable[[RawFile], Iterator[RawRecord]]
    parse: Callable[[bytes, RawRecord, RawFile], Draft]


def _whole(file: RawFile) -> Iterator[RawRecord]:
    yield read_file(file)


INT32_LIMIT = 2**31
FORMS = {
    ".txt": Form(_whole, parse_plain_text),
    ".html": Form(_whole, parse_web_page),
    ".jsonl": Form(split_json_lines, parse_row),
    ".jsonl.gz": Form(split_json_lines, parse_row),
    ".jsonl.zst": Form(split_json_lines, parse_row),
    ".parquet": Form(split_parquet, parse_row),
}


def read_raw(raw: Path, retracted: Collection[str] = ()) -> Iterator[Article | Reject | Duplicate | Retracted]:
    """Read everything in raw/articles/.

    Args:
        raw: the folder that holds articles/ and sources.yml. It is never written to.
        retracted: ids of articles that people withdrew.

    Returns: for every input one record, streaming, files in the order of the bytes of their raw_name, lines and rows
        in theirs: inputs = articles + duplicates + rejects + retracted. Nothing for a folder without
        inputs and sources.yml.
    Raises: InputError, before the first record, when the folder is missing or sources.yml is missing or broken.
    """
    if not raw.is_dir():
        problem = "there is no such folder" if not raw.exists() else "is not a folder"
        raise InputError(str(raw), problem, "give the folder that holds articles/ and sources.yml with --raw")
    files = list_files(raw)
    if not files and not (raw / FILE_NAME).exists():
        return iter(())
    return _tell_repeats(_read_files(files, read_sources(raw), retracted))


def _read_files(
    files: Iterable[RawFile], sources: Mapping[str, Source], retracted: Collection[str]
) -> Iterator[tuple[RawRecord, Article | Reject | Retracted]]:
    for file in files:
        n_records = 0
        try:
            check_file(file)
            form = _form(file)
            for record in form.split(file):
                n_records += 1
                yield record, _read_record(record, form, file, sources, retracted)
            if not n_records:
                raise RejectedError(RejectReason.EMPTY, "the file holds no article")
        except RejectedError as error:
            record = _file_record(file, error)
            yield record, _reject(record, error, None)


def _form(file: RawFile) -> Form:
    for suffix, form in FORMS.items():
        if file.path.name.endswith(suffix):
            return form
    if file.path.suffix == SIDECAR:
        detail = "there is no .txt or .html file of the same name beside it; add it or remove the sidecar"
        raise RejectedError(RejectReason.ORPHAN_SIDECAR, detail)
    raise RejectedError(RejectReason.UNKNOWN_FORM, f"the forms that are read end in {', '.join(FORMS)}")


def _read_record(
    record: RawRecord, form: Form, file: RawFile, sources: Mapping[str, Source], retracted: Collection[str]
) -> Article | Reject | Retracted:
    source = None
    try:
        if record.content is None:
            detail = f"{record.n_bytes} bytes; an article has at most {MAX_BYTES}; split it"
            raise RejectedError(RejectReason.TOO_LARGE, detail)
        draft = form.parse(record.content, record, file)
        source = draft.fields.source
        if article_id_of(draft) in retracted:  # before it could be rejected for something else
            return Retracted(article_id=article_id_of(draft), raw_name=record.raw_name)
        return finish(draft, record, sources)
    except RejectedError as error:
        return _reject(record, error, source)


def _file_record(file: RawFile, error: RejectedError) -> RawRecord:
    """What stands for a file that was turned away as a whole, or after some of its lines."""
    unread = RawRecord(raw_name=file.raw_name, raw_sha256=None, n_bytes=None)
    if error.reason.stage is RejectStage.FETCH:
        return unread
    try:
        return read_file(file)
    except RejectedError:  # the file was turned away for its name, and cannot be read either
        return unread


def _reject(record: RawRecord, error: RejectedError, source: str | None) -> Reject:
    return Reject(
        reject_id=content_id("rej_", record.raw_name, record.raw_sha256),
        source=source,
        raw_name=record.raw_name,
        raw_sha256=record.raw_sha256,
        n_bytes=record.n_bytes if record.n_bytes is not None and record.n_bytes < INT32_LIMIT else None,
        stage=error.reason.stage,
        reason=error.reason,
        detail=error.detail,
    )


def _tell_repeats(
    outcomes: Iterable[tuple[RawRecord, Article | Reject | Retracted]],
) -> Iterator[Article | Reject | Duplicate | Retracted]:
    """Let the first article of an id pass; the same text again is a duplicate, another text a reject."""
    first: dict[str, tuple[str, str]] = {}
    for record, outcome in outcomes:
        if not isinstance(outcome, Article):
            yield outcome
            continue
        text_sha256, raw_name = first.setdefault(outcome.article_id, (outcome.text_sha256, outcome.raw_name))
        if raw_name == outcome.raw_name:
            yield outcome
        elif text_sha256 == outcome.text_sha256:
            yield Duplicate(article_id=outcome.article_id, raw_name=outcome.raw_name)
        else:
            detail = f"same id as {raw_name}, other text; remove one or give it another id or address"
            yield _reject(record, RejectedError(RejectReason.CONFLICTING_TEXT, detail), outcome.source)
