"""Running the annotators over many articles: in this process or in several.

Belongs here: batches, workers, the extractor's name. Does not belong here: what an annotator does, and the store;
batches come in and rows go out, in any order, because a row depends on nothing but its article.
"""

from __future__ import annotations

import hashlib
import logging
import multiprocessing
import os
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import cache, partial
from importlib.metadata import version
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from pipelines.annotate.article import annotate
from pipelines.annotate.attribution_model.runtime import AttributionModelError, is_installed, model_version
from pipelines.annotate.model import MODEL_NAME, MODEL_VERSION, ArticleText, parse
from pipelines.annotate.positions import PositionEngine
from pipelines.errors import OnRecordError
from pipelines.rows import annotation_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date
    from importlib.resources.abc import Traversable

    from pipelines.rows import Row

BATCH = 100  # articles in one commit: what a killed run loses at most
LOG = logging.getLogger(__name__)
# What annotations rest on: their code, and the tables that it looks things up in.
PACKAGES = (
    "pipelines.annotate",
    "pipelines.annotate.actor_model",
    "pipelines.annotate.attribution_model",
    "pipelines.knowledge",
)
QUIET_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingArticle:
    """What annotating one article needs."""

    article_id: str
    text_sha256: str
    input_sha256: str
    text: str
    title_end: int
    published_on: date | None
    day_first: bool | None


@dataclass(frozen=True, slots=True)
class AnnotatedBatch:
    """Rows shaped like `pipelines.store.ANNOTATIONS`, and a line for each article that an annotator failed on."""

    rows: list[Row]
    failures: list[str]


class AnnotationError(OnRecordError):
    """Annotators failed on articles, or a process that annotates died."""


class Engine(Protocol):
    """Something that annotates batches of articles."""

    @property
    def extractor(self) -> str:
        """The name of what makes the annotations; see `extractor_name`."""

    def run(self, batches: Iterable[Sequence[PendingArticle]]) -> Iterator[AnnotatedBatch]:
        """Annotate each batch; they come in any order."""


@cache
def extractor_name(positions: PositionEngine) -> str:
    """Name and version of what makes annotations: a hash of the annotators' code and data, and the models' versions."""
    digest = hashlib.sha256()
    for package in PACKAGES:
        for file in sorted(_source_files(files(package)), key=lambda file: file.name):
            digest.update(f"{package}/{file.name}\n".encode())
            digest.update(file.read_bytes())
    for package, name in (("schemas", "codes.py"), ("pipelines", "rows.py"), ("pipelines", "ids.py")):
        digest.update(files(package).joinpath(name).read_bytes())
    parts = [f"{positions}-{digest.hexdigest()[:12]}", f"{MODEL_NAME}-{MODEL_VERSION}", f"spacy-{version('spacy')}"]
    if positions is PositionEngine.MODEL:
        parts += [f"attribution-{model_version()}", f"onnxruntime-{version('onnxruntime')}"]
    return "+".join(parts)


def choose_positions(wanted: str | None = None) -> PositionEngine:
    """The position engine to use: the wanted one, or the model where it is installed, else rules, with a warning.

    Raises: AttributionModelError when the model is wanted and its files are missing.
    """
    if wanted == PositionEngine.MODEL and not is_installed():
        message = "the attribution model's files are missing; install the package again or use --positions rules"
        raise AttributionModelError(message)
    if wanted is None and not is_installed():
        LOG.warning("the attribution model's files are missing: positions are found by rules, which find fewer")
        return PositionEngine.RULES
    return PositionEngine(wanted or PositionEngine.MODEL)


def _source_files(folder: Traversable) -> list[Traversable]:
    return [file for file in folder.iterdir() if file.name.endswith((".py", ".csv"))]


def annotate_batch(positions: PositionEngine, batch: Sequence[PendingArticle]) -> AnnotatedBatch:
    """Annotate articles in order; one that an annotator fails on does not keep the others back."""
    done = AnnotatedBatch([], [])
    docs = parse(ArticleText(article.text, article.title_end) for article in batch)
    for article, doc in zip(batch, docs, strict=True):
        try:
            annotations = annotate(doc, article.published_on, positions, day_first=article.day_first)
        except Exception as error:
            done.failures.append(f"{article.article_id}: {type(error).__name__}: {error}")
            continue
        row = annotation_row(article.article_id, article.text_sha256, article.text, annotations)
        done.rows.append(row | {"input_sha256": article.input_sha256, "extractor": extractor_name(positions)})
    return done


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """Annotates on this machine, in this process or in `workers` processes that load the models once each."""

    workers: int = 1
    positions: PositionEngine = field(default_factory=choose_positions)

    @property
    def extractor(self) -> str:
        """See `Engine`."""
        return extractor_name(self.positions)

    def run(self, batches: Iterable[Sequence[PendingArticle]]) -> Iterator[AnnotatedBatch]:
        """See `Engine`; with several workers a batch is yielded as soon as it is done.

        Raises: AnnotationError when a worker dies.
        """
        work = partial(annotate_batch, self.positions)
        if self.workers == 1:
            yield from map(work, batches)
            return
        for name in QUIET_THREADS:  # inherited by the workers: one BLAS thread each
            os.environ.setdefault(name, "1")
        with ProcessPoolExecutor(self.workers, mp_context=multiprocessing.get_context("spawn")) as pool:
            try:
                yield from _in_flight(partial(pool.submit, work), iter(batches), at_most=2 * self.workers)
            except BrokenProcessPool as error:
                message = "a process that annotates died, perhaps for want of memory; run again with fewer --workers"
                raise AnnotationError(message) from error


def _in_flight(
    submit: Callable[[Sequence[PendingArticle]], Future[AnnotatedBatch]],
    batches: Iterator[Sequence[PendingArticle]],
    at_most: int,
) -> Iterator[AnnotatedBatch]:
    """Keep a few batches under way, so that texts are read as they are needed."""
    running: set[Future[AnnotatedBatch]] = {submit(batch) for batch in islice(batches, at_most)}
    while running:
        done, running = wait(running, return_when=FIRST_COMPLETED)
        running |= {submit(batch) for batch in islice(batches, len(done))}
        for future in done:
            yield future.result()
