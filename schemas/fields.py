"""Columns: how one is declared, and those that several tables share.

Belongs here: the dtypes of published columns, the `column` family of helpers, shared columns described once.
Does not belong here: whole tables.

A column's metadata, read by `schemas.derive`: `missing` (when it is null; only nullable columns have it), `unit`,
`vocabulary` (a `schemas.codes.Code` class), `references` (`table.column`), `span` (the columns that hold the offsets
of a text column).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
import pandas as pd
import pandera.pandas as pandera
import pyarrow as pa
from pandera.api.dataframe.model_config import BaseConfig

if TYPE_CHECKING:
    from schemas.codes import Code

# The only types that a published column may have: flat, and readable by every Parquet and CSV reader that we know of.
Text = str
Int32 = pd.Int32Dtype
Double = float
Bool = pd.BooleanDtype  # not bool, which would take a missing value for false
Date = Annotated[pd.ArrowDtype, pa.date32()]
Timestamp = Annotated[pd.DatetimeTZDtype, "us", "UTC"]

HASH = "[a-z2-7]{16}"
SHA256 = "[0-9a-f]{64}"
METADATA = ("unit", "vocabulary", "references", "span")
SPANS = r"\[\[\d+,\d+\](,\[\d+,\d+\])*\]"


class Table(pandera.DataFrameModel):
    """Base of all published tables: exactly the declared columns, in order; `Config.unique` is the primary key."""

    @pandera.dataframe_check
    @classmethod
    def missing_text_is_null(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        """No string is empty: what is missing is null."""
        is_text = [pd.api.types.is_object_dtype(kind) or pd.api.types.is_string_dtype(kind) for kind in frame.dtypes]
        strings = frame.loc[:, is_text]  # pandas 2 keeps strings as objects
        return ~(strings == "").any(axis=1)

    @pandera.dataframe_check
    @classmethod
    def numbers_are_finite(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        """No number is infinite."""
        doubles = frame[[name for name in frame.columns if pd.api.types.is_float_dtype(frame[name])]]
        return ~doubles.isin([np.inf, -np.inf]).any(axis=1)

    class Config(BaseConfig):
        """What holds for every table."""

        strict = True
        ordered = True
        coerce = True


def column(description: str, *, missing: str | None = None, **options: Any) -> Any:
    """Declare a column.

    Args:
        description: one sentence; it is published in the codebook, in the Parquet files and in the Dagster UI.
        missing: when the value is null; a column without it may not be null.
        options: `unit`, `vocabulary`, `references`, `span` go into the metadata, all else to `pandera.Field`.
    """
    metadata: dict[str, Any] = {name: options.pop(name) for name in METADATA if name in options}
    if missing is not None:
        metadata["missing"] = missing
    return pandera.Field(description=description, nullable=missing is not None, metadata=metadata, **options)


def code(vocabulary: type[Code], description: str, **options: Any) -> Any:
    """Declare a column whose values come from a closed vocabulary."""
    return column(description, vocabulary=vocabulary, isin=[str(member) for member in vocabulary], **options)


def limits(*sentences: str) -> dict[str, tuple[str, ...]]:
    """A table's known limits: what it does not hold or may hold wrongly; published in the codebook.

    They go into the `Config.metadata` of its model, where `schemas.derive` reads them.
    """
    return {"limits": sentences}


def key(prefix: str, description: str, **options: Any) -> Any:
    """Declare an id column: the prefix and sixteen lower-case base32 characters of a SHA-256."""
    return column(description, str_matches=f"^{prefix}{HASH}$", **options)


def foreign_key(target: str, description: str, **options: Any) -> Any:
    """Declare a column whose values stand in another table's column, given as `table.column`."""
    return column(description, references=target, **options)


def article_id() -> Any:
    """The article that a row comes from."""
    return foreign_key("articles.article_id", "The article that the row comes from.")


def actor_id(description: str, missing: str | None = None) -> Any:
    """An actor."""
    return foreign_key("actors.actor_id", description, missing=missing)


def sentence_no() -> Any:
    """The sentence, counted from 0."""
    return column("Number of the sentence in the article, from 0; a title line is sentence 0.", ge=0)


def in_title() -> Any:
    """Whether the row lies in the title line."""
    return column("Whether the row lies in the title line of the article's text.")


def offset(description: str, missing: str | None = None) -> Any:
    """An offset into the article's text."""
    return column(description, missing=missing, ge=0, unit="code points")


def char_start() -> Any:
    """Where the row's span starts."""
    return offset("Start of the span in the article's normalised text, from 0.")


def char_end() -> Any:
    """Where the row's span ends."""
    return offset("End of the span, exclusive.")


def words(description: str, start: str, end: str, missing: str = "") -> Any:
    """The words between two offset columns, null where the article's text policy does not allow them."""
    rule = "The article's text_policy does not allow the text."
    return column(description, missing=f"{missing} {rule}".strip(), span=(start, end))


def country_iso3(description: str, missing: str) -> Any:
    """A country code."""
    return foreign_key("countries.iso3", description, missing=missing)


def confidence() -> Any:
    """How sure the extractor is."""
    return column("Probability that the row is right; see the codebook's note on calibration.", ge=0, le=1)


def method() -> Any:
    """What made the row."""
    return column("The rule or model that made the row, or 'curated'.", str_matches=r"^[a-z][a-z0-9_:.@-]*$")


def position_id() -> Any:
    """The position whose claim a number or date is."""
    return foreign_key(
        "positions.position_id",
        "The innermost position whose content holds the span: whose claim it is.",
        missing="The span lies in no position's content.",
    )
