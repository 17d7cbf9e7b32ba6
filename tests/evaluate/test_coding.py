"""Every code of a position is measured with an interval; targets are counted by sentence."""

from __future__ import annotations

import pytest

from pipelines.evaluate.coding import CodedSentence, code_sentences, measure_coding, target_counts
from pipelines.evaluate.labelled_sentences import LabelledSentence
from schemas.codes import Act, Modality, Speech

TEXT = "The ferry company accused Norway of closing the harbour."


def sentence(target: tuple[int, int] | None) -> LabelledSentence:
    return LabelledSentence(
        id="act-0001",
        half="train",
        text=TEXT,
        source=(0, 17),
        cue=(18, 25),
        content=((36, 55),),
        act=Act.ACCUSE,
        negated=False,
        modality=Modality.ASSERTED,
        speech=Speech.INDIRECT,
        target=target,
    )


@pytest.mark.parametrize(
    ("target", "spans", "counts"),
    [
        ((26, 32), ((26, 32), (43, 54)), [1, 2, 1, 1]),
        ((26, 32), ((43, 54),), [0, 1, 0, 1]),
        (None, ((43, 54),), [0, 1, 0, 0]),
        (None, (), [0, 0, 0, 0]),
    ],
)
def test_a_sentence_has_its_targets_counted(
    target: tuple[int, int] | None, spans: tuple[tuple[int, int], ...], counts: list[int]
) -> None:
    [coded] = code_sentences([sentence(target)])
    assert target_counts([CodedSentence(coded.label, coded.position, spans)]).tolist() == [counts]


def test_every_figure_of_every_code_has_its_interval() -> None:
    figures = {(one.field, one.slice, one.metric): one for one in measure_coding("validation")}
    for act in Act:
        assert {metric for field, part, metric in figures if (field, part) == ("act", act)} >= {"recall", "f1"}
    assert {field for field, _, _ in figures} == {"act", "negated", "modality", "speech", "target"}
    for figure in figures.values():
        low, high = figure.interval
        assert 0 <= low <= figure.value + 1e-12, figure
        assert figure.value - 1e-12 <= high <= 1 + 1e-12, figure
        assert low < high, figure
