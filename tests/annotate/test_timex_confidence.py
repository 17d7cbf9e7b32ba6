"""The confidence of dates: what is counted, and how few sightings are smoothed."""

from __future__ import annotations

import pytest

from pipelines.annotate.timex_confidence import SMOOTHING, confidence_of, counts
from pipelines.annotate.timex_grammar import RULES


def test_the_counts_are_those_of_rules_that_there_are() -> None:
    assert set(counts()) <= {rule.name for rule in RULES}
    assert all(0 <= right <= found for found, right in counts().values())


@pytest.mark.parametrize("rule", sorted({rule.name for rule in RULES}))
def test_every_rule_has_a_confidence(rule: str) -> None:
    assert 0 < confidence_of(rule) < 1


def test_a_rule_that_was_never_seen_is_trusted_as_all_are() -> None:
    found, right = (sum(column) for column in zip(*counts().values(), strict=True))
    assert confidence_of("never seen") == pytest.approx(right / found, abs=0.001)


def test_the_share_of_a_rule_is_drawn_towards_that_of_all() -> None:
    found, right = counts()["day_word"]
    assert min(right / found, confidence_of("never seen")) < confidence_of("day_word") < right / found
    assert SMOOTHING > 0
