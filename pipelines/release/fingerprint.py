"""What a table says, apart from how its file is written.

Belongs here: the logical hash of a table and the content fingerprint of a release. Parquet bytes depend on the
library that wrote them; these hashes do not.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from pipelines.release import spreadsheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

RELATIVE_TABLES = frozenset({"changes"})  # they tell the difference from a parent, not what the release says


def logical_sha256(table: pa.Table) -> str:
    """SHA-256 of the table's rows as plain CSV, in their order: strings as they are, without guard."""
    digest = hashlib.sha256()
    for piece in spreadsheet.csv_bytes(table):
        digest.update(piece)
    return digest.hexdigest()


def content_sha256(tables: Mapping[str, str], texts: Mapping[str, str]) -> str:
    """The content fingerprint: equal for two releases that say the same.

    Args:
        tables: per table, its logical SHA-256; tables that tell the difference from a parent are left out.
        texts: the codebook, the views and the licence, none of them naming a version.
    """
    content = {
        "tables": {name: digest for name, digest in tables.items() if name not in RELATIVE_TABLES},
        "texts": {name: hashlib.sha256(text.encode()).hexdigest() for name, text in texts.items()},
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode("ascii")).hexdigest()
