"""Room `release`: versions that never change."""

import dagster as dg
from pydantic import Field

from pipelines.clock import released_at
from pipelines.refresh import publish_tables
from pipelines.release.dataset import VERSION
from pipelines.resources import Project
from schemas.tables import TABLES


class ReleaseConfig(dg.Config):
    """What may be said about a release before it is made."""

    version: str | None = Field(
        default=None,
        pattern=f"^{VERSION.pattern}$",
        description="YYYY.MM.N, such as 2026.11.0; the next free one if left out.",
    )


@dg.asset(group_name="release", deps=[*TABLES, "check_report"], kinds={"parquet", "csv"})
def release(config: ReleaseConfig, project: Project) -> dg.MaterializeResult[None]:
    """The newest release: checked once more on its own bytes, then renamed into place.

    Where nothing has changed since the last one, no release is made.
    """
    with project.at_work() as home:
        published = publish_tables(home, config.version, released_at())
    return dg.MaterializeResult(
        metadata={
            "message": published.message,
            "version": published.path.name,
            "new": published.version is not None,
            "path": dg.MetadataValue.path(published.path),
        },
        data_version=dg.DataVersion(published.path.name),
    )
