"""From raw/ to the working store: every input read, what is new or changed written, what is gone removed.

Belongs here: keeping the store in step with raw/. Does not belong here: how a file is read (`pipelines.ingest`).
"""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import asdict, dataclass
from itertools import batched
from typing import TYPE_CHECKING

from pipelines.curation.retractions import refuse_idle
from pipelines.ingest.errors import InputError, printable
from pipelines.ingest.reading import read_raw
from pipelines.ingest.records import Article, Duplicate, Reject, Retracted
from pipelines.ingest.sources import FILE_NAME as SOURCES
from pipelines.ingest.sources import read_sources
from pipelines.knowledge.date_orders import day_first

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pipelines.curation.retractions import Retractions
    from pipelines.ingest.fields import Source
    from pipelines.rows import Row
    from pipelines.store import Store

LOG = logging.getLogger(__name__)
SHOWN = 5  # inputs that messages name
BATCH = 500  # inputs read before changed articles are committed


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What became of the inputs: `n_raw` is the sum of the others."""

    n_raw: int
    n_kept: int
    n_duplicate: int
    n_rejected: int
    n_retracted: int = 0

    def __str__(self) -> str:
        """One line for people."""
        inputs = "input" if self.n_raw == 1 else "inputs"
        retracted = f", {self.n_retracted} retracted" if self.n_retracted else ""
        duplicates = "duplicate" if self.n_duplicate == 1 else "duplicates"
        counts = f"{self.n_kept} kept, {self.n_duplicate} {duplicates}, {self.n_rejected} rejected{retracted}"
        return f"{self.n_raw} {inputs}: {counts}"


def read_into_store(raw: Path, store: Store, retractions: Retractions = ()) -> Inputs:
    """Make the store hold exactly the articles that raw/ holds now, and what became of every input.

    Only new and changed articles are written; those gone from raw/ are removed, with their annotations. Retracted ones
    are never written; one that was there before is removed from the store's old versions, too.

    Raises: InputError when raw/ or its sources.yml cannot be used, when it holds no article at all, or when a
        retraction names an article that it does not hold.
    """
    retracted = {line.rule.article_id for line in retractions}
    records = read_raw(raw, retracted)
    sources = read_sources(raw) if (raw / SOURCES).exists() else {}  # read_raw needs it where there are inputs
    orders = {key: day_first(source.country_iso3) for key, source in sources.items()}
    known = _known_articles(store)
    inputs: list[Row] = []
    kept: set[str] = set()
    for batch in batched(records, BATCH):
        inputs.extend(map(_input_row, batch))
        rows = [_article_row(item, orders[item.source]) for item in batch if isinstance(item, Article)]
        kept.update(row["article_id"] for row in rows)
        changed = [row for row in rows if known.get(row["article_id"]) != row["row_sha256"]]
        if changed:
            store.put("articles", changed)
    if not kept:
        raise InputError(str(raw), _nothing_kept(inputs), "put one under articles/, as raw/README.md says")
    refuse_idle(retractions, {row["article_id"] for row in inputs if row["outcome"] != "rejected"})
    gone = sorted(known.keys() - kept)
    store.delete("articles", gone)
    store.delete("annotations", gone)
    if not retracted.isdisjoint(gone):
        store.forget()
    _tell_retracted([row["raw_name"] for row in inputs if row["outcome"] == "retracted"])
    _tell_rejected([row for row in inputs if row["outcome"] == "rejected"])
    store.replace_all("inputs", inputs)
    store.replace_all("sources", [_source_row(key, source) for key, source in sorted(sources.items())])
    return count_inputs(inputs)


def _nothing_kept(inputs: list[Row]) -> str:
    """Why there is nothing to work on; the store is left as it is, in case a disk is not mounted."""
    if not inputs:
        return "there are no articles"
    first = inputs[0]
    found = first.get("detail", "is retracted")
    return f"no article could be used of {len(inputs)}; the first, {first['raw_name']}: {found}"


def _tell_retracted(raw_names: list[str]) -> None:
    """Tell whoever runs this that only they can delete the files."""
    if raw_names:
        more = f" and {len(raw_names) - SHOWN} more" if len(raw_names) > SHOWN else ""
        names = ", ".join(map(printable, raw_names[:SHOWN]))
        LOG.warning("retracted, but still in raw/: %s%s; delete them there, no command does", names, more)


def _tell_rejected(rejects: list[Row]) -> None:
    """Tell whoever runs this what to mend; the table `rejects` has all of it."""
    for row in rejects[:SHOWN]:
        LOG.warning("rejected: %s: %s", printable(row["raw_name"]), printable(row["detail"]))
    if len(rejects) > SHOWN:
        LOG.warning("rejected: %d more; the table rejects lists all", len(rejects) - SHOWN)


def count_inputs(inputs: Iterable[Row]) -> Inputs:
    """Count the rows of the store's `inputs` table by outcome."""
    outcomes = [row["outcome"] for row in inputs]
    return Inputs(
        n_raw=len(outcomes),
        n_kept=outcomes.count("kept"),
        n_duplicate=outcomes.count("duplicate"),
        n_rejected=outcomes.count("rejected"),
        n_retracted=outcomes.count("retracted"),
    )


def _known_articles(store: Store) -> dict[str, str]:
    table = store.read("articles", ["article_id", "row_sha256"])
    return dict(zip(table["article_id"].to_pylist(), table["row_sha256"].to_pylist(), strict=True))


def _input_row(item: Article | Duplicate | Reject | Retracted) -> Row:
    match item:
        case Article():
            return {"outcome": "kept", "article_id": item.article_id, "raw_name": item.raw_name}
        case Duplicate():
            return {"outcome": "duplicate", "article_id": item.article_id, "raw_name": item.raw_name}
        case Retracted():
            return {"outcome": "retracted", "article_id": item.article_id, "raw_name": item.raw_name}
        case Reject():
            return {"outcome": "rejected"} | asdict(item)


def _article_row(article: Article, day_first: bool | None) -> Row:
    row = asdict(article) | {"day_first": day_first}
    row["input_sha256"] = _sha256([article.text_sha256, article.title_end, article.published_on, day_first])
    row["row_sha256"] = _sha256(row)
    return row


def _sha256(value: object) -> str:
    return hashlib.sha256(json.dumps(value, default=str, sort_keys=True).encode()).hexdigest()


def _source_row(key: str, source: Source) -> Row:
    return {"source": key} | source.model_dump(mode="json")
