"""Whether the two values of a column differ, as SQL over the joined sides `o` (old) and `n` (new).

Belongs here: exact comparison of published values. Does not belong here: joining the sides (`changes`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Mapping


def distinct(column: str, kind: pa.DataType) -> str:
    """SQL for whether a column's two values differ; SQL holds a zero and its negative for equal, their bits are not."""
    before, after = (f'{side}."{column}"' for side in ("o", "n"))
    if pa.types.is_floating(kind):
        before, after = (f"({value}, signbit({value}))" for value in (before, after))
    return f"{before} IS DISTINCT FROM {after}"


def any_distinct(columns: Mapping[str, pa.DataType]) -> str:
    """SQL for whether any of these columns differs."""
    return " OR ".join(f"({distinct(*column)})" for column in columns.items()) or "FALSE"
