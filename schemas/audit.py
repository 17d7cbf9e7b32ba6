"""Audit tables: what people decided, what was turned away, how good the rows are, what changed."""

from __future__ import annotations

from pandera.typing import Series

from schemas.codes import Change, ChangeCause, CurationAction, RejectReason, RejectStage
from schemas.fields import SHA256, Date, Double, Int32, Table, Text, code, column, key, limits


class Curation(Table):
    """One row per decision of a curator; a merged or split actor_id, or a retracted article, has its tombstone here."""

    curation_id: Series[Text] = key("cur_", "Key of the decision: a hash of its other columns.")
    decided_on: Series[Date] = column("Day of the decision.")
    curator: Series[Text] = column("Who decided.")
    table_name: Series[Text] = column("Table of the row.")
    row_id: Series[Text] = column("Key of the row, or a JSON array of it.")
    field: Series[Text] = column("Column that the decision is about.")
    old_value: Series[Text] = column("Value that the curator saw.", missing="The field was null, or the row is new.")
    new_value: Series[Text] = column("Value that the curator gave.", missing="The decision gives none.")
    action: Series[Text] = code(CurationAction, "What was decided.")
    reason: Series[Text] = column("Why.")

    class Config(Table.Config):
        """The primary key, and the known limits."""

        unique = ["curation_id"]
        metadata = limits(
            "One person's decision each; whether two people would agree is not measured.",
        )


class Rejects(Table):
    """One row per input that was turned away; with kept, duplicate and retracted articles they are all inputs."""

    reject_id: Series[Text] = key("rej_", "Key of the row: a hash of the input's name and bytes.")
    source: Series[Text] = column("Source that the input names.", missing="It names none that could be read.")
    raw_name: Series[Text] = column("Where the input lay in raw/, with a line or row number where a file holds many.")
    raw_sha256: Series[Text] = column(
        "SHA-256 of the input's bytes.", missing="The bytes could not be read.", str_matches=f"^{SHA256}$"
    )
    n_bytes: Series[Int32] = column(
        "Size of the input.", missing="It could not be read, or has 2 GiB or more.", ge=0, unit="bytes"
    )
    stage: Series[Text] = code(RejectStage, "Where it was turned away.")
    reason: Series[Text] = code(RejectReason, "Why.")
    detail: Series[Text] = column("What was found, in a line.", str_length={"max_value": 200})

    class Config(Table.Config):
        """The primary key, and the known limits."""

        unique = ["reject_id"]
        metadata = limits(
            "Only what was handed in can be turned away: what a source never delivered is not known.",
        )


class Quality(Table):
    """One row per measured figure of the extractor that made this release."""

    table_name: Series[Text] = column("Table that was measured.")
    field: Series[Text] = column("Column or task that was measured.")
    slice: Series[Text] = column("Part of the rows that was measured; 'all' for all.")
    metric: Series[Text] = column("Name of the metric.")
    gold: Series[Text] = column("Corpus that it was measured on.")
    n: Series[Int32] = column("Number of items that the figure rests on.", ge=0)
    value: Series[Double] = column("The figure.")
    ci_low: Series[Double] = column("Lower end of the 95 % interval.", missing="None was computed.")
    ci_high: Series[Double] = column("Upper end of the 95 % interval.", missing="None was computed.")
    extractor: Series[Text] = column("Name and version of the extractor that was measured.")

    class Config(Table.Config):
        """The primary key, and the known limits."""

        unique = ["table_name", "field", "slice", "metric", "gold"]
        metadata = limits(
            "The corpora are news and encyclopedia text annotated by others, some of it decades old, and sentences and"
            " passages of our own making, which one person marked and nobody a second time; `gold` tells which.",
        )


class Changes(Table):
    """One row per row of another table that differs from the parent release; all others are the same in both."""

    table_name: Series[Text] = column("Table of the row.")
    row_id: Series[Text] = column("Key of the row, or a JSON array of it.")
    change: Series[Text] = code(Change, "What happened to the row.")
    fields: Series[Text] = column(
        "Columns that differ, in their order, separated by '|'.", missing="The row was added or removed."
    )
    cause: Series[Text] = code(ChangeCause, "Why the row differs.")

    class Config(Table.Config):
        """The primary key, and the known limits."""

        unique = ["table_name", "row_id"]
        metadata = limits(
            "Rows are compared with the parent release only.",
        )
