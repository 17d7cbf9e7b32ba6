"""Room `annotations`: what was found in the articles, in the working store."""

import dagster as dg

from pipelines.annotations import annotate_pending
from pipelines.assets.metadata import store_schema, store_table
from pipelines.engine import LocalEngine
from pipelines.resources import Project
from pipelines.store import ANNOTATIONS


@dg.asset(
    group_name="annotations",
    deps=["store_articles"],
    kinds={"deltalake", "spacy"},
    code_version=LocalEngine().extractor,
    metadata={"dagster/column_schema": store_schema(ANNOTATIONS)},
)
def store_annotations(context: dg.AssetExecutionContext, project: Project) -> dg.MaterializeResult[None]:
    """Mentions, positions, numbers and dates of every article, one row per article, its rows nested.

    Only articles that the present extractor has not seen with their present text are annotated.
    """
    with project.at_work() as home:
        n_annotated = annotate_pending(
            home.store, project.engine, lambda done, total: context.log.info(f"{done} of {total} articles annotated")
        )
        shown = store_table(home.store, "annotations", ["article_id", "extractor", "n_words", "n_sentences"])
    return dg.MaterializeResult(metadata={**shown, "n_annotated": n_annotated, "extractor": project.engine.extractor})
