"""The language of an article."""

from __future__ import annotations

import pytest

from pipelines.ingest.errors import RejectedError
from pipelines.ingest.language import english


@pytest.mark.parametrize(
    "text",
    [
        "The finance minister of Kenya told parliament on Monday that the budget would be cut by a tenth.",
        "French President Emmanuel Macron told reporters in Abidjan that he would attend the meeting in Lomé.",
        "THE GOVERNMENT SAID IT WOULD NOT ACCEPT THE OFFER.",
        '"We will not sign," she said.',
    ],
)
def test_english_is_detected(text: str) -> None:
    assert english(text, None) == "en"


@pytest.mark.parametrize(
    ("text", "detected"),
    [
        ("Die Ministerin sagte am Dienstag, die Gespräche seien ohne Ergebnis beendet worden.", "de"),
        ("La ministre a déclaré mardi que les discussions étaient terminées sans accord.", "fr"),
        ("Министр заявил во вторник, что переговоры завершились без соглашения.", "ru"),
        ("部长星期二说，谈判没有达成协议就结束了。", "zh"),
    ],
)
def test_other_languages_are_turned_away(text: str, detected: str) -> None:
    with pytest.raises(RejectedError, match=f"not_english: language detected as '{detected}'; if that is wrong"):
        english(text, None)


@pytest.mark.parametrize("given", ["en", "en-GB", "EN-us"])
def test_a_given_language_is_trusted(given: str) -> None:
    assert english("Die Ministerin sagte am Dienstag nichts.", given) == given


@pytest.mark.parametrize("given", ["de", "nb-NO", "enm"])
def test_a_given_language_that_is_not_english_is_trusted_too(given: str) -> None:
    with pytest.raises(RejectedError, match=f"not_english: language '{given}' is given"):
        english("The minister said nothing on Tuesday.", given)
