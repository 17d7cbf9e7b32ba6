"""A corpus of any size to measure and to test with: news-like articles from templates of our own, never from gold.

Belongs here: articles, their repeats and faults, and how they are written as a raw/ folder. Does not belong here:
sentences (`generated_sentences`), measuring, tests. `python benchmarks/generated_articles.py FOLDER N` writes one.

Article i of a seed depends on nothing but both, so that a corpus is streamed and the first articles of a larger
corpus are those of a smaller one. Of a hundred, about five are agency copy of an article not far before, edited as
newspapers do; one repeats an article to the letter; one is faulty and must be turned away.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, Literal

from generated_sentences import Cast, cast_of, sentence, statements, templates, word_lists

type Kind = Literal["original", "reprint", "repeat", "faulty"]

SEED = 20_261_123
WORDS = (150, 700)
SHARES: dict[Kind, float] = {"reprint": 0.05, "repeat": 0.01, "faulty": 0.01}
REACH = 60  # how many articles back a repeated one may lie
TEXT_FILE_EVERY = 10  # one article in so many is a .txt with a sidecar, the others are lines
FIRST_DAY, N_DAYS = date(2019, 1, 1), 2500

# key: name, country, time zone, licence, text policy
SOURCES = {
    "northern-courier": ("The Northern Courier", "NOR", "Europe/Oslo", "CC-BY-4.0", "full"),
    "thames-register": ("The Thames Register", "GBR", "Europe/London", "LicenseRef-publisher-terms", "snippet"),
    "potomac-wire": ("Potomac Wire", "USA", "America/New_York", "CC0-1.0", "full"),
    "rift-valley-news": ("Rift Valley News", "KEN", "Africa/Nairobi", "CC-BY-SA-4.0", "full"),
    "ganges-mail": ("The Ganges Mail", "IND", "Asia/Kolkata", "LicenseRef-publisher-terms", "offsets"),
    "skeleton-coast-times": ("Skeleton Coast Times", "NAM", "Africa/Windhoek", "CC-BY-4.0", "full"),
    "pacific-herald": ("The Pacific Herald", "NZL", "Pacific/Auckland", "LicenseRef-unknown", "offsets"),
    "andes-bulletin": ("Andes Bulletin", "CHL", "America/Santiago", "LicenseRef-publisher-terms", "snippet"),
}
SPELLINGS = {
    "per cent": "percent",
    "percent": "per cent",
    "tonnes": "metric tons",
    "kilometres": "kilometers",
    "metres": "meters",
    "Defence": "Defense",
    "harbour": "harbor",
    "fertiliser": "fertilizer",
    " km": " kilometres",
    "told reporters": "told journalists",
}
NORWEGIAN = "Statsministeren sa tirsdag at forhandlingene om havnen var avsluttet uten enighet mellom partene."
# What is wrong with a faulty article: the fields that differ from a good one.
FAULTS: tuple[dict[str, Any], ...] = (
    {"text": " "},
    {"text": "1,200 — 34 — 5.6"},
    {"text": NORWEGIAN, "language": None},
    {"language": "nb"},
    {"published_at": "2024-02-30"},
    {"published_at": "2024-05-05T10:00:00"},
    {"source": "unheard-of"},
    {"licence": None},
    {"text": "A line with a bell\a in it, and nothing else."},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedArticle:
    """An article as it enters raw/, what kind it is, and of which article it is a copy."""

    id: str
    kind: Kind
    copy_of: str | None
    source: str | None
    licence: str | None
    language: str | None
    published_at: str | None
    title: str
    text: str
    is_text_file: bool

    @property
    def fields(self) -> dict[str, str]:
        """What is said about the article beside its text, for a sidecar or a line."""
        given = {key: getattr(self, key) for key in ("source", "licence", "language", "published_at", "title")}
        given["url"] = f"https://{self.source}.example/{self.id}"
        return {key: value for key, value in given.items() if value is not None}


def generate(n: int, seed: int = SEED, words: tuple[int, int] = WORDS) -> Iterator[GeneratedArticle]:
    """The first `n` articles of a seed, with between `words[0]` and about `words[1]` words of white space each."""
    return (article(index, seed, words) for index in range(n))


def article(index: int, seed: int = SEED, words: tuple[int, int] = WORDS) -> GeneratedArticle:
    """Article `index` of a seed."""
    draw, kind = _dice("article", seed, index), _kind(index, seed)
    match kind:
        case "reprint":
            return _reprint(draw, article(_origin(index, seed), seed, words), index, seed)
        case "repeat":
            origin = article(_origin(index, seed), seed, words)
            return replace(origin, kind="repeat", copy_of=origin.id)
        case "faulty":
            return replace(_original(draw, index, seed, words), kind="faulty", **draw.choice(FAULTS))
        case _:
            return _original(draw, index, seed, words)


def write_corpus(folder: Path, n: int, seed: int = SEED, words: tuple[int, int] = WORDS) -> None:
    """Write a raw/ folder: sources.yml, texts with sidecars in a folder per source, the others in one .jsonl.

    Memory stays flat, whatever `n`. Raises: FileExistsError when there is an articles/ in `folder` already.
    """
    articles = folder / "articles"
    articles.mkdir(parents=True)
    (folder / "sources.yml").write_text(_sources(), encoding="utf-8")
    with ExitStack() as files:
        lines = files.enter_context((articles / "wires.jsonl").open("w", encoding="utf-8"))
        for each in generate(n, seed, words):
            if each.is_text_file:
                _write_text_file(articles, each)
            else:
                lines.write(json.dumps({"id": each.id, **each.fields, "text": each.text}) + "\n")


def _write_text_file(articles: Path, each: GeneratedArticle) -> None:
    path = articles / str(each.source) / f"{each.id}.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{each.title}\n\n{each.text}\n", encoding="utf-8")
    sidecar = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in each.fields.items())
    path.with_suffix(".yml").write_text(sidecar, encoding="utf-8")


def _sources() -> str:
    lines = []
    for key, (name, country, zone, licence, policy) in SOURCES.items():
        lines += [f"{key}:", f"  name: {name}", f"  country: {country}", f"  timezone: {zone}", "  language: en"]
        lines += [f"  licence: {licence}", f"  text_policy: {policy}"]
    return "\n".join(lines) + "\n"


def _dice(*parts: object) -> Random:
    """Dice that fall the same way in every process: seeded by a string, which Python hashes with SHA-512."""
    return Random(" ".join(map(str, parts)))  # noqa: S311 - no cryptography


def _kind(index: int, seed: int) -> Kind:
    thrown = _dice("kind", seed, index).random()
    for kind, share in SHARES.items():
        thrown -= share
        if thrown < 0:
            is_fit = kind == "reprint" or not _is_text_file(index)  # the other two need the id of a line
            is_early = kind != "faulty" and index < REACH
            return kind if is_fit and not is_early else "original"
    return "original"


def _is_text_file(index: int) -> bool:
    return index % TEXT_FILE_EVERY == 0


def _origin(index: int, seed: int) -> int:
    """The original that a copy copies; of a repeat one that is a line, which has an id of its own."""
    is_repeat = _kind(index, seed) == "repeat"
    before = [at for at in range(index - REACH, index) if _kind(at, seed) == "original"]
    return _dice("origin", seed, index).choice([at for at in before if not (is_repeat and _is_text_file(at))])


def _original(draw: Random, index: int, seed: int, words: tuple[int, int]) -> GeneratedArticle:
    day = FIRST_DAY + timedelta(days=draw.randrange(N_DAYS))
    cast = cast_of(draw, day)
    source = draw.choice(list(SOURCES))
    return GeneratedArticle(
        id=f"{seed}-{index:06d}",
        kind="original",
        copy_of=None,
        source=source,
        licence=SOURCES[source][3],
        language="en",
        published_at=draw.choice([f"{day}", f"{day}T{draw.randrange(24):02d}:15:00+01:00", f"{day}", None]),
        title=sentence(draw.choice(templates()["headline"]), cast),
        text="\n\n".join(_paragraphs(cast, draw.randint(*words))),
        is_text_file=_is_text_file(index),
    )


def _paragraphs(cast: Cast, n_words: int) -> Iterator[str]:
    """Paragraphs of one to three sentences, statements and background mixed, no template twice before all were used."""
    draw, deck, left = cast.draw, list[str](), n_words
    while left > 0:
        chosen: list[str] = []
        for _ in range(draw.randint(1, 3)):
            if not deck:
                deck = draw.sample(statements(), len(statements()))
            is_background = draw.random() < 0.2
            chosen.append(sentence(draw.choice(templates()["background"]) if is_background else deck.pop(), cast))
        yield " ".join(chosen)
        left -= sum(len(each.split()) for each in chosen)


def _reprint(draw: Random, origin: GeneratedArticle, index: int, seed: int) -> GeneratedArticle:
    """Agency copy: another source, a day or two later, another headline, small edits of the body."""
    source = draw.choice([key for key in SOURCES if key != origin.source])
    day = date.fromisoformat(origin.published_at[:10]) if origin.published_at else FIRST_DAY
    cast = cast_of(draw, day)
    return replace(
        origin,
        id=f"{seed}-{index:06d}",
        kind="reprint",
        copy_of=origin.id,
        source=source,
        licence=SOURCES[source][3],
        published_at=f"{day + timedelta(days=draw.randrange(3))}",
        title=sentence(draw.choice(templates()["headline"]), cast),
        text=_edited(draw, origin.text, cast),
        is_text_file=_is_text_file(index),
    )


def _edited(draw: Random, text: str, cast: Cast) -> str:
    """A line that says who wrote it, and up to three edits: dateline, sentence more, paragraph less, spelling."""
    added = sentence(draw.choice(templates()["background"]), cast)
    edits = draw.sample(["dateline", "added", "cut", "spelling"], draw.randint(1, 3))
    paragraphs = text.split("\n\n")
    if "cut" in edits and len(paragraphs) > 3:
        del paragraphs[draw.randrange(1, len(paragraphs))]
    if "spelling" in edits:
        paragraphs = [_respelt(paragraph) for paragraph in paragraphs]
    if "dateline" in edits:
        paragraphs[0] = f"{cast.states[0].capital.upper()} (Quillwire) — {paragraphs[0]}"
    if "added" in edits:
        paragraphs.insert(draw.randrange(1, len(paragraphs) + 1), added)
    writer = f"{draw.choice(word_lists()['woman'])} {draw.choice(word_lists()['surname'])}"
    return "\n\n".join([*paragraphs, f"(Reporting by {writer} for Quillwire, page {draw.randint(1, 48)})"])


def _respelt(text: str) -> str:
    for old, new in SPELLINGS.items():
        if old in text:
            return text.replace(old, new)
    return text


if __name__ == "__main__":
    write_corpus(Path(sys.argv[1]), int(sys.argv[2]))
