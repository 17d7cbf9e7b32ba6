"""An attribution with the words of its spans: what the coding of acts, modality and participants reads.

Belongs here: the step from spans to words, done once per attribution, for whatever spans an engine hands over: a cue
of several words or of punctuation only, a content without a verb or in several sentences, spans that cut words.
Does not belong here: what the words mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Self

from spacy.tokens import Doc, Token

from pipelines.annotate.attribution import Attribution, cue_head, tokens_in, words_in
from pipelines.annotate.attribution_complements import SUBJECTS, has_infinitive_marker, is_finite, is_question
from pipelines.annotate.clauses import CONDITIONS, VERBAL
from pipelines.annotate.model import text_of
from pipelines.knowledge.cues import Frame

MAX_WORDS = 300  # of a content; contents may be nested, and what one does it does in its first sentences
_WH = frozenset({"WDT", "WP", "WP$", "WRB"})
_NO_MAIN_WORD = frozenset({"cc", "mark", "advmod", "intj", "preconj"})


@dataclass(frozen=True, slots=True)
class ParsedAttribution:
    """The words of an attribution.

    `head` is the head of the cue; `roots` are the words of the content that nothing in the content governs, in order,
    without punctuation; `main` is the first of them that is neither a connective nor the head of an if-clause (None
    without content); `frame` is the frame of the cue lexicon that the content has; `is_asked` says that the content
    ends with a question mark, `is_free` that it is no part of the clause of the cue, as quotations are.
    """

    spans: Attribution
    cue: tuple[Token, ...]
    head: Token
    content: tuple[Token, ...]
    roots: tuple[Token, ...]
    main: Token | None
    frame: Frame
    is_asked: bool
    is_free: bool

    @classmethod
    def of(cls, doc: Doc, spans: Attribution) -> Self:
        """The words of an attribution in its parsed text."""
        content = tuple(islice((token for span in spans.content for token in words_in(doc, span)), MAX_WORDS))
        roots = _roots(content)
        main = _main(roots)
        head = cue_head(doc, spans.cue)
        asked = bool(spans.content) and _ends_with_question_mark(text_of(doc)[slice(*spans.content[-1])])
        return cls(
            spans=spans,
            cue=tuple(tokens_in(doc, spans.cue)),
            head=head,
            content=content,
            roots=roots,
            main=main,
            frame=Frame.QUESTION if asked else _frame(roots, main),
            is_asked=asked,
            is_free=main is not None and not main.is_ancestor(head) and main.dep_ in {"ROOT", "ccomp", "dep"},
        )


def _ends_with_question_mark(text: str) -> bool:
    return text[-10:].rstrip(" \n,.\"'”’»)").endswith("?")


def _roots(content: Sequence[Token]) -> tuple[Token, ...]:
    inside = {token.i for token in content}
    heads = ((token, token.head.i) for token in content)
    return tuple(
        token
        for token, head in heads
        if (head not in inside or head == token.i or token.head.is_punct) and not token.is_punct
    )


def _main(roots: Sequence[Token]) -> Token | None:
    for root in roots:
        conditional = root.dep_ == "advcl" and any(child.lower_ in CONDITIONS for child in root.children)
        if root.dep_ not in _NO_MAIN_WORD and not conditional:
            return _governed(root)
    return roots[0] if roots else None


def _governed(root: Token) -> Token:
    """The noun after a preposition that an engine left with the content: "to the charge"."""
    inner = next((child for child in root.children if child.dep_ == "pobj"), None) if root.dep_ == "prep" else None
    return inner if inner is not None and inner.i > root.i else root


def _frame(roots: Sequence[Token], main: Token | None) -> Frame:
    if main is None:
        return Frame.NONE
    if _is_question_after_preposition(roots[0]) or _is_question_after_preposition(main):
        return Frame.QUESTION
    if main.pos_ in VERBAL and main.dep_ not in {"dobj", "pobj"}:
        return _verbal_frame(main)
    if any(node.i > main.i and node.pos_ in VERBAL and has_infinitive_marker(node) for node in roots):
        return Frame.REQUEST
    if any(node.dep_ == "oprd" or (node.dep_ == "prep" and node.lower_ == "as") for node in roots[1:]):
        return Frame.PREDICATE
    return Frame.OBJECT


def _is_question_after_preposition(root: Token) -> bool:
    """Whether it is "on whether he left" or "in which year he left"."""
    if root.dep_ != "prep":
        return False
    asked = any(child.dep_ == "pcomp" and is_question(child) for child in root.children)
    return asked or (root.i + 1 < len(root.doc) and root.nbor().tag_ in _WH)


def _verbal_frame(main: Token) -> Frame:
    if has_infinitive_marker(main):
        return Frame.REQUEST if any(child.dep_ in SUBJECTS for child in main.children) else Frame.INFINITIVE
    if main.tag_ == "VBG" and not is_finite(main):
        return Frame.GERUND
    return Frame.QUESTION if is_question(main) else Frame.CLAUSE
