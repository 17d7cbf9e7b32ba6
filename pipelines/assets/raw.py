"""Room `raw`: what people have put in."""

import dagster as dg

from pipelines.assets.metadata import markdown_table
from pipelines.inventory import take_inventory
from pipelines.resources import Project, plain_failures


@dg.asset(group_name="raw", kinds={"file"})
def raw_files(project: Project) -> dg.MaterializeResult[None]:
    """The files in raw/, counted by form; nothing is opened, and nothing is ever written there."""
    with plain_failures():
        inventory = take_inventory(project.raw_folder)
    return dg.MaterializeResult(
        metadata={
            "path": dg.MetadataValue.path(project.raw_folder),
            "files": sum(inventory.forms.values()),
            "bytes": inventory.n_bytes,
            "forms": markdown_table(["form", "files"], [{"form": f, "files": n} for f, n in inventory.forms.items()]),
        },
        data_version=dg.DataVersion(inventory.fingerprint),
    )
