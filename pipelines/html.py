"""Templates → HTML: how every page of the project is filled.

Belongs here: what pages of all rooms share: escaping, and numbers of bytes for people. Does not belong here: what a
page says, and what it may load (`pipelines.site.environment`, `pipelines.release.releases_page`).
"""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

_UNITS = ((10**9, "GB"), (10**6, "MB"), (10**3, "kB"))


@cache
def environment(package: str) -> Environment:
    """The environment of a package's templates: escapes everything, and refuses a name that nobody defined."""
    made = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["size"] = size
    return made


def size(n_bytes: int) -> str:
    """A number of bytes in the largest decimal unit that leaves at least 1: 830 B, 6.2 kB, 3.6 MB."""
    for factor, unit in _UNITS:
        if n_bytes >= factor:
            return f"{n_bytes / factor:.1f} {unit}"
    return f"{n_bytes} B"
