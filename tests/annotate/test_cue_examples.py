"""Each row of the cue lexicon is shown by a sentence, coded through the whole chain."""

from __future__ import annotations

import pytest
from marked_spans import unmarked

from pipelines.annotate.actors import find_mentions
from pipelines.annotate.cue_lookup import lexicon_entry
from pipelines.annotate.model import parse_text
from pipelines.annotate.parsed_attribution import ParsedAttribution
from pipelines.annotate.positions import code_positions
from pipelines.knowledge.cues import Cue, Part, load_cues
from schemas.codes import Act

CUES = [cue for rows in load_cues().values() for cue in rows]


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: f"{cue.lemma}-{cue.particle}-{cue.part}-{cue.act}")
def test_the_example_of_a_cue_is_found_by_it_and_has_its_act(cue: Cue) -> None:
    text, spans = unmarked(cue.example)
    doc = parse_text(text)
    entry = lexicon_entry(ParsedAttribution.of(doc, spans))
    assert entry is not None
    assert cue.part is Part.LIGHT or (entry.lemma, entry.particle) == (cue.lemma, cue.particle)
    [position] = code_positions(doc, [spans], find_mentions(doc), [])
    assert position.act is cue.example_act


def test_the_lexicon_is_wide() -> None:
    assert len({cue.lemma for cue in CUES}) >= 360
    assert all(cue.example_act is cue.act or cue.part is Part.LIGHT or cue.act is Act.STATE for cue in CUES)
