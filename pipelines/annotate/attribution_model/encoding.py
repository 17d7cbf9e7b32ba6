"""A text as the encoder has read it: computed once, used by attributions, names and pronouns.

Belongs here: the windows of a text with the encoder's output, and finding a word by its offset. Does not belong here:
what is read from the output, how the network is run.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.annotate.attribution_model.candidates import Floats
from pipelines.annotate.attribution_model.windows import Window


@dataclass(frozen=True)
class EncodedWindow:
    """A window of W words, with their states (W × width), cue tags (W × 3) and name tags (W × labels), log-odds."""

    window: Window
    states: Floats
    cue_tags: Floats
    name_tags: Floats


@dataclass(frozen=True)
class Encoding:
    """The windows of a text, in order; every word is in exactly one."""

    windows: Sequence[EncodedWindow]
    _starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", [each.window.offsets[0][0] for each in self.windows])

    def word_at(self, offset: int) -> tuple[int, int]:
        """Window and word that hold the character at `offset`, else the nearest word before it (or the first)."""
        number = max(bisect_right(self._starts, offset) - 1, 0)
        offsets = self.windows[number].window.offsets
        return number, max(bisect_right(offsets, offset, key=lambda span: span[0]) - 1, 0)
