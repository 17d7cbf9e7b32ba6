"""What pages of all rooms share."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError

from pipelines.html import environment, size

PACKAGES = ["pipelines.release", "pipelines.site"]


@pytest.mark.parametrize("package", PACKAGES)
def test_every_value_is_escaped(package: str) -> None:
    template = environment(package).from_string("<p>{{ value }}</p>")
    assert template.render(value="<script>'\"&") == "<p>&lt;script&gt;&#39;&#34;&amp;</p>"


@pytest.mark.parametrize("package", PACKAGES)
def test_a_name_that_nobody_defined_is_refused(package: str) -> None:
    with pytest.raises(UndefinedError, match="'value' is undefined"):
        environment(package).from_string("{{ value }}").render()


@pytest.mark.parametrize(
    ("n_bytes", "text"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (6_240, "6.2 kB"), (3_640_000, "3.6 MB"), (10**10, "10.0 GB")],
)
def test_sizes_are_in_decimal_units(n_bytes: int, text: str) -> None:
    assert size(n_bytes) == text
