"""First persons in quotations, and bodies that speak as "it"."""

from __future__ import annotations

import pytest

from pipelines.annotate.actors import find_mentions
from pipelines.annotate.article import annotate
from pipelines.annotate.model import parse_text
from pipelines.annotate.positions import PositionEngine
from pipelines.annotate.records import Mention
from schemas.codes import MentionForm


def pronouns(text: str) -> dict[str, str | None]:
    """Each pronoun that is a mention, and the words that it goes back to."""
    found = annotate(parse_text(text), None, PositionEngine.RULES)

    def words(mention: Mention) -> str:
        return text[mention.char_start : mention.char_end]

    for position in found.positions:  # indexes were moved together with the mentions
        for number in (*position.sources, *position.targets):
            assert number < len(found.mentions)
            if position.source is not None and number in position.sources:
                assert position.source[0] <= found.mentions[number].char_start < position.source[1]
    return {
        words(mention): words(found.mentions[mention.antecedent]) if mention.antecedent is not None else None
        for mention in found.mentions
        if mention.form is MentionForm.PRONOUN
    }


def test_i_in_a_quotation_is_the_speaker() -> None:
    assert pronouns("“I will resign in my own time,” Maria Okoro said.") == {"I": "Maria Okoro", "my": "Maria Okoro"}


def test_we_in_a_quotation_of_a_body_is_the_body() -> None:
    assert pronouns("“We regret our mistake,” the World Bank said.") == {"We": "World Bank", "our": "World Bank"}


@pytest.mark.parametrize(
    "text",
    [
        "“We will resign,” Maria Okoro said.",  # who else is meant is open
        "“I will resign,” the World Bank said.",
        "“I will resign,” Maria Okoro and Henrik Dahl said.",
        "“I will resign,” a senior official said.",
        "I think that Maria Okoro said that she will resign.",
    ],
)
def test_other_first_persons_stay_unmentioned(text: str) -> None:
    assert not {"I", "We"} & set(pronouns(text))


def body(text: str) -> str | None:
    mentions = find_mentions(parse_text(text))
    found = [one for one in mentions if text[one.char_start : one.char_end].lower() == "it"]
    if not found:
        return None
    assert found[0].antecedent is not None
    back = mentions[found[0].antecedent]
    assert found[0].actor_id == back.actor_id
    return text[back.char_start : back.char_end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NATO condemned the launch. It said that more would follow.", "NATO"),
        ("The World Bank cut its forecast, and it warned that growth would slow.", "World Bank"),
        ("NATO thanked Norway. It said that more would follow.", "NATO"),
        ("NATO and Norway condemned the launch. The bill passed. It said so.", None),
        ("France rejected the plan after Germany had backed it. It said that talks were over.", None),
        ("NATO condemned the launch. It was the third this year.", None),
        ("The plan was weak. It said little.", None),
    ],
)
def test_it_is_a_body_only_where_it_speaks_and_one_is_clear(text: str, expected: str | None) -> None:
    assert body(text) == expected
