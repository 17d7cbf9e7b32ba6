"""Room `checks`: what every rule found in the derived tables, on one page."""

import dagster as dg

from pipelines.asset_checks import check_derived_tables
from pipelines.assets.metadata import markdown_table
from pipelines.resources import Project
from schemas.tables import TABLES

COLUMNS = ["name", "table", "passed", "rows_seen", "failures"]


@dg.asset(group_name="checks", deps=list(TABLES), kinds={"duckdb", "pandera"})
def check_report(project: Project) -> dg.MaterializeResult[None]:
    """Every check of every table, how many rows it saw and how many failed; fails when one of them does."""
    with project.at_work() as home:
        results = check_derived_tables(home)
    failed = [result.name for result in results if not result.passed]
    report = markdown_table(COLUMNS, [{name: getattr(result, name) for name in COLUMNS} for result in results])
    if failed:
        message = f"{len(failed)} of {len(results)} checks failed: {', '.join(failed)}"
        raise dg.Failure(message, metadata={"report": report}, allow_retries=False)
    return dg.MaterializeResult(metadata={"checks": len(results), "failed": len(failed), "report": report})
