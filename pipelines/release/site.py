"""The release's page: what the publisher tells it.

Belongs here: the facts of a release → `pipelines.site`. Does not belong here: anything that the page shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.release import dataset, metadata
from pipelines.site.builder import build_site
from pipelines.site.facts import SiteFacts
from schemas.tables import SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from schemas.datapackage import DataFile


def write_site(
    release: Path,
    *,
    version: str,
    released_at: str,
    content_sha256: str,
    data_files: Mapping[str, Mapping[str, DataFile]],
) -> None:
    """Write the page into a staged release whose tables and documents are there."""
    facts = SiteFacts(
        version=version,
        released_at=released_at,
        content_sha256=content_sha256,
        schema_version=SCHEMA_VERSION,
        title=dataset.TITLE,
        description=dataset.DESCRIPTION,
        creator=dataset.CREATOR,
        licence=dataset.LICENCE,
        licence_title=dataset.LICENCE_TITLE,
        licence_url=dataset.LICENCE_URL,
        citation=metadata.citation_line(version, released_at[:10], content_sha256),
        files=tuple(file for form in data_files.values() for file in form.values()),
        documents=tuple(sorted({*dataset.DOCUMENTS, dataset.MANIFEST, dataset.CHECKSUMS})),
    )
    build_site(release, facts)
