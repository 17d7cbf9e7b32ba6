"""Examples for the pronoun ranker: pronouns with the mentions near them, their features, and what would be right.

Belongs here: parsing labelled passages and GAP and writing what the trainer reads, in the project's own environment,
since the features rest on the parse. Does not belong here: the trainer, which has no spaCy.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from spacy.tokens import Doc, Span, Token
from tqdm import tqdm

from pipelines.annotate.actor_model.pronoun_features import Context, features, near_candidates
from pipelines.annotate.clusters import cluster_persons
from pipelines.annotate.entities import find_role_phrases
from pipelines.annotate.model import ArticleText, parse, sentence_numbers, text_of
from pipelines.annotate.names import find_names
from pipelines.annotate.nominals import find_nominals
from pipelines.annotate.pronouns import PRONOUN_WORDS, Candidate, PersonMention, person_candidates
from pipelines.annotate.recognised import NameSpan
from pipelines.annotate.roles import person_role_ending_at
from pipelines.evaluate.gap import FILE, Passage, read_passages, validation_passages
from pipelines.evaluate.labelled_mentions import REFERENCES, LabelledPassage, load_labelled_passages
from schemas.codes import MentionKind

NONE = -1  # stands for "none of the mentions" among the entities that would be right


@dataclass(frozen=True)
class PronounExample:
    """A pronoun: offsets of it and of each near mention's first and last word, features, entity numbers.

    `right` are the entities that an answer may be (`NONE` among them where no answer is right); `meant` tells for
    GAP's two names which entities each has and whether it is meant.
    """

    passage: str
    text: str
    half: str
    pronoun: int
    mentions: list[tuple[int, int]]
    features: list[list[float]]
    entities: list[int]
    right: list[int]
    meant: list[tuple[list[int], bool]]


def write_examples(gold: Path, out: Path) -> int:
    """Write every example of our labelled passages and of GAP, a JSON line each; returns their number."""
    gap = read_passages(gold / FILE)
    held_out = frozenset(validation_passages(gap))
    ours = load_labelled_passages(names=REFERENCES)
    texts = [passage.text for passage in ours] + [passage.text for passage in gap.values()]
    docs = iter(tqdm(parse(ArticleText(text) for text in texts), "parse", len(texts), unit="passage", disable=None))
    found = [example for passage, doc in zip(ours, docs, strict=False) for example in _of_labelled(passage, doc)]
    for passage in gap.values():
        half = "validation" if passage.doc_id in held_out else "train"
        found += _of_gap(passage, next(docs), half)
    out.write_text("".join(f"{json.dumps(asdict(example))}\n" for example in found), encoding="utf-8")
    return len(found)


def _of_labelled(passage: LabelledPassage, doc: Doc) -> Iterator[PronounExample]:
    """Each he or she in turn, with the ones before it already resolved."""
    names: list[NameSpan] = []
    entities: list[str] = []
    for mention in passage.mentions:
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if mention.kind == "person" and span is not None:
            names.append(NameSpan(span.start, span.end, MentionKind.PERSON, "gold"))
            entities.append(mention.entity or span.text)
    view = _candidates(doc, names, entities)
    context = Context.of(doc, sentence_numbers(doc))
    for mention in passage.mentions:
        span = doc.char_span(mention.start, mention.end)
        if mention.kind != "pronoun" or span is None or span.text.lower() not in PRONOUN_WORDS:
            continue
        known = mention.entity if mention.entity != "0" else None
        if near := near_candidates(span[0], view, context):
            numbers = _numbers(near)
            unnamed = sorted({numbers[one.entity] for one in near if one.is_nominal})
            right = [NONE, *unnamed] if known is None else [numbers.get(known, NONE)]
            yield _example(passage.passage_id, passage.half, span[0], near, context, right=right)
        if known is not None and any(one.entity == known for one in view):
            back = next(one for one in view if one.entity == known)
            token = span[0].i
            view.append(replace(back, first=token, head=token, last=token, is_pronoun=True, is_nominal=False))
            view.sort(key=lambda one: one.head)


def _of_gap(passage: Passage, doc: Doc, half: str) -> Iterator[PronounExample]:
    """The passage's one pronoun; GAP tells of two names only whether they are meant."""
    asked = [_tokens(doc, name.start, name.end) for name in passage.names]
    names = [name for name in find_names(doc) if name.kind is MentionKind.PERSON]
    for span in asked:
        if not any(name.start < span.end and span.start < name.end for name in names):
            names.append(NameSpan(span.start, span.end, MentionKind.PERSON, "gold"))
    names.sort(key=lambda name: name.start)
    clusters = cluster_persons(doc, names)
    view = _candidates(doc, names, [clusters[index] for index in range(len(names))])
    context = Context.of(doc, sentence_numbers(doc))
    pronoun = _tokens(doc, *passage.pronoun)[0]
    near = near_candidates(pronoun, view, context)
    if not near:
        return
    numbers = _numbers(near)
    meant = [
        (sorted({numbers[one.entity] for one in near if one.first < of.end and of.start <= one.last}), name.is_meant)
        for of, name in zip(asked, passage.names, strict=True)
    ]
    wrong = {number for found, is_meant in meant if not is_meant for number in found}
    right = {number for found, is_meant in meant if is_meant for number in found}
    if not right:
        right = {NONE, *numbers.values()} - wrong
    yield replace(_example(passage.doc_id, half, pronoun, near, context, right=sorted(right)), meant=meant)


def _candidates(doc: Doc, names: Sequence[NameSpan], entities: Sequence[str]) -> list[Candidate]:
    phrases = find_role_phrases(doc, names)
    spans = [(name.start, name.end) for name in names] + [(role.start, role.end) for role in phrases.values()]
    taken = {token for start, end in spans for token in range(start, end)}
    persons = [
        PersonMention(
            index,
            entity,
            name.start,
            name.end,
            (phrases[index].start, phrases[index].end) if index in phrases else None,
        )
        for index, (name, entity) in enumerate(zip(names, entities, strict=True))
    ]
    for nominal in find_nominals(doc, {name.start: name for name in names}, taken):
        single = doc[nominal.end - 1].tag_ not in {"NNS", "NNPS"}
        if single and person_role_ending_at(doc, nominal.end) is not None:
            persons.append(
                PersonMention(len(persons), f"#{nominal.start}", nominal.start, nominal.end, is_nominal=True)
            )
    return person_candidates(doc, persons)


def _tokens(doc: Doc, start: int, end: int) -> Span:
    """The tokens that overlap with characters."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        message = f"no token at {start}"
        raise ValueError(message)
    return span


def _numbers(near: Sequence[Candidate]) -> dict[str, int]:
    return {entity: number for number, entity in enumerate(dict.fromkeys(one.entity for one in near))}


def _example(
    passage: str, half: str, pronoun: Token, near: Sequence[Candidate], context: Context, *, right: list[int]
) -> PronounExample:
    doc, numbers = pronoun.doc, _numbers(near)
    return PronounExample(
        passage=passage,
        text=text_of(doc),
        half=half,
        pronoun=pronoun.idx,
        mentions=[(doc[one.first].idx, doc[one.last].idx) for one in near],
        features=features(pronoun, near, [one.gender for one in near], context),
        entities=[numbers[one.entity] for one in near],
        right=right,
        meant=[],
    )
