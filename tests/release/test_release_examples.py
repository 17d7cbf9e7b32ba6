"""The examples run unedited, as users run them, and print the same on a release, its sample and hostile strings."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import small_release
from click.testing import CliRunner
from interrupted import passing

from pipelines.ids import content_id
from pipelines.release import examples, publish
from pipelines.release.examples import ExampleError, agreed, answers

if TYPE_CHECKING:
    from pathlib import Path

needs_r = pytest.mark.skipif(shutil.which(examples.RSCRIPT) is None, reason="Rscript is not installed")

SMALL = """\
1. Who rejected what: source, target, content
Sweden's harbour office	-	-
2. Numbers claimed by whom: source, bound, value, unit, counted
Ada Holm	exact	14	-	lorry
3. Positions between two countries: month, source, target, positions, clusters
2026-03	NOR	SWE	1	1
"""
HOSTILE = [
    *(
        "=1+1",
        "'quoted'",
        "''",
        '"',
        '""',
        'say "no"',
        "tab\there",
        "two\nlines",
        "two\r\nlines",
        "old\rmac",
        "a\n\n\nb",
    ),
    *("next\x85line", "line\u2028separator", "form\x0cfeed", "vertical\x0btab", "file\x1cseparator", "no\u00a0break"),
    *(
        "NA",
        "N/A",
        "null",
        "NULL",
        "NaN",
        "TRUE",
        "T",
        "F",
        "007",
        "1e5",
        "0x1A",
        "-5",
        "+1",
        "@SUM(A1)",
        "\t=1",
        "＝1",
    ),
    *(
        "back\\slash",
        '\\"',
        "C:\\temp\\n",
        "#comment",
        "a,b;c|d",
        "%s %d",
        "{}",
        "$1",
        "~+~",
        " spaced ",
        "  two  spaces ",
    ),
    *("é", "e\u0301", "É", "zebra", "Zebra", "ß", "Ĳ", "𝔄", "🚚", "\U0010fffd", "עברית", "مرحبا", "漢字", "\ufeffmark"),
    *("<b>bold</b>", "`tick`", "--comment", "/* x */", "'; DROP TABLE positions; --", "[[1,2]]", "|", "-", "x" * 5000),
]
VALUES = [0.1, 1 / 3, 2.5e6 + 0.1, 1e15, 1e16, 123456789012345.0, 1e-7, -0.5, 1e300, 5.0, 0.0, 40000.0]


def release_of(home: Path, content: dict[str, list[small_release.Row]]) -> Path:
    tables = small_release.write_tables(home / "tables", content)
    result = publish(tables, home / "releases", run_checks=passing, released_at=small_release.RELEASED_AT)
    return result.path


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release whose names, contents, units and nouns are hostile."""
    content = small_release.rows()
    [*_, position] = content["positions"]
    [number, _] = content["numbers"]
    for order, text in enumerate(HOSTILE):
        actor = {"actor_id": content_id("act_", text), "name": text, "kind": "person"}
        content["actors"].append(actor | {"country_iso3": "NOR" if order % 2 else "SWE"})
        row = position | {"position_id": content_id("pos_", text), "source_actor_id": actor["actor_id"]}
        row |= {"content_text": text, "target_actor_id": "state_NOR", "act": "reject"}
        content["positions"].append(row)
        own = {"number_id": content_id("num_", text), "position_id": row["position_id"], "kind": "measure"}
        own |= {"value": VALUES[order % len(VALUES)], "unit": text, "counted": HOSTILE[-1 - order]}
        content["numbers"].append(number | own)
    return release_of(tmp_path_factory.mktemp("hostile"), content)


@pytest.mark.parametrize("folder", [".", "sample"])
def test_the_examples_print_the_same_on_a_release_and_its_sample(folder: str, published: Path) -> None:
    assert agreed(answers(published, published / folder)) == SMALL


@needs_r
def test_r_is_one_of_them(published: Path) -> None:
    assert list(answers(published, published)) == ["with_pandas.py", "with_duckdb.sql", "with_r.R"]


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_hostile_strings_print_the_same_in_any_locale(
    locale: str, hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    lines = agreed(answers(hostile, hostile)).split("\n")
    second, third = (next(n for n, line in enumerate(lines) if line.startswith(sign)) for sign in ("2. ", "3. "))
    rejected, claims = lines[1:second], lines[second + 1 : third]
    assert rejected == sorted(rejected)
    assert len(rejected) == len(HOSTILE) + 1
    assert len(claims) == len(HOSTILE) + 1
    assert all(line.count("\t") == 2 for line in rejected)
    assert all(line.count("\t") == 4 for line in claims)
    assert {"=1+1\tNorway\t=1+1", "'quoted'\tNorway\t'quoted'", "two lines\tNorway\ttwo lines"} <= set(rejected)
    assert "NA\tNorway\tNA" in rejected


@pytest.mark.parametrize("empty", [("positions", "position_actors", "numbers"), ("positions", "numbers", "articles")])
def test_no_rows_are_no_error(empty: tuple[str, ...], tmp_path: Path) -> None:
    nested = ("texts", "mentions", "position_actors", "actor_roles", "dates") if "articles" in empty else ()
    content = small_release.rows() | {name: [] for name in (*empty, *nested)}
    release = release_of(tmp_path, content)
    questions = [line for line in SMALL.splitlines() if line[1] == "."]
    assert agreed(answers(release, release / "sample")).splitlines() == questions


def test_pandas_runs_as_the_readme_says(published: Path) -> None:
    command = [sys.executable, "examples/with_pandas.py"]
    assert subprocess.run(command, cwd=published, capture_output=True, check=True).stdout.decode() == SMALL


@needs_r
def test_r_runs_from_anywhere_without_an_argument(published: Path, tmp_path: Path) -> None:
    release = shutil.copytree(published, tmp_path / "a folder" / "2026.11.0")
    command = ["Rscript", str(release / "examples" / "with_r.R")]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=True).stdout.decode() == SMALL


def test_a_difference_is_named() -> None:
    with pytest.raises(ExampleError, match=r"a and c differ in line 2: 'two' and '\(end\)'"):
        agreed({"a": "one\ntwo\n", "b": "one\ntwo\n", "c": "one\n"})


def test_an_example_that_does_not_run_is_named(release: Path) -> None:
    (release / "data" / "actors.parquet").unlink()
    with pytest.raises(ExampleError, match=r"with_pandas\.py does not run on .*actors\.parquet"):
        answers(release, release)


def test_make_examples_prints_the_answers_of_the_newest_release(published: Path) -> None:
    done = CliRunner().invoke(examples.main, [str(published.parent)])
    assert done.exit_code == 0
    assert done.stdout.count(SMALL) == 2
    assert f"{published / 'sample'}: with_pandas.py, with_duckdb.sql" in done.stdout


def test_without_r_the_others_are_compared_and_it_is_told(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examples, "RSCRIPT", "no-such-rscript")
    done = CliRunner().invoke(examples.main, [str(published.parent)])
    assert done.exit_code == 0
    assert done.stdout.count("with_pandas.py, with_duckdb.sql print the same") == 2
    assert "install R" in done.stderr


def test_no_release_is_told(tmp_path: Path) -> None:
    done = CliRunner().invoke(examples.main, [str(tmp_path)])
    assert done.exit_code == 1
    assert done.stderr == f"examples: {tmp_path} holds no release; run `make release` first\n"
