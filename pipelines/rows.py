"""From one article's records to the nested row that the working store keeps.

Belongs here: ids, the words of spans, and the change from positions in a list to ids. Does not belong here: what
needs other articles (actors), publishing rules (text policy), or Delta.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from itertools import starmap
from typing import TYPE_CHECKING, Any

from pipelines.ids import content_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.annotate.records import Annotations, Date, Mention, Number, Offsets, Position

type Row = dict[str, Any]

NESTED_TABLES = ("mentions", "positions", "numbers", "dates")  # published tables that the store nests by article


@dataclass(frozen=True, slots=True)
class _Ids:
    """The ids of an article's rows, by kind and place in the list."""

    mentions: list[str]
    positions: list[str]
    numbers: list[str]
    dates: list[str]


def annotation_row(article_id: str, text_sha256: str, text: str, annotations: Annotations) -> Row:
    """The row of the store's `annotations` table for one article.

    Args:
        article_id: key of the article.
        text_sha256: hash of its normalised text; it is part of every row's id, so that other words give other rows.
        text: the normalised text that all offsets refer to.
        annotations: the records.

    Returns: the row, shaped like `pipelines.store.ANNOTATIONS` without the columns that tell what it was made from.
    """
    ids = _ids(article_id, text_sha256, annotations)
    return {
        "article_id": article_id,
        "n_words": annotations.n_words,
        "n_sentences": annotations.n_sentences,
        "mentions": [_mention(mention, index, ids, text) for index, mention in enumerate(annotations.mentions)],
        "positions": [
            _position(position, index, ids, text, annotations) for index, position in enumerate(annotations.positions)
        ],
        "numbers": [_number(number, index, ids, text) for index, number in enumerate(annotations.numbers)],
        "dates": [_date(date, index, ids, text) for index, date in enumerate(annotations.dates)],
    }


def _ids(article_id: str, text_sha256: str, annotations: Annotations) -> _Ids:
    def mint(prefix: str, keys: Iterable[tuple[int | None, ...]]) -> list[str]:
        seen: Counter[tuple[int | None, ...]] = Counter()
        minted = []
        for key in keys:
            minted.append(content_id(prefix, article_id, text_sha256, *key, seen[key]))
            seen[key] += 1
        return minted

    return _Ids(
        mentions=mint("men_", ((mention.char_start, mention.char_end) for mention in annotations.mentions)),
        positions=mint("pos_", ((*position.cue, _hull(position.content)[0]) for position in annotations.positions)),
        numbers=mint("num_", ((number.char_start, number.char_end) for number in annotations.numbers)),
        dates=mint("dat_", ((date.char_start, date.char_end) for date in annotations.dates)),
    )


def _hull(content: tuple[Offsets, ...]) -> tuple[int, int] | tuple[None, None]:
    return (content[0][0], content[-1][1]) if content else (None, None)


def _words(text: str, span: Offsets | None) -> str | None:
    return text[span[0] : span[1]] if span else None


def _pick(ids: list[str], index: int | None) -> str | None:
    return None if index is None else ids[index]


def _mention(mention: Mention, index: int, ids: _Ids, text: str) -> Row:
    start, end = mention.role or (None, None)
    role_id = content_id("rol_", ids.mentions[index], start, end) if mention.role else None
    return asdict(mention) | {
        "mention_id": ids.mentions[index],
        "text": text[mention.char_start : mention.char_end],
        "role_text": _words(text, mention.role),
        "role_start": start,
        "role_end": end,
        "actor_role_id": role_id,
        "antecedent_mention_id": _pick(ids.mentions, mention.antecedent),
        "registry_actor_id": mention.actor_id,
    }


def _position(position: Position, index: int, ids: _Ids, text: str, annotations: Annotations) -> Row:
    source_start, source_end = position.source or (None, None)
    content_start, content_end = _hull(position.content)
    said = None if position.said_date is None else annotations.dates[position.said_date]
    said_on = said.date_start if said and said.date_start == said.date_end else None
    return asdict(position) | {
        "position_id": ids.positions[index],
        "parent_position_id": _pick(ids.positions, position.parent),
        "source_text": _words(text, position.source),
        "source_start": source_start,
        "source_end": source_end,
        "cue": position.cue_lemma,
        "cue_text": _words(text, position.cue),
        "cue_start": position.cue[0],
        "cue_end": position.cue[1],
        "content_text": " … ".join(text[start:end] for start, end in position.content) or None,
        "content_start": content_start,
        "content_end": content_end,
        "content_spans": f"[{','.join(starmap('[{},{}]'.format, position.content))}]" if position.content else None,
        "said_date_id": _pick(ids.dates, position.said_date),
        "said_on": said_on,
        "sources": [ids.mentions[mention] for mention in position.sources],
        "targets": [ids.mentions[mention] for mention in position.targets],
    }


def _number(number: Number, index: int, ids: _Ids, text: str) -> Row:
    start, end = number.counted_span or (None, None)
    return asdict(number) | {
        "number_id": ids.numbers[index],
        "position_id": _pick(ids.positions, number.position),
        "text": text[number.char_start : number.char_end],
        "unit_text": _words(text, number.unit_span),
        "counted_start": start,
        "counted_end": end,
    }


def _date(date: Date, index: int, ids: _Ids, text: str) -> Row:
    return asdict(date) | {
        "date_id": ids.dates[index],
        "position_id": _pick(ids.positions, date.position),
        "text": text[date.char_start : date.char_end],
    }
