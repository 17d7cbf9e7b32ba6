"""The gate between releases: ids that change their meaning or get lost stop a release; what is ordinary does not."""

from __future__ import annotations

import logging
from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest
import small_release
from small_release import HOLM, OPEN, Row

from pipelines.checks import CheckResult
from pipelines.ids import content_id
from pipelines.release import PublishError, publish
from pipelines.release import staging as staging_module
from pipelines.release.continuity import COMPARED, check_actor_ids
from pipelines.release.dataset import parquet_path
from schemas.tables import TABLES

if TYPE_CHECKING:
    from pathlib import Path

type Content = dict[str, list[Row]]

NEW_ID, THIRD_ID = content_id("act_", "new"), content_id("act_", "third")


def passing(folder: Path) -> list[CheckResult]:
    return [
        CheckResult(name="rows", table=name, passed=True, rows_seen=pq.read_metadata(file).num_rows, failures=0)
        for name in TABLES
        for file in [folder / f"{name}.parquet"]
    ]


def write(folder: Path, content: Content) -> Path:
    """The tables that are compared, where a release keeps them."""
    (folder / "data").mkdir(parents=True)
    for name in COMPARED:
        pq.write_table(small_release.as_table(name, content[name]), folder / parquet_path(name))
    return folder


def compare(home: Path, before: Content, after: Content, *, same_extractor: bool = True) -> dict[str, CheckResult]:
    parent, staged = write(home / "parent", before), write(home / "staged", after)
    return {result.name: result for result in check_actor_ids(staged, parent, same_extractor=same_extractor)}


def release(home: Path, content: Content) -> None:
    tables = small_release.write_tables(home / "tables", content)
    publish(tables, home / "releases", run_checks=passing, released_at=small_release.RELEASED_AT)


def holm(content: Content) -> Row:
    return next(row for row in content["actors"] if row["actor_id"] == HOLM)


def replace_id(content: Content, new: str | None) -> None:
    """Give all rows of Holm another actor, or none."""
    for table in ("mentions", "position_actors", "actor_roles", "actor_names"):
        for row in content[table]:
            if row.get("actor_id") == HOLM:
                row["actor_id"] = new
    for row in content["positions"]:
        for column in ("source_actor_id", "target_actor_id"):
            if row.get(column) == HOLM:
                row[column] = new


def lose(content: Content) -> None:
    """Nothing is Holm any more."""
    content["actors"].remove(holm(content))
    for table in ("actor_names", "actor_roles"):
        content[table] = [row for row in content[table] if row["actor_id"] != HOLM]
    replace_id(content, None)


def decide(content: Content, action: str, new: str | None, field: str = "actor_id", **more: Any) -> None:
    row = {"table_name": "actors", "row_id": HOLM, "field": field, "old_value": HOLM, "new_value": new}
    row |= {"decided_on": date(2026, 11, 22), "curator": "ada", "action": action, "reason": "Looked.", **more}
    content["curation"].append(row | {"curation_id": content_id("cur_", action, new, field)})


def second(change: Any) -> Content:
    content = small_release.rows()
    change(content)
    return content


def renamed(content: Content) -> None:
    holm(content)["actor_id"] = NEW_ID
    replace_id(content, NEW_ID)


def another_person(content: Content) -> None:
    holm(content)["name"] = "Bo Ek"


def another_country(content: Content) -> None:
    holm(content)["country_iso3"] = "SWE"


def another_kind(content: Content) -> None:
    holm(content)["kind"] = "organisation"


def reused(content: Content) -> None:
    """A person gives an id in use to somebody else."""
    another_person(content)
    decide(content, "edit", "Bo Ek", "name")
    for row in content["mentions"]:
        if row.get("actor_id") == HOLM:
            row["mention_id"] = content_id("men_", "another")


def same_item(content: Content) -> None:
    renamed(content)
    next(row for row in content["actors"] if row["actor_id"] == NEW_ID)["name"] = "Ada Holm Berg"


@pytest.mark.parametrize(
    ("change", "check", "told"),
    [
        (another_person, "actors_keep_their_meaning", "'is': \"person 'Bo Ek' NOR\""),
        (another_country, "actors_keep_their_meaning", "'is': \"person 'Ada Holm' SWE\""),
        (another_kind, "actors_keep_their_meaning", "'is': \"organisation 'Ada Holm' NOR\""),
        (reused, "actors_keep_their_meaning", "'next_step': 'give each its own id in curation/actors.csv"),
        (renamed, "actors_keep_their_ids", f"has the id {NEW_ID} now"),
        (same_item, "actors_keep_their_ids", f"has the id {NEW_ID} now"),
        (lose, "actors_keep_their_ids", "is gone, though its articles and the extractor are the same"),
    ],
)
def test_the_gate_fires(change: Any, check: str, told: str, tmp_path: Path) -> None:
    before, after = small_release.rows(), small_release.rows()
    for content in (before, after):
        holm(content)["wikidata_qid"] = "Q7"
    change(after)
    result = compare(tmp_path, before, after)[check]
    assert (result.passed, result.failures, result.rows_seen) == (False, 1, len(before["actors"]))
    assert told in str(result.examples[0])


def test_a_release_that_fails_the_gate_is_not_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    release(tmp_path, small_release.rows())
    with pytest.raises(PublishError, match="actors_keep_their_ids on actors: 1 of"):
        release(tmp_path, second(renamed))
    assert not (tmp_path / "releases" / "2026.11.1").exists()
    monkeypatch.setattr(staging_module, "SCHEMA_VERSION", "999.0.0")  # a major version may change all ids
    release(tmp_path, second(renamed))
    assert (tmp_path / "releases" / "2026.11.1").is_dir()


def spelled(content: Content) -> None:
    holm(content)["name"] = "ADA B. HÓLM"


def merged(content: Content) -> None:
    renamed(content)
    decide(content, "merge", NEW_ID)


def barred(content: Content) -> None:
    lose(content)
    decide(content, "reject", None, table_name="actor_names", row_id=f'["{HOLM}", "Holm"]')


def corrected(content: Content) -> None:
    another_country(content)
    decide(content, "edit", "SWE", "country_iso3")


def without_article(content: Content) -> None:
    lose(content)
    for row in content["articles"]:
        if row["article_id"] == OPEN:
            row["text_sha256"] = small_release.sha256("another text")


def two_namesakes(content: Content) -> None:
    """A minister and a footballer: each has an id of its own, and the one of before is given to neither."""
    row = holm(content)
    lose(content)
    content["actors"] += [row | {"actor_id": NEW_ID}, row | {"actor_id": THIRD_ID}]


def located(content: Content) -> None:
    """An actor without country turns out to be the only one of its name that has one."""
    renamed(content)
    next(row for row in content["actors"] if row["actor_id"] == NEW_ID)["country_iso3"] = "NOR"


@pytest.mark.parametrize(
    "change",
    [spelled, merged, barred, corrected, without_article, two_namesakes, located],
    ids=lambda change: change.__name__,
)
def test_what_is_ordinary_or_decided_passes(change: Any, tmp_path: Path) -> None:
    before, after = small_release.rows(), small_release.rows()
    if change is located:
        holm(before)["country_iso3"] = holm(after)["country_iso3"] = None
    change(after)
    assert all(result.passed for result in compare(tmp_path, before, after).values())


@pytest.mark.parametrize("change", [merged, corrected], ids=lambda change: change.__name__)
def test_a_decision_can_be_undone(change: Any, tmp_path: Path) -> None:
    results = compare(tmp_path, second(change), small_release.rows())
    assert all(result.passed for result in results.values())


def test_another_extractor_may_not_find_an_actor_and_a_warning_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        results = compare(tmp_path, small_release.rows(), second(lose), same_extractor=False)
    assert all(result.passed for result in results.values())
    assert "1 actors of the release before are not found any more by the new extractor" in caplog.text


def test_another_extractor_may_not_give_an_actor_another_id(tmp_path: Path) -> None:
    results = compare(tmp_path, small_release.rows(), second(renamed), same_extractor=False)
    assert not results["actors_keep_their_ids"].passed
