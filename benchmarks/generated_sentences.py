"""Sentences of generated articles: templates of our own, filled from word lists and by dice.

Belongs here: the cast of an article, and how a template becomes a sentence. Does not belong here: how sentences become
articles and files (`generated_articles`). Templates and words stand beside this module.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

from schemas.codes import Act

SLOT = re.compile(r"\{(\w+)\}")
NUMBER_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "eleven", "twelve", "twenty")
CURRENCIES = ("${}", "€{}", "£{}", "{} euros", "{} kroner", "{} dollars")
SCALES = ("million", "million", "billion")
MEASURES = ("{} tons", "{} tonnes", "{} barrels", "{} cubic metres", "{} litres")
LENGTHS = ("{} kilometres", "{} miles", "{} metres", "{} km")
DURATIONS = ("{} days", "{} weeks", "{} months", "more than {} years")
PAST_DATES = (
    *("on {weekday}", "last week", "yesterday", "last {month}", "in {month}", "early on {weekday}", "two years ago"),
    *("since {year}", "earlier this year", "on {day} {month} {year}", "on {month} {day}, {year}"),
    *("in the third quarter of {year}", "between {month} and the end of {year}"),
)
LATER_DATES = (
    *("on {weekday}", "next week", "tomorrow", "next {month}", "in {month} {year}", "by the end of the year"),
    *("within three weeks", "before {day} {month}", "from {month} {day}", "by {year}"),
)
WEEKDAYS, MONTHS = tuple(calendar.day_name), tuple(calendar.month_name)[1:]


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """The sections of a file beside this module: `[heading]`, then one entry a line; `#` begins a comment."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif line and not line.startswith("#"):
            found.setdefault(heading, []).append(line)
    return {key: tuple(entries) for key, entries in found.items()}


def word_lists() -> dict[str, tuple[str, ...]]:
    """Word lists by name."""
    return sections("generated_words.txt")


def templates() -> dict[str, tuple[str, ...]]:
    """Sentence templates by act, or by `headline`, `nested`, `background`."""
    return sections("generated_templates.txt")


def statements() -> list[str]:
    """The templates in which somebody speaks."""
    return [template for kind in (*Act, "nested") for template in templates()[kind]]


@dataclass(frozen=True, slots=True)
class State:
    """A state as an article speaks of it."""

    name: str
    demonym: str
    capital: str


@dataclass(slots=True)
class Speaker:
    """Somebody who speaks: how to introduce, to name again and to refer to."""

    full: str
    short: tuple[str, ...]
    pronouns: tuple[str, str, str] = ("it", "its", "it")
    introduced: bool = False


@dataclass(slots=True)
class Cast:
    """Who and what one article is about, and who spoke last."""

    draw: Random
    published: date
    states: list[State]
    issue: str
    bodies: list[str]
    speakers: list[Speaker] = field(default_factory=list)
    last: Speaker | None = None


def cast_of(draw: Random, published: date) -> Cast:
    """Three states, two bodies, an issue, and five who speak."""
    states = [State(*entry.split("|")) for entry in draw.sample(word_lists()["state"], 3)]
    cast = Cast(draw, published, states, draw.choice(word_lists()["issue"]), draw.sample(word_lists()["body"], 2))
    cast.speakers = [_person(draw, draw.choice(states[:2])) for _ in range(3)]
    cast.speakers.append(Speaker(states[0].capital, (states[0].name, f"the {states[0].demonym} government")))
    unnamed = draw.choice(word_lists()["unnamed"]).format(demonym=states[1].demonym, capital=states[1].capital)
    cast.speakers.append(Speaker(draw.choice([unnamed, cast.bodies[0]]), ("the office", "one official")))
    return cast


def _person(draw: Random, state: State) -> Speaker:
    is_woman = draw.random() < 0.5
    first, last = draw.choice(word_lists()["woman" if is_woman else "man"]), draw.choice(word_lists()["surname"])
    title, again = draw.choice(word_lists()["office"]).split("|")
    full = draw.choice(
        [
            f"{state.demonym} {title} {first} {last}",
            f"{first} {last}, {again} of {state.name},",
            f"{title} {first} {last}",
        ]
    )
    courtesy = "Ms" if is_woman else "Mr"
    pronouns = ("she", "her", "her") if is_woman else ("he", "his", "him")
    return Speaker(full, (last, last, f"{courtesy} {last}", again), pronouns)


def sentence(template: str, cast: Cast) -> str:
    """The template with every slot filled, and a capital letter at its start."""
    draw = cast.draw
    if "{speaker}" in template or "{named}" in template:
        stays = cast.last is not None and draw.random() < 0.4
        speaker = cast.last if stays and cast.last is not None else draw.choice(cast.speakers)
        again = speaker is cast.last and draw.random() < 0.5
        name = draw.choice(speaker.short) if speaker.introduced else speaker.full
        subject, possessive, other = speaker.pronouns
        given = {"speaker": subject if again else name, "named": name.rstrip(",")}
        given |= {"he": subject, "his": possessive, "him": other}
        speaker.introduced, cast.last = True, speaker
    else:
        given, cast.last = {}, None
    given |= _names(cast)
    dice = _dice(cast)

    def word(slot: re.Match[str]) -> str:
        name = slot[1]
        if name in given:
            return given[name]
        return dice[name]() if name in dice else SLOT.sub(word, draw.choice(word_lists()[name]))

    text = SLOT.sub(word, template).replace(",,", ",").replace(",.", ".")
    at = next(index for index, character in enumerate(text) if character.isalnum())
    return text[:at] + text[at].upper() + text[at + 1 :]


def _names(cast: Cast) -> dict[str, str]:
    state, other, third = cast.states
    target = cast.draw.choice([other, other, third])
    return {
        "state": state.name,
        "demonym": state.demonym,
        "capital": state.capital,
        "other": other.name,
        "other_capital": other.capital,
        "target": cast.draw.choice([target.name, target.capital, f"the {target.demonym} government"]),
        "target_demonym": target.demonym,
        "target_capital": target.capital,
        "body": cast.bodies[1],
        "body_capital": cast.bodies[0],
        "issue": cast.issue if cast.draw.random() < 0.6 else cast.draw.choice(word_lists()["issue"]),
    }


def _dice(cast: Cast) -> dict[str, Callable[[], str]]:
    draw = cast.draw
    return {
        "count": lambda: draw.choice([f"{draw.randrange(13, 999)}", f"{draw.randrange(1000, 90_000):,}"]),
        "small_count": lambda: draw.choice([*NUMBER_WORDS, str(draw.randrange(11, 60))]),
        "money": lambda: draw.choice(CURRENCIES).format(f"{draw.randrange(11, 980) / 10:g} {draw.choice(SCALES)}"),
        "percent": lambda: f"{draw.randrange(5, 480) / 10:g} {draw.choice(['percent', 'per cent'])}",
        "measure": lambda: draw.choice(MEASURES).format(f"{draw.randrange(20, 9000):,}"),
        "length": lambda: draw.choice(LENGTHS).format(draw.randrange(2, 90)),
        "duration": lambda: draw.choice(DURATIONS).format(draw.choice(NUMBER_WORDS)),
        "range": lambda: f"{(low := draw.randrange(20, 900))} and {low + draw.randrange(5, 300)}",
        "weekday": lambda: f"on {draw.choice(WEEKDAYS)}",
        "date": lambda: _date(cast, PAST_DATES, -700),
        "later": lambda: _date(cast, LATER_DATES, 1),
    }


def _date(cast: Cast, forms: tuple[str, ...], first: int) -> str:
    """A date in one of the forms, from `first` days after the day of publication on."""
    day = cast.published + timedelta(days=first + cast.draw.randrange(700))
    return cast.draw.choice(forms).format(
        weekday=WEEKDAYS[day.weekday()], day=day.day, month=MONTHS[day.month - 1], year=day.year
    )
