"""The house's walls: who may import whom, and how long a doorway may be."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from small_corpus import REPOSITORY

FORBIDDEN = {
    "schemas": {"pipelines", "dagster", "deltalake", "spacy"},
    "pipelines/annotate": {"dagster", "pandas", "deltalake", "duckdb", "pyarrow", "pandera"},
    "pipelines/ingest": {"dagster", "deltalake", "duckdb", "spacy"},
    "pipelines/knowledge": {"dagster", "deltalake", "spacy", "pandas"},
    "pipelines/release": {"dagster", "deltalake", "spacy"},
}


def imported(path: Path) -> set[str]:
    """The top-level packages that a module imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names


@pytest.mark.parametrize("room", FORBIDDEN)
def test_rooms_import_only_what_they_may(room: str) -> None:
    modules = sorted((REPOSITORY / room).rglob("*.py"))
    assert modules
    for module in modules:
        assert not imported(module) & FORBIDDEN[room], module


def test_annotators_do_not_load_heavy_packages_by_way_of_others() -> None:
    code = "import sys, pipelines.annotate.article; print(sorted({'dagster','deltalake','pandera'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_nothing_dangerous_is_called() -> None:
    for module in [*REPOSITORY.glob("schemas/**/*.py"), *REPOSITORY.glob("pipelines/**/*.py")]:
        assert not imported(module) & {"pickle", "marshal", "shelve"}, module
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                assert ast.unparse(node.func) not in {"eval", "exec", "yaml.load", "yaml.unsafe_load"}, module


def test_every_module_says_what_belongs_in_it() -> None:
    for module in [*REPOSITORY.glob("schemas/**/*.py"), *REPOSITORY.glob("pipelines/**/*.py")]:
        assert ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))), module
