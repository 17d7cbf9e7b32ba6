"""When the corridor is walked: by hand, every day, or when raw/ or curation/ changes.

Belongs here: the job, its schedule, its sensor. Both are off until a person switches them on in the UI. Does not
belong here: what a run does.
"""

from pathlib import Path

import dagster as dg

from pipelines.inventory import take_inventory
from pipelines.resources import Project

refresh = dg.define_asset_job(
    "refresh",
    selection=dg.AssetSelection.all(),
    description="The whole corridor: read raw/, annotate what is new, derive and check the tables, publish a release.",
    executor_def=dg.in_process_executor,
)

daily_refresh = dg.ScheduleDefinition(
    name="daily_refresh",
    job=refresh,
    cron_schedule="0 5 * * *",
    execution_timezone="UTC",
    description="Refresh every day at 05:00 UTC. Nothing new in raw/ means no new release.",
    default_status=dg.DefaultScheduleStatus.STOPPED,
)


@dg.sensor(
    job=refresh,
    minimum_interval_seconds=60,
    default_status=dg.DefaultSensorStatus.STOPPED,
    description="Refresh when a file in raw/ or curation/ is added, changed or removed; looks once a minute.",
)
def raw_files_changed(context: dg.SensorEvaluationContext, project: Project) -> dg.SensorResult | dg.SkipReason:
    """Ask for a run when the files are not as they were; the cursor is the number of changes seen and a fingerprint.

    The number is part of the run key, so that a change that is taken back asks for a run as well.
    """
    folders = [project.raw_folder, *filter(Path.is_dir, [project.curation_folder])]
    fingerprint = "+".join(take_inventory(folder).fingerprint for folder in folders)
    changes, seen = (context.cursor or "0 ").split(" ")
    if fingerprint == seen:
        return dg.SkipReason("nothing in raw/ and curation/ has changed since the last run")
    cursor = f"{int(changes) + 1} {fingerprint}"
    return dg.SensorResult(run_requests=[dg.RunRequest(run_key=cursor)], cursor=cursor)
