"""Publishing: what a release holds, when there is one, and what refuses it."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
import small_release

from pipelines.checks import CheckResult
from pipelines.release import Published, PublishError, VersionExistsError, publish
from pipelines.release.dataset import DOCUMENTS
from pipelines.release.durable import relative_files, sha256
from schemas import derive
from schemas.tables import PARQUET_ONLY, SCHEMA_VERSION, TABLES

LISTS = ("index.html", "index.json", "latest.json")


def passing(folder: Path) -> list[CheckResult]:
    """A quick stand-in for the project's checks, for tests that are not about them."""
    return [
        CheckResult(name="rows", table=name, passed=True, rows_seen=pq.read_metadata(file).num_rows, failures=0)
        for name in TABLES
        for file in [folder / f"{name}.parquet"]
    ]


def publish_rows(home: Path, content: dict[str, list[small_release.Row]] | None = None, **options: Any) -> Published:
    tables = small_release.write_tables(home / "tables", content)
    arguments = {"run_checks": passing, "released_at": small_release.RELEASED_AT, **options}
    return publish(tables, home / "releases", **arguments)


def with_topic(topic: str) -> dict[str, list[small_release.Row]]:
    content = small_release.rows()
    content["positions"][0]["topic"] = topic
    return content


def visible(releases: Path) -> list[str]:
    return sorted(path.name for path in releases.iterdir() if path.name != ".lock")


def read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_a_release_holds_every_table_in_both_forms_and_every_document(published: Path) -> None:
    expected = {f"data/{name}.parquet" for name in TABLES}
    expected |= {f"csv/{name}.csv" for name in TABLES if name not in PARQUET_ONLY}
    expected |= {f"sample/{name}" for name in expected} | {*DOCUMENTS, "manifest.json", "SHA256SUMS"}
    assert {name for name in relative_files(published) if not name.startswith("site/")} == expected
    assert (published / "site" / "index.html").is_file()


def test_the_releases_folder_shows_the_release_its_zip_and_the_lists(published: Path) -> None:
    assert visible(published.parent) == ["2026.11.0", "2026.11.0.zip", *LISTS]


def test_sha256sum_accepts_the_checksums(published: Path) -> None:
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=published, check=True)


@pytest.mark.parametrize("name", TABLES)
def test_parquet_files_have_the_models_schema_and_the_derived_rows(name: str, published: Path, derived: Path) -> None:
    found = pq.read_table(published / "data" / f"{name}.parquet")
    assert found.equals(pq.read_table(derived / f"{name}.parquet"))
    assert found.schema.remove_metadata().equals(derive.arrow_schema(TABLES[name]), check_metadata=True)


def test_parquet_files_are_written_as_the_design_says(published: Path) -> None:
    metadata = pq.read_metadata(published / "data" / "positions.parquet")
    columns = {
        metadata.schema.column(index).name: metadata.row_group(0).column(index) for index in range(metadata.num_columns)
    }
    assert {column.compression for column in columns.values()} == {"ZSTD"}
    assert all(column.has_offset_index and column.has_column_index for column in columns.values())
    assert not columns["position_id"].has_dictionary_page
    assert columns["act"].has_dictionary_page
    order = [list(columns)[key.column_index] for key in metadata.row_group(0).sorting_columns]
    assert order == list(derive.sort_key(TABLES["positions"]))


def test_duckdb_shows_what_a_parquet_file_is(published: Path) -> None:
    path = published / "data" / "numbers.parquet"
    query = "SELECT decode(key), decode(value) FROM parquet_kv_metadata(?)"
    metadata = dict(duckdb.execute(query, [str(path)]).fetchall())
    assert metadata["onrecord.dataset"] == "onrecord"
    assert metadata["onrecord.version"] == "2026.11.0"
    assert metadata["onrecord.schema_version"] == SCHEMA_VERSION
    assert metadata["onrecord.licence"] == "CC-BY-4.0"
    assert metadata["onrecord.description"] == derive.summary(TABLES["numbers"])
    described = json.loads(metadata["onrecord.columns"])
    assert described == {column.name: column.description for column in derive.columns(TABLES["numbers"])}
    assert "onrecord.delta_versions" not in metadata


def test_the_manifest_says_what_the_release_is_and_how_it_was_checked(published: Path) -> None:
    manifest = read_json(published / "manifest.json")
    assert manifest["version"] == "2026.11.0"
    assert manifest["released_at"] == "2026-11-22T09:30:00Z"
    assert manifest["parent"] is None
    assert manifest["extractors"] == {"annotations": "test@1"}
    inputs = manifest["inputs"]
    assert inputs["n_raw"] == inputs["n_kept"] + inputs["n_duplicate"] + inputs["n_rejected"] == 4
    assert [table["name"] for table in manifest["tables"]] == list(TABLES)
    for table in manifest["tables"]:
        assert table["parquet"]["sha256"] == sha256(published / table["parquet"]["path"])
        assert (table["csv"] is None) == (table["name"] in PARQUET_ONLY)
    gates = {(gate["check"], gate["table"]): gate for gate in manifest["gates"]}
    assert ("positions_content_span", "positions") in gates
    assert ("positions_csv_file", "positions") in gates
    assert all(gate["ran"] and gate["failures"] == 0 for gate in manifest["gates"])
    assert gates["positions_csv_file", "positions"]["rows_seen"] == 4


def test_the_index_and_latest_name_the_release(published: Path) -> None:
    index = read_json(published.parent / "index.json")
    manifest, archive = read_json(published / "manifest.json"), published.with_name("2026.11.0.zip")
    assert index == {
        "releases": [
            {
                "version": "2026.11.0",
                "released_at": "2026-11-22T09:30:00Z",
                "manifest_sha256": sha256(published / "manifest.json"),
                "content_sha256": manifest["content_sha256"],
                "rows": {table["name"]: table["rows"] for table in manifest["tables"]},
                "archive": {"bytes": archive.stat().st_size, "sha256": sha256(archive)},
            }
        ],
        "promotions": [],
        "withdrawals": [],
        "channels": {"candidate": "2026.11.0", "stable": None},
    }
    assert read_json(published.parent / "latest.json") == {
        "version": "2026.11.0",
        "candidate": "2026.11.0",
        "stable": None,
    }


def test_nothing_changed_publishes_nothing(tmp_path: Path) -> None:
    first = publish_rows(tmp_path)
    before = {name: sha256(tmp_path / "releases" / name) for name in LISTS}
    second = publish_rows(tmp_path, released_at=small_release.RELEASED_AT + timedelta(days=40))
    assert second.version is None
    assert second.path == first.path
    assert "nothing has changed since 2026.11.0" in second.message
    assert visible(tmp_path / "releases") == ["2026.11.0", "2026.11.0.zip", *LISTS]
    assert before == {name: sha256(tmp_path / "releases" / name) for name in before}


def test_the_changes_table_alone_is_no_reason_for_a_release(tmp_path: Path) -> None:
    publish_rows(tmp_path)
    content = small_release.rows()
    content["changes"] = [{"table_name": "acts", "row_id": "ask", "change": "added", "cause": "code"}]
    assert publish_rows(tmp_path, content).version is None


def test_a_changed_row_makes_the_next_version_with_its_parent(tmp_path: Path) -> None:
    publish_rows(tmp_path)
    content = with_topic("ferries")
    content["actor_names"].append(
        {"actor_id": "state_NOR", "name": "Norge", "name_type": "short", "name_source": "registry"}
    )
    second = publish_rows(tmp_path, content)
    assert second.version == "2026.11.1"
    manifest = read_json(second.path / "manifest.json")
    parent = tmp_path / "releases" / "2026.11.0" / "manifest.json"
    assert manifest["parent"] == {"version": "2026.11.0", "manifest_sha256": sha256(parent)}
    changelog = (second.path / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "| actor_names | 2 | 3 | +1 |" in changelog
    assert "| actor_names | code | 1 | 0 | 0 |" in changelog
    index = read_json(tmp_path / "releases" / "index.json")
    assert [entry["version"] for entry in index["releases"]] == ["2026.11.0", "2026.11.1"]
    assert index["channels"]["candidate"] == "2026.11.1"


def test_a_published_release_stays_byte_for_byte(tmp_path: Path) -> None:
    first = publish_rows(tmp_path).path
    before = {name: sha256(first / name) for name in relative_files(first)}
    publish_rows(tmp_path, with_topic("ferries"))
    assert {name: sha256(first / name) for name in relative_files(first)} == before


@pytest.mark.parametrize(
    ("released_at", "version"),
    [
        (datetime(2026, 1, 31, 12, tzinfo=UTC), "2026.01.0"),
        (datetime(2026, 2, 1, 1, tzinfo=timezone(timedelta(hours=2))), "2026.01.0"),
        (datetime(2027, 12, 1, 0, tzinfo=UTC), "2027.12.0"),
    ],
)
def test_the_version_is_the_month_in_utc(released_at: datetime, version: str, tmp_path: Path) -> None:
    assert publish_rows(tmp_path, released_at=released_at).version == version


def test_a_number_follows_the_highest_of_its_month(tmp_path: Path) -> None:
    publish_rows(tmp_path, version="2026.11.9")
    assert publish_rows(tmp_path, with_topic("b")).version == "2026.11.10"


def test_a_version_before_the_newest_is_refused(tmp_path: Path) -> None:
    publish_rows(tmp_path, version="2026.12.0")
    with pytest.raises(PublishError, match=r"2026\.11\.0 is before the newest release, 2026\.12\.0"):
        publish_rows(tmp_path, with_topic("b"))


@pytest.mark.parametrize("damage", ["remove", "change"])
def test_a_damaged_newest_release_is_told_even_if_nothing_has_changed(damage: str, tmp_path: Path) -> None:
    folder = publish_rows(tmp_path).path
    if damage == "remove":
        shutil.rmtree(folder)
    else:
        (folder / "manifest.json").write_text("{}")
    with pytest.raises(PublishError, match=r"restore it from 2026\.11\.0\.zip"):
        publish_rows(tmp_path)


def test_a_stray_folder_named_like_a_version_gets_no_zip(tmp_path: Path) -> None:
    releases = publish_rows(tmp_path).path.parent
    (releases / "2026.11.7").mkdir()
    with pytest.raises(PublishError, match=r"2026\.11\.7"):
        publish_rows(tmp_path, with_topic("b"))
    assert not (releases / "2026.11.7.zip").exists()


def test_a_taken_version_is_refused(tmp_path: Path) -> None:
    publish_rows(tmp_path, version="2026.11.4")
    with pytest.raises(VersionExistsError, match=r"2026\.11\.4 exists already"):
        publish_rows(tmp_path, with_topic("ferries"), version="2026.11.4")


@pytest.mark.parametrize(
    "version", ["2026.1.0", "2026.13.0", "2026.11", "2026.11.01", "../2026.11.0", "v2026.11.0", "٢٠٢٦.11.0"]
)
def test_a_malformed_version_is_refused(version: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"YYYY\.MM\.N"):
        publish_rows(tmp_path, version=version)


def test_a_time_without_zone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        publish_rows(tmp_path, released_at=datetime(2026, 11, 22))


def test_a_mix_of_runs_is_refused_and_the_files_are_named(derived: Path, tmp_path: Path) -> None:
    tables = small_release.write_tables(tmp_path / "tables")
    other = pq.read_table(tables / "dates.parquet").replace_schema_metadata(
        {"onrecord.delta_versions": '{"articles": 3, "annotations": 1}'}
    )
    pq.write_table(other, tables / "dates.parquet")
    pq.write_table(pq.read_table(tables / "acts.parquet").replace_schema_metadata(None), tables / "acts.parquet")
    with pytest.raises(PublishError, match=r"mixes tables of different runs: dates\.parquet, acts\.parquet"):
        publish(tables, tmp_path / "releases", run_checks=passing, released_at=small_release.RELEASED_AT)
    assert visible(tmp_path / "releases") == []


def test_a_missing_table_is_refused(tmp_path: Path) -> None:
    tables = small_release.write_tables(tmp_path / "tables")
    (tables / "quality.parquet").unlink()
    with pytest.raises(PublishError, match=r"lacks quality\.parquet"):
        publish(tables, tmp_path / "releases", run_checks=passing, released_at=small_release.RELEASED_AT)


def test_inputs_that_do_not_add_up_are_refused(tmp_path: Path) -> None:
    tables = small_release.write_tables(tmp_path / "tables")
    build = read_json(tables / "build.json")
    build["inputs"]["n_raw"] += 1
    (tables / "build.json").write_text(json.dumps(build))
    with pytest.raises(PublishError, match="n_raw is not n_kept"):
        publish(tables, tmp_path / "releases", run_checks=passing, released_at=small_release.RELEASED_AT)


def test_other_columns_are_refused(tmp_path: Path) -> None:
    tables = small_release.write_tables(tmp_path / "tables")
    table = pq.read_table(tables / "acts.parquet")
    renamed = table.rename_columns(["act", "meaning", *table.column_names[2:]])
    pq.write_table(renamed.replace_schema_metadata(table.schema.metadata), tables / "acts.parquet")
    with pytest.raises(PublishError, match=r"acts\.parquet has not the columns"):
        publish(tables, tmp_path / "releases", run_checks=passing, released_at=small_release.RELEASED_AT)


def test_a_failed_check_publishes_nothing_and_says_what_failed(tmp_path: Path) -> None:
    content = small_release.rows()
    content["mentions"][0]["text"] = "Ada Hola"
    with pytest.raises(PublishError) as caught:
        publish_rows(tmp_path, content, run_checks=small_release.run_checks)
    message = str(caught.value)
    assert "mentions_text_span on mentions: 1 of 3 rows fail" in message
    assert "Ada Hola" in message
    assert visible(tmp_path / "releases") == []


def test_a_failed_check_leaves_older_releases_as_they_were(tmp_path: Path) -> None:
    first = publish_rows(tmp_path).path
    content = with_topic("ferries")
    content["position_actors"][0]["mention_id"] = "men_aaaaaaaaaaaaaaaa"
    with pytest.raises(PublishError, match="position_actors_mention_id_exists"):
        publish_rows(tmp_path, content, run_checks=small_release.run_checks)
    assert visible(tmp_path / "releases") == [first.name, f"{first.name}.zip", *LISTS]


def test_a_table_that_no_check_looks_at_is_refused(tmp_path: Path) -> None:
    def forgetful(folder: Path) -> list[CheckResult]:
        return [result for result in passing(folder) if result.table != "dates"]

    with pytest.raises(PublishError, match="no check ran on dates"):
        publish_rows(tmp_path, run_checks=forgetful)
    assert visible(tmp_path / "releases") == []


def test_a_check_that_crashes_publishes_nothing(tmp_path: Path) -> None:
    def broken(folder: Path) -> list[CheckResult]:
        raise RuntimeError(folder.name)

    with pytest.raises(RuntimeError, match="data"):
        publish_rows(tmp_path, run_checks=broken)
    assert visible(tmp_path / "releases") == []


def test_bytes_that_change_between_checks_and_checksums_are_refused(tmp_path: Path) -> None:
    def disturb(step: str) -> None:
        if step == "manifest":
            staged = tmp_path / "releases" / ".staging-2026.11.0" / "csv" / "acts.csv"
            staged.write_bytes(staged.read_bytes().replace(b"ask", b"ASK"))

    with pytest.raises(PublishError, match=r"csv/acts\.csv does not have the bytes"):
        publish_rows(tmp_path, on_step=disturb)
    assert visible(tmp_path / "releases") == []


def test_a_damaged_index_is_named(tmp_path: Path) -> None:
    publish_rows(tmp_path)
    (tmp_path / "releases" / "index.json").write_text("{}}")
    with pytest.raises(PublishError, match=r"index\.json is damaged"):
        publish_rows(tmp_path, with_topic("ferries"))
