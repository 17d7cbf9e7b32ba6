"""Whom an act is directed at, from marked spans through the whole chain."""

from __future__ import annotations

import pytest
from marked_spans import unmarked

from pipelines.annotate.actors import find_mentions
from pipelines.annotate.model import parse_text
from pipelines.annotate.positions import code_positions
from schemas.codes import Act


@pytest.mark.parametrize(
    ("sentence", "act", "targets"),
    [
        ("(Moscow) [accused] {the West of arming the rebels}.", Act.ACCUSE, ["West"]),
        ("(Oslo) [urged] {Moscow to free the pilots}.", Act.APPEAL, ["Moscow"]),
        ("(Serbia) [rejected] {the West's plea to join the embargo}.", Act.REJECT, ["West"]),
        ("(Cuba) [asked] {Russia for help}.", Act.APPEAL, ["Russia"]),
        ("(Moscow) [demanded] {that Kyiv withdraw its guns}.", Act.DEMAND, ["Kyiv"]),
        ("(Athens) [criticised] {the decision by Ankara}.", Act.CRITICISE, ["Ankara"]),
        ("(Cairo) [told] Israel {to stop the strikes}.", Act.DEMAND, ["Israel"]),
        ("(Washington) [said] {Iran must open the plant}.", Act.DEMAND, ["Iran"]),
        ("(London) [warned] Tehran {that the strait would be patrolled}.", Act.WARN, ["Tehran"]),
        ("(Peru) [told] reporters {that Chile must leave the islands}.", Act.DEMAND, ["Chile"]),
        ("(Peru) [told] reporters {that the road was open}.", Act.STATE, []),
        ("(The envoy) [told] the BBC {that the road was open}.", Act.STATE, []),
        ("(Peru) [said] {it will leave the pact if Chile agrees}.", Act.PROMISE, []),
    ],
)
def test_target(sentence: str, act: Act, targets: list[str]) -> None:
    text, spans = unmarked(sentence)
    doc = parse_text(text)
    mentions = find_mentions(doc)
    [position] = code_positions(doc, [spans], mentions, [])
    found = [text[mentions[index].char_start : mentions[index].char_end] for index in position.targets]
    assert (position.act, found) == (act, targets)
