"""TimeML: news articles with their time expressions marked by hand (TimeBank and AQUAINT as TempEval-3 gave them out).

Belongs here: reading `<gold>/dates/timeml/*.tml`, and the documents that no rule was tuned on. Does not belong here:
measures. Nothing of the corpus is kept in the project.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from pipelines.evaluate.gold import GoldError, read_gold

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER = Path("dates") / "timeml"


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression: half-open offsets of the text, TIMEX3 type and value (None where the file gives none)."""

    start: int
    end: int
    timex_type: str | None
    value: str | None


@dataclass(frozen=True, slots=True)
class TimexDocument:
    """A document: the words of its TEXT element, and the expressions in it in order.

    `published_on` is the day of the document creation time, None where there is none; the time itself stands outside
    the text and is not measured.
    """

    doc_id: str
    published_on: date | None
    text: str
    timexes: tuple[Timex, ...]


def read_documents(folder: Path) -> dict[str, TimexDocument]:
    """The documents of a folder by id (the file's stem), in the order of their names.

    Raises: GoldError naming the file that is malformed, or the folder without any.
    """
    files = [file for file in sorted(folder.glob("*.tml")) if not file.name.startswith(".")]
    if not files:
        message = f"{folder}: no *.tml here; give the folder that holds dates/timeml as --gold"
        raise GoldError(message)
    return {file.stem: _document(file) for file in files}


def validation_documents(doc_ids: Iterable[str]) -> tuple[str, ...]:
    """Ids of the validation part, in order: those with an odd hash. Rules are tuned on the others alone."""
    return tuple(doc_id for doc_id in doc_ids if int(hashlib.sha256(doc_id.encode()).hexdigest(), 16) % 2)


def _document(file: Path) -> TimexDocument:
    try:
        root = ET.fromstring(read_gold(file))  # noqa: S314 - expat limits what entities expand to
        creation, body = root.find(".//DCT//TIMEX3"), root.find(".//TEXT")
        published = None if creation is None else creation.get("value")
        published_on = date.fromisoformat(published[:10]) if published else None
    except (ET.ParseError, ValueError) as error:
        message = f"{file}: is no TimeML: {error}"
        raise GoldError(message) from error
    if body is None:
        message = f"{file}: is no TimeML: it has no TEXT element"
        raise GoldError(message)
    pieces: list[str] = []
    marked: list[Timex] = []
    _walk(body, pieces, marked)
    text = "".join(pieces)
    timexes = sorted((one for one in marked if text[one.start : one.end].strip()), key=lambda one: (one.start, one.end))
    return TimexDocument(file.stem, published_on, text, tuple(timexes))


def _walk(element: ET.Element, pieces: list[str], marked: list[Timex]) -> None:
    """Gather the words of an element, and the expressions inside it with their offsets in all words gathered."""
    pieces.append(element.text or "")
    for child in element:
        start = sum(map(len, pieces))
        _walk(child, pieces, marked)
        if child.tag == "TIMEX3":
            marked.append(Timex(start, sum(map(len, pieces)), child.get("type"), child.get("value")))
        pieces.append(child.tail or "")
