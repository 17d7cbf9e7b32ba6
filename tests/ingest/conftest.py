"""Fixtures of the ingest tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from raw_folder import RawFolder


@pytest.fixture
def raw(tmp_path: Path) -> RawFolder:
    return RawFolder(tmp_path / "raw")
