"""What a release says of itself to programs: the data package, Croissant, the citation, the card.

Belongs here: the same few facts under each standard's names. Does not belong here: tables and columns (`schemas`),
and what people read (`documents`). YAML is written by a library, so that no character of a value can break it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from pipelines.release import dataset
from schemas.tables import TABLES

if TYPE_CHECKING:
    from pipelines.release.documents import Facts


def package_properties(facts: Facts) -> dict[str, Any]:
    """The properties of the data package (https://datapackage.org/standard/data-package/, version 2)."""
    return {
        "name": dataset.DATASET,
        "title": dataset.TITLE,
        "description": dataset.DESCRIPTION,
        "version": facts.version,
        "created": facts.released_at,
        "keywords": list(dataset.KEYWORDS),
        "licenses": [{"name": dataset.LICENCE, "title": dataset.LICENCE_TITLE, "path": dataset.LICENCE_URL}],
        "contributors": [{"title": dataset.CREATOR, "roles": ["creator"]}],
        **_sources(facts),
    }


def _sources(facts: Facts) -> dict[str, Any]:
    """The publishers; the standard has no empty list of them."""
    sources = [
        {"title": source["name"], **({"path": source["homepage"]} if source["homepage"] else {})}
        for source in facts.sources
    ]
    return {"sources": sources} if sources else {}


def croissant_properties(facts: Facts) -> dict[str, Any]:
    """The properties of the dataset in Croissant 1.1; its page is the README beside it."""
    return {
        "name": dataset.TITLE,
        "description": dataset.DESCRIPTION,
        "version": facts.version,
        "datePublished": facts.released_at,
        "license": dataset.LICENCE_URL,
        "creator": {"@type": "sc:Organization", "name": dataset.CREATOR},
        "citeAs": citation_line(facts.version, facts.date, facts.content_sha256),
        "inLanguage": dataset.LANGUAGE,
        "keywords": list(dataset.KEYWORDS),
        "url": "README.md",
    }


def citation_line(version: str, date: str, content_sha256: str) -> str:
    """How to cite a release in one line, after DataCite: creator (year): title. Version. Kind. Identifier."""
    return f"{dataset.CREATOR} ({date[:4]}): {dataset.TITLE}. Version {version}. Dataset. sha256:{content_sha256}."


def citation(facts: Facts) -> str:
    """The content of CITATION.cff (Citation File Format 1.2.0, https://citation-file-format.github.io)."""
    return _yaml(
        {
            "cff-version": "1.2.0",
            "message": "If you use this release, please cite it with its version.",
            "type": "dataset",
            "title": dataset.TITLE,
            "abstract": dataset.DESCRIPTION,
            "authors": [{"name": dataset.CREATOR}],
            "version": facts.version,
            "date-released": facts.date,
            "license": dataset.LICENCE,
            "keywords": list(dataset.KEYWORDS),
            "identifiers": [
                {
                    "type": "other",
                    "value": f"sha256:{facts.content_sha256}",
                    "description": "Fingerprint of what the release says (content_sha256 in manifest.json)",
                }
            ],
        }
    )


def card() -> str:
    """The head of README.md: a dataset card (https://huggingface.co/docs/hub/datasets-cards), one table a part."""
    return _yaml(
        {
            "license": dataset.LICENCE.lower(),
            "pretty_name": dataset.TITLE,
            "language": [dataset.LANGUAGE],
            "tags": list(dataset.KEYWORDS),
            "configs": [{"config_name": name, "data_files": dataset.parquet_path(name)} for name in TABLES],
        }
    )


def _yaml(content: dict[str, Any]) -> str:
    return yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=120)
