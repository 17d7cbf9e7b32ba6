"""What the page says of a release beside its tables.

Belongs here: the facts that the publisher hands over. Does not belong here: anything that a query on the release's
tables can tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemas.datapackage import DataFile


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFacts:
    """A release as its page names it.

    `released_at` is ISO 8601 in UTC, `licence` an SPDX identifier, `citation` a line; `files` are the data files,
    `documents` the names of the files beside them, both with paths from the release's folder.
    """

    version: str
    released_at: str
    content_sha256: str
    schema_version: str
    title: str
    description: str
    creator: str
    licence: str
    licence_title: str
    licence_url: str
    citation: str
    files: tuple[DataFile, ...]
    documents: tuple[str, ...]

    @property
    def date(self) -> str:
        """The day of the release."""
        return self.released_at[:10]
