"""Releases: immutable folders that a reader sees whole or not at all.

Belongs here: publishing derived tables, the files of a release, verifying, promoting and withdrawing a release. Does
not belong here: how tables are derived, what they must say (`schemas`, `pipelines.checks`), Dagster.
"""

from pipelines.release.channels import promote, withdraw
from pipelines.release.dataset import PublishError, VersionExistsError, WithdrawnError
from pipelines.release.publisher import Published, publish
from pipelines.release.verification import Verification, verify

__all__ = [
    "PublishError",
    "Published",
    "Verification",
    "VersionExistsError",
    "WithdrawnError",
    "promote",
    "publish",
    "verify",
    "withdraw",
]
