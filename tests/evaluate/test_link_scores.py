"""Who is who, by hand: owners of entities, answers, wrong links, names that are joined."""

from __future__ import annotations

from pipelines.evaluate.labelled_mentions import LabelledMention
from pipelines.evaluate.labelled_scores import link_measurements
from pipelines.evaluate.link_scores import FoundMention, Link, links

# Ann Berg met Eva Lind. Berg said she would pay the mayor.
ANN = LabelledMention(0, 8, "person", "1")
EVA = LabelledMention(13, 21, "person", "2")
BERG = LabelledMention(23, 27, "person", "1")
SHE = LabelledMention(33, 36, "pronoun", "1")
MAYOR = LabelledMention(47, 56, "nominal", "2")
OSLO = LabelledMention(60, 64, "place", None)
GOLD = [ANN, EVA, BERG, SHE, MAYOR, OSLO]


def found(gold: LabelledMention, entity: str, shift: int = 0) -> FoundMention:
    return FoundMention(gold.start + shift, gold.end, entity, gold.kind not in {"pronoun", "nominal"})


def test_all_right() -> None:
    done = links(GOLD, [found(ANN, "a"), found(EVA, "e"), found(BERG, "a"), found(SHE, "a"), found(MAYOR, "e")])
    assert done == [
        Link("person", True, True, None),
        Link("person", True, True, None),
        Link("person", True, True, True),
        Link("pronoun", True, True, None),
        Link("nominal", True, True, None),
    ]


def test_a_surname_of_the_wrong_person_is_wrong_and_takes_its_pronoun_along() -> None:
    """Eva's entity is hers, for her name comes first."""
    done = links(GOLD, [found(ANN, "a"), found(EVA, "e"), found(BERG, "e"), found(SHE, "e")])
    assert done[2] == Link("person", True, False, False)
    assert done[3] == Link("pronoun", True, False, None)
    assert done[4] == Link("nominal", False, False, None)


def test_a_surname_by_itself_is_right_but_not_joined() -> None:
    done = links(GOLD, [found(ANN, "a"), found(EVA, "e"), found(BERG, "b"), found(SHE, "x")])
    assert done[2] == Link("person", True, True, False)
    assert done[3] == Link("pronoun", False, False, None)


def test_a_pronoun_needs_a_mention_that_ends_with_it_and_is_no_name() -> None:
    names = [found(ANN, "a"), found(EVA, "e"), found(BERG, "a")]
    longer = FoundMention(SHE.start, MAYOR.end, "a", is_name=False)
    name = FoundMention(SHE.start, SHE.end, "a", is_name=True)
    assert not links(GOLD, [*names, longer, name])[3].is_answered
    assert links(GOLD, [*names, longer, found(MAYOR, "e", shift=4)])[4].is_right


def test_nothing_found_is_nothing_answered() -> None:
    assert not any(link.is_answered or link.is_right or link.is_joined for link in links(GOLD, []))


def test_figures_are_those_counted_by_hand() -> None:
    done = links(GOLD, [found(ANN, "a"), found(EVA, "e"), found(BERG, "e"), found(SHE, "e")])
    figures = {(one.slice, one.metric): (one.value, one.n) for one in link_measurements(done, "ours")}
    assert figures == {
        ("name", "answered"): (1.0, 3),
        ("name", "right_of_answered"): (2 / 3, 3),
        ("pronoun", "answered"): (1.0, 1),
        ("pronoun", "right_of_answered"): (0.0, 1),
        ("nominal", "answered"): (0.0, 1),
        ("name", "joined"): (0.0, 1),
        ("all", "wrong_links"): (0.5, 4),
    }
    assert list(link_measurements([], "ours")) == []
