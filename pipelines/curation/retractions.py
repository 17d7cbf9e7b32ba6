"""Articles that people retract: retractions.csv.

Belongs here: reading the file, what is wrong with it, and the rows of `curation` that stand for retracted articles
from then on. Does not belong here: leaving the articles out (`pipelines.articles`).

A retracted article is in no table of the next release, and its text leaves the working store; its file in raw/ is
people's to delete. To take a retraction back, take its line out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import StringConstraints

from pipelines.curation.lines import Day, Filled, Rule, read_lines
from pipelines.curation.rules import IfUnused, Unused
from pipelines.ids import content_id
from schemas.codes import CurationAction
from schemas.fields import HASH

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from pipelines.curation.lines import Line
    from pipelines.rows import Row

FILE_NAME = "retractions.csv"

type ArticleId = Annotated[str, StringConstraints(pattern=f"^art_{HASH}$")]


class RetractionRule(Rule):
    """A line of retractions.csv: an article that no release publishes any more. The reason is published."""

    article_id: ArticleId
    reason: Filled
    curator: Filled
    decided_on: Day
    if_unused: Unused


type Retractions = Sequence[Line[RetractionRule]]


def read_retractions(curation: Path) -> Retractions:
    """The lines of retractions.csv; none where there is no such file.

    Raises: InputError naming the line where the file cannot be used, or an article stands twice.
    """
    lines = list(read_lines(curation / FILE_NAME, RetractionRule, optional=True))
    first: dict[str, int] = {}
    for line in lines:
        number = first.setdefault(line.rule.article_id, line.number)
        if number != line.number:
            problem = f"{line.rule.article_id} stands in line {number} already"
            raise line.fault(problem)
    return lines


def refuse_idle(retractions: Retractions, article_ids: Collection[str]) -> None:
    """Stop the run where a line retracts an article that raw/ does not hold, and is not to be kept for that case.

    Raises: InputError with file, line and next step.
    """
    for line in retractions:
        if line.rule.if_unused is IfUnused.STOP and line.rule.article_id not in article_ids:
            problem = f"no input in raw/ is {line.rule.article_id}"
            raise line.fault(problem, "correct it; or, where the file was deleted from raw/, write keep in if_unused")


def tombstones(retractions: Retractions) -> list[Row]:
    """The rows of `curation` that tell of retracted articles."""
    return [_tombstone(line.rule) for line in retractions]


def _tombstone(rule: RetractionRule) -> Row:
    row = {
        "decided_on": rule.decided_on,
        "curator": rule.curator,
        "table_name": "articles",
        "row_id": rule.article_id,
        "field": "article_id",
        "old_value": rule.article_id,
        "new_value": None,
        "action": CurationAction.RETRACT,
        "reason": rule.reason,
    }
    return {"curation_id": content_id("cur_", *(None if value is None else str(value) for value in row.values()))} | row
