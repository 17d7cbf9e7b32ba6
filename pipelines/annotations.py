"""From articles to annotations in the working store, which is its own ledger of what is still to do.

Belongs here: what is pending, and committing what an engine returns. Does not belong here: annotating.
"""

from __future__ import annotations

from itertools import batched
from typing import TYPE_CHECKING

import duckdb

from pipelines.engine import BATCH, AnnotationError, PendingArticle
from pipelines.sql import select

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipelines.engine import Engine
    from pipelines.store import Store


SHOWN = 5  # failures in a message


def pending_articles(store: Store, extractor: str) -> list[str]:
    """The ids of the articles whose text this extractor has not annotated yet, in order."""
    query = """
        SELECT article_id FROM articles
        ANTI JOIN (SELECT * FROM annotations WHERE extractor = $extractor) USING (article_id, input_sha256)
        ORDER BY article_id
    """
    with duckdb.connect() as connection:
        store.view(connection, "articles")
        store.view(connection, "annotations")
        return [row[0] for row in connection.execute(query, {"extractor": extractor}).fetchall()]


def annotate_pending(
    store: Store, engine: Engine, progress: Callable[[int, int], None] = lambda done, total: None
) -> int:
    """Annotate every article that has no annotations by the engine's extractor, one commit per batch, then compact.

    Args:
        store: the working store.
        engine: what annotates.
        progress: called with the number of articles done and in all, after every batch.

    Returns: the number of articles annotated.
    Raises: AnnotationError, when all others are done, naming the articles that an annotator failed on.
    """
    pending = pending_articles(store, engine.extractor)
    done, failures = 0, []
    for batch in engine.run(_batches(store, pending)):
        store.put("annotations", batch.rows)
        done += len(batch.rows)
        failures += batch.failures
        progress(done, len(pending))
    if done:
        store.compact()
    if failures:
        shown = "; ".join(sorted(failures)[:SHOWN])
        count = f"{len(failures)} of {len(pending)} articles could not be annotated"
        message = f"{count}; report them and take them out of raw/: {shown}"
        raise AnnotationError(message)
    return done


def _batches(store: Store, article_ids: list[str]) -> Iterator[list[PendingArticle]]:
    columns = ", ".join(PendingArticle.__dataclass_fields__)
    query = f"SELECT {columns} FROM articles WHERE list_contains($ids, article_id) ORDER BY article_id"
    with duckdb.connect() as connection:
        store.view(connection, "articles")
        for batch in batched(article_ids, BATCH):
            rows = select(connection, query, {"ids": list(batch)}).to_arrow_table().to_pylist()
            yield [PendingArticle(**row) for row in rows]
