"""The codebook names everything that a release can hold."""

from __future__ import annotations

import pytest
from small_corpus import REPOSITORY

from schemas import derive
from schemas.codebook import codebook
from schemas.tables import SCHEMA_VERSION, TABLES

PLAIN = codebook()


def section(title: str) -> str:
    """What stands under a heading of the third level."""
    _, _, rest = PLAIN.partition(f"\n### {title}\n")
    return rest.partition("\n### ")[0].partition("\n## ")[0]


@pytest.mark.parametrize("name", TABLES)
def test_every_table_says_what_a_row_is_and_how_it_is_keyed(name: str) -> None:
    model = TABLES[name]
    text = section(name)
    assert derive.summary(model) in text
    assert "Primary key: " + ", ".join(f"`{column}`" for column in derive.primary_key(model)) in text
    assert "Sorted by: " + ", ".join(f"`{column}`" for column in derive.sort_key(model)) in text
    for key in derive.foreign_keys(model):
        assert f"`{key.column}` → `{key.table}.{key.target}`" in text


@pytest.mark.parametrize(("name", "column"), [(n, c) for n, model in TABLES.items() for c in derive.columns(model)])
def test_every_column_says_type_unit_vocabulary_missing_rule_and_meaning(name: str, column: derive.Column) -> None:
    [line] = [line for line in section(name).splitlines() if line.startswith(f"| `{column.name}` |")]
    line = line.replace(r"\|", "|")
    assert column.description in line
    assert (column.missing or "never") in line
    assert (column.unit or "") in line
    assert str(column.arrow_type).split("[", maxsplit=1)[0] in line
    if column.vocabulary:
        assert f"[{column.vocabulary.__name__}](#{column.vocabulary.__name__.lower()})" in line


@pytest.mark.parametrize("vocabulary", derive.vocabularies(TABLES), ids=lambda vocabulary: vocabulary.__name__)
def test_every_code_has_its_sentence(vocabulary: type) -> None:
    text = section(vocabulary.__name__)
    for code in vocabulary:
        assert f"| `{code}` | {code.description} |" in text


def test_every_vocabulary_of_a_column_is_listed() -> None:
    used = [column.vocabulary for model in TABLES.values() for column in derive.columns(model) if column.vocabulary]
    assert used
    assert all(f"\n### {vocabulary.__name__}\n" in PLAIN for vocabulary in used)


def test_tables_have_as_many_cells_in_every_line() -> None:
    for line in codebook().splitlines():
        if line.startswith("| `") and "never" in line:
            assert line.replace(r"\|", "").count("|") == 7


@pytest.mark.parametrize(
    "rule", ["Text policy", "CSV", "not calibrated", "Unicode code points", "500 code points", "Count `cluster_id`s"]
)
def test_the_rules_for_all_tables_are_stated(rule: str) -> None:
    assert rule in codebook()


@pytest.mark.parametrize("name", TABLES)
def test_every_table_states_its_limits(name: str) -> None:
    text = section(name)
    assert derive.limits(TABLES[name])
    for limit in derive.limits(TABLES[name]):
        assert f"\n- {limit}\n" in text


def test_without_a_release_no_version_count_example_or_figure_is_told() -> None:
    plain = codebook()
    assert f"Schema version {SCHEMA_VERSION}" in plain
    assert plain.startswith("# Codebook of On Record\n")
    for word in ("Rows:", "Coverage", "Example", "Rows of", "Precision"):
        assert word not in plain


def test_the_codebook_in_docs_is_the_present_one() -> None:
    path = REPOSITORY / "docs" / "codebook.md"
    assert path.read_text(encoding="utf-8") == codebook(), "run `make codebook`"
