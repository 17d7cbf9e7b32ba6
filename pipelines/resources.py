"""What the assets need from outside: where the project lies and how many processes annotate.

Belongs here: Dagster resources, and turning the project's errors into a line that the UI shows. Does not belong here:
work.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
from pydantic import Field

from pipelines.annotate.positions import PositionEngine
from pipelines.engine import LocalEngine, choose_positions
from pipelines.errors import OnRecordError
from pipelines.refresh import Home, exclusive

ROOT = Path(__file__).resolve().parent.parent  # the repository: it holds workspace.yaml


class Project(dg.ConfigurableResource[None]):
    """Where the project's articles are, where it keeps what it makes, and how it works."""

    raw: str = Field(description="Folder with the articles that people put in; a relative one from the repository.")
    curation: str = Field(description="Folder with what people decided; a relative one from the repository.")
    home: str = Field(description="Folder for everything that is made; a relative one from the repository.")
    workers: int = Field(default=1, ge=1, description="Processes that annotate; each holds the language model once.")
    positions: PositionEngine | None = Field(
        default=None, description="What finds positions: model or rules; by default the model where it is installed."
    )

    @classmethod
    def from_environment(cls) -> "Project":
        """The project that ONRECORD_RAW, _CURATION and _HOME name, or the repository's raw/, curation/ and data/."""
        own = {"raw": ROOT / "raw", "curation": ROOT / "curation", "home": ROOT / "data"}
        chosen = {name: os.environ.get(f"ONRECORD_{name.upper()}") or folder for name, folder in own.items()}
        return cls.model_validate({name: str(Path(folder).absolute()) for name, folder in chosen.items()})

    @property
    def raw_folder(self) -> Path:
        """The folder that people put articles into."""
        return ROOT / self.raw

    @property
    def curation_folder(self) -> Path:
        """The folder that holds what people decided about the data."""
        return ROOT / self.curation

    @property
    def folders(self) -> Home:
        """Where the project keeps what it makes."""
        return Home(ROOT / self.home)

    @property
    def engine(self) -> LocalEngine:
        """What annotates."""
        return LocalEngine(self.workers, choose_positions(self.positions))

    @contextmanager
    def at_work(self) -> Iterator[Home]:
        """Hold the home folder for one step, alone: a run from the command line waits outside, and the other way round.

        Raises: Failure with the error's one line for every error that a person can mend.
        """
        with plain_failures(), exclusive(self.folders):
            yield self.folders


@contextmanager
def plain_failures() -> Iterator[None]:
    """Show an error that a person can mend as its one line.

    Raises: Failure in its place; it is not tried again.
    """
    try:
        yield
    except OnRecordError as error:
        raise dg.Failure(description=str(error), allow_retries=False) from error
