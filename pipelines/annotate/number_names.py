"""Numbers that are no quantities: parts of names, labels, years, list numbers, addresses, telephone numbers.

Belongs here: the reasons to leave a number out, each a small test on the text or the parse. Does not belong here:
dates, which `dates` finds first, and what a quantity is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from pipelines.annotate.model import text_of
from pipelines.annotate.quantity_cues import is_bounded
from pipelines.knowledge.quantities import quantity_cues

if TYPE_CHECKING:
    from spacy.tokens import Span

    from pipelines.annotate.lexer import LexedNumber

_NAMES = frozenset({"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
_YEARS = range(1500, 2101)
_LABEL_REACH = 16
_TELEPHONE = re.compile(r"(?<![\w.,])\+?\(?[0-9]{1,4}\)?(?:[-. ]\(?[0-9]{2,4}\)?){2,4}(?![\w,])")
_ADDRESS = re.compile(
    r"(?:[ ](?:[A-Z][\w.’']*|of|the)){1,4}[ ](?:Street|St|Avenue|Ave|Road|Rd|Drive|Lane|Boulevard|Blvd|Square|Place)\b"
)
_GLUED_BEFORE = re.compile(
    r"(?:[A-Za-z_@#/:]|[0-9][:/.]|(?:1[5-9]|20)[0-9]{2}[-–]|[A-Za-z][-/.&]|\bNo\.? ?|\bNos\.? ?|№ ?)\Z"
)
_GLUED_AFTER = re.compile(r"[A-Za-z_@]|[:/][0-9]|\s?[ap]\.?m\b|[-–][A-Z0-9]*[A-Z]\b")
_NUMBER_AFTER = re.compile(r"\s[-+\u2212\u2013]?[0-9]")
_YEAR_RANGE = re.compile(r"\b(?:between|from)\s(?:1[5-9]|20)[0-9]{2}\s(?:and|to)\s$", re.IGNORECASE)
_YEAR_RANGE_ON = re.compile(r"\s(?:and|to)\s(?:1[5-9]|20)[0-9]{2}(?![\w,.%])|[-–/][0-9]{2}(?![\w,%])")
_DESIGNATION = re.compile(r"[A-Z]{3,} \Z")
_LIST_NUMBER = re.compile(r"[.)](?:\s|$)")
_BRACKETS = {"(": ")", "[": "]"}


def is_name(span: Span, number: LexedNumber) -> bool:
    """Whether a number without a unit is a part of a name, a year, a label or an address, and so no quantity.

    Args:
        span: The tokens of the number.
        number: The number.
    """
    return any(reason(span, number) for reason in _REASONS)


def _is_glued(span: Span, number: LexedNumber) -> bool:
    """Glued to letters or signs: "F-16", "4x4", "10:30", "1997-98", "#5"; not "ten-member"."""
    text = text_of(span.doc)
    before = text[max(0, number.char_start - 5) : number.char_start]
    if number.value < 0 and text[number.char_start] == "-" and _DESIGNATION.search(before):
        return True  # "COVID -19"
    return bool(_GLUED_BEFORE.search(before) or _GLUED_AFTER.match(text, number.char_end))


def _is_list_number(span: Span, number: LexedNumber) -> bool:
    """The number of a list item: "1. First", "(2)", "[3]"."""
    text, start, end = text_of(span.doc), number.char_start, number.char_end
    if number.spelled or number.value > 99:
        return False
    if start and _BRACKETS.get(text[start - 1]) == text[end : end + 1]:
        return True
    starts_line = not text[text.rfind("\n", 0, start) + 1 : start].strip()
    return starts_line and _LIST_NUMBER.match(text, end) is not None


def _is_year(span: Span, number: LexedNumber) -> bool:
    """Four digits in the range of years, unless bounded ("up to 1800") or before a plural noun ("2000 soldiers")."""
    written = text_of(span.doc)[number.char_start : number.char_end]
    if not re.fullmatch(r"[0-9]{4}", written) or number.value not in _YEARS:
        return False
    if is_bounded(text_of(span.doc), number.char_start):
        return False
    if _YEAR_RANGE.search(text_of(span.doc), max(0, number.char_start - 20), number.char_start):
        return True
    if _YEAR_RANGE_ON.match(text_of(span.doc), number.char_end):
        return True
    counts_plural = span.root.dep_ == "nummod" and span.root.head.tag_ == "NNS" and span.root.head.i >= span.end
    return not counts_plural or any(entity.label_ == "DATE" for entity in span.ents)


def _is_in_entity(span: Span, number: LexedNumber) -> bool:
    """The entity recogniser sees a name that holds the number and a capitalised word beside it ("Five Eyes")."""
    del number
    doc, start, end = span.doc, span.start, span.start + 1
    if span[0].ent_type_ not in _NAMES:
        return False
    while start > 0 and doc[start].ent_iob_ == "I":
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    others = [token for token in doc[start:end] if not span.start <= token.i < span.end and token.is_alpha]
    if span.end > end or not any(token.text[0].isupper() for token in others):
        return False
    return span[0].is_digit or span.start > start or span[0].text[0].isupper()


def _is_after_name(span: Span, number: LexedNumber) -> bool:
    """A name, or a word that labels, right before it: "Flight 370", "Boeing 737 jets", "phase two"."""
    if span.start == 0 or span[0].is_sent_start:
        return False
    before = span.doc[span.start - 1]
    text_before = text_of(span.doc)[max(0, number.char_start - _LABEL_REACH) : number.char_start]
    if before.pos_ in {"NOUN", "PROPN", "ADP"} and _labels().search(text_before):
        return True
    if number.spelled and span.text.islower():
        return False  # "in Mass. one of the"
    follows_noun = span.root.dep_ == "nummod" and span.root.head.i >= span.end
    if before.pos_ != "PROPN" or before.ent_type_ in {"DATE", "TIME"}:
        return False
    if not follows_noun or before.head.i >= span.start:  # not "in Ukraine 14 people"
        return True
    return _NUMBER_AFTER.match(text_of(span.doc), number.char_end) is not None  # "Stoxx 50 -1.3%"


def _is_address_or_telephone(span: Span, number: LexedNumber) -> bool:
    text = text_of(span.doc)
    if not number.spelled and _ADDRESS.match(text, number.char_end):
        return True
    window = text[max(0, number.char_start - 20) : number.char_end + 20]
    offset = max(0, number.char_start - 20)
    return any(
        offset + match.start() <= number.char_start and number.char_end <= offset + match.end()
        for match in _TELEPHONE.finditer(window)
    )


def _is_in_web_address(span: Span, number: LexedNumber) -> bool:
    del number
    return any(token.like_url or token.like_email for token in span)


_REASONS: tuple[Callable[[Span, LexedNumber], bool], ...] = (
    _is_glued,
    _is_list_number,
    _is_year,
    _is_in_entity,
    _is_after_name,
    _is_address_or_telephone,
    _is_in_web_address,
)


@cache
def _labels() -> re.Pattern[str]:
    labels = sorted((c.cue for c in quantity_cues() if c.place == "label"), key=lambda cue: (-len(cue), cue))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, labels))})s?\s+$", re.IGNORECASE)
