"""Plain text: a .txt file, its title in the first line, with a sidecar.

Belongs here: that form and no other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.ingest.draft import Draft, identity_of
from pipelines.ingest.sidecars import read_sidecar
from pipelines.ingest.text import decode, normalise, title_line

if TYPE_CHECKING:
    from pipelines.ingest.files import RawFile, RawRecord


def parse_plain_text(content: bytes, record: RawRecord, file: RawFile) -> Draft:
    """The draft of a text. The title is the sidecar's, else the first line; the first line is the title line."""
    text = normalise(decode(content))
    fields = read_sidecar(record, file)
    line = title_line(text)
    title = fields.title or " ".join(line.split()) or None
    return Draft(
        fields=fields.model_copy(update={"title": title}),
        identity=identity_of(record.raw_name, given_url=fields.url),
        text=text,
        title_end=len(line),
    )
