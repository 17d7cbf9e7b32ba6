"""Running parts of the project's own definitions in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dagster as dg
from small_corpus import CURATION

from pipelines.definitions import definitions

if TYPE_CHECKING:
    from pathlib import Path

EVERYTHING = dg.AssetSelection.all()
CHECKS = dg.AssetSelection.all_asset_checks()
RELEASE = dg.AssetSelection.assets("release")


def run(selection: dg.AssetSelection, raw: Path, home: Path, version: str | None = None) -> dg.ExecuteInProcessResult:
    """Materialise a selection, as the UI does for a person who clicks on it."""
    job = dg.define_asset_job("selected", selection=selection)
    project = {"raw": str(raw), "curation": str(CURATION), "home": str(home)}
    quiet = {"console": {"config": {"log_level": "CRITICAL"}}}
    config: dict[str, object] = {"resources": {"project": {"config": project}}, "loggers": quiet}
    if version:
        config["ops"] = {"release": {"config": {"version": version}}}
    with_job = dg.Definitions.merge(definitions, dg.Definitions(jobs=[job]))
    with dg.DagsterInstance.ephemeral() as instance:
        return with_job.resolve_job_def("selected").execute_in_process(
            run_config=config, instance=instance, raise_on_error=False
        )


def failed_steps(result: dg.ExecuteInProcessResult) -> dict[str, str]:
    """The steps that failed, and the line that the UI shows for each."""
    failures = [event for event in result.all_events if event.is_step_failure]
    return {str(event.step_key): _line(event) for event in failures}


def _line(event: dg.DagsterEvent) -> str:
    data = event.step_failure_data
    told = data.user_failure_data and data.user_failure_data.description
    return told or (data.error.message if data.error else "")


def started_steps(result: dg.ExecuteInProcessResult) -> set[str]:
    """The steps that began."""
    return {str(event.step_key) for event in result.all_events if event.is_step_start}


def metadata(result: dg.ExecuteInProcessResult) -> dict[str, dict[str, object]]:
    """What each asset told of itself, as plain values."""
    return {
        event.asset_key.to_user_string(): {name: value.value for name, value in event.materialization.metadata.items()}
        for event in result.get_asset_materialization_events()
    }
