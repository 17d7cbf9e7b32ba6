"""index.html: all releases on one page, for people.

Belongs here: what the page says of each release, from the index alone. The layout stands in `templates/index.html`,
the style in `templates/style.css`. The page loads nothing from anywhere and runs no script.
"""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from typing import TYPE_CHECKING

from pipelines import html
from pipelines.release import metadata
from pipelines.release.dataset import DESCRIPTION, LICENCE_TITLE, LICENCE_URL, TITLE

if TYPE_CHECKING:
    from pipelines.release.index import Entry, Index


def render(index: Index) -> str:
    """The page of an index; every value but our own style is escaped."""
    style = files("pipelines.release").joinpath("templates", "style.css").read_text(encoding="utf-8")
    recommended = index.entry(index.channels.stable or index.channels.candidate or "")
    return (
        html.environment("pipelines.release")
        .get_template("index.html")
        .render(
            index=index,
            releases=[(entry, index.withdrawal(entry.version)) for entry in reversed(index.releases)],
            citation=_citation(recommended) if recommended else None,
            title=TITLE,
            description=DESCRIPTION,
            licence={"title": LICENCE_TITLE, "url": LICENCE_URL},
            style=style,
            style_sha256=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        )
    )


def _citation(entry: Entry) -> str:
    return metadata.citation_line(entry.version, entry.released_at[:10], entry.content_sha256)
