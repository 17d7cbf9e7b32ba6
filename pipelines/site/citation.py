"""How a release is cited by programs.

Belongs here: the citation as BibTeX, and the description of the dataset in the vocabulary of schema.org. Does not
belong here: CITATION.cff and the citation in a line, which `pipelines.release` writes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipelines.site.counts import Totals
    from pipelines.site.facts import SiteFacts

MEDIA_TYPES = {"parquet": "application/vnd.apache.parquet", "csv": "text/csv"}


def bibtex(facts: SiteFacts) -> str:
    """An entry that BibTeX and biblatex read."""
    key = f"{facts.title.lower().replace(' ', '')}_{facts.version.replace('.', '_')}"
    return "\n".join(
        [
            f"@misc{{{key},",
            f"  author  = {{{{{facts.creator}}}}},",
            f"  title   = {{{{{facts.title}}}}},",
            f"  year    = {{{facts.date[:4]}}},",
            f"  version = {{{facts.version}}},",
            f"  note    = {{Dataset, release {facts.version}, sha256:{facts.content_sha256}}},",
            "}",
        ]
    )


def json_ld(facts: SiteFacts, found: Totals) -> dict[str, Any]:
    """The release as a schema.org Dataset, as search engines for data read it (schema.org/Dataset)."""
    described = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": facts.title,
        "description": facts.description,
        "version": facts.version,
        "datePublished": facts.date,
        "license": facts.licence_url,
        "creator": {"@type": "Organization", "name": facts.creator},
        "isAccessibleForFree": True,
        "identifier": f"sha256:{facts.content_sha256}",
        "citation": facts.citation,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.path,
                "contentUrl": f"../{file.path}",
                "encodingFormat": MEDIA_TYPES[file.path.rpartition(".")[2]],
                "contentSize": f"{file.bytes} B",
                "sha256": file.sha256,
            }
            for file in facts.files
        ],
    }
    covered = {} if found.first is None else {"temporalCoverage": f"{found.first}/{found.last}"}
    return described | covered
