"""Mentions: where articles refer to actors and places."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pandera
from pandera.typing import Series

from schemas import fields
from schemas.codes import MentionForm, MentionKind, Sector
from schemas.fields import Bool, Double, Int32, Table, Text


class Mentions(Table):
    """One row per span that refers to an actor or a place."""

    mention_id: Series[Text] = fields.key("men_", "Key of the mention: a hash of the article, its text and the span.")
    article_id: Series[Text] = fields.article_id()
    actor_id: Series[Text] = fields.actor_id(
        "Who is meant.", missing="A place without a state, an anonymous source, or no full name is known."
    )
    sentence_no: Series[Int32] = fields.sentence_no()
    in_title: Series[Bool] = fields.in_title()
    char_start: Series[Int32] = fields.char_start()
    char_end: Series[Int32] = fields.char_end()
    text: Series[Text] = fields.words("The words of the mention.", "char_start", "char_end")
    form: Series[Text] = fields.code(MentionForm, "How the text refers.")
    kind: Series[Text] = fields.code(MentionKind, "What is referred to.")
    country_iso3: Series[Text] = fields.country_iso3("Country of what is referred to.", "The article tells none.")
    sector: Series[Text] = fields.code(Sector, "Sector of the actor.", missing="The article tells none.")
    role_text: Series[Text] = fields.column(
        "Title or role as this article gives it; its offsets stand in actor_roles.",
        missing="The mention carries none. The article's text_policy does not allow the text.",
    )
    antecedent_mention_id: Series[Text] = fields.foreign_key(
        "mentions.mention_id",
        "The mention that a pronoun or noun phrase was resolved to.",
        missing="The mention is a name, or was not resolved.",
    )
    method: Series[Text] = fields.method()
    score: Series[Double] = fields.column("How sure the extractor is; not calibrated.", ge=0, le=1)

    @pandera.dataframe_check
    @classmethod
    def span_is_not_empty(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        """A span has at least one character."""
        return frame["char_start"] < frame["char_end"]

    @pandera.dataframe_check
    @classmethod
    def anonymous_has_no_actor(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        """What the text does not name is never linked to an actor."""
        return (frame["kind"] != "anonymous") | frame["actor_id"].isna()

    class Config(Table.Config):
        """The primary key, and the known limits."""

        unique = ["mention_id"]
        metadata = fields.limits(
            "`they` and `we` are never joined to an actor; `he`, `she`, `it` and `I` only where the text leaves one"
            " candidate.",
            "A surname joins the one person of the article who bears it; where its full name is missing, it has no"
            " actor.",
            "Whether a country's name is an actor or a place is decided by rules of grammar and is sometimes wrong.",
        )
