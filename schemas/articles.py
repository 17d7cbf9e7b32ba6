"""Articles and, where it may be published, their text."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pandera
from pandera.typing import Series

from schemas import fields
from schemas.codes import TextPolicy
from schemas.fields import SHA256, Bool, Date, Int32, Table, Text, Timestamp


class Articles(Table):
    """One row per article that was kept."""

    article_id: Series[Text] = fields.key(
        "art_", "Key of the article: a hash of its source and its id there, else its address, else its raw name."
    )
    source: Series[Text] = fields.foreign_key("sources.source", "Where the article comes from.")
    title: Series[Text] = fields.column(
        "The title.", missing="The article has none, or its text_policy does not allow the text."
    )
    url: Series[Text] = fields.column("Address of the article.", missing="No address is known.")
    author: Series[Text] = fields.column("Author as the source gives it.", missing="No author is known.")
    language: Series[Text] = fields.column("BCP 47 language of the text.")
    published_on: Series[Date] = fields.column(
        "Calendar date of publication in the source's time zone; relative dates are resolved against it.",
        missing="No date is known.",
    )
    published_at: Series[Timestamp] = fields.column(
        "Time of publication, UTC.", missing="Only the date of publication is known, or not even that."
    )
    n_chars: Series[Int32] = fields.column("Length of the normalised text.", ge=1, unit="code points")
    n_words: Series[Int32] = fields.column("Tokens that are neither punctuation nor white space.", ge=0)
    n_sentences: Series[Int32] = fields.column("Sentences in the text, the title line included.", ge=0)
    text_sha256: Series[Text] = fields.column(
        "SHA-256 of the normalised text in UTF-8; offsets refer to this text.", str_matches=f"^{SHA256}$"
    )
    raw_sha256: Series[Text] = fields.column(
        "SHA-256 of the bytes that the article came in: the file, or its line or row in a file of many.",
        str_matches=f"^{SHA256}$",
    )
    raw_name: Series[Text] = fields.column(
        "Where the article lay in raw/, with the line or row number in a file of many."
    )
    licence: Series[Text] = fields.column("SPDX identifier or LicenseRef of the article's text.")
    text_policy: Series[Text] = fields.code(TextPolicy, "How much of the text may be published.")
    cluster_id: Series[Text] = fields.foreign_key(
        "articles.article_id",
        "Head of the cluster of articles that tell a story in nearly the same words, such as agency copy; the article "
        "itself if alone. Two that share half of their runs of five words are one story, and so is a chain of such.",
    )
    is_cluster_head: Series[Bool] = fields.column(
        "Whether the article is the head of its cluster: the earliest, then the one of least article_id."
    )

    @pandera.dataframe_check
    @classmethod
    def head_is_its_own_cluster(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        """A cluster carries the id of its head."""
        return frame["is_cluster_head"] == (frame["cluster_id"] == frame["article_id"])

    class Config(Table.Config):
        """The primary key, and the known limits."""

        unique = ["article_id"]
        metadata = fields.limits(
            "English articles only; others are in `rejects`.",
            "The articles are those that were handed in: no sample of a country's press, and no complete run of any"
            " source.",
            "A cluster joins articles by their text alone; two different texts on the same event are two clusters.",
        )


class Texts(Table):
    """The normalised text of articles whose text_policy is `full`; published as Parquet only."""

    article_id: Series[Text] = fields.article_id()
    text: Series[Text] = fields.column("The normalised text.")

    class Config(Table.Config):
        """The primary key, and the known limits."""

        unique = ["article_id"]
        metadata = fields.limits(
            "Articles whose licence does not allow publication have no row here; only their offsets, and short"
            " spans where the policy is `snippet`, are published.",
        )
