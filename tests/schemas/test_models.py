"""Every rule that a model declares fires on a frame that breaks it, and what is derived states nothing of its own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pandera.errors import SchemaErrors
from valid_rows import EXTRA_ROWS

from schemas import codes, derive
from schemas.codes import Act, Code
from schemas.tables import PARQUET_ONLY, TABLES

if TYPE_CHECKING:
    from small_corpus import Corpus

FLAT = {pa.string(), pa.int32(), pa.float64(), pa.bool_(), pa.date32(), pa.timestamp("us", "UTC")}

# Rules over several columns: the cells to change so that a row breaks the rule.
ROW_RULES: dict[tuple[str, str], dict[str, Any]] = {
    ("articles", "head_is_its_own_cluster"): {"is_cluster_head": False, "cluster_id": None},
    ("actors", "states_carry_their_country"): {"kind": "state", "actor_id": "act_aaaaaaaaaaaaaaaa"},
    ("actor_roles", "span_is_not_empty"): {"char_start": 9, "char_end": 9},
    ("mentions", "span_is_not_empty"): {"char_start": 9, "char_end": 8},
    ("mentions", "anonymous_has_no_actor"): {"kind": "anonymous", "actor_id": "state_NOR"},
    ("positions", "spans_are_not_empty"): {"cue_start": 9, "cue_end": 9},
    ("positions", "spans_are_whole"): {"source_start": 9, "source_end": None},
    ("positions", "act_says_the_negation"): {"act": "deny", "negated": True},
    ("positions", "is_not_its_own_parent"): {
        "position_id": "pos_aaaaaaaaaaaaaaaa",
        "parent_position_id": "pos_aaaaaaaaaaaaaaaa",
    },
    ("numbers", "span_is_not_empty"): {"char_start": 9, "char_end": 9},
    ("numbers", "counted_is_whole"): {"counted": "boat", "counted_start": None},
    ("numbers", "range_has_an_upper_end"): {"bound": "range", "value_max": None},
    ("dates", "span_is_not_empty"): {"char_start": 9, "char_end": 9},
    ("dates", "resolved_means_an_interval"): {
        "resolved": True,
        "date_start": date(2024, 5, 2),
        "date_end": date(2024, 5, 1),
    },
}


# Rules of every table, and the value that breaks them in a column of the type.
TABLE_RULES = {"missing_text_is_null": ("string", ""), "numbers_are_finite": ("double", float("inf"))}


def frame(corpus: Corpus, table: str) -> pd.DataFrame:
    schema = derive.arrow_schema(TABLES[table])
    rows = pq.read_table(corpus.home.tables / f"{table}.parquet").to_pylist() + EXTRA_ROWS.get(table, [])
    return derive.to_frame(pa.Table.from_pylist(rows, schema))


def broken_rules(table: str, broken: pd.DataFrame) -> set[str]:
    """The rules that the frame breaks, as `column:check` or the check alone for rules over several columns."""
    with pytest.raises(SchemaErrors) as errors:
        TABLES[table].validate(broken, lazy=True)
    cases = errors.value.failure_cases
    return {str(check).partition("(")[0] for check in cases["check"]} | set(cases["column"].dropna().astype(str))


def column_rules() -> list[tuple[str, str, str]]:
    return [
        (table, name, check.name)
        for table, model in TABLES.items()
        for name, component in model.to_schema().columns.items()
        for check in component.checks
    ]


WRONG = {
    "isin": {"string": "no-such-code", "int32": 7},
    "str_matches": {"string": "not a key!"},
    "str_length": {"string": "x" * 201},
    "greater_than_or_equal_to": {"int32": -1, "double": -0.5},
    "less_than_or_equal_to": {"double": 1.5},
}


@pytest.mark.parametrize("table", TABLES)
def test_the_corpus_fits_its_models(table: str, corpus: Corpus) -> None:
    found = frame(corpus, table)
    assert len(found) > 0
    assert len(TABLES[table].validate(found, lazy=True)) == len(found)


@pytest.mark.parametrize(("table", "column", "rule"), column_rules())
def test_column_rules_fire(table: str, column: str, rule: str, corpus: Corpus) -> None:
    broken = frame(corpus, table)
    arrow_type = str(derive.arrow_schema(TABLES[table]).field(column).type)
    broken[column] = broken[column].astype(object)
    broken.loc[0, column] = WRONG[rule][arrow_type]
    assert {column, rule} <= broken_rules(table, broken)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        (table, column.name)
        for table, model in TABLES.items()
        for column in derive.columns(model)
        if not column.nullable
    ],
)
def test_missing_values_are_found(table: str, column: str, corpus: Corpus) -> None:
    broken = frame(corpus, table)
    broken[column] = broken[column].astype(object)
    broken.loc[0, column] = None
    assert column in broken_rules(table, broken)


def test_every_row_rule_has_a_mutation() -> None:
    declared = {(table, check.name) for table, model in TABLES.items() for check in model.to_schema().checks}
    assert declared == set(ROW_RULES) | {(table, rule) for table in TABLES for rule in TABLE_RULES}


@pytest.mark.parametrize(("table", "rule"), ROW_RULES)
def test_row_rules_fire(table: str, rule: str, corpus: Corpus) -> None:
    broken = frame(corpus, table)
    for column, value in ROW_RULES[table, rule].items():
        broken.loc[0, column] = broken.loc[0, "article_id"] if column == "cluster_id" else value
    assert rule in broken_rules(table, broken)


@pytest.mark.parametrize(
    ("table", "rule", "column"),
    [
        (table, rule, field.name)
        for table, model in TABLES.items()
        for rule, (arrow_type, _) in TABLE_RULES.items()
        for field in derive.arrow_schema(model)
        if str(field.type) == arrow_type
    ],
)
def test_table_rules_fire(table: str, rule: str, column: str, corpus: Corpus) -> None:
    broken = frame(corpus, table)
    broken.loc[0, column] = TABLE_RULES[rule][1]
    assert rule in broken_rules(table, broken)


@pytest.mark.parametrize("table", TABLES)
def test_keys_are_unique(table: str, corpus: Corpus) -> None:
    found = frame(corpus, table)
    with pytest.raises(SchemaErrors, match="unique"):
        TABLES[table].validate(pd.concat([found, found.head(1)], ignore_index=True), lazy=True)


@pytest.mark.parametrize("table", TABLES)
def test_columns_are_flat_described_and_closed(table: str) -> None:
    model = TABLES[table]
    for column in derive.columns(model):
        assert column.arrow_type in FLAT
        assert column.description.endswith(".")
        assert (column.missing is not None) == column.nullable
        assert column.missing is None or column.missing.endswith(".")
    assert derive.primary_key(model)
    assert derive.summary(model).endswith(".")


def test_foreign_keys_point_to_keys_of_the_same_type() -> None:
    for model in TABLES.values():
        for key in derive.foreign_keys(model):
            target = TABLES[key.table]
            assert derive.primary_key(target) == (key.target,)
            here, there = derive.arrow_schema(model).field(key.column), derive.arrow_schema(target).field(key.target)
            assert here.type == there.type


def test_spans_name_columns_of_the_table() -> None:
    for model in TABLES.values():
        names = derive.arrow_schema(model).names
        for span in derive.spans(model):
            assert {span.text, span.start, span.end} <= set(names)
            assert span.text in derive.text_columns(model)


def test_tables_without_a_csv_file_are_tables() -> None:
    assert set(TABLES) >= PARQUET_ONLY


def test_codes_are_lower_case_words_with_a_sentence() -> None:
    vocabularies = [v for v in vars(codes).values() if isinstance(v, type) and issubclass(v, Code) and v is not Code]
    assert len(vocabularies) > 15
    for vocabulary in vocabularies:
        for member in vocabulary:
            assert member.description.endswith(".")
            assert member.replace("_", "").isalnum()
            assert member.islower() or vocabulary in {codes.TimexType, codes.TimexMod}


def test_crosswalk_of_acts() -> None:
    crosswalk = {str(act): (act.plover, act.cameo) for act in Act if act.plover}
    assert crosswalk == {
        "demand": ("REQUEST", "C10"),
        "appeal": ("REQUEST", "C02"),
        "propose": ("REQUEST", "C02"),
        "promise": ("AGREE", "C03"),
        "support": ("SUPPORT", "C05"),
        "criticise": ("ACCUSE", "C11"),
        "accuse": ("ACCUSE", "C11"),
        "reject": ("REJECT", "C12"),
        "threaten": ("THREATEN", "C13"),
    }
