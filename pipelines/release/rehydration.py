"""Putting words back beside offsets, for a reader who owns the articles.

Belongs here: release and raw articles → a folder with the same tables and their words, which is no release. Does not
belong here: reading raw articles, printing. The release is only read.
"""

from __future__ import annotations

import hashlib
import shutil
from collections import defaultdict
from dataclasses import dataclass
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pipelines.errors import OnRecordError
from pipelines.ids import content_id
from pipelines.release import durable, index, manifest, parquet, spans, spreadsheet
from pipelines.release.dataset import CSV_FOLDER, PARQUET_FOLDER, csv_path
from schemas.tables import PARQUET_ONLY, SCHEMA_VERSION, TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    type Row = dict[str, Any]
    type Tables = Mapping[str, pa.Table]

README = "README.txt"
SUFFIX = "-with-texts"
LICENCE = f"LicenseRef-see-{README}"


class RehydrateError(OnRecordError):
    """Words cannot be put back; no folder is made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehydrated:
    """What was done: `total` counts the articles whose text the release does not publish, `done` those filled in.

    The others have another text in raw/ than the one that was annotated, or are not there.
    """

    path: Path
    total: int
    done: int
    differ: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def message(self) -> str:
        """One line for people."""
        return f"{self.done} of {self.total} articles rehydrated"


def rehydrate(release: Path, raw: pa.Table, out: Path) -> Rehydrated:
    """Write the tables of a release with the words of the articles that a reader has.

    Args:
        release: the release's folder.
        raw: `article_id, title, text` of the reader's articles; a text counts where its SHA-256 is the release's
            `text_sha256`.
        out: the folder to make; not among releases, since it holds words that may not be published.

    Raises: WithdrawnError where the release was withdrawn; RehydrateError where the folder exists already or lies in or
        among releases, the release is damaged or of another schema version, or no article has the text that was
        annotated.
    """
    release, out = release.resolve(), out.resolve()
    _refuse_folder(release, out)
    _refuse_release(release)
    tables = {name: parquet.read(name, release) for name in TABLES}
    wanted, given = _unpublished(tables), {row["article_id"]: row for row in raw.to_pylist()}
    owned = {article: given[article] for article in wanted if _is_annotated_text(given.get(article), wanted[article])}
    done = Rehydrated(
        path=out,
        total=len(wanted),
        done=len(owned),
        differ=tuple(sorted(wanted.keys() & given.keys() - owned.keys())),
        missing=tuple(sorted(wanted.keys() - given.keys())),
    )
    if wanted and not owned:
        message = f"none of {done.total} articles is there with the text that was annotated; give their folder to --raw"
        raise RehydrateError(message)
    partial = out.with_name(f".{out.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        _write(_filled(tables, owned), partial, release.name, done.done)
        partial.rename(out)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return done


def _refuse_folder(release: Path, out: Path) -> None:
    if out.exists():
        message = f"{out} exists already; give a new folder with --out"
        raise RehydrateError(message)
    if release in out.parents:
        message = f"{out} lies in the release, which never changes; give another folder with --out"
        raise RehydrateError(message)
    if (out.parent / index.INDEX).exists():
        message = f"{out} would lie among the releases, which others may publish; give another one with --out"
        raise RehydrateError(message)
    if not out.parent.is_dir():
        message = f"{out.parent} is no folder; make it, or give another folder with --out"
        raise RehydrateError(message)


def _refuse_release(release: Path) -> None:
    index.refuse_withdrawn(release)
    if problems := manifest.checksum_problems(release):
        message = f"{release}: {problems[0]}; `onrecord verify` tells all that is wrong"
        raise RehydrateError(message)
    if (version := manifest.read(release).schema_version) != SCHEMA_VERSION:
        message = f"{release}: schema version is {version}, this onrecord reads {SCHEMA_VERSION}"
        raise RehydrateError(message)


def _unpublished(tables: Tables) -> dict[str, str]:
    """Per article whose text the release does not publish, the SHA-256 of that text."""
    articles, published = tables["articles"], set(tables["texts"]["article_id"].to_pylist())
    hashes = zip(articles["article_id"].to_pylist(), articles["text_sha256"].to_pylist(), strict=True)
    return {article: digest for article, digest in hashes if article not in published}


def _is_annotated_text(row: Row | None, text_sha256: str) -> bool:
    return row is not None and hashlib.sha256(row["text"].encode()).hexdigest() == text_sha256


def _filled(tables: Tables, owned: Mapping[str, Row]) -> Tables:
    """The tables with the words of the articles that the reader has; rows of others as they are."""
    texts = {article: row["text"] for article, row in owned.items()}
    titles = {article: row["title"] for article, row in owned.items()}
    filled = {name: with_words(name, table, texts) for name, table in tables.items()}
    filled["articles"] = _replaced(filled["articles"], "title", "article_id", titles)
    filled["mentions"] = _replaced(filled["mentions"], "role_text", "mention_id", _roles(filled))
    rows = [*tables["texts"].to_pylist(), *({"article_id": article, "text": text} for article, text in texts.items())]
    rows.sort(key=lambda row: row["article_id"])
    return filled | {"texts": pa.Table.from_pylist(rows, tables["texts"].schema)}


def with_words(name: str, table: pa.Table, texts: Mapping[str, str]) -> pa.Table:
    """A table whose text columns hold what their offsets select."""
    for column, offsets in spans.offsets(name, table):
        rows = zip(table["article_id"].to_pylist(), offsets, table[column].to_pylist(), strict=True)
        words = [
            spans.selected(texts[article], pieces) if pieces and article in texts else given
            for article, pieces, given in rows
        ]
        table = _with_column(table, column, words)
    return table


def _roles(tables: Tables) -> dict[str, str]:
    """Per mention, the words of its role: the offsets stand in actor_roles, whose id is a hash of the mention's."""
    of_actor = defaultdict(list)
    for role in tables["actor_roles"].to_pylist():
        of_actor[role["article_id"], role["actor_id"]].append(role)
    return {
        mention["mention_id"]: role["title_text"]
        for mention in tables["mentions"].select(["mention_id", "article_id", "actor_id"]).to_pylist()
        for role in of_actor[mention["article_id"], mention["actor_id"]]
        if role["actor_role_id"] == content_id("rol_", mention["mention_id"], role["char_start"], role["char_end"])
    }


def _replaced(table: pa.Table, column: str, key: str, values: Mapping[str, str | None]) -> pa.Table:
    """A table with other values in a column for the keys that are given."""
    rows = zip(table[key].to_pylist(), table[column].to_pylist(), strict=True)
    return _with_column(table, column, [values.get(row, given) for row, given in rows])


def _with_column(table: pa.Table, column: str, values: list[str | None]) -> pa.Table:
    index = table.column_names.index(column)
    return table.set_column(index, table.schema.field(index), pa.array(values, pa.string()))


def _write(tables: Tables, folder: Path, version: str, rehydrated: int) -> None:
    for form in (PARQUET_FOLDER, CSV_FOLDER):
        (folder / form).mkdir(parents=True)
    for name, table in tables.items():
        parquet.write(name, table, folder, version + SUFFIX, licence=LICENCE)
        if name not in PARQUET_ONLY:
            spreadsheet.write(table, folder / csv_path(name))
    readme = files("pipelines.release").joinpath("templates", "WITH_TEXTS.txt").read_text(encoding="utf-8")
    filled = Template(readme).substitute(version=version, rehydrated=rehydrated)
    (folder / README).write_text(filled, encoding="utf-8", newline="\n")
    durable.sync_tree(folder)
