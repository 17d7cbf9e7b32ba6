"""`onrecord evaluate --task actors`: names, pronouns and who is who, on CrossNER, GAP, PolNeAR and our own labels.

Belongs here: which corpora and parts, which table a figure is about, the lines of the prediction files. Does not
belong here: measures, printing.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tqdm import tqdm

from pipelines.evaluate import crossner, gap
from pipelines.evaluate.intervals import resampled_weights
from pipelines.evaluate.labelled_nominals import measure_nominals
from pipelines.evaluate.labelled_scores import measure_labelled_passages
from pipelines.evaluate.measurements import ALL, resampled_measurements, share_measurement
from pipelines.evaluate.mention_scores import MERGED, crossner_counts
from pipelines.evaluate.outcome import VALIDATION, Outcome
from pipelines.evaluate.positions_task import polnear_documents
from pipelines.evaluate.predict import predict_mentions
from pipelines.evaluate.predicted_mentions import entity_names, is_crossner_name
from pipelines.evaluate.pronoun_scores import score_pronouns
from pipelines.evaluate.source_actors import judge_sources, source_measurements

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from spacy.tokens import Doc

    from pipelines.annotate.positions import PositionEngine
    from pipelines.annotate.records import Mention
    from pipelines.evaluate.crossner import TaggedSentence
    from pipelines.evaluate.gap import Passage
    from pipelines.evaluate.measurements import Measurement
    from pipelines.evaluate.mention_scores import ClassedSpan
    from pipelines.evaluate.pronoun_scores import LinkedSpan

KIND, ACTOR = "kind", "actor_id"  # the columns that the figures are about


def measure_actors(gold: Path, split: str, engine: PositionEngine) -> Outcome:
    """Measure mentions and actors.

    Args:
        gold: folder of the gold corpora.
        split: "validation" or "all"; CrossNER's development part and our own validation passages are measured whole
            in either case, since nothing is trained on them.
        engine: whether the model or rules read names and pronouns.

    Raises: GoldError when a corpus is missing or cannot be read.
    """
    sentences = crossner.read_sentences(gold / crossner.DEV)
    passages = _passages(gold, split)
    names = {sentence.doc_id: _names(mentions) for sentence, (_, mentions) in _found("CrossNER", sentences, engine)}
    links = {passage.doc_id: _links(doc, mentions) for passage, (doc, mentions) in _found("GAP", passages, engine)}
    mentions = [
        *crossner_measurements(sentences, names),
        *pronoun_measurements(passages, links, f"gap {split}"),
        *measure_labelled_passages(VALIDATION, engine),
        *measure_nominals(VALIDATION),
    ]
    actors = list(_source_measurements(gold, split, engine))
    files = {"actors.jsonl": name_lines(names), "pronouns.jsonl": link_lines(links)}
    return Outcome({"mentions": mentions, "actors": actors}, files)


def _passages(gold: Path, split: str) -> list[Passage]:
    passages = gap.read_passages(gold / gap.FILE)
    chosen = gap.validation_passages(passages) if split == VALIDATION else tuple(passages)
    return [passages[doc_id] for doc_id in chosen]


def _found[Text: (TaggedSentence, Passage)](
    corpus: str, texts: Sequence[Text], engine: PositionEngine
) -> Iterator[tuple[Text, tuple[Doc, Sequence[Mention]]]]:
    found = predict_mentions((text.text for text in texts), engine)
    progress = tqdm(found, desc=corpus, unit="text", total=len(texts), disable=None)
    return zip(texts, progress, strict=True)


def _names(mentions: Sequence[Mention]) -> list[ClassedSpan]:
    named = (mention for mention in mentions if is_crossner_name(mention))
    return [(mention.char_start, mention.char_end, str(mention.kind)) for mention in named]


def _links(doc: Doc, mentions: Sequence[Mention]) -> list[LinkedSpan]:
    entities = entity_names(mentions, doc.text)
    return [(one.char_start, one.char_end, entity) for one, entity in zip(mentions, entities, strict=True)]


def crossner_measurements(
    sentences: Sequence[TaggedSentence], names: Mapping[str, Sequence[ClassedSpan]]
) -> Iterator[Measurement]:
    """The figures of names: person, organisation (with igo, party, media) and place (with state), and all of them."""
    counts, weights = crossner_counts(sentences, names), resampled_weights(len(sentences))
    for row, part in enumerate([*MERGED, ALL]):
        yield from resampled_measurements(KIND, part, "crossner-politics dev", counts[:, row], weights)


def pronoun_measurements(
    passages: Sequence[Passage], links: Mapping[str, Sequence[LinkedSpan]], gold: str
) -> Iterator[Measurement]:
    """The figures of pronouns: over both names of each passage, the share answered, the share right of these."""
    scores, n, part = score_pronouns(passages, links), len(passages), "pronoun"
    yield from resampled_measurements(ACTOR, part, gold, scores.counts, resampled_weights(n))
    yield share_measurement(ACTOR, part, "answered", gold, n_right=scores.n_answered, n=n)
    if scores.n_answered:
        yield share_measurement(ACTOR, part, "right_of_answered", gold, n_right=scores.n_right, n=scores.n_answered)


def _source_measurements(gold: Path, split: str, engine: PositionEngine) -> Iterator[Measurement]:
    documents = list(polnear_documents(gold, split).values())
    found = tqdm(
        predict_mentions((document.text for document in documents), engine),
        desc="PolNeAR",
        unit="document",
        total=len(documents),
        disable=None,
    )
    judged = [
        source
        for document, (doc, mentions) in zip(documents, found, strict=True)
        for source in judge_sources(document, doc, mentions)
    ]
    yield from source_measurements(judged, f"polnear {split}")


def name_lines(names: Mapping[str, Sequence[ClassedSpan]]) -> Iterator[str]:
    """The names of CrossNER's sentences as JSON lines: doc_id, start, end, kind."""
    for doc_id, found in names.items():
        for start, end, kind in found:
            yield json.dumps({"doc_id": doc_id, "start": start, "end": end, "kind": kind})


def link_lines(links: Mapping[str, Sequence[LinkedSpan]]) -> Iterator[str]:
    """All mentions of GAP's passages as JSON lines: doc_id, start, end, actor_id (an entity of this passage)."""
    for doc_id, found in links.items():
        for start, end, entity in found:
            yield json.dumps({"doc_id": doc_id, "start": start, "end": end, "actor_id": entity}, ensure_ascii=False)
