"""What follows from a table's model: Arrow schema, keys, spans, order, frames for pandera.

Belongs here: derivations that several rooms need. The codebook and the data package descriptor have modules of
their own. Nothing here states a fact about a table that its model does not state.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd
import pyarrow as pa
from pandera import dtypes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pandera.api.dataframe.components import ComponentSchema

    from schemas.codes import Code
    from schemas.fields import Table


class Span(NamedTuple):
    """A text column and the two columns that hold its offsets."""

    text: str
    start: str
    end: str


class ForeignKey(NamedTuple):
    """A column whose values stand in a column of another table."""

    column: str
    table: str
    target: str


@dataclass(frozen=True, slots=True)
class Column:
    """One published column, as its model declares it."""

    name: str
    arrow_type: pa.DataType
    nullable: bool
    description: str
    missing: str | None
    unit: str | None
    vocabulary: type[Code] | None
    references: str | None
    span: tuple[str, str] | None


def columns(model: type[Table]) -> list[Column]:
    """The columns of a model, in order."""
    return [_column(name, component) for name, component in model.to_schema().columns.items()]


def _column(name: str, component: ComponentSchema[Any]) -> Column:
    metadata = component.metadata or {}
    return Column(
        name=name,
        arrow_type=_arrow_type(component.dtype),
        nullable=component.nullable,
        description=str(component.description),
        missing=metadata.get("missing"),
        unit=metadata.get("unit"),
        vocabulary=metadata.get("vocabulary"),
        references=metadata.get("references"),
        span=metadata.get("span"),
    )


def _arrow_type(dtype: dtypes.DataType) -> pa.DataType:
    if str(dtype).startswith("date32"):
        return pa.date32()
    for is_kind, arrow_type in (
        (dtypes.is_string, pa.string()),
        (dtypes.is_bool, pa.bool_()),
        (dtypes.is_int, pa.int32()),
        (dtypes.is_float, pa.float64()),
        (dtypes.is_datetime, pa.timestamp("us", "UTC")),
    ):
        if is_kind(dtype):
            return arrow_type
    message = f"{dtype} is no type of a published column; schemas/fields.py lists those that are"
    raise TypeError(message)


def arrow_schema(model: type[Table]) -> pa.Schema:
    """The Arrow schema of a table: types, nullability, and each column's description and unit as field metadata."""
    fields = []
    for column in columns(model):
        metadata = {"description": column.description}
        if column.missing:
            metadata["missing"] = column.missing
        if column.unit:
            metadata["unit"] = column.unit
        fields.append(pa.field(column.name, column.arrow_type, nullable=column.nullable, metadata=metadata))
    return pa.schema(fields)


def summary(model: type[Table]) -> str:
    """What one row of the table is: the first line of the model's docstring."""
    return (model.__doc__ or "").strip().splitlines()[0]


def limits(model: type[Table]) -> tuple[str, ...]:
    """What a table is known not to hold, or to hold wrongly, in sentences."""
    return tuple((model.Config.metadata or {}).get("limits", ()))


def vocabularies(tables: Mapping[str, type[Table]]) -> list[type[Code]]:
    """The closed vocabularies that columns of the tables use, by name."""
    used = {column.vocabulary for model in tables.values() for column in columns(model) if column.vocabulary}
    return sorted(used, key=lambda vocabulary: vocabulary.__name__)


def vocabulary_summary(vocabulary: type[Code]) -> str:
    """What a vocabulary tells: the first line of its docstring."""
    return (vocabulary.__doc__ or "").strip().splitlines()[0]


def primary_key(model: type[Table]) -> tuple[str, ...]:
    """The columns that identify a row."""
    return tuple(model.to_schema().unique or ())


def foreign_keys(model: type[Table]) -> list[ForeignKey]:
    """The columns that point into other tables."""
    pointers = [(column.name, column.references.split(".")) for column in columns(model) if column.references]
    return [ForeignKey(name, table, target) for name, (table, target) in pointers]


def spans(model: type[Table]) -> list[Span]:
    """The text columns whose words a pair of offset columns selects."""
    return [Span(column.name, *column.span) for column in columns(model) if column.span is not None]


def text_columns(model: type[Table]) -> list[str]:
    """The columns that hold an article's words, and that its text policy therefore governs."""
    return [column.name for column in columns(model) if column.name == "title" or column.name.endswith("text")]


def sort_key(model: type[Table]) -> tuple[str, ...]:
    """The order of rows: article, first offset, primary key; or the primary key where a table has no offsets."""
    names = [column.name for column in columns(model)]
    first_offset = next((name for name in ("char_start", "cue_start") if name in names), None)
    return ("article_id", first_offset, *primary_key(model)) if first_offset else primary_key(model)


def to_frame(table: pa.Table) -> pd.DataFrame:
    """An Arrow table as the frame that its model validates: nullable integers, Arrow dates, all else pandas' own."""
    frame: pd.DataFrame = table.to_pandas(types_mapper=_pandas_type)
    return frame


def _pandas_type(arrow_type: pa.DataType) -> pd.api.extensions.ExtensionDtype | None:
    if pa.types.is_date(arrow_type):
        return pd.ArrowDtype(arrow_type)
    return pd.Int32Dtype() if pa.types.is_int32(arrow_type) else None
