"""Every check as a Dagster asset check on its table.

Belongs here: showing what `pipelines.checks` finds in the derived tables, and stopping what comes after a table that
fails. Does not belong here: rules, and the gate: publishing runs every check again on the bytes that it publishes.
"""

from collections.abc import Iterator
from functools import lru_cache

import dagster as dg

from pipelines.assets.metadata import markdown_table
from pipelines.checks import Check, CheckResult, all_checks
from pipelines.refresh import Home, check_tables
from pipelines.resources import Project

type State = tuple[tuple[str, int, int], ...]


def asset_check_spec(check: Check) -> dg.AssetCheckSpec:
    """A check as Dagster declares it: on its table's asset, holding up all that comes after."""
    return dg.AssetCheckSpec(check.name, asset=check.table, description=check.description, blocking=True)


def asset_check_result(result: CheckResult) -> dg.AssetCheckResult:
    """What a check found as Dagster shows it: counts, and the example rows as text."""
    names = list(dict.fromkeys(name for example in result.examples for name in example))
    examples = {"examples": markdown_table(names, result.examples)} if result.examples else {}
    return dg.AssetCheckResult(
        passed=result.passed,
        asset_key=result.table,
        check_name=result.name,
        metadata={"rows_seen": result.rows_seen, "failures": result.failures, **examples},
    )


def check_derived_tables(home: Home) -> tuple[CheckResult, ...]:
    """Run every check on the derived tables, once per process and state of their files.

    Raises: PublishError when the tables are missing, incomplete or mixed.
    """
    files = sorted(home.tables.glob("*"))
    state = tuple((file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files)
    return _check_once(home, state)


@lru_cache(maxsize=1)
def _check_once(home: Home, _state: State) -> tuple[CheckResult, ...]:
    return tuple(check_tables(home, home.tables))


@dg.multi_asset_check(specs=[asset_check_spec(check) for check in all_checks()], can_subset=True)
def table_checks(context: dg.AssetCheckExecutionContext, project: Project) -> Iterator[dg.AssetCheckResult]:
    """Run every rule of the models and between tables on the derived tables."""
    with project.at_work() as home:
        results = check_derived_tables(home)
    selected = {key.name for key in context.selected_asset_check_keys}
    yield from (asset_check_result(result) for result in results if result.name in selected)
