"""Actors: who speaks and who is spoken of."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pandera
from pandera.typing import Series

from schemas import fields
from schemas.codes import ActorKind, ActorStatus, NameType, Sector
from schemas.fields import HASH, Int32, Table, Text

ACTOR_ID = f"^(state_[A-Z]{{3}}|act_{HASH})$"
WIKIDATA = r"^Q[1-9]\d*$"


class Actors(Table):
    """One row per actor: those of the project's registry, and those whose full name stands in an article."""

    actor_id: Series[Text] = fields.column(
        "Key of the actor: `state_` and ISO 3166-1 alpha-3 for states, else a hash of kind, full name and country. "
        "It never comes to mean another actor; where people merged or split it, `curation` tells where it went.",
        str_matches=ACTOR_ID,
    )
    name: Series[Text] = fields.column("The full name.")
    kind: Series[Text] = fields.code(ActorKind, "What the actor is.")
    country_iso3: Series[Text] = fields.country_iso3(
        "Country that the actor is or belongs to.", "The actor belongs to no one country, or none is known."
    )
    sector: Series[Text] = fields.code(
        Sector, "Role of the actor in politics and society.", missing="States and groups have none; or it is not known."
    )
    wikidata_qid: Series[Text] = fields.column(
        "Wikidata item.", missing="The project's registry holds none.", str_matches=WIKIDATA
    )
    description: Series[Text] = fields.column("A few words to tell the actor from others.", missing="There are none.")
    status: Series[Text] = fields.code(ActorStatus, "Who vouches for the row.")

    @pandera.dataframe_check
    @classmethod
    def states_carry_their_country(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        """A state's id and its country agree, and only states have such ids."""
        expected = "state_" + frame["country_iso3"].fillna("")
        return (frame["kind"] == "state") == (frame["actor_id"] == expected)

    class Config(Table.Config):
        """The primary key, and the known limits."""

        unique = ["actor_id"]
        metadata = fields.limits(
            "Two people of the same full name and country are one actor until a curator splits them; a person"
            " written in two ways is two until a curator merges them.",
            "Kind, country and sector are not dated: an actor that changed office has one sector here;"
            " `actor_roles` has the office of the day.",
            "The project's registry is written by hand and knows the prominent: it holds actors that no article of"
            " the release mentions.",
        )


class ActorNames(Table):
    """One row per name of an actor, of the registry or as found in articles."""

    actor_id: Series[Text] = fields.actor_id("The actor.")
    name: Series[Text] = fields.column("The name as written.")
    name_type: Series[Text] = fields.code(NameType, "What kind of name it is.")
    name_source: Series[Text] = fields.column(
        "Where the name comes from: the registry's source, 'curation' or 'articles'."
    )

    class Config(Table.Config):
        """The primary key, and the known limits."""

        unique = ["actor_id", "name", "name_type"]
        metadata = fields.limits(
            "Names of articles are as written, misspellings included.",
        )


class ActorRoles(Table):
    """One row per title or role that an article gives an actor; dated by the article."""

    actor_role_id: Series[Text] = fields.key("rol_", "Key of the row: a hash of the mention and the span.")
    actor_id: Series[Text] = fields.actor_id("Who holds the role.")
    title_text: Series[Text] = fields.words("The words of the title or role.", "char_start", "char_end")
    sector: Series[Text] = fields.code(Sector, "Sector that the role belongs to.", missing="The role tells none.")
    organisation_actor_id: Series[Text] = fields.actor_id(
        "Organisation in which the role is held.", missing="The text names none that is known."
    )
    country_iso3: Series[Text] = fields.country_iso3("Country that the role belongs to.", "The text tells none.")
    article_id: Series[Text] = fields.foreign_key("articles.article_id", "The article that gives the role.")
    char_start: Series[Int32] = fields.offset("Start of the title in the article's normalised text, from 0.")
    char_end: Series[Int32] = fields.offset("End of the title, exclusive.")

    @pandera.dataframe_check
    @classmethod
    def span_is_not_empty(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        """A span has at least one character."""
        return frame["char_start"] < frame["char_end"]

    class Config(Table.Config):
        """The primary key, and the known limits."""

        unique = ["actor_role_id"]
        metadata = fields.limits(
            "A role is what one article says on its day, right or wrong; the days on which it began and ended are"
            " not known.",
        )
