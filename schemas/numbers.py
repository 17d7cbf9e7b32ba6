"""Numbers: quantities with bound, unit and what they count."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pandera
from pandera.typing import Series

from schemas import fields
from schemas.codes import Bound, NumberKind, RowStatus, Trend
from schemas.fields import Double, Int32, Table, Text

NOTHING_COUNTED = "The number counts no noun of the text."


class Numbers(Table):
    """One row per quantity; years and other dates stand in `dates`, names that hold numbers nowhere."""

    number_id: Series[Text] = fields.key("num_", "Key of the number: a hash of the article, its text and the span.")
    article_id: Series[Text] = fields.article_id()
    position_id: Series[Text] = fields.position_id()
    sentence_no: Series[Int32] = fields.sentence_no()
    char_start: Series[Int32] = fields.char_start()
    char_end: Series[Int32] = fields.char_end()
    text: Series[Text] = fields.words("The words of the quantity.", "char_start", "char_end")
    value: Series[Double] = fields.column("The number; the lower end of a range.")
    value_max: Series[Double] = fields.column("The upper end of a range.", missing="The quantity is no range.")
    bound: Series[Text] = fields.code(Bound, "How the number bounds the quantity.")
    trend: Series[Text] = fields.code(Trend, "Whether the number tells a change.")
    kind: Series[Text] = fields.code(NumberKind, "What kind of quantity it is.")
    unit: Series[Text] = fields.column(
        "Unit of `value`: ISO 4217 for money, UCUM for measures and durations, '%' for percentages. A currency whose"
        " state the article leaves open stands in braces: '{peso}'.",
        missing="The number has no unit: a count or an ordinal.",
    )
    unit_text: Series[Text] = fields.column(
        "The words of the unit.",
        missing="The number has no unit, or it is elided. The article's text_policy does not allow the text.",
    )
    counted: Series[Text] = fields.column("Lemma of the noun that is counted.", missing=NOTHING_COUNTED)
    counted_start: Series[Int32] = fields.offset("Start of the counted noun phrase, from 0.", NOTHING_COUNTED)
    counted_end: Series[Int32] = fields.offset("End of the counted noun phrase, exclusive.", NOTHING_COUNTED)
    confidence: Series[Double] = fields.confidence()
    status: Series[Text] = fields.code(RowStatus, "Who has looked at the row.")
    method: Series[Text] = fields.method()

    @pandera.dataframe_check
    @classmethod
    def span_is_not_empty(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        """A span has at least one character."""
        counted = frame["counted_start"].isna() | (frame["counted_start"] < frame["counted_end"])
        return (counted & (frame["char_start"] < frame["char_end"])).astype(bool)

    @pandera.dataframe_check
    @classmethod
    def counted_is_whole(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        """A counted noun has lemma and both offsets, or none of the three."""
        missing = frame["counted"].isna()
        return (missing == frame["counted_start"].isna()) & (missing == frame["counted_end"].isna())

    @pandera.dataframe_check
    @classmethod
    def range_has_an_upper_end(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        """Exactly the ranges have `value_max`, and it is not below `value`."""
        is_range = frame["bound"] == Bound.RANGE
        return (is_range == frame["value_max"].notna()) & (~is_range | (frame["value_max"] >= frame["value"]))

    class Config(Table.Config):
        """The primary key, and the known limits."""

        unique = ["number_id"]
        metadata = fields.limits(
            "Nothing is converted: sums stay in their currency and year, measures in their unit.",
            "'$' and 'dollars' without a country are taken for US dollars, 'pounds' for sterling, in every source.",
            "A number written in another sentence than the noun it counts has no `counted`.",
            "Two articles, or two sentences, that give the same quantity give two rows.",
        )
