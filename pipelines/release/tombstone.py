"""What is left of a withdrawn release: its manifest, and WITHDRAWN.md in place of everything else.

Belongs here: removing the files, and the text of the tombstone. Does not belong here: deciding that a release is
withdrawn (`channels`), and the record of it (`index`).
"""

from __future__ import annotations

import re
import shutil
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from pipelines.release import archive, durable
from pipelines.release.dataset import MANIFEST, STAGING, TOMBSTONE

if TYPE_CHECKING:
    from pathlib import Path

    from pipelines.release.dataset import OnStep
    from pipelines.release.index import Withdrawal

_MARKUP = re.compile(r"([\\`*_\[\]<>&!#~|])")  # what CommonMark and its tables read as markup within a line


def bury(release: Path, withdrawal: Withdrawal, on_step: OnStep) -> None:
    """Leave of a release its manifest and the tombstone; what is done already is not done again.

    The tombstone comes first; then the files leave the folder one by one, by renames. A release that was lost gets a
    folder with a tombstone.
    """
    content = text(withdrawal).encode()
    path = release / TOMBSTONE
    if not path.is_file() or path.read_bytes() != content:
        on_step("tombstone")
        release.mkdir(durable.FOLDER_MODE, exist_ok=True)
        temporary = release.with_name(STAGING + TOMBSTONE)  # not within: a killed run leaves the release as it was
        temporary.write_bytes(content)
        durable.move_into_place(temporary, path)
    left = [path for path in sorted(release.iterdir()) if path.name not in {MANIFEST, TOMBSTONE}]
    if left:
        on_step("remove")
        removed = release.with_name(STAGING + release.name)
        removed.mkdir()
        for path in left:
            path.rename(removed / path.name)
        durable.sync(release)
        shutil.rmtree(removed)
    if archive.archive_path(release).exists():
        on_step("remove archive")
        archive.archive_path(release).unlink()
        durable.sync(release.parent)


def text(withdrawal: Withdrawal) -> str:
    """The tombstone, in Markdown."""
    version = withdrawal.instead
    instead = f"Use [{version}](../{version}/) instead." if version else "There was no release to use instead."
    template = files("pipelines.release").joinpath("templates", TOMBSTONE).read_text(encoding="utf-8")
    return Template(template).substitute(
        version=withdrawal.version,
        date=withdrawal.withdrawn_at[:10],
        reason=_MARKUP.sub(r"\\\1", withdrawal.reason),
        instead=instead,
    )
