"""Room `articles`: what was read from raw/, in the working store."""

from dataclasses import asdict

import dagster as dg

from pipelines.articles import read_into_store
from pipelines.assets.metadata import store_schema, store_table
from pipelines.curation.retractions import read_retractions
from pipelines.resources import Project
from pipelines.store import ARTICLES


@dg.asset(
    group_name="articles",
    deps=["raw_files"],
    kinds={"deltalake"},
    metadata={"dagster/column_schema": store_schema(ARTICLES)},
)
def store_articles(project: Project) -> dg.MaterializeResult[None]:
    """The articles that raw/ holds, one row each, with their text.

    What is new or changed is written, what is gone from raw/ is removed. An input is kept, repeats another one, or
    is rejected with a reason that the table `rejects` gives, or is retracted in curation/.
    """
    with project.at_work() as home:
        inputs = read_into_store(project.raw_folder, home.store, read_retractions(project.curation_folder))
        shown = store_table(home.store, "articles", ["article_id", "source", "raw_name", "published_on", "title"])
    return dg.MaterializeResult(metadata={**shown, **asdict(inputs)})
