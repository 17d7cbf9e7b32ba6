"""Rows for the tables that the corridor still leaves empty, so that their rules can be shown to fire."""

from __future__ import annotations

from datetime import date
from typing import Any

DAY = date(2024, 5, 1)

CURATION: list[dict[str, Any]] = [
    {
        "curation_id": f"cur_{letter * 16}",
        "decided_on": DAY,
        "curator": "ada",
        "table_name": "positions",
        "row_id": "pos_aaaaaaaaaaaaaaaa",
        "field": "act",
        "old_value": "state",
        "new_value": "warn",
        "action": "edit",
        "reason": "The clause announces a harm.",
    }
    for letter in "ab"
]
QUALITY: list[dict[str, Any]] = [
    {
        "table_name": "positions",
        "field": field,
        "slice": "all",
        "metric": "f1",
        "gold": "own",
        "n": 10,
        "value": 0.5,
        "ci_low": 0.4,
        "ci_high": 0.6,
        "extractor": "rules",
    }
    for field in ("cue", "source")
]
CHANGES: list[dict[str, Any]] = [
    {"table_name": "positions", "row_id": row_id, "change": "changed", "fields": "act|modality", "cause": "code"}
    for row_id in ("pos_aaaaaaaaaaaaaaaa", "pos_bbbbbbbbbbbbbbbb")
]
REJECT: dict[str, Any] = {
    "reject_id": "rej_aaaaaaaaaaaaaaaa",
    "source": None,
    "raw_name": "articles/zero.txt",
    "raw_sha256": "0" * 64,
    "n_bytes": 0,
    "stage": "text",
    "reason": "empty",
    "detail": "there is no text",
}
EXTRA_ROWS = {"curation": CURATION, "quality": QUALITY, "changes": CHANGES, "rejects": [REJECT]}
