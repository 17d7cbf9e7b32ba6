"""What Dagster loads: the rooms' assets, the checks, the job with its schedule and sensor, the project's folders.

Belongs here: composition only.
"""

import dagster as dg

from pipelines.asset_checks import table_checks
from pipelines.assets.annotations import store_annotations
from pipelines.assets.articles import store_articles
from pipelines.assets.checks import check_report
from pipelines.assets.raw import raw_files
from pipelines.assets.release import release
from pipelines.assets.tables import tables
from pipelines.automation import daily_refresh, raw_files_changed, refresh
from pipelines.resources import Project

definitions = dg.Definitions(
    assets=[raw_files, store_articles, store_annotations, tables, check_report, release],
    asset_checks=[table_checks],
    jobs=[refresh],
    schedules=[daily_refresh],
    sensors=[raw_files_changed],
    resources={"project": Project.from_environment()},
    executor=dg.in_process_executor,
)
