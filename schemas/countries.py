"""Countries and the codes that other datasets join on."""

from __future__ import annotations

from pandera.typing import Series

from schemas import fields
from schemas.fields import Bool, Int32, Table, Text


class Countries(Table):
    """One row per state or territory, with today's codes; names, demonyms and capitals stand in `actor_names`."""

    iso3: Series[Text] = fields.column("ISO 3166-1 alpha-3 code; XKX for Kosovo.", str_matches=r"^[A-Z]{3}$")
    name: Series[Text] = fields.column("Short name in English.")
    wikidata_qid: Series[Text] = fields.column("Wikidata item.", str_matches=r"^Q[1-9]\d*$")
    gw: Series[Int32] = fields.column(
        "Gleditsch and Ward's number of the state.", missing="Their list does not hold it."
    )
    cow: Series[Int32] = fields.column("Correlates of War number of the state.", missing="Their list does not hold it.")
    un_member: Series[Bool] = fields.column("Whether it is a member of the United Nations.")

    class Config(Table.Config):
        """The primary key, and the known limits."""

        unique = ["iso3"]
        metadata = fields.limits(
            "Today's states and territories only: no state that has ended, and no years for the codes, which joins"
            " over long periods need.",
        )
