"""Nominals: who is meant, in what sector and of what country."""

import pytest

from pipelines.annotate.actors import find_mentions
from pipelines.annotate.model import parse_text
from schemas.codes import MentionForm, MentionKind


def nominals_of(text: str) -> dict[str, tuple[str | None, str | None]]:
    """Sector and country of each nominal by its words."""
    return {
        text[mention.char_start : mention.char_end]: (mention.sector, mention.country_iso3)
        for mention in find_mentions(parse_text(text))
        if mention.form is MentionForm.NOMINAL
    }


@pytest.mark.parametrize(
    ("text", "words", "sector", "country"),
    [
        # where the country stands
        ("Bolivian miners went home.", "Bolivian miners", "lab", "BOL"),
        ("The farmers of Malta lost the vote.", "The farmers", "bus", "MLT"),
        ("Nurses in Norway want more pay.", "Nurses", "hlh", "NOR"),
        ("Troops from Fiji left the camp.", "Troops", "mil", "FJI"),
        ("Greece's bishops met on Friday.", "Greece's bishops", "rel", "GRC"),
        ("Teachers in Hamburg are on strike.", "Teachers", "edu", "DEU"),
        ("The Nairobi police chief resigned.", "The Nairobi police chief", "cop", "KEN"),
        ("Texas lawmakers left the chamber.", "Texas lawmakers", "leg", "USA"),
        ("A Kremlin adviser praised the deal.", "A Kremlin adviser", "gov", "RUS"),
        ("The US-led coalition bombed the depot.", "The US-led coalition", None, "USA"),
        # and where none is told
        ("German soldiers in Mali will leave.", "German soldiers", "mil", "DEU"),
        ("Soldiers in Mali will leave.", "Soldiers", "mil", None),
        ("The ambassador to Chile was called back.", "The ambassador", "gov", None),
        ("Iran-backed fighters took the town.", "Iran-backed fighters", "uaf", None),
        ("French and Spanish ministers met again.", "French and Spanish ministers", "gov", None),
        ("The country's central bank has raised rates.", "The country's central bank", "gov", None),
        ("Critics of Israel signed the letter.", "Critics", None, None),
        # whose sector it is
        ("A union official disagreed.", "A union official", "lab", None),
        ("A hospital spokeswoman gave no name.", "A hospital spokeswoman", "hlh", None),
        ("A spokesman for the navy denied it.", "A spokesman", "mil", None),
        ("The head of the dockers' union agreed.", "The head", "lab", None),
        ("The leader of the rebels was shot.", "The leader", "reb", None),
        ("The Jordanian leader flew home.", "The Jordanian leader", "gov", "JOR"),
        ("A UN official warned of hunger.", "A UN official", None, None),
        ("A World Bank official was cautious.", "A World Bank official", None, None),
        ("A senior Hamas official left.", "A senior Hamas official", "reb", "PSE"),
        ("A Reuters photographer was hurt.", "A Reuters photographer", "jrn", "GBR"),
        ("Religious leaders called for calm.", "Religious leaders", "rel", None),
        ("Opposition lawmakers walked out.", "Opposition lawmakers", "opp", None),
        ("The president of the association resigned.", "The president", None, None),
        # forces and their vessels
        ("A Danish frigate followed the tanker.", "A Danish frigate", "mil", "DNK"),
        ("Israeli warplanes struck at noon.", "Israeli warplanes", "mil", "ISR"),
        ("Masked gunmen fired at a bus.", "Masked gunmen", "uaf", None),
        # role nouns of several words
        ("The president's chief of staff left.", "The president's chief of staff", "gov", None),
        ("A member of parliament fell asleep.", "A member of parliament", "leg", None),
        ("People familiar with the matter confirmed it.", "People familiar with the matter", None, None),
    ],
)
def test_sector_and_country(text: str, words: str, sector: str | None, country: str | None) -> None:
    found = nominals_of(text)
    assert words in found, found
    assert found[words] == (sector, country)


@pytest.mark.parametrize(
    "text",
    ["She spoke in public.", "He works as president.", "They were at school.", "The minister talks failed."],
)
def test_words_that_mean_nobody(text: str) -> None:
    assert not nominals_of(text)


def test_acronyms_are_nominals_too() -> None:
    assert nominals_of("A Dutch MP kept the letter.") == {"A Dutch MP": ("leg", "NLD")}


def test_nominals_are_never_persons_with_a_name() -> None:
    text = "Jan Nowak, a doctor, met two doctors. A doctor left."
    for mention in find_mentions(parse_text(text)):
        if mention.form is MentionForm.NOMINAL:
            assert mention.kind is MentionKind.ANONYMOUS
            assert (mention.actor_id, mention.entity_name) == (None, None)
