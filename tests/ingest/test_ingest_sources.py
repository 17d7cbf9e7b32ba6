"""raw/sources.yml."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.ingest.errors import InputError
from pipelines.ingest.fields import Source
from pipelines.ingest.sources import read_sources
from schemas.codes import TextPolicy

ENTRY = "daily:\n  name: The Daily\n  language: en\n  licence: CC-BY-4.0\n"


def read(tmp_path: Path, text: str | bytes) -> dict[str, Source]:
    (tmp_path / "sources.yml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_sources(tmp_path)


def test_a_source_with_everything(tmp_path: Path) -> None:
    more = "  homepage: https://example.org\n  country: NOR\n  timezone: Europe/Oslo\n  text_policy: full\n"
    sources = read(tmp_path, ENTRY + more + "  feeds: [https://example.org/rss]\n")
    assert list(sources) == ["daily"]
    assert sources["daily"] == Source(
        name="The Daily",
        language="en",
        licence="CC-BY-4.0",
        homepage="https://example.org",
        country="NOR",
        timezone="Europe/Oslo",
        text_policy=TextPolicy.FULL,
        feeds=["https://example.org/rss"],
    )
    assert sources["daily"].country_iso3 == "NOR"


def test_a_source_with_the_least_publishes_no_words(tmp_path: Path) -> None:
    source = read(tmp_path, ENTRY)["daily"]
    assert source.text_policy is TextPolicy.OFFSETS
    assert (source.homepage, source.country_iso3, source.timezone, source.feeds) == (None, None, None, [])


def test_the_order_of_the_file_is_kept(tmp_path: Path) -> None:
    assert list(read(tmp_path, ENTRY.replace("daily", "z") + ENTRY.replace("daily", "a"))) == ["z", "a"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (ENTRY + "  colour: red\n", "line 5: source 'daily': there is no key 'colour'; the keys are name, "),
        (ENTRY + "  country: no\n", "line 5: source 'daily': country is not an ISO 3166-1"),
        (ENTRY + "  country: XYZ\n", "line 5: source 'daily': country is not an ISO 3166-1"),
        (ENTRY + "  timezone: Oslo\n", "line 5: source 'daily': timezone is not an IANA time zone"),
        (ENTRY + "  timezone: ../etc/passwd\n", "line 5: source 'daily': timezone is not an IANA time zone"),
        (ENTRY + "  text_policy: some\n", "line 5: source 'daily': text_policy: Input should be 'full', 'snippet'"),
        (ENTRY + "  homepage: ftp://example.org\n", "line 5: source 'daily': homepage is not an address"),
        (ENTRY + "  feeds:\n    - https://example.org\n    - feed\n", "line 7: source 'daily': feeds.1 is not an"),
        (ENTRY + "  feeds: https://example.org\n", "line 5: source 'daily': feeds: Input should be a valid list"),
        (ENTRY.replace("The Daily", r'"The \e[1mDaily"'), "line 2: source 'daily': name holds control characters"),
        (ENTRY.replace("The Daily", r'"\ud83d"'), "line 2: source 'daily': name: Input should be a valid string"),
        (ENTRY + "  name: Again\n", "line 5: key 'name' stands twice"),
        (ENTRY + ENTRY, "line 5: key 'daily' stands twice"),
        ("\ndaily: The Daily\n", "line 2: source 'daily': is not a mapping"),
        ("daily:\n", "line 1: source 'daily': is not a mapping"),
        ("daily:\n  name: The Daily\n", "line 1: source 'daily': language is missing (and 1 more)"),
        (ENTRY.replace("daily", "The Daily"), "line 1: source 'The Daily': is not a key of lower-case"),
        ("- daily\n", "holds no mapping"),
        ("", "holds no mapping"),
        ("daily: [", "line 1: "),
        ("caf\u00e9: \ud83d".encode("utf-8", "surrogatepass"), "byte 7 is not UTF-8"),
    ],
)
def test_a_broken_file_stops_the_run_with_the_line_and_the_next_step(
    tmp_path: Path, text: str | bytes, message: str
) -> None:
    with pytest.raises(InputError) as error:
        read(tmp_path, text)
    line = str(error.value)
    assert message in line
    assert line.startswith(str(tmp_path / "sources.yml"))
    assert line.endswith("; correct raw/sources.yml; raw/README.md says how")
    assert "\n" not in line


def test_a_missing_file_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is missing; add it"):
        read_sources(tmp_path)
