"""What the dataset is called, how it is licensed, how a release is laid out.

Belongs here: names and constants that several modules of this room share. Does not belong here: anything about the
content of a table, which `schemas` says.
"""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING

from pipelines.errors import OnRecordError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    type OnStep = Callable[[str], None]  # told the name of each step before it starts

DATASET = "onrecord"
TITLE = "On Record"
DESCRIPTION = (
    "Who said what, to whom, with the exact words, numbers and dates, extracted from news articles;"
    " in releases that never change."
)
KEYWORDS = ("political science", "international relations", "event data", "attribution", "news")
LANGUAGE = "en"
CREATOR = "The On Record developers"
LICENCE = "CC-BY-4.0"
LICENCE_TITLE = "Creative Commons Attribution 4.0 International"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/legalcode"

PARQUET_FOLDER = "data"
CSV_FOLDER = "csv"
SAMPLE_FOLDER = "sample"
LOCK = ".lock"  # held by whoever changes the folder of all releases
MANIFEST = "manifest.json"
TOMBSTONE = "WITHDRAWN.md"  # with the manifest all that stays of a withdrawn release
CHECKSUMS = "SHA256SUMS"
EXAMPLE_FILES = ("examples/with_duckdb.sql", "examples/with_pandas.py", "examples/with_r.R")
DOCUMENTS = (
    "CHANGELOG.md",
    "CITATION.cff",
    "CODEBOOK.md",
    "LICENSE",
    "README.md",
    "croissant.json",
    "datapackage.json",
    *EXAMPLE_FILES,
    "views.sql",
)
STAGING = ".staging-"  # what starts with this is not published, and may be deleted by whoever holds the lock
VERSION = re.compile(r"[0-9]{4}\.(0[1-9]|1[0-2])\.(0|[1-9][0-9]{0,5})")


class PublishError(OnRecordError):
    """A release cannot be published; nothing of it is visible."""


class VersionExistsError(PublishError):
    """A release with this version exists already: another publisher won, or the version was used before."""


class WithdrawnError(OnRecordError):
    """The release was withdrawn; its files are gone."""


def version_key(version: str) -> tuple[int, ...]:
    """The order of versions: 2026.11.2 before 2026.11.10."""
    return tuple(int(part) for part in version.split("."))


def moment(time: datetime) -> str:
    """A time as the lists and manifests hold it: UTC, to the second.

    Raises: ValueError for a time without a zone.
    """
    if time.tzinfo is None:
        message = f"{time} has no time zone"
        raise ValueError(message)
    return f"{time.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def parquet_path(table: str) -> str:
    """Where a table's Parquet file lies in a release."""
    return f"{PARQUET_FOLDER}/{table}.parquet"


def csv_path(table: str) -> str:
    """Where a table's CSV file lies in a release."""
    return f"{CSV_FOLDER}/{table}.csv"
