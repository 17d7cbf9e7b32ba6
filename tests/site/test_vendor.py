"""Libraries of others: as published, each named with its hash."""

from __future__ import annotations

import hashlib
import re
from importlib.resources import files
from pathlib import Path

VENDOR = Path(str(files("pipelines.site"))) / "static" / "vendor"


def test_every_file_is_the_one_that_the_readme_names() -> None:
    named = re.findall(r"^\| `([^`]+)` .* `([0-9a-f]{64})` \|$", (VENDOR / "README.md").read_text(), re.MULTILINE)
    shipped = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "README.md"
    }
    assert dict(named) == shipped


def test_every_library_brings_its_licence() -> None:
    for folder in VENDOR.iterdir():
        assert folder.is_file() or "Permission is hereby granted" in (folder / "LICENSE.txt").read_text()
