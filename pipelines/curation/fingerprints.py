"""What the files in curation/ were when tables were derived from them.

Belongs here: a hash per file, so that two releases tell which files differ. Does not belong here: what they say.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def fingerprints(curation: Path) -> dict[str, str]:
    """Per CSV file in the folder, the SHA-256 of its bytes."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(curation.glob("*.csv"))}
