"""Where articles come from."""

from __future__ import annotations

from pandera.typing import Series

from schemas import fields
from schemas.codes import TextPolicy
from schemas.fields import Table, Text


class Sources(Table):
    """One row per publisher or feed of articles."""

    source: Series[Text] = fields.column("Key of the source.", str_matches=r"^[a-z0-9][a-z0-9_-]*$")
    name: Series[Text] = fields.column("Name of the source.")
    homepage: Series[Text] = fields.column("Address of the source.", missing="No address is known.")
    country_iso3: Series[Text] = fields.country_iso3("Country of the source.", "No country is known.")
    timezone: Series[Text] = fields.column(
        "IANA time zone in which the source dates its articles.", missing="No time zone is known."
    )
    language: Series[Text] = fields.column("BCP 47 language of the source's articles.")
    licence: Series[Text] = fields.column("SPDX identifier or LicenseRef of the source's articles.")
    text_policy: Series[Text] = fields.code(
        TextPolicy, "How much of an article's text may be published, unless the article says otherwise."
    )

    class Config(Table.Config):
        """The primary key, and the known limits."""

        unique = ["source"]
        metadata = fields.limits(
            "What a row says of a publisher is what the operator of this project declared; nobody else has"
            " confirmed it.",
        )
