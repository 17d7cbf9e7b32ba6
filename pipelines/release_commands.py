"""`onrecord promote` and `onrecord withdraw`.

Belongs here: their options, asking before anything is removed, the clock, printing. Does not belong here: work, which
`release.channels` does. Lies outside that room, since to import the room loads pyarrow, and `--help` is to be fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipelines.options import HOME

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("version")
@click.option("--back", is_flag=True, help="Also where VERSION is older than the release that is stable now.")
@HOME
def promote(version: str, home: Path, *, back: bool) -> None:
    """Make VERSION the stable release: the one that people vouch for."""
    from pipelines.clock import released_at  # noqa: PLC0415 - keeps `--help` fast
    from pipelines.refresh import Home  # noqa: PLC0415
    from pipelines.release import channels  # noqa: PLC0415

    click.echo(channels.promote(Home(home).releases, version, promoted_at=released_at(), back=back))


@click.command()
@click.argument("version")
@click.option("--reason", required=True, help="Why, in a line that readers of the release will see.")
@click.option("--yes", is_flag=True, help="Do not ask before the files are removed.")
@HOME
def withdraw(version: str, home: Path, *, reason: str, yes: bool) -> None:
    """Remove the files of the release VERSION for good; its manifest and a note with the reason stay."""
    from pipelines.clock import released_at  # noqa: PLC0415 - keeps `--help` fast
    from pipelines.refresh import Home  # noqa: PLC0415
    from pipelines.release import channels, index  # noqa: PLC0415

    releases = Home(home).releases
    channels.refuse_unknown(releases, version)
    if index.read_index(releases).withdrawal(version) is None and not yes:
        click.confirm(f"Remove the files of {releases / version} and its zip for good?", abort=True)
    click.echo(channels.withdraw(releases, version, reason=reason, withdrawn_at=released_at()))
