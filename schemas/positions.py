"""Positions: who said what to whom."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pandera
from pandera.typing import Series

from schemas import fields
from schemas.codes import Act, Modality, PositionActorRole, RowStatus, Speech
from schemas.fields import SPANS, Bool, Date, Double, Int32, Table, Text

NO_SOURCE = "The text gives no source."
NO_CONTENT = "The cue has no content ('flatly refused')."


class Positions(Table):
    """One row per attribution: a source, a cue and a content, with the speech act that they make."""

    position_id: Series[Text] = fields.key(
        "pos_", "Key of the position: a hash of the article, its text, the cue's span and where the content starts."
    )
    article_id: Series[Text] = fields.article_id()
    sentence_no: Series[Int32] = fields.sentence_no()
    in_title: Series[Bool] = fields.in_title()
    parent_position_id: Series[Text] = fields.foreign_key(
        "positions.position_id",
        "The position inside whose content this cue lies.",
        missing="The position is not reported by another.",
    )
    act: Series[Text] = fields.code(Act, "What the source does with the words.", references="acts.act")
    negated: Series[Bool] = fields.column(
        "Whether the content's main clause is negated and the act does not say so already."
    )
    modality: Series[Text] = fields.code(Modality, "How the content is put.")
    speech: Series[Text] = fields.code(Speech, "How the words are reported.")
    source_text: Series[Text] = fields.words("The words for the source.", "source_start", "source_end", NO_SOURCE)
    source_start: Series[Int32] = fields.offset("Start of the source's span, from 0.", NO_SOURCE)
    source_end: Series[Int32] = fields.offset("End of the source's span, exclusive.", NO_SOURCE)
    source_actor_id: Series[Text] = fields.actor_id("The first source.", "There is none, or it is not known.")
    n_sources: Series[Int32] = fields.column("How many sources position_actors holds for this position.", ge=0)
    cue: Series[Text] = fields.column("Lemma of the cue's head; 'according to' whole.")
    cue_text: Series[Text] = fields.words("The words of the cue.", "cue_start", "cue_end")
    cue_start: Series[Int32] = fields.offset("Start of the cue's span, from 0.")
    cue_end: Series[Int32] = fields.offset("End of the cue's span, exclusive.")
    content_text: Series[Text] = fields.column(
        "The words of the content; the pieces of a content in several spans are joined by ' … '.",
        missing=f"{NO_CONTENT} The article's text_policy does not allow the text.",
    )
    content_start: Series[Int32] = fields.offset("Start of the content's first span, from 0.", NO_CONTENT)
    content_end: Series[Int32] = fields.offset("End of the content's last span, exclusive.", NO_CONTENT)
    content_spans: Series[Text] = fields.column(
        "The content's spans as JSON, such as [[12,40],[55,80]].", missing=NO_CONTENT, str_matches=f"^{SPANS}$"
    )
    target_actor_id: Series[Text] = fields.actor_id("The first target.", "The words address no actor that is known.")
    n_targets: Series[Int32] = fields.column("How many targets position_actors holds for this position.", ge=0)
    said_date_id: Series[Text] = fields.foreign_key(
        "dates.date_id", "The date that tells when it was said.", missing="The text does not tell."
    )
    said_on: Series[Date] = fields.column("The day on which it was said.", missing="The text does not tell the day.")
    topic: Series[Text] = fields.column(
        "The issue that the position is on, by the words of its content and the names of its targets; the registry"
        " curation/topics.csv in the project's repository holds the topics with their names and patterns.",
        missing="No topic of the registry fits.",
    )
    confidence: Series[Double] = fields.confidence()
    status: Series[Text] = fields.code(RowStatus, "Who has looked at the row.")
    method: Series[Text] = fields.method()

    @pandera.dataframe_check
    @classmethod
    def spans_are_not_empty(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        """Source, cue and content have at least one character, where they exist."""
        source = frame["source_start"].isna() | (frame["source_start"] < frame["source_end"])
        content = frame["content_start"].isna() | (frame["content_start"] < frame["content_end"])
        return (source & content & (frame["cue_start"] < frame["cue_end"])).astype(bool)

    @pandera.dataframe_check
    @classmethod
    def spans_are_whole(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        """Both offsets or none; a content has offsets and spans or neither."""
        source = frame["source_start"].isna() == frame["source_end"].isna()
        content = frame["content_start"].isna() == frame["content_end"].isna()
        return source & content & (frame["content_start"].isna() == frame["content_spans"].isna())

    @pandera.dataframe_check
    @classmethod
    def act_says_the_negation(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        """Deny and reject are negative already, so that `negated` stays false."""
        return ~(frame["act"].isin([Act.DENY, Act.REJECT]) & frame["negated"])

    @pandera.dataframe_check
    @classmethod
    def is_not_its_own_parent(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        """A position is not reported by itself."""
        return frame["parent_position_id"].fillna("") != frame["position_id"]

    class Config(Table.Config):
        """The primary key, and the known limits."""

        unique = ["position_id"]
        metadata = fields.limits(
            "Rows are what a machine read, unless `status` says that a person looked. The act is wrong in a good part"
            " of them, mostly as `state`.",
            "Every position has a cue in the text; a quotation with nothing beside it has no row.",
            "A position is a report of words, not an event and not a belief: a source may be misquoted, and a"
            " threat need not be carried out.",
            "`topic` comes from a list of issues in security and foreign policy; on other issues it is null.",
        )


class PositionActors(Table):
    """One row per source and target of a position: 'the US and France accused …' stays one position."""

    position_id: Series[Text] = fields.foreign_key("positions.position_id", "The position.")
    role: Series[Text] = fields.code(PositionActorRole, "What the actor is to the position.")
    ordinal: Series[Int32] = fields.column("Order in the text, from 0.", ge=0)
    mention_id: Series[Text] = fields.foreign_key(
        "mentions.mention_id", "Where the text names the actor.", missing="Set by a curator without a mention."
    )
    actor_id: Series[Text] = fields.actor_id("The actor.", missing="The mention is anonymous or not resolved.")

    class Config(Table.Config):
        """The primary key, and the known limits."""

        unique = ["position_id", "role", "ordinal"]
        metadata = fields.limits(
            "Those whom only an if-clause names, and audiences ('told reporters'), are no targets.",
            "An actor inherits every error of its mention; see `mentions`.",
        )


class Acts(Table):
    """One row per speech act, with the nearest codes of other schemes."""

    act: Series[Text] = fields.code(Act, "Code of the speech act.")
    definition: Series[Text] = fields.column("What the source does.")
    direction: Series[Int32] = fields.column("-1 against, 0 neither, 1 for.", isin=[-1, 0, 1])
    plover: Series[Text] = fields.column("Nearest event type of PLOVER.", missing="PLOVER has none.")
    cameo: Series[Text] = fields.column(
        "Nearest root code of CAMEO, with a C in front so that its zero is kept.",
        missing="CAMEO has none.",
        str_matches=r"^C\d\d$",
    )

    class Config(Table.Config):
        """The primary key, and the known limits."""

        unique = ["act"]
        metadata = fields.limits(
            "The codes of PLOVER and CAMEO are the nearest, not equal: both code events, and have no code for a"
            " plain statement.",
        )
