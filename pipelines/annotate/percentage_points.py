"""Points that are percentage points: "her lead of three points" beside "48 per cent".

Belongs here: telling them from the points of an index or of a game. Does not belong here: "percentage points", which
is a unit.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.annotate.model import text_of
from schemas.codes import NumberKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from pipelines.annotate.records import Number

_NEAR = 3  # numbers before and after, among which a percentage has to be
_LARGEST = 100
_OTHER_POINTS = re.compile(
    r"\b(?:[Ii]nde(?:x|xes|ices)|[Aa]verage|Dow|Nasdaq|NASDAQ|FTSE|S&P|DAX|Nikkei|[Ss]tocks?|[Ss]hares?|[Gg]ames?|[Ss]eason"
    r"|[Ll]eague|[Ss]cor(?:e|ed|es|ing)|[Rr]ebounds?|[Tt]able|[Bb]asis|[Cc]hampionship|[Tt]eam|[Pp]layers?)\b"
)
_JOINT = re.compile(r"[ \u00a0\u2010\u2011-]")


def as_percentages(doc: Doc, numbers: Sequence[Number]) -> list[Number]:
    """Make percentages of the points that stand near one, in a sentence that tells of no index and no game.

    Args:
        doc: The parsed text.
        numbers: Its quantities in order.

    Returns: the quantities, each such number of points in the unit "%", its span with the word "points".
    """
    return [
        _percentage(number) if _is_percentage(doc, numbers, index) else number for index, number in enumerate(numbers)
    ]


def _is_percentage(doc: Doc, numbers: Sequence[Number], index: int) -> bool:
    number = numbers[index]
    if number.kind is not NumberKind.COUNT or number.counted != "point" or number.value > _LARGEST:
        return False
    if number.counted_span is None or not _JOINT.fullmatch(text_of(doc), number.char_end, number.counted_span[0]):
        return False
    near = (one for one in numbers[max(0, index - _NEAR) : index + _NEAR + 1] if one.kind is NumberKind.PERCENT)
    if not any(abs(one.sentence_no - number.sentence_no) <= 1 for one in near):
        return False
    words = doc.char_span(number.char_start, number.char_end, alignment_mode="expand")
    return words is not None and _OTHER_POINTS.search(words.sent.text) is None


def _percentage(number: Number) -> Number:
    span = number.counted_span
    end = number.char_end if span is None else span[1]
    return replace(
        number,
        char_end=end,
        kind=NumberKind.PERCENT,
        unit="%",
        unit_span=span,
        counted=None,
        counted_span=None,
    )
