"""Dates: time expressions after TIMEX3."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pandera
from pandera.typing import Series

from schemas import fields
from schemas.codes import Anchor, DateRelation, Granularity, RowStatus, TimexMod, TimexType
from schemas.fields import Bool, Date, Double, Int32, Table, Text

NO_INTERVAL = "The expression is unresolved, or is no interval of the calendar."


class Dates(Table):
    """One row per time expression, with its TIMEX3 value and, where it is resolved, a closed interval of days."""

    date_id: Series[Text] = fields.key("dat_", "Key of the date: a hash of the article, its text and the span.")
    article_id: Series[Text] = fields.article_id()
    position_id: Series[Text] = fields.position_id()
    sentence_no: Series[Int32] = fields.sentence_no()
    char_start: Series[Int32] = fields.char_start()
    char_end: Series[Int32] = fields.char_end()
    text: Series[Text] = fields.words("The words of the expression.", "char_start", "char_end")
    timex_type: Series[Text] = fields.code(TimexType, "TIMEX3 type.")
    timex_value: Series[Text] = fields.column("TIMEX3 value, X for unknown parts.", str_matches=r"^[A-Z0-9_:+.-]+$")
    timex_mod: Series[Text] = fields.code(TimexMod, "TIMEX3 modifier.", missing="The value is not modified.")
    date_start: Series[Date] = fields.column("First day of the interval.", missing=NO_INTERVAL)
    date_end: Series[Date] = fields.column("Last day of the interval.", missing=NO_INTERVAL)
    granularity: Series[Text] = fields.code(
        Granularity, "The finest unit that the expression tells.", missing="The expression names no unit."
    )
    relation: Series[Text] = fields.code(
        DateRelation, "How the text relates the date to what it dates.", missing="The text does not tell."
    )
    anchor: Series[Text] = fields.code(Anchor, "What the date was resolved against.")
    resolved: Series[Bool] = fields.column("Whether the expression was resolved to an interval.")
    confidence: Series[Double] = fields.confidence()
    status: Series[Text] = fields.code(RowStatus, "Who has looked at the row.")
    method: Series[Text] = fields.method()

    @pandera.dataframe_check
    @classmethod
    def span_is_not_empty(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        """A span has at least one character."""
        return frame["char_start"] < frame["char_end"]

    @pandera.dataframe_check
    @classmethod
    def resolved_means_an_interval(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        """Resolved rows have both ends, the first not after the last; unresolved rows have none."""
        start, end = frame["date_start"], frame["date_end"]
        whole = start.notna() & end.notna() & (start <= end).fillna(False)
        return (frame["resolved"] & whole) | (~frame["resolved"] & start.isna() & end.isna())

    class Config(Table.Config):
        """The primary key, and the known limits."""

        unique = ["date_id"]
        metadata = fields.limits(
            "Durations and repeated times have no days; `timex_mod` ('before May') does not narrow the interval.",
            "Expressions that count from the day of publication stay unresolved where that day is not known.",
            "Days are those of the place the text means; no time zone is converted.",
        )
