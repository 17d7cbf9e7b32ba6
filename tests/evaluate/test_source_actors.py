"""Whom names mean by their letters alone, and what is right, wrong and unlinked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from gold_corpus import attribution

from pipelines.annotate.model import parse_text
from pipelines.annotate.records import Mention
from pipelines.evaluate.full_names import FullName, full_name, given_names, named_source
from pipelines.evaluate.polnear import Document
from pipelines.evaluate.source_actors import JudgedSource, judge_sources, source_measurements
from schemas.codes import MentionForm, MentionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

ARTICLE = (
    "Ohio Sen. Jane Roe Smith met Mr. Ode's lawyer. But Gov. Nils Ode left. Yesterday Ode said no. "
    "President J. T. Lind and Eva Lind stayed with Paul Berg Jr., whom Berg's aides call Paul. "
    "Danish Minister Ole Wind spoke. Ole left. Wind agreed. In Rome Kane. Kane and Orla Kane laughed."
)


def test_first_names_are_those_after_titles() -> None:
    given = given_names(ARTICLE)
    assert given["smith"] == {"jane"}
    assert given["ode"] == {"nils", "yesterday"}
    assert given["lind"] == {"j", "eva"}
    assert given["berg"] == {"paul"}
    assert given["wind"] == {"ole"}
    assert given["kane"] == {"rome", "orla"}


@pytest.mark.parametrize(
    ("words", "first", "last", "is_full"),
    [
        ("Ohio Sen. Jane Roe Smith", "jane", "smith", True),
        ("Danish Minister Ole Wind", "ole", "wind", True),
        ("former president Ivo Blom (R-Ariz.)", "ivo", "blom", True),
        ("Paul Berg Jr., a lawyer,", "paul", "berg", True),
        ("Oslo-born secretary-treasurer Ivo Blom", "ivo", "blom", True),
        ("Smith", "jane", "smith", False),
        ("Mrs. Smith’s", "jane", "smith", False),
        ("“Berg, who is 44", "paul", "berg", False),
    ],
)
def test_a_name_means_the_one_full_name(words: str, first: str, last: str, is_full: bool) -> None:
    source = named_source(words, given_names(ARTICLE))
    assert source is not None
    assert (source.name, source.is_full) == (FullName(first, last), is_full)


@pytest.mark.parametrize(
    "words",
    [
        *("Lind", "Ode", "Kane", "Nobody", "he", "The Smith", "the senator", "Smith and Berg", "Smith, Berg"),
        *("Ohio's Smith", "a lawyer of Smith", "Many Republicans", "Jane S.", "Smith of Ohio", "Jr.", "…", ""),
        *("Workers' Jane Smith", "Smith/Berg", "Ode County (Ohio) Sheriff Jane Smith"),
    ],
)
def test_what_the_letters_leave_open_is_left_out(words: str) -> None:
    assert named_source(words, given_names(ARTICLE)) is None


def test_names_have_first_and_last_parts() -> None:
    assert full_name("Jane Roe Smith") == FullName("jane", "smith")
    assert full_name("Paul Berg Jr.") == FullName("paul", "berg")
    assert full_name("Smith") is None


TEXT = "Nils Ode said no. Ode told reporters. Berg insisted. Paul Berg left with Nils Ode, Russia said."


def judged(mentions: Sequence[Mention], *sources: str) -> list[frozenset[str]]:
    gold = tuple(attribution(TEXT, source, "said") for source in sources)
    document = Document("d", TEXT, date(2020, 3, 2), {"alice": gold})
    return [source.outcomes for source in judge_sources(document, parse_text(TEXT), mentions)]


def mention(words: str, start: int, kind: MentionKind = MentionKind.PERSON, **actor: str) -> Mention:
    begin = TEXT.index(words, start)
    return Mention(
        char_start=begin,
        char_end=begin + len(words),
        sentence_no=0,
        in_title=False,
        form=MentionForm.NAMED,
        kind=kind,
        method="test",
        score=1.0,
        **actor,
    )


@pytest.mark.parametrize(
    ("found", "outcomes"),
    [
        ([mention("Berg", 0, entity_name="Paul Berg")], {"right"}),
        ([mention("Berg", 0, entity_name="Paul A. Berg")], {"right"}),
        ([mention("Berg", 0, entity_name="Nils Ode")], {"wrong", "wrong_person"}),
        ([mention("Berg", 0, MentionKind.ORGANISATION, entity_name="Berg")], {"wrong"}),
        ([mention("Berg", 0, MentionKind.STATE, actor_id="state_RUS")], {"wrong"}),
        ([mention("Berg", 0)], {"unlinked"}),
        ([], {"unlinked"}),
    ],
)
def test_a_source_is_right_wrong_or_unlinked(found: list[Mention], outcomes: set[str]) -> None:
    assert judged(found, "Berg") == [outcomes]


def test_a_source_that_stands_twice_counts_once_and_others_do_not() -> None:
    found = [mention("Nils Ode", 0, entity_name="Nils Ode")]
    assert judged(found, "Nils Ode", "Nils Ode", "reporters", "") == [{"right"}]


def test_figures_are_those_counted_by_hand() -> None:
    sources = [
        JudgedSource("d", "Nils Ode", True, frozenset({"right"})),
        JudgedSource("d", "Ode", False, frozenset({"unlinked"})),
        JudgedSource("d", "Berg", False, frozenset({"wrong", "wrong_person"})),
        JudgedSource("d", "Berg", False, frozenset({"wrong"})),
    ]
    figures = {(one.slice, one.metric): (one.value, one.n) for one in source_measurements(sources, "ours")}
    assert figures["all", "right"] == (0.25, 4)
    assert figures["all", "wrong"] == (0.5, 4)
    assert figures["all", "wrong_person"] == (0.25, 4)
    assert figures["full name", "right"] == (1.0, 1)
    assert figures["surname", "unlinked"] == (1 / 3, 3)
    assert list(source_measurements([], "ours")) == []
