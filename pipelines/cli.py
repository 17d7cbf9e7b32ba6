"""The command line: `onrecord release`, `annotate`, `verify`, `diff`, `promote`, `evaluate`, `ui` and the others.

Belongs here: arguments, the clock, printing, exit codes. Does not belong here: work; each command calls one function.
Exit codes: 0 ok, 1 a check failed or an input stops the run, 2 wrong usage.
"""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from tqdm import tqdm

from pipelines.diff import diff
from pipelines.errors import OnRecordError
from pipelines.evaluate.command import evaluate
from pipelines.options import CURATION, HOME, POSITIONS, RAW
from pipelines.release_commands import promote, withdraw
from pipelines.train.command import train

if TYPE_CHECKING:
    from datetime import date, datetime


class _Group(click.Group):
    """Turns the project's own errors into one line and exit code 1; a bug keeps its traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except OnRecordError as error:
            click.echo(f"onrecord: {error}", err=True)
            ctx.exit(1)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="onrecord")
def main() -> None:
    """Turn news articles into a dataset of who said what, to whom, with the exact words, numbers and dates."""


def _version(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    from pipelines.release.dataset import VERSION  # noqa: PLC0415 - keeps `--help` fast

    if value is not None and not VERSION.fullmatch(value):
        message = f"{value!r} is not YYYY.MM.N, such as 2026.11.0"
        raise click.BadParameter(message)
    return value


def _country(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    from pipelines.knowledge.registry import countries  # noqa: PLC0415 - keeps `--help` fast

    if value is not None and value not in countries():
        message = f"{value!r} is no ISO 3166-1 alpha-3 code, such as GBR"
        raise click.BadParameter(message)
    return value


@main.command()
@RAW
@CURATION
@HOME
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes that annotate.")
@POSITIONS
@click.option("--version", callback=_version, help="Version to give the release; the next free one by default.")
def release(*, raw: Path, curation: Path, home: Path, workers: int, positions: str | None, version: str | None) -> None:
    """Read raw/, annotate what is new, check every table and publish a release."""
    from pipelines.clock import released_at  # noqa: PLC0415 - keeps `--help` fast
    from pipelines.engine import LocalEngine, choose_positions  # noqa: PLC0415
    from pipelines.refresh import Home, refresh  # noqa: PLC0415

    with tqdm(desc="annotate", unit="article", disable=None) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        done = refresh(
            raw,
            curation,
            Home(home),
            LocalEngine(workers, choose_positions(positions)),
            version=version,
            released_at=released_at(),
            progress=progress,
        )
    click.echo(str(done.inputs))
    click.echo(f"{done.n_annotated} {'article' if done.n_annotated == 1 else 'articles'} annotated")
    click.echo(f"{done.published.message}: {done.published.path}")


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--published-on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Publication date, the anchor of relative dates; without it they stay unresolved.",
)
@click.option(
    "--country",
    callback=_country,
    help="The source's country (ISO 3166-1 alpha-3), which tells how 5/11 is read; without it it stays unresolved.",
)
@POSITIONS
def annotate(
    files: tuple[Path, ...], published_on: datetime | None, country: str | None, positions: str | None
) -> None:
    """Print the rows of plain text FILES as JSON lines, for a quick look. The first line of a file is its title."""
    from pipelines.engine import choose_positions  # noqa: PLC0415 - keeps `--help` fast
    from pipelines.knowledge.date_orders import day_first  # noqa: PLC0415
    from pipelines.quick_look import quick_look  # noqa: PLC0415

    engine = choose_positions(positions)
    anchor: date | None = published_on.date() if published_on else None
    for file in files:
        for row in quick_look(file, anchor, engine, day_first(country)):
            click.echo(json.dumps(row, ensure_ascii=False, default=str))


@main.command()
@click.argument("release", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--raw",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with the raw articles, to check spans whose text is not published.",
)
def verify(release: Path, raw: Path | None) -> None:
    """Check a RELEASE: checksums, schemas, keys and, as far as texts are at hand, every span."""
    from pipelines.quick_look import raw_texts  # noqa: PLC0415 - keeps `--help` fast
    from pipelines.release import verify as verify_release  # noqa: PLC0415

    verification = verify_release(release, partial(raw_texts, raw) if raw else None)
    for problem in verification.problems:
        click.echo(problem, err=True)
    click.echo(verification.message)
    if raw is None and verification.spans_checked < verification.spans_total:
        click.echo("the other spans belong to texts that are not published; give --raw to check them too")
    sys.exit(0 if verification.passed else 1)


@main.command()
@click.argument("release", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--raw",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    required=True,
    help="Folder with your own raw articles.",
)
@click.option("--out", type=click.Path(path_type=Path), help="Folder to make; by default VERSION-with-texts, here.")
def rehydrate(release: Path, raw: Path, out: Path | None) -> None:
    """Put the words of your own articles back beside the offsets of a RELEASE, in a new folder."""
    from pipelines.quick_look import raw_texts  # noqa: PLC0415 - keeps `--help` fast
    from pipelines.release.rehydration import SUFFIX  # noqa: PLC0415
    from pipelines.release.rehydration import rehydrate as put_back  # noqa: PLC0415

    done = put_back(release, raw_texts(raw), out or Path(release.resolve().name + SUFFIX))
    for article in done.differ:
        click.echo(f"{article} has another text in {raw} than the one that was annotated", err=True)
    for article in done.missing:
        click.echo(f"{article} is not in {raw}", err=True)
    click.echo(f"{done.message}: {done.path}")


@main.command()
@RAW
@CURATION
@HOME
@click.option("--port", type=click.IntRange(1, 65535), default=3000, show_default=True, help="Port of the web page.")
def ui(raw: Path, curation: Path, home: Path, port: int) -> None:
    """Open the Dagster UI on this project, with its daemon."""
    from pipelines.ui import serve_ui  # noqa: PLC0415 - keeps `--help` fast

    serve_ui(home=home, raw=raw, curation=curation, port=port)


main.add_command(promote)
main.add_command(withdraw)
main.add_command(diff)
main.add_command(evaluate)
main.add_command(train)


if __name__ == "__main__":
    main()
