"""The whole corridor in one call, and where a project keeps what it makes.

Belongs here: the order of the steps, the home folder, the lock. Does not belong here: what happens inside a step.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipelines.store import Store


@dataclass(frozen=True, slots=True)
class Home:
    """Where a project keeps what it makes."""

    root: Path

    @property
    def store(self) -> Store:
        """The working store."""
        return Store(self.root / "store")

    @property
    def tables(self) -> Path:
        """The derived tables, before they are published."""
        return self.root / "tables"

    @property
    def releases(self) -> Path:
        """The published releases."""
        return self.root / "releases"

    @property
    def lock(self) -> Path:
        """The kernel file lock that the command line and the Dagster UI share."""
        return self.root / "refresh.lock"
