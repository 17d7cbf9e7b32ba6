"""A small, valid set of derived tables, made by hand; children of the kill tests import it too."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from small_rows import (
    CLOSED,
    CLOSED_TEXT,
    HOLM,
    METHOD,
    OFFICE,
    OPEN,
    OPEN_TEXT,
    TEXTS,
    Row,
    actor,
    article,
    mention,
    position,
    sha256,
    span,
)

from pipelines import checks
from pipelines.ids import content_id
from pipelines.release import publish
from schemas import derive
from schemas.codes import Act
from schemas.tables import TABLES

RELEASED_AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
DELTA_VERSIONS = {"articles": 3, "annotations": 2}


def rows() -> dict[str, list[Row]]:
    """Rows of every table; columns that are not given are null."""
    minister = mention(OPEN, "Ada Holm", HOLM, "person", role_text="harbour minister", sector="gov", country_iso3="NOR")
    sweden = mention(OPEN, "Sweden", "state_SWE", "state", occurrence=1, country_iso3="SWE")
    office = mention(CLOSED, "Sweden's harbour office", OFFICE, "organisation", country_iso3="SWE")
    day_start, day_end = span(OPEN_TEXT, "3 March")
    day = content_id("dat_", OPEN, day_start)
    urged = position(
        OPEN,
        "appeal",
        "Ada Holm",
        "urged",
        ["to reopen the ferry, and"],
        source_actor_id=HOLM,
        target_actor_id="state_SWE",
        n_targets=1,
        said_date_id=day,
        said_on=date(2026, 3, 3),
    )
    said = position(OPEN, "state", "Ada Holm", "said", ["that 14 lorries 🚚 “wait each day”"], source_actor_id=HOLM)
    promised = position(
        OPEN,
        "promise",
        "Holm",
        "According to",
        ["Sweden promised an answer", "“within two weeks”"],
        occurrence=1,
        speech="mixed",
        source_actor_id=HOLM,
    )
    refused = position(
        CLOSED,
        "reject",
        "Sweden's harbour office",
        "refused",
        ["to say when the ferry would sail"],
        source_actor_id=OFFICE,
    )
    lorries_start, lorries_end = span(OPEN_TEXT, "14")
    noun_start, noun_end = span(OPEN_TEXT, "lorries")
    money_start, money_end = span(CLOSED_TEXT, "2.5 million kronor")
    title_start, title_end = span(OPEN_TEXT, "harbour minister")
    measured = {"confidence": 0.8, "status": "machine", "method": METHOD, "bound": "exact", "trend": "none"}
    return {
        "sources": [
            {
                "source": "coast-wire",
                "name": "Coast Wire",
                "country_iso3": "NOR",
                "timezone": "Europe/Oslo",
                "language": "en",
                "licence": "CC0-1.0",
                "text_policy": "offsets",
            }
        ],
        "articles": [
            article(
                OPEN,
                "full",
                "Norway asks Sweden to reopen the ferry",
                author="'Kim' =Berg",
                published_at=datetime(2026, 3, 4, 7, 15, tzinfo=UTC),
            ),
            article(CLOSED, "offsets", None, url="https://example.org/ferry?a=1,2", published_on=None),
        ],
        "texts": [{"article_id": OPEN, "text": OPEN_TEXT}],
        "actors": [
            {"actor_id": HOLM, "name": "Ada Holm", "kind": "person", "country_iso3": "NOR", "sector": "gov"},
            {"actor_id": OFFICE, "name": "Sweden's harbour office", "kind": "organisation", "country_iso3": "SWE"},
            {"actor_id": "state_SWE", "name": "Sweden", "kind": "state", "country_iso3": "SWE", "wikidata_qid": "Q34"},
            {
                "actor_id": "state_NOR",
                "name": "Norway",
                "kind": "state",
                "country_iso3": "NOR",
                "description": "line one\nline two",
            },
        ],
        "actor_names": [
            {"actor_id": HOLM, "name": "Ada Holm", "name_type": "full", "name_source": "articles"},
            {"actor_id": "state_SWE", "name": "+Sverige", "name_type": "short", "name_source": "registry"},
        ],
        "actor_roles": [
            {
                "actor_role_id": content_id("rol_", OPEN, title_start),
                "actor_id": HOLM,
                "title_text": "harbour minister",
                "sector": "gov",
                "country_iso3": "NOR",
                "article_id": OPEN,
                "char_start": title_start,
                "char_end": title_end,
            }
        ],
        "mentions": [minister, sweden, office],
        "positions": [urged, said, promised, refused],
        "position_actors": [
            actor(urged, "source", HOLM, minister),
            actor(urged, "target", "state_SWE", sweden),
            actor(said, "source", HOLM, minister),
            actor(promised, "source", HOLM, None),
            actor(refused, "source", OFFICE, office),
        ],
        "numbers": [
            {
                "number_id": content_id("num_", OPEN, lorries_start),
                "article_id": OPEN,
                "position_id": said["position_id"],
                "sentence_no": 1,
                "char_start": lorries_start,
                "char_end": lorries_end,
                "text": "14",
                "value": 14.0,
                "kind": "count",
                "counted": "lorry",
                "counted_start": noun_start,
                "counted_end": noun_end,
                **measured,
            },
            {
                "number_id": content_id("num_", CLOSED, money_start),
                "article_id": CLOSED,
                "sentence_no": 1,
                "char_start": money_start,
                "char_end": money_end,
                "value": 2.5e6 + 0.1,
                "kind": "money",
                "unit": "SEK",
                **measured,
            },
        ],
        "dates": [
            {
                "date_id": day,
                "article_id": OPEN,
                "sentence_no": 1,
                "char_start": day_start,
                "char_end": day_end,
                "text": "3 March",
                "timex_type": "DATE",
                "timex_value": "2026-03-03",
                "date_start": date(2026, 3, 3),
                "date_end": date(2026, 3, 3),
                "granularity": "day",
                "anchor": "published",
                "resolved": True,
                "confidence": 0.9,
                "status": "machine",
                "method": METHOD,
            }
        ],
        "acts": [
            {
                "act": str(act),
                "definition": act.description,
                "direction": act.direction,
                "plover": act.plover,
                "cameo": act.cameo,
            }
            for act in Act
        ],
        "countries": [
            {"iso3": "NOR", "name": "Norway", "wikidata_qid": "Q20", "gw": 385, "cow": 385, "un_member": True},
            {"iso3": "SWE", "name": "Sweden", "wikidata_qid": "Q34", "gw": None, "cow": 380, "un_member": True},
        ],
        "rejects": [
            {
                "reject_id": content_id("rej_", "broken"),
                "raw_name": "articles/coast-wire/broken.txt",
                "n_bytes": None,
                "stage": "decode",
                "reason": "not_utf8",
                "detail": '=cmd|" /c calc"!A1, byte 0xff',
            }
        ],
        "curation": [],
        "quality": [],
        "changes": [],
    }


def as_table(name: str, of: list[Row]) -> pa.Table:
    """Rows as the sorted table of a name; actors without status are provisional."""
    model = TABLES[name]
    schema = derive.arrow_schema(model)
    defaults = {"status": "provisional"} if name == "actors" else {}
    full = [{column: {**defaults, **row}.get(column) for column in schema.names} for row in of]
    sort_key = derive.sort_key(model)
    full.sort(key=lambda row: tuple(row[column] for column in sort_key))
    return pa.Table.from_pylist(full, schema=schema)


def write_tables(folder: Path, content: dict[str, list[Row]] | None = None) -> Path:
    """Write derived tables and build.json as `pipelines.tables` does."""
    content = content or rows()
    folder.mkdir(parents=True, exist_ok=True)
    for name in TABLES:
        table = as_table(name, content[name])
        pq.write_table(
            table.replace_schema_metadata({"onrecord.delta_versions": json.dumps(DELTA_VERSIONS)}),
            folder / f"{name}.parquet",
        )
    build = {
        "delta_versions": DELTA_VERSIONS,
        "inputs": inputs(content),
        "raw_list_sha256": sha256("the list"),
        "extractors": {"annotations": "test@1"},
    }
    (folder / "build.json").write_text(json.dumps(build))
    return folder


def publish_tables(folder: Path, content: dict[str, list[Row]]) -> Path:
    """A release of these rows."""
    tables = write_tables(folder / "tables", content)
    return publish(tables, folder / "releases", run_checks=run_checks, released_at=RELEASED_AT).path


def inputs(content: dict[str, list[Row]]) -> dict[str, int]:
    kept, rejected = len(content["articles"]), len(content["rejects"])
    return {"n_raw": kept + rejected + 1, "n_kept": kept, "n_duplicate": 1, "n_rejected": rejected, "n_retracted": 0}


def texts_table() -> pa.Table:
    """All texts, as the store would give them."""
    return pa.table(
        {
            "article_id": list(TEXTS),
            "text_sha256": [sha256(text) for text in TEXTS.values()],
            "text": list(TEXTS.values()),
        }
    )


def run_checks(folder: Path) -> list[checks.CheckResult]:
    """The project's own checks."""
    return checks.run_all(folder, texts_table().select(["article_id", "text"]), inputs(rows()))
