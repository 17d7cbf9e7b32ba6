"""Attributions by dependency rules: source, cue and content of verbs, adjectives and "according to".

Belongs here: patterns over the parse, driven by the cue lexicon. Does not belong here: which words are a verb cue
(`attribution_cues`), nouns as cues (`attribution_nouns`), quotations (`attribution_quotes`), the coding of acts.

The patterns follow the annotation guides of PARC 3.0 and PolNeAR: a content includes its "that", "to" and quotation
marks; an if-clause before the source belongs to the content as its first piece, other adverbials there do not; the
preposition of "call for" belongs to the cue, the object of "accuse" to the content.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from spacy.tokens import Doc, Token

from pipelines.annotate.attribution import Attribution
from pipelines.annotate.attribution_complements import (
    FRAME_ORDER,
    clause_heads,
    complement,
    is_finite,
    particle_of,
)
from pipelines.annotate.attribution_cues import cue_indexes, is_factual
from pipelines.annotate.attribution_draft import Draft, attribution_of
from pipelines.annotate.attribution_nouns import noun_drafts
from pipelines.annotate.attribution_quotes import attach_quotations
from pipelines.annotate.attribution_sources import Source, can_speak, find_source, is_passive, phrase, subtree
from pipelines.annotate.model import text_of
from pipelines.annotate.quotes import QuoteRegion, quote_regions, region_at
from pipelines.knowledge.act_words import WordClass, act_words
from pipelines.knowledge.cues import Cue, Frame, Part, cues_of
from schemas.codes import Act

type Row = tuple[Cue, Token | None]

_CONDITIONS = frozenset({"if", "unless"})
_TRAILING_MARKS = frozenset({"if", "unless", "because", "until", "once", "so"})
_CLAUSAL = frozenset({Frame.CLAUSE, Frame.QUESTION})


def find_attributions(doc: Doc) -> list[Attribution]:
    """The attributions of a parsed text, in order of their cues; no two share a cue.

    Cues inside a quotation are left out, as in PolNeAR: there the quoted person speaks, not the article.
    """
    regions = quote_regions(text_of(doc))
    drafts = [draft for draft in _according_drafts(doc) if region_at(regions, draft.head.idx) is None]
    for token in doc:
        if region_at(regions, token.idx) is not None:
            continue
        if token.pos_ in {"VERB", "AUX"}:
            drafts.extend(_verb_drafts(token, regions))
        elif token.pos_ == "ADJ":
            drafts.extend(_adjective_drafts(token, regions))
    taken = {index for draft in drafts for index in draft.cue}
    drafts.extend(draft for draft in noun_drafts(doc, taken) if region_at(regions, draft.head.idx) is None)
    drafts.sort(key=lambda draft: draft.cue[0])
    drafts = [draft for sentence in _by_sentence(drafts) for draft in _settled(sentence)]
    attach_quotations(doc, drafts, regions)
    return [found for draft in drafts if (found := attribution_of(doc, draft)) is not None]


def _by_sentence(drafts: list[Draft]) -> Iterator[list[Draft]]:
    for _, sentence in groupby(drafts, key=lambda draft: draft.head.sent.start):
        yield list(sentence)


def _settled(drafts: list[Draft]) -> list[Draft]:
    """The drafts of one sentence, without those that others already tell, each with a content of its own."""
    kept = [draft for draft in drafts if not _is_own_stance(draft, drafts)]
    _release_shared_participles(kept)
    _release_comments(kept)
    return kept


def _is_own_stance(draft: Draft, drafts: list[Draft]) -> bool:
    """Whether a cue inside another's content only says what the same speaker thinks or does: "said he supports it"."""
    if draft.source is None or draft.source.head.pos_ != "PRON" or draft.source.head.tag_ != "PRP":
        return False
    return any(
        draft.head.i in other.content and draft.head.i not in other.cue for other in drafts if other is not draft
    )


def _verb_drafts(verb: Token, regions: list[QuoteRegion]) -> Iterator[Draft]:
    cues = cues_of(verb.lemma_, Part.VERB)
    if not cues or verb.dep_ in {"amod", "compound", "aux", "auxpass"} or not is_factual(verb):
        return
    source = find_source(verb, regions)
    if source is None:
        yield from _agentless_drafts(verb, cues)
        return
    rows = [(cue, particle_of(verb, cue.particle) if cue.particle else None) for cue in cues]
    rows = [(cue, particle) for cue, particle in rows if particle is not None or not cue.particle]
    draft = _complemented(verb, rows, source) or _without_complement(verb, rows, source)
    if draft is not None:
        yield draft


def _agentless_drafts(verb: Token, cues: tuple[Cue, ...]) -> Iterator[Draft]:
    """A passive that tells what is thought or done, not by whom: "Silva was accused of taking bribes".

    Without a source a plain statement ("the vote was announced") is nobody's position.
    """
    telling = any(Frame.OBJECT in cue.frames and not cue.particle and cue.act is not Act.STATE for cue in cues)
    if not telling or not any(child.dep_ == "auxpass" for child in verb.children):
        return
    if content := complement(verb, None, Frame.OBJECT):
        yield Draft(verb, cue_indexes(verb), None, set(content), "agentless")


def _complemented(verb: Token, rows: list[Row], source: Source) -> Draft | None:
    """The draft of the first frame, in the order of the frames, that some row of the lexicon and the parse share."""
    for frame in FRAME_ORDER:
        for cue, particle in rows:
            if frame not in cue.frames or not can_speak(source, reporting=frame in _CLAUSAL):
                continue
            if content := complement(verb, particle, frame):
                return Draft(
                    head=verb,
                    cue=cue_indexes(verb, particle),
                    source=source,
                    content=_widened(verb, set(content), frame, source),
                    pattern=_pattern(verb, frame),
                    reporting=Frame.QUOTE in cue.frames,
                )
    return None


def _widened(verb: Token, content: set[int], frame: str, source: Source) -> set[int]:
    if frame not in _CLAUSAL:
        return content
    return content | _conditions(verb, content) | _agreeing_conjunct(verb, source)


def _pattern(verb: Token, frame: str) -> str:
    if is_passive(verb):
        return "passive"
    if frame != Frame.CLAUSE:
        return frame
    clauses = clause_heads(verb)
    if clauses and clauses[0].i < verb.i:
        return "fronted_clause"
    bare = clauses and not any(child.lower_ == "that" for child in clauses[0].children)
    return "bare_clause" if bare else "that_clause"


def _without_complement(verb: Token, rows: list[Row], source: Source) -> Draft | None:
    """A cue whose content is a quotation, the clause around it, or nothing."""
    frames = frozenset[str]().union(*(cue.frames for cue, _ in rows))
    reporting = Frame.QUOTE in frames
    if not can_speak(source, reporting=reporting) or not (reporting or Frame.NONE in frames):
        return None
    content, pattern = _surrounding_clause(verb) if Frame.CLAUSE in frames else (set[int](), "")
    particle = next((particle for cue, particle in rows if cue.frames & {Frame.QUOTE, Frame.NONE}), None)
    return Draft(
        head=verb,
        cue=cue_indexes(verb, particle),
        source=source,
        content=content,
        pattern=pattern or ("quotation" if reporting else "none"),
        reporting=reporting,
        may_be_empty=Frame.NONE in frames and _needs_no_content(verb),
    )


def _needs_no_content(verb: Token) -> bool:
    """Whether a verb tells something by itself: "flatly refused", "would not comment", not "commented"."""
    if any(child.dep_ == "dobj" for child in verb.children):
        return False
    return verb.lemma_ not in act_words()[WordClass.RETICENCE] or any(child.dep_ == "neg" for child in verb.children)


def _surrounding_clause(verb: Token) -> tuple[set[int], str]:
    """The clause that "…, officials said, …" and "as officials said" report."""
    head = verb.head
    if verb.dep_ == "parataxis" and head.i != verb.i:
        around = subtree(head, without=verb)
        before = {index for index in around if index < verb.i}
        return (before if head.i < verb.i else set(around)), "parenthesis"
    marked_as = any(child.dep_ == "mark" and child.lower_ == "as" for child in verb.children)
    if verb.dep_ == "advcl" and marked_as and is_finite(head):
        return set(subtree(head, without=verb)), "as_clause"
    return set(), ""


def _conditions(verb: Token, content: set[int]) -> set[int]:
    """If-clauses that the parser hung on the cue: before the source, or directly after the content."""
    found: set[int] = set()
    for child in verb.children:
        marks = {node.lower_ for node in child.children if node.dep_ == "mark"}
        if child.dep_ != "advcl":
            continue
        leads = child.i < verb.i and marks & _CONDITIONS
        follows = child.i > max(content) and marks & _TRAILING_MARKS and child.left_edge.i == max(content) + 1
        if leads or follows:
            found |= subtree(child)
    return found


def _agreeing_conjunct(verb: Token, source: Source) -> set[int]:
    """A plural "but were …" after a singular speaker belongs to what was said: the parser hung it on the cue."""
    head = source.head
    if head.tag_ not in {"NN", "NNP"} and head.lower_ not in {"he", "she", "it"}:
        return set()
    if any(child.dep_ == "conj" for child in head.children):
        return set()
    found: set[int] = set()
    for child in verb.children:
        if child.dep_ == "conj" and child.lower_ in {"were", "are", "have"} and child.i > verb.i:
            start = child.left_edge.i
            found |= subtree(child) | ({start - 1} if verb.doc[start - 1].dep_ == "cc" else set())
    return found


def _adjective_drafts(adjective: Token, regions: list[QuoteRegion]) -> Iterator[Draft]:
    cues = cues_of(adjective.lemma_, Part.ADJECTIVE)
    copula = adjective.head
    if not cues or adjective.dep_ != "acomp" or copula.pos_ not in {"AUX", "VERB"}:
        return
    source = find_source(copula, regions)
    if source is None or not can_speak(source, reporting=False):
        return
    for cue in cues:
        content: set[int] = set()
        for child in adjective.children:
            if child.dep_ == "ccomp" and Frame.CLAUSE in cue.frames:
                content |= subtree(child)
            elif child.dep_ == "prep" and child.lower_ in cue.frames:
                content |= subtree(child) - {child.i}
        if content:
            start = cue_indexes(copula)[0]
            yield Draft(adjective, list(range(start, adjective.i + 1)), source, content, "adjective")
            return


def _according_drafts(doc: Doc) -> Iterator[Draft]:
    for token in doc[:-1]:
        if token.lower_ != "according" or token.nbor().lower_ != "to":
            continue
        speaker = next((node for node in token.nbor().children if node.dep_ == "pobj"), None)
        clause = _clause_around(token)
        if speaker is None or clause is None:
            continue
        source = Source(speaker, phrase(speaker))
        content = set(subtree(clause)) - set(subtree(token))
        yield Draft(token, [token.i, token.i + 1], source, content, "according_to")


def _clause_around(token: Token) -> Token | None:
    node = token.head
    while node.head.i != node.i and not (node.pos_ in {"VERB", "AUX"} and is_finite(node) and node.dep_ != "relcl"):
        node = node.head
    return node if node.i != token.i else None


def _release_shared_participles(drafts: list[Draft]) -> None:
    """Take ", adding that …" out of the content of the cue whose source it shares."""
    for draft in drafts:
        shared = draft.source.shared_from if draft.source else None
        if shared is None or draft.head.dep_ not in {"advcl", "conj"}:
            continue
        released = {token.i for token in draft.head.subtree}
        for other in drafts:
            if other.head.i == shared.i and draft.head.i in other.content:
                other.content -= released


def _release_comments(drafts: list[Draft]) -> None:
    """Take ", which Quito denies" out of the content of the cue that it comments on."""
    for draft in drafts:
        for other in drafts:
            if draft is not other and draft.head.i in other.content and other.head.i in draft.content:
                other.content -= {token.i for token in draft.head.subtree}
