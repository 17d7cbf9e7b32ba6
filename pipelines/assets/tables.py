"""Room `tables`: the flat tables that a release publishes, derived from the working store."""

from collections.abc import Iterator

import dagster as dg

from pipelines.assets.metadata import COLUMN_SCHEMA, column_schema, published_table
from pipelines.resources import Project
from pipelines.tables import build_tables
from schemas import derive
from schemas.tables import TABLES

SPECS = [
    dg.AssetSpec(
        name,
        deps=["store_articles", "store_annotations"],
        group_name="tables",
        description=derive.summary(model),
        kinds={"parquet", "duckdb"},
        metadata={COLUMN_SCHEMA: column_schema(model)},
    )
    for name, model in TABLES.items()
]


@dg.multi_asset(specs=SPECS)
def tables(project: Project) -> Iterator[dg.MaterializeResult[None]]:
    """Derive every published table from one pinned state of the working store, with topics as curation/ has them."""
    with project.at_work() as home:
        build_tables(home.store, project.curation_folder, home.tables, project.engine.extractor)
        for name in TABLES:
            metadata, data_version = published_table(home.tables, name)
            yield dg.MaterializeResult(asset_key=name, metadata=metadata, data_version=data_version)
