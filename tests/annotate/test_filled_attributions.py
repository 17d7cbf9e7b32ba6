"""The model's attributions, and those of rules where it is silent."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.annotate.attribution_model.attributions import METHOD, model_attributions
from pipelines.annotate.attribution_rules import find_attributions
from pipelines.annotate.filled_attributions import NESTED, STANDING, filled_attributions
from pipelines.annotate.model import parse_text
from pipelines.annotate.positions import PositionEngine, find_positions
from schemas.codes import Act

NEWS = (
    "Talks on the canal end without a deal\n"
    "While Lima sought an end to the blockade, Quito and its partners flatly refused.\n\n"
    "Foreign Minister Ana Ruiz said that the talks would go on, adding that President Leon Vega has warned that "
    "Peru may close its ports.\n\n"
    "Vega rejected the minister’s plea for Peru to open the locks.\n"
)


def test_rules_fill_in_what_the_model_leaves_out() -> None:
    doc = parse_text(NEWS, title_end=37)
    found = {NEWS[slice(*one.cue)]: one for one in filled_attributions(doc)}
    assert found["said"].method == METHOD
    assert "flatly refused" in found
    assert found["plea"].confidence == NESTED["rule:noun"]


def test_a_nested_statement_has_its_parent() -> None:
    positions = find_positions(parse_text(NEWS, title_end=37), [], [], PositionEngine.MODEL)
    cues = [NEWS[slice(*position.cue)] for position in positions]
    warned, plea = positions[cues.index("has warned")], positions[cues.index("plea")]
    assert warned.parent == cues.index("adding")
    assert plea.parent == cues.index("rejected")
    assert plea.act is Act.APPEAL


TEXTS = st.lists(
    st.sampled_from(
        [
            "Lima denied the report.",
            "“We will not go,” she said.",
            "He added that Quito had demanded an apology.",
            "The union’s demand for a raise was rejected.",
            "Critics say so, according to the paper.",
            "The mayor vowed to resign.",
            "It rained.",
            "\n\n",
        ]
    ),
    max_size=12,
).map(" ".join)


@settings(max_examples=25)
@given(TEXTS)
def test_cues_never_overlap_and_the_model_comes_first(text: str) -> None:
    doc = parse_text(text)
    found, model, rules = filled_attributions(doc), model_attributions(doc), find_attributions(doc)
    assert found[: len(model)] == model
    covered: set[int] = set()
    for one in found[len(model) :]:
        assert (one.cue, one.content) in {(rule.cue, rule.content) for rule in rules}
        assert one.confidence in {STANDING.get(one.method), NESTED.get(one.method)}
    for one in found:
        assert covered.isdisjoint(range(*one.cue))
        covered |= set(range(*one.cue))


@pytest.mark.parametrize("engine", PositionEngine)
def test_both_engines_read_plain_statements(engine: PositionEngine) -> None:
    text = "The ministry said on Monday that the border would stay closed. Lima denied the report."
    positions = find_positions(parse_text(text), [], [], engine)
    assert [(position.cue_lemma, position.act) for position in positions] == [("say", Act.STATE), ("deny", Act.DENY)]
