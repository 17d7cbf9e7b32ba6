"""The examples of a release, run as its users run them, and whether they print the same.

Belongs here: starting pandas, DuckDB and R on a release or its sample, and comparing what they print; `make examples`
calls it. Does not belong here: the examples, which stand in `templates/examples/`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import click

from pipelines.errors import OnRecordError
from pipelines.release.dataset import SAMPLE_FOLDER
from pipelines.release.index import read_index

RSCRIPT = "Rscript"
NO_R = "Rscript is missing, so that R's example did not run; install R (Debian: r-base-core), then run again"
# What DuckDB's own command line does with `-list -noheader -init views.sql < examples/with_duckdb.sql`.
RUN_SQL = """
import sys
from pathlib import Path
import duckdb
sys.stdout.reconfigure(encoding="utf-8", newline="\\n")
views, example = (Path(name).read_text(encoding="utf-8") for name in sys.argv[1:])
duckdb.execute(views)
for statement in duckdb.extract_statements(example):
    for (line,) in duckdb.execute(statement).fetchall():
        print(line)
"""


class ExampleError(OnRecordError):
    """An example does not run, or the examples do not print the same."""


def answers(release: Path, folder: Path) -> dict[str, str]:
    """What each example prints; R's is left out where there is no Rscript.

    Args:
        release: the release whose examples are run.
        folder: what they read: the release or its sample.

    Raises: ExampleError naming the example that does not run, with what it says.
    """
    release, folder = release.resolve(), folder.resolve()
    examples = release / "examples"
    commands: dict[str, list[str | Path]] = {
        "with_pandas.py": [sys.executable, examples / "with_pandas.py", folder],
        "with_duckdb.sql": [sys.executable, "-c", RUN_SQL, release / "views.sql", examples / "with_duckdb.sql"],
    }
    if rscript := shutil.which(RSCRIPT):
        commands["with_r.R"] = [rscript, examples / "with_r.R", folder]
    return {name: _printed(name, command, folder) for name, command in commands.items()}


def _printed(name: str, command: list[str | Path], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()[-3:]  # the error comes after the traceback
        message = f"{name} does not run on {folder}: {' / '.join(said)}"
        raise ExampleError(message)
    return done.stdout.decode()


def agreed(printed: dict[str, str]) -> str:
    """What all examples print.

    Raises: ExampleError naming two that differ and the first line in which they do.
    """
    (first, text), *others = printed.items()
    for name, other in others:
        if other != text:
            pairs = zip([*text.splitlines(), "(end)"], [*other.splitlines(), "(end)"], strict=False)
            line, (here, there) = next((n, pair) for n, pair in enumerate(pairs, 1) if pair[0] != pair[1])
            message = f"{first} and {name} differ in line {line}: {here!r} and {there!r}"
            raise ExampleError(message)
    return text


@click.command()
@click.argument("releases", type=click.Path(file_okay=False, path_type=Path))
def main(releases: Path) -> None:
    """Run the examples of the newest of the RELEASES and of its sample, and print the answers."""
    try:
        newest = read_index(releases).latest
        if newest is None:
            message = f"{releases} holds no release; run `make release` first"
            raise ExampleError(message)
        release = releases / newest.version
        for folder in (release, release / SAMPLE_FOLDER):
            printed = answers(release, folder)
            click.echo(f"{folder}: {', '.join(printed)} print the same\n\n{agreed(printed)}")
    except OnRecordError as error:
        click.echo(f"examples: {error}", err=True)
        sys.exit(1)
    if shutil.which(RSCRIPT) is None:
        click.echo(f"examples: {NO_R}", err=True)


if __name__ == "__main__":
    main()
