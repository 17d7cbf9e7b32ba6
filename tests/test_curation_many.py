"""A million mentions of one name are resolved like one, with rules of every kind in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest
from mentions_by_hand import write_rules

from pipelines.actor_ids import minted_id
from pipelines.curation.decisions import read_decisions
from pipelines.curation.resolving import refuse_idle_rules, resolve_mentions
from pipelines.sql import select

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MILLION = 1_000_000
# Twenty in an article: ten by full name, of them two in another spelling, five by surname, five pronouns.
MENTIONS = """
    CREATE TABLE nested_mentions AS
    SELECT
        'art_' || (n // 20) AS article_id, 'men_' || n AS mention_id, NULL::VARCHAR AS registry_actor_id,
        'person' AS kind, CASE WHEN n % 20 < 8 THEN 'Ada Lind' WHEN n % 20 < 10 THEN 'Ada Lynd' END AS entity_name,
        if(n % 40 < 20, 'SWE', NULL) AS country_iso3, if(n % 3 = 0, 'gov', NULL) AS sector,
        if(n % 20 < 15, 'named', 'pronoun') AS form,
        coalesce(entity_name, if(n % 20 < 15, 'Lind', 'she')) AS text,
        if(n % 20 >= 15, 'men_' || (n - 1), NULL) AS antecedent_mention_id
    FROM range(1000000) AS numbers(n);
    CREATE TABLE store_articles AS SELECT DISTINCT article_id, 'wire' AS source FROM nested_mentions;
"""


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        opened.execute(MENTIONS)
        yield opened


def counts(connection: duckdb.DuckDBPyConnection) -> dict[str | None, int]:
    rows = select(connection, "SELECT actor_id, count(*) FROM resolved_mentions GROUP BY ALL").fetchall()
    return dict(rows)


def test_a_million_mentions_of_one_name(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    lind, split_off = minted_id("person", "Ada Lind", "SWE"), f"act_{'b' * 16}"
    folder = write_rules(
        tmp_path,
        actors=[{"actor_id": split_off, "name": "Ada Lind", "country_iso3": "SWE"}],
        aliases=[{"alias": "Lind", "actor_id": lind, "name_type": "short"}],
        merges=[{"from_actor_id": minted_id("person", "Ada Lynd", "SWE"), "into_actor_id": lind}],
        splits=[{"actor_id": lind, "by": "article", "value": "art_7", "into_actor_id": split_off}],
    )
    decisions = read_decisions(folder)
    resolved = resolve_mentions(connection, decisions)
    refuse_idle_rules(decisions, resolved)
    assert counts(connection) == {lind: MILLION - 20, split_off: 20}


def test_without_decisions_a_surname_alone_is_nobody(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    resolve_mentions(connection, read_decisions(tmp_path))
    found = counts(connection)
    assert found.pop(None) == MILLION // 2
    lind, lynd = (minted_id("person", name, "SWE") for name in ("Ada Lind", "Ada Lynd"))
    assert found == {lind: MILLION * 8 // 20, lynd: MILLION * 2 // 20}
