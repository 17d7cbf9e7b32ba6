"""PolNeAR: news articles in which trained annotators marked source, cue and content (Newell et al. 2018).

Belongs here: reading the corpus as it is laid out in `<gold>/attribution/polnear` (`text/<document>.txt`, brat
standoff in `attributions/<document>_<annotator>.ann`, publication dates in `metadata.tsv`), and the validation part.
Does not belong here: measures. Runs on Python 3.11 with the standard library alone, because training imports it.
Nothing of the corpus is kept in the project.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipelines.evaluate.gold import GoldError, read_gold
from pipelines.evaluate.spans import Spans, normalised

FOLDER = Path("attribution") / "polnear"
N_VALIDATION = 84  # documents, the latest ones: as many as the corpus's own development part has
_TEXT_BOUND = re.compile(r"(?P<label>\S+) (?P<spans>\d+ \d+(?:;\d+ \d+)*)")
_DAY_IN_ID = re.compile(r"_(\d{4}-\d\d-\d\d)_")


@dataclass(frozen=True)
class GoldAttribution:
    """One attribution as an annotator marked it; spans are normalised (see `spans.normalised`), any may be empty."""

    source: Spans
    cue: Spans
    content: Spans


@dataclass(frozen=True)
class Document:
    """One article with the attributions of every annotator who read it; offsets refer to `text`, as in the file."""

    doc_id: str
    text: str
    published_on: date
    annotations: Mapping[str, tuple[GoldAttribution, ...]]

    @property
    def gold(self) -> tuple[GoldAttribution, ...]:
        """The attributions of the alphabetically first annotator: what predictions are measured against."""
        return self.annotations[min(self.annotations)]


def read_corpus(folder: Path) -> dict[str, Document]:
    """Read the corpus.

    Args:
        folder: holds `text/`, `attributions/` and, where there is one, `metadata.tsv`; a document that it does not
            name has its date in its id.

    Returns: the annotated documents by id, in order of id; a text without annotations is not among them.
    Raises: GoldError naming file and line when something is missing or malformed.
    """
    annotation_files: defaultdict[str, dict[str, Path]] = defaultdict(dict)
    for path in sorted((folder / "attributions").glob("*.ann")):
        doc_id, _, annotator = path.stem.rpartition("_")
        annotation_files[doc_id][annotator] = path
    if not annotation_files:
        message = f"{folder}: no attributions/*.ann here; give the folder that holds {FOLDER} with --gold"
        raise GoldError(message)
    dates = _publication_dates(folder / "metadata.tsv")
    return {
        doc_id: _read_document(folder / "text" / f"{doc_id}.txt", annotators, dates)
        for doc_id, annotators in sorted(annotation_files.items())
    }


def validation_documents(corpus: Mapping[str, Document]) -> tuple[str, ...]:
    """Ids of the validation part: the latest documents by date of publication, then id. Training leaves them out."""
    by_date = sorted(corpus.values(), key=lambda document: (document.published_on, document.doc_id))
    return tuple(document.doc_id for document in by_date[-N_VALIDATION:])


def _read_document(path: Path, annotators: Mapping[str, Path], dates: Mapping[str, date]) -> Document:
    text = read_gold(path, newline="")
    published_on = dates.get(path.stem) or _date_in_id(path)
    annotations = {who: tuple(_read_annotations(file, text)) for who, file in annotators.items()}
    return Document(path.stem, text, published_on, annotations)


def _publication_dates(path: Path) -> dict[str, date]:
    if not path.exists():
        return {}
    rows = csv.DictReader(read_gold(path, newline="").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    dates: dict[str, date] = {}
    for row in rows:
        try:
            dates[row["filename"]] = date.fromisoformat(row["publication_date"])
        except (KeyError, TypeError, ValueError) as error:
            message = f"{path}, line {rows.line_num}: needs filename and publication_date as YYYY-MM-DD"
            raise GoldError(message) from error
    return dates


def _date_in_id(path: Path) -> date:
    found = _DAY_IN_ID.search(path.stem)
    try:
        return date.fromisoformat(found.group(1) if found else "")
    except ValueError as error:
        message = f"{path}: no date of publication, neither in metadata.tsv nor in the name"
        raise GoldError(message) from error


def _read_annotations(path: Path, text: str) -> Iterator[GoldAttribution]:
    """The attributions of one brat file; those with neither cue nor content are left out."""
    spans: dict[str, Spans] = {}
    events: list[tuple[int, str]] = []
    for number, line in enumerate(read_gold(path, newline="").split("\n"), start=1):
        # Other lines are notes, or go on with the marked words of a line before.
        if re.match(r"T\d+\t", line):
            name, where = line.split("\t")[:2]
            spans[name] = _read_spans(path, number, where)
        elif re.match(r"E\d+\t", line):
            events.append((number, line.split("\t")[1]))
    for number, event in events:
        found = _read_event(path, number, event, spans)
        roles = {role: normalised(text, found[role]) for role in ("source", "cue", "content")}
        if roles["cue"] or roles["content"]:
            yield GoldAttribution(**roles)


def _read_spans(path: Path, number: int, where: str) -> Spans:
    found = _TEXT_BOUND.fullmatch(where)
    if found is None:
        message = f"{path}, line {number}: {where!r} is no label with offsets"
        raise GoldError(message)
    pairs = (pair.split() for pair in found["spans"].split(";"))
    return tuple((int(start), int(end)) for start, end in pairs)


def _read_event(
    path: Path, number: int, event: str, spans: Mapping[str, Spans]
) -> defaultdict[str, list[tuple[int, int]]]:
    """The spans of one event by role; a role may come more than once ("Content", "Content2")."""
    roles: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for argument in event.split():
        role, _, name = argument.partition(":")
        if name not in spans:
            message = f"{path}, line {number}: {argument!r} names no line of the file"
            raise GoldError(message)
        roles[role.rstrip("0123456789").lower()].extend(spans[name])
    return roles
