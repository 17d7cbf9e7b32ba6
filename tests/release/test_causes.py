"""Why rows differ: each rule on rows by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import small_release
from small_release import CLOSED, HOLM, OFFICE, OPEN, Row
from two_releases import Content, Told, compared, write

from pipelines.ids import content_id

if TYPE_CHECKING:
    from pathlib import Path

LIND = content_id("act_", "lind")


def decision(action: str, row_id: str, old: str | None, new: str | None, table: str = "actors") -> Row:
    row = {"table_name": table, "row_id": row_id, "field": "actor_id", "old_value": old, "new_value": new}
    row |= {"decided_on": date(2026, 11, 22), "curator": "ada", "action": action, "reason": "Looked."}
    return row | {"curation_id": content_id("cur_", action, row_id, old, new)}


def retract(content: Content, article_id: str = CLOSED) -> None:
    """The article, its rows, and the actors that only it bears."""
    content["curation"].append(decision("retract", article_id, article_id, None, "articles"))
    leave_out(content, article_id)


def leave_out(content: Content, article_id: str = CLOSED) -> None:
    positions = {row["position_id"] for row in content["positions"] if row["article_id"] == article_id}
    borne = {row["actor_id"] for row in content["mentions"] if row["article_id"] == article_id}
    borne -= {row["actor_id"] for row in content["mentions"] if row["article_id"] != article_id} | {None}
    for table, rows in content.items():
        content[table] = [
            row
            for row in rows
            if row.get("article_id") != article_id
            and row.get("position_id") not in positions
            and not (table in {"actors", "actor_names"} and row["actor_id"] in borne)
        ]


def difference(folder: Path, change: Any, **options: Any) -> Told:
    content = small_release.rows()
    change(content)
    return compared(write(folder / "old", small_release.rows()), write(folder / "new", content, **options))


def causes(found: Told) -> dict[str, set[str]]:
    by_table: dict[str, set[str]] = {}
    for (table, _), (_, _, cause) in found.items():
        by_table.setdefault(table, set()).add(cause)
    return by_table


def test_a_retraction_takes_down_the_article_and_all_that_only_it_bore(tmp_path: Path) -> None:
    found = difference(tmp_path, retract, curation={"retractions.csv": "1"})
    assert causes(found) == {
        name: {"takedown"}
        for name in ("articles", "actors", "mentions", "positions", "position_actors", "numbers", "curation")
    }
    assert ("actors", OFFICE) in found


def test_a_retraction_counts_before_another_extractor(tmp_path: Path) -> None:
    assert set().union(*causes(difference(tmp_path, retract, extractor="test@2")).values()) == {"takedown"}


def test_a_retraction_that_is_taken_back_is_the_cause_too(tmp_path: Path) -> None:
    retracted = small_release.rows()
    retract(retracted)
    found = compared(write(tmp_path / "old", retracted), write(tmp_path / "new", small_release.rows()))
    assert {(change, cause) for change, _, cause in found.values()} == {("added", "takedown"), ("removed", "takedown")}


def test_a_reject_of_the_retracted_articles_id_goes_with_it(tmp_path: Path) -> None:
    old = small_release.rows()
    name = next(row["raw_name"] for row in old["articles"] if row["article_id"] == CLOSED)
    detail = f"same id as {name}, other text; remove one or give it another id or address"
    old["rejects"].append(
        {
            "reject_id": content_id("rej_", "conflict"),
            "source": "coast-wire",
            "raw_name": "articles/coast-wire/again.txt",
            "stage": "validate",
            "reason": "conflicting_text",
            "detail": detail,
        }
    )
    new = {table: list(rows) for table, rows in old.items()}
    new["rejects"] = new["rejects"][:1]
    retract(new)
    found = compared(write(tmp_path / "old", old), write(tmp_path / "new", new))
    assert causes(found)["rejects"] == {"takedown"}


def test_an_article_that_is_gone_takes_its_rows_and_actors_with_it(tmp_path: Path) -> None:
    found = difference(tmp_path, leave_out)
    assert set().union(*causes(found).values()) == {"source"}
    assert ("actors", OFFICE) in found


def test_an_article_that_differs_is_the_cause_of_its_rows_even_under_another_extractor(tmp_path: Path) -> None:
    def revise(content: Content) -> None:
        next(row for row in content["articles"] if row["article_id"] == OPEN)["published_on"] = date(2026, 3, 5)
        content["dates"][0]["timex_value"] = "2026-03-04"
        content["numbers"][1]["value"] = 3.0  # of the other article

    found = difference(tmp_path, revise, extractor="test@2")
    assert causes(found) == {"articles": {"source"}, "dates": {"source"}, "numbers": {"code"}}


def test_another_country_of_the_source_is_the_cause_of_the_dates_that_are_read_by_it(tmp_path: Path) -> None:
    def move(content: Content) -> None:
        content["sources"][0]["country_iso3"] = "SWE"
        content["dates"][0]["timex_value"] = "2026-11-05"

    assert causes(difference(tmp_path, move)) == {"sources": {"source"}, "dates": {"source"}}


def test_another_address_is_the_cause_of_the_articles_own_row_alone(tmp_path: Path) -> None:
    def move(content: Content) -> None:
        content["articles"][0]["url"] = "https://example.org/new"
        content["numbers"][0]["value"] = 15.0

    assert causes(difference(tmp_path, move)) == {"articles": {"source"}, "numbers": {"code"}}


def test_an_article_of_the_same_text_moves_the_others_cluster(tmp_path: Path) -> None:
    older = content_id("art_", "older")

    def repeat(content: Content) -> None:
        first = next(row for row in content["articles"] if row["article_id"] == CLOSED)
        first |= {"cluster_id": older, "is_cluster_head": False}
        content["articles"].append(first | {"article_id": older, "is_cluster_head": True})

    found = difference(tmp_path, repeat, extractor="test@2")
    assert found["articles", CLOSED] == ("changed", "cluster_id|is_cluster_head", "source")


def rename_holm(content: Content, new: str = LIND) -> None:
    for table in ("mentions", "position_actors"):
        for row in content[table]:
            if row.get("actor_id") == HOLM:
                row["actor_id"] = new
    for row in content["positions"]:
        if row.get("source_actor_id") == HOLM:
            row["source_actor_id"] = new


def merge(content: Content) -> None:
    rename_holm(content)
    content["actors"][0]["actor_id"] = content["actor_names"][0]["actor_id"] = LIND
    content["actor_roles"][0]["actor_id"] = LIND
    content["curation"].append(decision("merge", HOLM, HOLM, LIND))


def test_a_merge_is_the_cause_wherever_it_moves_an_actor(tmp_path: Path) -> None:
    found = difference(tmp_path, merge, curation={"merges.csv": "2"}, extractor="test@2")
    assert set().union(*causes(found).values()) == {"curation"}
    assert {"mentions", "positions", "position_actors", "actors", "actor_names", "actor_roles"} < causes(found).keys()


def test_a_decision_does_not_explain_what_decisions_cannot_do(tmp_path: Path) -> None:
    def merge_and_recode(content: Content) -> None:
        merge(content)
        content["positions"][0]["act"] = "demand"

    found = difference(tmp_path, merge_and_recode, curation={"merges.csv": "2"})
    assert {cause for _, fields, cause in found.values() if "act" in (fields or "").split("|")} == {"code"}


def test_topics_that_differ_are_curation_where_their_file_does(tmp_path: Path) -> None:
    def about(content: Content) -> None:
        content["positions"][0]["topic"] = "ferries"

    assert causes(difference(tmp_path / "1", about, curation={"topics.csv": "2"})) == {"positions": {"curation"}}
    assert causes(difference(tmp_path / "2", about)) == {"positions": {"code"}}


def test_a_fixed_actor_differs_by_curation_and_one_of_the_registry_by_code(tmp_path: Path) -> None:
    old = small_release.rows()
    for row in old["actors"]:
        row["status"] = "curated"
    old["curation"].append(decision("accept", HOLM, "provisional", "curated"))
    new = {table: [dict(row) for row in rows] for table, rows in old.items()}
    new["actors"][0]["wikidata_qid"] = "Q7"  # Holm
    new["actors"][3]["description"] = "A kingdom."
    found = compared(write(tmp_path / "old", old), write(tmp_path / "new", new, curation={"actors.csv": "2"}))
    assert {row_id: cause for (_, row_id), (_, _, cause) in found.items()} == {HOLM: "curation", "state_NOR": "code"}


def test_a_new_article_is_the_cause_where_it_moves_the_actors_of_another(tmp_path: Path) -> None:
    newer = content_id("art_", "newer")

    def arrive(content: Content) -> None:
        first = next(row for row in content["articles"] if row["article_id"] == CLOSED)
        content["articles"].append(first | {"article_id": newer, "cluster_id": newer})
        rename_holm(content)
        content["actors"].append({"actor_id": LIND, "name": "Ada Holm", "kind": "person", "country_iso3": "SWE"})
        bearer = next(row for row in content["mentions"] if row["actor_id"] == LIND)
        content["mentions"].append(bearer | {"article_id": newer, "mention_id": content_id("men_", "newer")})

    found = difference(tmp_path / "1", arrive)
    assert set().union(*causes(found).values()) == {"source"}
    assert {"mentions", "positions", "position_actors"} < causes(found).keys()
    other = difference(tmp_path / "2", arrive, extractor="test@2")
    assert causes(other)["positions"] == {"code"}  # the code differs, too, and it reaches every row of the article


@pytest.mark.parametrize(
    ("table", "field", "value", "cause"),
    [
        ("countries", "name", "Noreg", "code"),
        ("acts", "definition", "Another.", "code"),
        ("sources", "name", "The Coast Wire", "source"),
        ("rejects", "detail", "byte 0xfe", "source"),
        ("mentions", "score", 0.8, "code"),
        ("texts", "text", "Other.", "code"),
        ("actors", "sector", "mil", "code"),
    ],
)
def test_each_table_has_its_cause_where_nothing_else_differs(
    table: str, field: str, value: object, cause: str, tmp_path: Path
) -> None:
    def change(content: Content) -> None:
        content[table][0][field] = value

    assert causes(difference(tmp_path, change)) == {table: {cause}}


def test_an_input_that_comes_and_never_becomes_an_article_is_a_source(tmp_path: Path) -> None:
    def arrive(content: Content) -> None:
        content["rejects"].append(
            content["rejects"][0] | {"reject_id": content_id("rej_", "2"), "raw_name": "articles/coast-wire/2.txt"}
        )

    assert causes(difference(tmp_path, arrive, extractor="test@2")) == {"rejects": {"source"}}


def test_an_article_that_other_code_turns_away_is_gone_by_code(tmp_path: Path) -> None:
    def turn_away(content: Content) -> None:
        row = next(row for row in content["articles"] if row["article_id"] == CLOSED)
        content["rejects"].append(
            content["rejects"][0]
            | {"reject_id": content_id("rej_", "2"), "raw_name": row["raw_name"], "raw_sha256": row["raw_sha256"]}
        )
        leave_out(content)

    assert set().union(*causes(difference(tmp_path / "1", turn_away, extractor="test@2")).values()) == {"code"}
    assert set().union(*causes(difference(tmp_path / "2", turn_away)).values()) == {"source"}
