"""Verifying a release: whether its files are whole, agree with each other, and whether its evidence holds.

Belongs here: the checks that any reader can repeat on a release folder, with the articles' texts or without. They do
not rest on the release's own checksums: they also hold against someone who recomputed them.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from pipelines import checks
from pipelines.release import durable, gates, index, manifest, parquet, replay, sample_gate, sides, spans
from pipelines.release.dataset import DOCUMENTS, MANIFEST, PARQUET_FOLDER, PublishError
from schemas import derive
from schemas.tables import SCHEMA_VERSION, TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from pipelines.release.manifest import Manifest

    type Texts = Callable[[], pa.Table]
    type Tables = Mapping[str, pa.Table]


@dataclass(frozen=True, slots=True)
class Verification:
    """What verifying found.

    `spans_total` counts the published words that come with offsets, `spans_checked` those of them whose article's
    text was at hand. `parent` is the version that `changes` tells the difference from, None for a first release; it was
    `replayed` on it where that release lies beside this one.
    """

    version: str
    problems: tuple[str, ...]
    spans_checked: int = 0
    spans_total: int = 0
    parent: str | None = None
    replayed: bool = False

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    @property
    def message(self) -> str:
        """One line for people."""
        count = len(self.problems)
        found = f"{count or 'no'} problem{'' if count == 1 else 's'}"
        spans = f"spans checked {self.spans_checked} of {self.spans_total}"
        return f"{self.version}: {found}; {spans}{self._changes}"

    @property
    def _changes(self) -> str:
        if self.parent is None:
            return ""
        if self.replayed:
            return f"; changes replayed on {self.parent}"
        return f"; changes not replayed, {self.parent} is not beside it"


def verify(release: Path, texts: Texts | None = None) -> Verification:
    """Verify a release.

    Args:
        release: the release's folder.
        texts: gives a table `article_id, text_sha256, text` of articles whose text the reader has; a text is used
            where its SHA-256 is the one that the release names. The release's own texts are always used.

    Returns: what is wrong, in sentences, and how many spans were checked. What cannot be read is said, and the
    checks that need it are left out.
    Raises: NotADirectoryError where there is no such folder; WithdrawnError where the release was withdrawn.
    """
    if not release.is_dir():
        message = f"{release} is no release folder"
        raise NotADirectoryError(message)
    release = release.resolve()  # `.` has a name and a neighbourhood, too
    with suppress(PublishError):  # a damaged index is among the problems
        index.refuse_withdrawn(release)
    problems = [*manifest.checksum_problems(release), *_against_index(release)]
    try:
        content = manifest.read(release)
    except PublishError as error:
        return Verification(release.name, (*problems, str(error)))
    if content.schema_version != SCHEMA_VERSION:
        wrong = f"schema version is {content.schema_version}, this onrecord verifies {SCHEMA_VERSION}"
        return Verification(release.name, (*problems, wrong))
    problems += _against_manifest(release, content)
    try:
        tables = {name: parquet.read(name, release) for name in TABLES}
    except (OSError, pa.ArrowException) as error:
        return Verification(release.name, (*problems, str(error)))
    if any(not tables[name].schema.equals(derive.arrow_schema(model)) for name, model in TABLES.items()):
        return Verification(release.name, tuple(problems))
    known, wrong_texts = _known_texts(tables, texts)
    report = spans.check_spans(tables, known)
    parent = _parent(release, content)
    sampled = _failures(sample_gate.check_sample(release))
    problems += [*_rules(release, content, known), *wrong_texts, *report.problems, *sampled]
    problems += _replayed(release, content, parent, tables["changes"])
    before = content.parent.version if content.parent else None
    return Verification(release.name, tuple(problems), report.checked, report.total, before, parent is not None)


def _against_index(release: Path) -> Iterator[str]:
    """Whether the manifest is the one that index.json beside the release names, where there is an index."""
    try:
        entry = index.read_index(release.parent).entry(release.name)
    except PublishError as error:
        yield str(error)
        return
    path = release / MANIFEST
    if entry is not None and path.is_file() and durable.sha256(path) != entry.manifest_sha256:
        yield f"{MANIFEST} is not the one that {index.INDEX} names"


def _against_manifest(release: Path, content: Manifest) -> Iterator[str]:
    yield from manifest.data_file_problems(release, content.tables)
    yield from (f"{name} is missing" for name in DOCUMENTS if not (release / name).is_file())
    logical = {table.name: table.logical_sha256 for table in content.tables}
    if logical.keys() != TABLES.keys():
        yield f"{MANIFEST} does not list the tables of schema version {SCHEMA_VERSION}"
        return
    yield from _failures(gates.check_files(release, logical))


def _rules(release: Path, content: Manifest, known: Mapping[str, str]) -> Iterator[str]:
    """The rules of the tables: all of them for articles whose text is known, the others without those of texts."""
    schema = pa.schema([("article_id", pa.string()), ("text", pa.string())])
    texts = pa.table([list(known), list(known.values())], schema=schema)
    folder, inputs = release / PARQUET_FOLDER, content.inputs.counts()
    try:
        for needs_texts in (False, True):
            rules = [rule for rule in checks.all_checks() if rule.needs_texts == needs_texts]
            with checks.open_material(folder, texts, inputs, known_only=needs_texts) as material:
                yield from _failures([rule.run(material) for rule in rules])
    except duckdb.Error as error:
        yield f"{PARQUET_FOLDER}: DuckDB cannot read it: {error}"


def _parent(release: Path, content: Manifest) -> Path | None:
    """The folder of the release before, where it lies beside this one and was not withdrawn."""
    if content.parent is None:
        return None
    folder = release.parent / content.parent.version
    return folder if (folder / PARQUET_FOLDER).is_dir() and (folder / MANIFEST).is_file() else None


def _replayed(release: Path, content: Manifest, parent: Path | None, changes: pa.Table) -> Iterator[str]:
    """Whether `changes` tells how this release came from its parent; nothing is said without the parent at hand."""
    if content.parent is not None and parent is None:
        return
    if content.parent is not None and parent and durable.sha256(parent / MANIFEST) != content.parent.manifest_sha256:
        yield f"{parent.name} beside it is not the release that `changes` was computed from"
        return
    try:
        old = sides.of_release(parent) if parent else None
        yield from _failures(replay.check_changes(old, sides.of_release(release), changes))
    except (PublishError, OSError, pa.ArrowException) as error:
        yield f"changes cannot be replayed: {error}"


def _failures(results: list[checks.CheckResult]) -> Iterator[str]:
    for result in results:
        if not result.passed:
            shown = "; ".join(str(example) for example in result.examples)
            yield f"{result.table}: {result.name} fails on {result.failures} of {result.rows_seen} rows: {shown}"


def _known_texts(tables: Tables, texts: Texts | None) -> tuple[dict[str, str], list[str]]:
    """Per article, the text that its offsets refer to; and which of the release's own texts are not that text."""
    articles = tables["articles"]
    hashes = dict(zip(articles["article_id"].to_pylist(), articles["text_sha256"].to_pylist(), strict=True))
    given = dict(_pairs(texts())) if texts is not None else {}
    own = dict(_pairs(tables["texts"]))
    known = {article: text for article, text in (given | own).items() if hashes.get(article) == _sha256(text)}
    wrong = [f"texts {article}: not the text with its text_sha256" for article in own if article not in known]
    return known, wrong


def _pairs(table: pa.Table) -> Iterator[tuple[str, str]]:
    return zip(table["article_id"].to_pylist(), table["text"].to_pylist(), strict=True)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
