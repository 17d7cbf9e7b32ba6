"""The Dagster UI on this project.

Belongs here: where Dagster keeps its own files, and its processes' life and death. Does not belong here: what the UI
shows.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.errors import OnRecordError

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).resolve().parent.parent
WORKSPACE = REPOSITORY / "workspace.yaml"
INSTANCE = REPOSITORY / "dagster.yaml"
QUIET = ("-W", "ignore:Function `dev_command` is superseded")  # by a tool that we do not need
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class UiError(OnRecordError):
    """The UI cannot be started, or stopped by itself."""


def serve_ui(home: Path, raw: Path, curation: Path, port: int = 3000, host: str = "127.0.0.1") -> None:
    """Run web page, daemon and code server until Ctrl-C (or SIGTERM, or the terminal closes), then end them all.

    Args:
        home: folder for everything that is made; Dagster's own files go to `dagster` in it. A `dagster.yaml` that is
            there already is left as it is.
        raw: folder with the articles that people put in.
        curation: folder with what people decided about the data.
        port: port of the web page.
        host: address that the page is served on; whoever can reach it can start runs.

    Raises: UiError when the project's files are not there or Dagster ends with an error.
    """
    environment = prepare(home, raw, curation)
    command = [sys.executable, *QUIET, "-m", "dagster", "dev", "-w", str(WORKSPACE), "-h", host, "-p", str(port)]
    # A session of its own: a terminal sends Ctrl-C to all of its processes, and Dagster's would get it twice.
    process = subprocess.Popen(  # noqa: S603 - every word is ours
        command, cwd=environment["DAGSTER_HOME"], env=environment, start_new_session=True
    )
    with _forwarding(process) as asked_to_stop:
        code = process.wait()
        with suppress(ProcessLookupError):  # code servers would stay until they miss its heartbeat
            os.killpg(process.pid, signal.SIGTERM)
    if code and not asked_to_stop:
        message = f"the Dagster UI ended with exit code {code}; its last lines above say why"
        raise UiError(message)


def prepare(home: Path, raw: Path, curation: Path) -> dict[str, str]:
    """Make Dagster's home folder; returns the environment that its processes need.

    Raises: UiError when the repository's workspace.yaml or dagster.yaml is not there.
    """
    for file in (WORKSPACE, INSTANCE):
        if not file.is_file():
            message = f"{file} is missing; run from a clone of the repository (`make release` sets one up)"
            raise UiError(message)
    dagster_home = home.absolute() / "dagster"
    dagster_home.mkdir(parents=True, exist_ok=True)
    if not (dagster_home / INSTANCE.name).exists():
        shutil.copyfile(INSTANCE, dagster_home / INSTANCE.name)
    folders = {"DAGSTER_HOME": dagster_home, "ONRECORD_HOME": home, "ONRECORD_RAW": raw, "ONRECORD_CURATION": curation}
    return os.environ | {name: str(folder.absolute()) for name, folder in folders.items()}


@contextmanager
def _forwarding(process: subprocess.Popen[bytes]) -> Iterator[list[int]]:
    """Pass the signals that mean "stop" on as an interrupt; yields a list of those that came."""
    came: list[int] = []

    def pass_on(number: int, _frame: object) -> None:
        came.append(number)
        process.send_signal(signal.SIGINT)

    before = {number: signal.signal(number, pass_on) for number in STOPPING}
    try:
        yield came
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
