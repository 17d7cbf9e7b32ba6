"""Sentences with the spans of an attribution marked in them: (source) [cue] {content}."""

from __future__ import annotations

import re

from pipelines.annotate.attribution import Attribution
from pipelines.annotate.records import Offsets

_PIECES = re.compile(r"\(([^)]*)\)|\[([^\]]*)\]|\{([^}]*)\}")


def unmarked(sentence: str) -> tuple[str, Attribution]:
    """The plain sentence and the attribution that its marks tell; a cue in two pieces spans from first to last."""
    text = ""
    spans: dict[int, list[Offsets]] = {1: [], 2: [], 3: []}
    end = 0
    for match in _PIECES.finditer(sentence):
        text += sentence[end : match.start()]
        group = match.lastindex or 0
        spans[group].append((len(text), len(text) + len(match[group])))
        text += match[group]
        end = match.end()
    text += sentence[end:]
    cues = spans[2]
    return text, Attribution(
        cue=(cues[0][0], cues[-1][1]),
        source=spans[1][0] if spans[1] else None,
        content=tuple(spans[3]),
        method="marked",
        confidence=1.0,
    )
