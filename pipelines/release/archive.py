"""A release as one zip file, the same bytes on every run.

Belongs here: the zip. Names, order, times and modes are fixed; Parquet is compressed already and is stored.
"""

from __future__ import annotations

import shutil
import zipfile
from typing import TYPE_CHECKING

from pipelines.release import durable
from pipelines.release.dataset import STAGING

if TYPE_CHECKING:
    from pathlib import Path

TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold
UNIX = 3


def archive_path(release: Path) -> Path:
    """Where a release's zip file lies: beside its folder."""
    return release.with_name(f"{release.name}.zip")


def write_archive(release: Path) -> Path:
    """Pack a release; a reader sees the whole zip or none."""
    target = archive_path(release)
    temporary = target.with_name(STAGING + target.name)
    with zipfile.ZipFile(temporary, "w") as archive:
        for name in durable.relative_files(release):
            entry = zipfile.ZipInfo(f"{release.name}/{name}", TIME)
            entry.create_system = UNIX
            entry.external_attr = (0o100000 | durable.FILE_MODE) << 16
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".parquet") else zipfile.ZIP_DEFLATED
            entry.file_size = (release / name).stat().st_size  # tells zipfile when 64-bit sizes are needed
            with (release / name).open("rb") as source, archive.open(entry, "w") as sink:
                shutil.copyfileobj(source, sink)
    durable.move_into_place(temporary, target)
    return target
