"""Attributions of the learned model, and those of the rules where the model is silent.

Belongs here: which rules fill in, and how sure such a row is. Does not belong here: finding attributions.

The model learnt from a corpus that leaves out statements inside statements, refusals without content, and most
demands and pleas told by a noun; it also misses some that a rule finds. A rule fills in only by patterns that pay: on
the held-out articles of PolNeAR the ones that stand alone raise the relation F1, and the others cost it little.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.annotate.attribution_model.attributions import model_attributions
from pipelines.annotate.attribution_rules import find_attributions
from pipelines.annotate.nesting import Contents

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from pipelines.annotate.attribution import Attribution

# Confidence by pattern: share of such rows that were right on the held-out articles, in the sense of `relation
# partial`, drawn towards .35 where there were fewer than 15; patterns that are not named do not fill in.
STANDING = {
    "rule:according_to": 0.45,
    "rule:as_clause": 0.5,
    "rule:bare_clause": 0.5,
    "rule:infinitive": 0.39,
    "rule:none": 0.35,
    "rule:noun": 0.4,
    "rule:object": 0.35,
    "rule:that_clause": 0.38,
}
NESTED = {"rule:noun": 0.2, "rule:that_clause": 0.2}  # inside another's content


def filled_attributions(doc: Doc) -> list[Attribution]:
    """The model's attributions, then those of the rules whose cue shares no character with one of the model's.

    Raises: AttributionModelError when the model's files are missing or damaged.
    """
    found = model_attributions(doc)
    contents = Contents([attribution.content for attribution in found])
    covered = {offset for attribution in found for offset in range(*attribution.cue)}
    for attribution in find_attributions(doc):
        nested = contents.innermost(attribution.cue) is not None
        confidence = (NESTED if nested else STANDING).get(attribution.method)
        if confidence is not None and covered.isdisjoint(range(*attribution.cue)):
            found.append(replace(attribution, confidence=confidence))
    return found
