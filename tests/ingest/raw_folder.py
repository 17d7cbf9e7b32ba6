"""A raw/ folder to put things into, the reading of it, and an article."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipelines.ingest.reading import read_raw
from pipelines.ingest.records import Article, Duplicate, Reject

TITLE = "Harbour talks end without agreement"
BODY = (
    "The transport minister said on Tuesday that the talks about the harbour had ended without an agreement.\n"
    "“We will meet again in the spring,” she told the unions."
)
TEXT = f"{TITLE}\n\n{BODY}"
SOURCES = """\
daily:
  name: The Daily Example
  timezone: Europe/Oslo
  language: en
  licence: LicenseRef-test
  text_policy: full
nowhere:
  name: A source without a zone or a policy
  language: en
  licence: CC-BY-4.0
"""


class RawFolder:
    """raw/ under construction."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.articles = root / "articles"
        self.articles.mkdir(parents=True)
        (root / "sources.yml").write_text(SOURCES, encoding="utf-8")

    def put(self, name: str, content: str | bytes) -> Path:
        path = self.articles / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    def put_text(self, name: str = "a.txt", content: str | bytes = TEXT, **fields: str | None) -> Path:
        """A text or page and its sidecar; a field that is None is left out."""
        values = {"source": "daily", "licence": "CC-BY-4.0", "published_at": "2021-03-02", **fields}
        self.put(
            str(Path(name).with_suffix(".yml")), "".join(f"{k}: {v}\n" for k, v in values.items() if v is not None)
        )
        return self.put(name, content)

    def put_rows(self, name: str = "a.jsonl", *rows: dict[str, Any]) -> Path:
        return self.put(name, "".join(json.dumps(row) + "\n" for row in rows))

    def read(self) -> list[Article | Reject | Duplicate]:
        return list(read_raw(self.root))

    def article(self) -> Article:
        """The only input, which must be kept."""
        (record,) = self.read()
        assert isinstance(record, Article), record
        return record

    def reject(self) -> Reject:
        """The only input, which must be turned away."""
        (record,) = self.read()
        assert isinstance(record, Reject), record
        return record


def row(**fields: Any) -> dict[str, Any]:
    """A row that is kept, with these fields."""
    return {"id": "1", "text": TEXT, "source": "daily", "licence": "CC-BY-4.0", **fields}
