"""Markdown (GitHub Flavored, https://github.github.com/gfm/) for the documents of a release.

Belongs here: tables, and foreign text made harmless. Does not belong here: what the text says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

EXAMPLE_LENGTH = 60


def table(head: Sequence[str], rows: Iterable[Sequence[str]], numbers: Collection[str] = ()) -> str:
    """A table; a `|` in a cell does not end it. Columns of `numbers` are set to the right."""
    lines = [head, ["---:" if name in numbers else "---" for name in head], *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", r"\|") for cell in line) + " |" for line in lines)


def names(of: Iterable[str]) -> str:
    """Our own names as code, separated by commas."""
    return ", ".join(f"`{name}`" for name in of)


def example(value: str) -> str:
    """A foreign value as code in a table's cell: one line of at most 60 characters, that stays text whatever it holds.

    Code spans know no escapes, so that a value with a backtick, a backslash or a `|` is written in HTML, as character
    references.
    """
    shown = one_line(value)
    if not set("`\\|") & set(shown):
        return f"`{shown}`" if shown else ""
    safe = "".join(
        character if character.isalnum() or character == " " else f"&#{ord(character)};" for character in shown
    )
    return f"<code>{safe}</code>"


def one_line(value: str) -> str:
    """The beginning of a foreign value: white space becomes one space, what cannot be printed `�`, the rest `…`."""
    line = "".join(character if character.isprintable() else "�" for character in " ".join(value.split()))
    return line if len(line) <= EXAMPLE_LENGTH else f"{line[: EXAMPLE_LENGTH - 1].rstrip()}…"


def percent(share: float, decimals: int) -> str:
    """A share in percent, without its sign: 0.375 → `37.5`."""
    return f"{100 * share:.{decimals}f}"


def coverage(n_values: int, n_rows: int) -> str:
    """How many of the rows have a value: `100 %`, `37.5 %`, or `–` where there are no rows.

    Neither `100 %` nor `0 %` is ever said of a part.
    """
    if n_rows == 0:
        return "–"
    if n_values in {0, n_rows}:
        return "100 %" if n_values else "0 %"
    share = n_values / n_rows
    if not 0.001 <= share <= 0.999:
        return "< 0.1 %" if share < 0.001 else "> 99.9 %"
    return f"{percent(share, 1).removesuffix('.0')} %"
