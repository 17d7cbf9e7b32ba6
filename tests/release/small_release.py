"""A small, valid set of derived tables, made by hand; children of the kill tests import it too."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines import checks
from pipelines.ids import content_id
from schemas import derive
from schemas.codes import Act
from schemas.tables import TABLES

RELEASED_AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
OPEN_TEXT = (
    "Norway asks Sweden to reopen the ferry\n\n"
    "Norway's harbour minister, Ada Holm, urged Sweden on 3 March to reopen the ferry, and said that 14 lorries 🚚 "
    "“wait each day”. According to Holm, Sweden promised an answer, she added, “within two weeks”."
)
CLOSED_TEXT = (
    "Sweden's harbour office refused to say when the ferry would sail. It cited repairs worth 2.5 million kronor."
)
DELTA_VERSIONS = {"articles": 3, "annotations": 2}
METHOD = "test:by_hand"

type Row = dict[str, Any]


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


OPEN, CLOSED = content_id("art_", "open"), content_id("art_", "closed")
TEXTS = {OPEN: OPEN_TEXT, CLOSED: CLOSED_TEXT}
HOLM = content_id("act_", "holm")
OFFICE = content_id("act_", "office")


def span(text: str, words: str, occurrence: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def article(article_id: str, policy: str, title: str | None, **more: Any) -> Row:
    text = TEXTS[article_id]
    return {
        "article_id": article_id,
        "source": "coast-wire",
        "title": title,
        "language": "en",
        "published_on": date(2026, 3, 4),
        "n_chars": len(text),
        "n_words": len(text.split()),
        "n_sentences": 3,
        "text_sha256": sha256(text),
        "raw_sha256": sha256(f"raw {text}"),
        "raw_name": f"articles/coast-wire/{article_id}.txt",
        "licence": "CC0-1.0",
        "text_policy": policy,
        "cluster_id": article_id,
        "is_cluster_head": True,
        **more,
    }


def mention(article_id: str, words: str, actor: str | None, kind: str, **more: Any) -> Row:
    text = TEXTS[article_id]
    start, end = span(text, words, more.pop("occurrence", 0))
    return {
        "mention_id": content_id("men_", article_id, start, end),
        "article_id": article_id,
        "actor_id": actor,
        "sentence_no": 1,
        "in_title": False,
        "char_start": start,
        "char_end": end,
        "text": words if article_id == OPEN else None,
        "form": "named",
        "kind": kind,
        "method": METHOD,
        "score": 0.9,
        **more,
    }


def position(article_id: str, act: str, source: str, cue: str, content: list[str], **more: Any) -> Row:
    text = TEXTS[article_id]
    published = article_id == OPEN
    cue_start, cue_end = span(text, cue)
    source_start, source_end = span(text, source, more.pop("occurrence", 0))
    pieces = [span(text, piece) for piece in content]
    return {
        "position_id": content_id("pos_", article_id, cue_start, cue_end),
        "article_id": article_id,
        "sentence_no": 1,
        "in_title": False,
        "act": act,
        "negated": False,
        "modality": "asserted",
        "speech": "indirect",
        "source_text": source if published else None,
        "source_start": source_start,
        "source_end": source_end,
        "n_sources": 1,
        "cue": cue.lower(),
        "cue_text": cue if published else None,
        "cue_start": cue_start,
        "cue_end": cue_end,
        "content_text": " … ".join(content) if published else None,
        "content_start": pieces[0][0],
        "content_end": pieces[-1][1],
        "content_spans": json.dumps(pieces, separators=(",", ":")),
        "n_targets": 0,
        "confidence": 0.7,
        "status": "machine",
        "method": METHOD,
        **more,
    }


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


def actor(of: Row, role: str, actor_id: str, named_by: Row | None) -> Row:
    return {
        "position_id": of["position_id"],
        "role": role,
        "ordinal": 0,
        "mention_id": named_by["mention_id"] if named_by else None,
        "actor_id": actor_id,
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
