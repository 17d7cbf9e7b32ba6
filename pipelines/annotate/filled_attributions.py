"""Attributions of the learned model, and those of the rules where the model is silent.

Belongs here: which rules fill in, and how sure such a row is. Does not belong here: finding attributions.

The model learnt from a corpus that leaves out statements inside statements, refusals without content, and most
demands and pleas told by a noun; it also misses some that a rule finds. A rule fills in only by patterns that pay: on
the held-out articles of PolNeAR they find more (recall of relations 70.3 instead of 67.8) at the same relation F1.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.annotate.attribution import cue_lemma
from pipelines.annotate.attribution_model.attributions import model_attributions
from pipelines.annotate.attribution_rules import find_attributions
from pipelines.annotate.nesting import Contents
from pipelines.knowledge.cues import Part, cues_of
from schemas.codes import Act

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from pipelines.annotate.attribution import Attribution

# Confidence by pattern: share of such rows that were right on the held-out articles, in the sense of `relation
# partial`, drawn towards a third where there were fewer than 15; patterns that are not named do not fill in.
STANDING = {
    "rule:according_to": 0.45,
    "rule:as_clause": 0.4,
    "rule:bare_clause": 0.5,
    "rule:infinitive": 0.37,
    "rule:none": 0.3,
    "rule:noun": 0.37,
    "rule:object": 0.33,
    "rule:that_clause": 0.33,
}
NESTED = {"rule:noun": 0.12, "rule:that_clause": 0.15}  # inside another's content
# What an object alone shows: "sought a halt" and "criticised the plan" are said, "showed a film", "backed a coup" done.
_SAID_OF_OBJECTS = frozenset(set(Act) - {Act.STATE, Act.SUPPORT})


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
        if confidence is None or (attribution.method == "rule:object" and not _is_said(doc, attribution)):
            continue
        if covered.isdisjoint(range(*attribution.cue)):
            found.append(replace(attribution, confidence=confidence))
    return found


def _is_said(doc: Doc, attribution: Attribution) -> bool:
    """Whether the lexicon has the cue for an act that is done by speaking, whatever its object."""
    lemma = cue_lemma(doc, attribution.cue)
    return any(cue.act in _SAID_OF_OBJECTS for cue in cues_of(lemma, Part.VERB) if not cue.particle)
