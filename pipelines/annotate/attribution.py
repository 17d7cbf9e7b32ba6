"""An attribution as spans, and the step from parsed words to spans.

Belongs here: what both position engines (rules and learned model) hand to the coding of acts, speech and
participants. Does not belong here: how attributions are found, or what they mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipelines.annotate.model import text_of
from pipelines.annotate.records import Offsets
from pipelines.knowledge.cues import ACCORDING_TO

OPENING = frozenset("“‘«")
CLOSING = frozenset("”’»")
_QUOTE_MARKS = OPENING | CLOSING | {'"', "'", "''", "``"}
_EDGE = frozenset({",", ";", ":", "-", "–", "—", "--", "(", ")", "and", "but", "or"})
_NO_HEAD = frozenset({"aux", "auxpass", "neg", "advmod", "det", "mark", "case", "punct"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who (source) says, thinks or wants (cue) what (content), as in PARC and PolNeAR (Newell et al. 2018).

    The source is the whole noun phrase with appositions and relative clauses. The cue is the cue's head with its
    auxiliaries, the adverbs between or directly before them, and its particle ("has repeatedly called for"). The
    content may have several pieces, in order, and none at all ("flatly refused").
    """

    cue: Offsets
    source: Offsets | None
    content: tuple[Offsets, ...]
    method: str
    confidence: float


def tokens_in(doc: Doc, span: Offsets) -> list[Token]:
    """The words of a span, without white space; a token counts when it overlaps the span."""
    return list(words_in(doc, span))


def words_in(doc: Doc, span: Offsets) -> Iterator[Token]:
    """As `tokens_in`, one by one."""
    found = doc.char_span(*span, alignment_mode="expand")
    return (token for token in found or () if not token.is_space)


def cue_head(doc: Doc, cue: Offsets) -> Token:
    """The word of a cue span that governs its other words; auxiliaries, adverbs and particles do not count.

    A cue may be a mark ("Keller: …"), which is then its own head; white space has the word before it.

    Raises: ValueError when the span lies outside the text.
    """
    tokens = tokens_in(doc, cue) or list(doc.char_span(max(cue[0] - 1, 0), cue[1], alignment_mode="expand") or ())
    if not tokens:
        message = f"cue {cue} lies outside the text"
        raise ValueError(message)
    inside = {token.i for token in tokens}
    roots = [token for token in tokens if token.head.i not in inside or token.head.i == token.i]
    heads = [token for token in roots if token.dep_ not in _NO_HEAD]
    return (heads or roots)[0]


def cue_lemma(doc: Doc, cue: Offsets) -> str:
    """The lemma of the cue's head in lower case; "according to" whole; a mark as it is written."""
    words = text_of(doc)[slice(*cue)].strip()
    if not any(letter.isalnum() for letter in words):
        return words
    head = cue_head(doc, cue)
    return ACCORDING_TO if head.lower_ == "according" else head.lemma_.lower()


def pieces(doc: Doc, indexes: Iterable[int], glue: Iterable[int] = ()) -> tuple[Offsets, ...]:
    """Spans of runs of tokens, without white space, commas or stray conjunctions at their edges.

    Args:
        doc: the parsed text.
        indexes: token indexes that belong to the span.
        glue: token indexes that end a run although both neighbours belong to it (the cue between two pieces).

    Returns: offsets in order; a run of punctuation alone gives none.
    """
    cuts = set(glue)
    return tuple(offsets for run in _runs(doc, sorted(set(indexes)), cuts) if (offsets := trimmed(doc, run)))


def _runs(doc: Doc, indexes: list[int], cuts: set[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for index in indexes:
        between = range(run[-1] + 1, index) if run else range(0)
        if any(i in cuts or not (doc[i].is_space or doc[i].is_punct) for i in between):
            yield run
            run = []
        run.append(index)
    if run:
        yield run


def trimmed(doc: Doc, run: list[int]) -> Offsets | None:
    """Offsets of a run of tokens after its edges are cleaned; quotation marks stay when both of a pair are inside."""
    run = [index for index in run if not doc[index].is_space]
    while run and _is_loose_start(doc, run):
        run = run[1:]
    while run and _is_loose_end(doc, run):
        run = run[:-1]
    if not any(doc[index].is_alpha or doc[index].like_num or doc[index].text.isalnum() for index in run):
        return None
    return doc[run[0]].idx, doc[run[-1]].idx + len(doc[run[-1]])


def _is_loose_start(doc: Doc, run: list[int]) -> bool:
    text = doc[run[0]].lower_
    return text in _EDGE or text in CLOSING or text in {".", "?", "!"}


def _is_loose_end(doc: Doc, run: list[int]) -> bool:
    text = doc[run[-1]].lower_
    if text in OPENING or text in _EDGE:
        return True
    if text in _QUOTE_MARKS:
        return not any(doc[index].text in _QUOTE_MARKS for index in run[:-1]) and doc[run[-1]].dep_ != "case"
    return text == "." and not doc[run[-1]].is_alpha
