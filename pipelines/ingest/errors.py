"""How ingest says no: to the whole run, or to one input.

Belongs here: the two exceptions and how untrusted words get into a line. Does not belong here: when they are raised.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.errors import OnRecordError

if TYPE_CHECKING:
    from schemas.codes import RejectReason

LINE_LENGTH = 200  # code points; the limit of rejects.detail


class InputError(OnRecordError):
    """The run cannot go on with what people have put in. Its text is one line: file, line, problem, next step."""

    def __init__(self, file: str, problem: str, next_step: str, line: int | None = None) -> None:
        self.file = file
        self.line = line
        self.problem = problem
        self.next_step = next_step
        place = printable(file) if line is None else f"{printable(file)}, line {line}"
        super().__init__(f"{place}: {one_line(problem)}; {next_step}")


class RejectedError(OnRecordError):
    """One input is turned away, the others go on. `detail` says in a line what was found and what to do."""

    def __init__(self, reason: RejectReason, detail: str) -> None:
        self.reason = reason
        self.detail = one_line(detail)
        super().__init__(f"{reason}: {self.detail}")


def printable(text: str) -> str:
    r"""The text with all that is not printable escaped: `\n`."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
        for character in text
    )


def one_line(text: str) -> str:
    """The text as one printable line of at most `LINE_LENGTH` code points."""
    escaped = printable(text)
    return escaped if len(escaped) <= LINE_LENGTH else escaped[: LINE_LENGTH - 1] + "…"
