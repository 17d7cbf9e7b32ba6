"""The learned model as a position engine: a parsed article in, attributions out.

Belongs here: from the model's spans to the one cue, the one source and the content pieces of an `Attribution`. Does
not belong here: finding spans, coding what they mean.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.annotate.attribution import Attribution
from pipelines.annotate.attribution_model.encoded_doc import encoding_of
from pipelines.annotate.attribution_model.runtime import load_attribution_model

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from pipelines.annotate.records import Offsets

METHOD = "attribution_model"


def model_attributions(doc: Doc) -> list[Attribution]:
    """The attributions of a parsed article, in order of their cues.

    The tables hold one cue and one source per position: of a cue or source in pieces the longest is taken, of equal
    ones the first. The content keeps its pieces.

    Raises: AttributionModelError when the model's files are missing or damaged.
    """
    return [
        Attribution(
            cue=longest(found.cue),
            source=longest(found.source) if found.source else None,
            content=found.content,
            method=METHOD,
            confidence=round(found.confidence, 2),  # the third digit may differ between kinds of CPU,
        )
        for found in load_attribution_model().find(encoding_of(doc))
    ]


def longest(pieces: Sequence[Offsets]) -> Offsets:
    """The longest of several spans, of equal ones the first."""
    return max(pieces, key=lambda span: (span[1] - span[0], -span[0]))
