"""Rows of the small release, one at a time: two articles, and what is said in them."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any

from pipelines.ids import content_id

OPEN_TEXT = (
    "Norway asks Sweden to reopen the ferry\n\n"
    "Norway's harbour minister, Ada Holm, urged Sweden on 3 March to reopen the ferry, and said that 14 lorries 🚚 "
    "“wait each day”. According to Holm, Sweden promised an answer, she added, “within two weeks”."
)
CLOSED_TEXT = (
    "Sweden's harbour office refused to say when the ferry would sail. It cited repairs worth 2.5 million kronor."
)
METHOD = "test:by_hand"

type Row = dict[str, Any]


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


OPEN, CLOSED = content_id("art_", "open"), content_id("art_", "closed")
TEXTS = {OPEN: OPEN_TEXT, CLOSED: CLOSED_TEXT}
HOLM = content_id("act_", "holm")
OFFICE = content_id("act_", "office")


def span(text: str, words: str, occurrence: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def article(article_id: str, policy: str, title: str | None, **more: Any) -> Row:
    text = TEXTS[article_id]
    return {
        "article_id": article_id,
        "source": "coast-wire",
        "title": title,
        "language": "en",
        "published_on": date(2026, 3, 4),
        "n_chars": len(text),
        "n_words": len(text.split()),
        "n_sentences": 3,
        "text_sha256": sha256(text),
        "raw_sha256": sha256(f"raw {text}"),
        "raw_name": f"articles/coast-wire/{article_id}.txt",
        "licence": "CC0-1.0",
        "text_policy": policy,
        "cluster_id": article_id,
        "is_cluster_head": True,
        **more,
    }


def mention(article_id: str, words: str, actor: str | None, kind: str, **more: Any) -> Row:
    text = TEXTS[article_id]
    start, end = span(text, words, more.pop("occurrence", 0))
    return {
        "mention_id": content_id("men_", article_id, start, end),
        "article_id": article_id,
        "actor_id": actor,
        "sentence_no": 1,
        "in_title": False,
        "char_start": start,
        "char_end": end,
        "text": words if article_id == OPEN else None,
        "form": "named",
        "kind": kind,
        "method": METHOD,
        "score": 0.9,
        **more,
    }


def position(article_id: str, act: str, source: str, cue: str, content: list[str], **more: Any) -> Row:
    text = TEXTS[article_id]
    published = article_id == OPEN
    cue_start, cue_end = span(text, cue)
    source_start, source_end = span(text, source, more.pop("occurrence", 0))
    pieces = [span(text, piece) for piece in content]
    return {
        "position_id": content_id("pos_", article_id, cue_start, cue_end),
        "article_id": article_id,
        "sentence_no": 1,
        "in_title": False,
        "act": act,
        "negated": False,
        "modality": "asserted",
        "speech": "indirect",
        "source_text": source if published else None,
        "source_start": source_start,
        "source_end": source_end,
        "n_sources": 1,
        "cue": cue.lower(),
        "cue_text": cue if published else None,
        "cue_start": cue_start,
        "cue_end": cue_end,
        "content_text": " … ".join(content) if published else None,
        "content_start": pieces[0][0],
        "content_end": pieces[-1][1],
        "content_spans": json.dumps(pieces, separators=(",", ":")),
        "n_targets": 0,
        "confidence": 0.7,
        "status": "machine",
        "method": METHOD,
        **more,
    }


def actor(of: Row, role: str, actor_id: str, named_by: Row | None) -> Row:
    return {
        "position_id": of["position_id"],
        "role": role,
        "ordinal": 0,
        "mention_id": named_by["mention_id"] if named_by else None,
        "actor_id": actor_id,
    }
