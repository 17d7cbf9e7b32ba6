"""Which contents a span lies in.

Belongs here: looking up the innermost content around a span, in time that does not grow with the article. Does not
belong here: what the spans are.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.annotate.records import Offsets

_BLOCK = 1024  # characters; a lookup compares a span with the contents of its own block only


class Contents:
    """Contents, each of one or more spans, that can be asked which of them holds a span."""

    def __init__(self, contents: Sequence[tuple[Offsets, ...]]) -> None:
        self._lengths = [sum(end - start for start, end in spans) for spans in contents]
        self._blocks: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for index, spans in enumerate(contents):
            for start, end in spans:
                for block in range(start // _BLOCK, end // _BLOCK + 1):
                    self._blocks[block].append((start, end, index))

    def innermost(self, span: Offsets, *, longer_than: int | None = None) -> int | None:
        """The index of the shortest content with a piece that holds the whole span, None where none does.

        Args:
            span: What it is to hold.
            longer_than: The index of a content that it has to be longer than, so that no two hold each other.
        """
        shortest = -1 if longer_than is None else self._lengths[longer_than]
        holding = (
            (self._lengths[index], index)
            for start, end, index in self._blocks.get(span[0] // _BLOCK, ())
            if start <= span[0] and span[1] <= end and self._lengths[index] > shortest
        )
        return min(holding, default=(0, None))[1]
