"""A small corpus of our own: two forms, three text policies, a story in two sources, a repeat and a reject."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from pipelines.refresh import Home
from pipelines.tables import BUILD_FILE

REPOSITORY = Path(__file__).parent.parent
CURATION = REPOSITORY / "curation"

SOURCES = """\
harbour-post:
  name: The Harbour Post
  homepage: https://harbour.example/
  country: NOR
  timezone: Europe/Oslo
  language: en
  licence: CC-BY-4.0
  text_policy: full
quiet-wire:
  name: Quiet Wire
  language: en
  licence: LicenseRef-quiet
  text_policy: offsets
brief-daily:
  name: Brief Daily
  language: en
  licence: LicenseRef-brief
  text_policy: snippet
"""

HARBOUR = """\
Norway demands talks on fishing
Norwegian Fisheries Minister Marit Solberg said on Tuesday that Oslo would reject any quota below 40,000 tons.
“We want a fair deal,” she told reporters, adding that Sweden had warned that prices may rise by 12 percent.
Solberg accused Denmark of breaking the treaty of 2019. Between 30 and 45 boats stayed in port, the Harbour Union said.
The minister urged Denmark to return to the table within three weeks. Denmark denied breaking any rule.
"""

BRIEF = (
    "Finnish President Aino Laine said on Monday that Finland supports the plan, which costs $2.3 million. "
    "“The plan is good,” Laine said. According to Laine, more than 500 people have signed it since 2020."
)

LETTER = "Sami leader Nils Vuolab said on Friday that herders oppose the road. He expects a ruling in 2025."

ROWS = [
    {"id": "h2", "source": "harbour-post", "text": LETTER, "published_at": "2024-05-18", "licence": "CC-BY-4.0"},
    {"id": "n1", "source": "quiet-wire", "text": BRIEF, "published_at": "2024-03-06", "licence": "LicenseRef-quiet"},
    {"id": "n2", "source": "brief-daily", "text": BRIEF, "published_at": "2024-03-05", "licence": "LicenseRef-brief"},
    {
        "id": "n3",
        "source": "brief-daily",
        "text": "12 345",
        "published_at": "2024-03-05",
        "licence": "LicenseRef-brief",
    },
    {"id": "n2", "source": "brief-daily", "text": BRIEF, "published_at": "2024-03-05", "licence": "LicenseRef-brief"},
]


@dataclass(frozen=True)
class Corpus:
    """Where the corpus lies, and what was made of it."""

    raw: Path
    home: Home

    @property
    def texts(self) -> pa.Table:
        """The texts of all articles."""
        return self.home.store.read("articles", ["article_id", "text"])

    @property
    def inputs(self) -> dict[str, int]:
        """The counts of inputs."""
        return json.loads((self.home.tables / BUILD_FILE).read_text())["inputs"]


def write_corpus(raw: Path) -> None:
    """Two forms, three text policies, a story in two sources, a repeat and a reject."""
    folder = raw / "articles" / "harbour-post"
    folder.mkdir(parents=True)
    (raw / "sources.yml").write_text(SOURCES)
    (folder / "fishing.txt").write_text(HARBOUR)
    (folder / "fishing.yml").write_text(
        "source: harbour-post\npublished_at: 2024-05-16\nlicence: CC-BY-4.0\nurl: https://harbour.example/fishing\n"
    )
    lines = "".join(json.dumps(row) + "\n" for row in ROWS)
    (raw / "articles" / "wires.jsonl").write_text(lines)
