"""Options that several commands share.

Belongs here: names, environment variables, defaults and help of shared options. Does not belong here: commands.
"""

from __future__ import annotations

from pathlib import Path

import click

HOME = click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="ONRECORD_HOME",
    default=Path("data"),
    show_default=True,
    help="Folder for everything that is made: store, releases, Dagster's own files.",
)
RAW = click.option(
    "--raw",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="ONRECORD_RAW",
    default=Path("raw"),
    show_default=True,
    help="Folder with the articles that people put in.",
)
CURATION = click.option(
    "--curation",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="ONRECORD_CURATION",
    default=Path("curation"),
    show_default=True,
    help="Folder with what people decided about the data: topics, actors, retractions.",
)
POSITIONS = click.option(
    "--positions",
    type=click.Choice(["model", "rules"]),
    help="What finds positions; the model by default, rules with a warning where its files are missing.",
)
