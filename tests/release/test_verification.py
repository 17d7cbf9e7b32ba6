"""Verifying: every kind of damage is found, also when checksums and manifest were made to agree with it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
import small_release

from pipelines.release import parquet, spreadsheet, verify
from pipelines.release.dataset import csv_path, parquet_path
from pipelines.release.durable import relative_files, sha256
from pipelines.release.fingerprint import logical_sha256
from pipelines.release.sample import write_sample

type Edit = Callable[[pa.Table], pa.Table]


def forge(release: Path) -> None:
    """Make manifest and checksums agree with whatever the files now are."""
    path = release / "manifest.json"
    manifest = json.loads(path.read_bytes())
    for table in manifest["tables"]:
        table["logical_sha256"] = logical_sha256(pq.read_table(release / table["parquet"]["path"]))
        for file in (table["parquet"], table["csv"]):
            if file is not None and (release / file["path"]).exists():
                file["sha256"] = sha256(release / file["path"])
                file["bytes"] = (release / file["path"]).stat().st_size
    path.write_text(json.dumps(manifest), encoding="utf-8")
    names = [name for name in relative_files(release) if name != "SHA256SUMS"]
    (release / "SHA256SUMS").write_text("".join(f"{sha256(release / name)}  {name}\n" for name in names))


def rewrite(release: Path, name: str, edit: Edit) -> None:
    """Change a table in both forms, as someone would who covers the traces."""
    table = edit(parquet.read(name, release)).replace_schema_metadata(None)
    parquet.write(name, table, release, release.name)
    if (release / csv_path(name)).exists():
        spreadsheet.write(table, release / csv_path(name))
    write_sample(release, release.name)
    forge(release)


def with_first(column: str, value: object) -> Edit:
    """Put a value into the first row of a column."""

    def edit(table: pa.Table) -> pa.Table:
        index = table.column_names.index(column)
        values = [value, *table[column].to_pylist()[1:]]
        return table.set_column(index, table.schema.field(index), [pa.array(values, table.schema.field(index).type)])

    return edit


def flip(path: Path, position: float) -> None:
    content = bytearray(path.read_bytes())
    content[int(position * (len(content) - 1))] ^= 1
    path.write_bytes(content)


def test_a_published_release_verifies_with_its_own_texts(published: Path) -> None:
    found = verify(published)
    assert found.problems == ()
    assert found.passed
    assert found.spans_checked == found.spans_total > 10
    assert found.message == f"2026.11.0: no problems; spans checked {found.spans_total} of {found.spans_total}"


def test_spans_without_a_text_are_counted_but_not_checked(release: Path) -> None:
    article = small_release.CLOSED
    content = small_release.CLOSED_TEXT
    rewrite(release, "articles", lambda table: with_policy(table, article, "snippet"))
    rewrite(release, "mentions", lambda table: with_text_for(table, article, content))
    alone, given = verify(release), verify(release, small_release.texts_table)
    assert alone.passed
    assert alone.spans_total - alone.spans_checked == 1
    assert given.spans_checked == given.spans_total


def test_words_that_the_policy_allows_may_not_be_left_out(release: Path) -> None:
    rewrite(release, "articles", lambda table: with_policy(table, small_release.CLOSED, "snippet"))
    found = verify(release, small_release.texts_table).problems
    assert any(problem.startswith("positions: positions_source_text_span fails on 1 of") for problem in found)


def with_policy(table: pa.Table, article: str, policy: str) -> pa.Table:
    index = table.column_names.index("text_policy")
    changed = pc.if_else(pc.equal(table["article_id"], article), policy, table["text_policy"])
    return table.set_column(index, table.schema.field(index), changed)


def with_text_for(table: pa.Table, article: str, text: str) -> pa.Table:
    index = table.column_names.index("text")
    rows = table.to_pylist()
    words = [text[row["char_start"] : row["char_end"]] if row["article_id"] == article else row["text"] for row in rows]
    return table.set_column(index, table.schema.field(index), [pa.array(words, pa.string())])


def test_another_text_than_the_annotated_one_is_not_used(published: Path) -> None:
    def revised() -> pa.Table:
        return pa.table({"article_id": [small_release.CLOSED], "text_sha256": ["x"], "text": ["Something else."]})

    assert verify(published, revised).passed


@pytest.mark.parametrize("name", ["README.md", "views.sql", "csv/acts.csv", "data/dates.parquet", "manifest.json"])
@pytest.mark.parametrize("position", [0.0, 0.4, 1.0])
def test_a_flipped_bit_is_found(name: str, position: float, release: Path) -> None:
    flip(release / name, position)
    problems = verify(release).problems
    assert f"{name} does not have the bytes that SHA256SUMS gives" in problems


@pytest.mark.parametrize("position", [0.05, 0.2, 0.35])
def test_a_flipped_bit_in_a_parquet_page_is_found_behind_new_checksums(position: float, release: Path) -> None:
    flip(release / "data" / "texts.parquet", position)
    names = [name for name in relative_files(release) if name != "SHA256SUMS"]
    (release / "SHA256SUMS").write_text("".join(f"{sha256(release / name)}  {name}\n" for name in names))
    problems = verify(release).problems
    assert "data/texts.parquet does not have the bytes that manifest.json gives" in problems


def test_a_changed_csv_cell_is_found_behind_new_checksums(release: Path) -> None:
    path = release / "csv" / "countries.csv"
    path.write_bytes(path.read_bytes().replace(b"Norway", b"Norwax"))
    forge(release)
    [problem] = verify(release).problems
    assert problem.startswith("countries: countries_csv_file fails on 1 of 2 rows")
    assert "Norwax" in problem


def test_a_missing_csv_row_is_found_behind_new_checksums(release: Path) -> None:
    path = release / "csv" / "acts.csv"
    path.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")
    forge(release)
    assert any("13 rows, where the Parquet file has 14" in problem for problem in verify(release).problems)


@pytest.mark.parametrize("name", ["README.md", "CODEBOOK.md", "csv/positions.csv", "data/texts.parquet"])
def test_a_missing_file_is_found(name: str, release: Path) -> None:
    (release / name).unlink()
    assert f"{name} is missing" in verify(release).problems


@pytest.mark.parametrize("name", ["README.md", "csv/positions.csv"])
def test_a_missing_file_is_found_behind_new_checksums(name: str, release: Path) -> None:
    (release / name).unlink()
    forge(release)
    assert any(Path(name).stem in problem for problem in verify(release).problems)


def test_an_extra_file_is_found(release: Path) -> None:
    (release / "data" / "more.parquet").write_bytes(b"")
    assert "data/more.parquet is not in SHA256SUMS" in verify(release).problems


@pytest.mark.parametrize("name", ["SHA256SUMS", "manifest.json"])
def test_a_missing_list_is_found(name: str, release: Path) -> None:
    (release / name).unlink()
    assert any(name in problem for problem in verify(release).problems)


@pytest.mark.parametrize(
    ("name", "column", "value", "rule"),
    [
        ("positions", "article_id", "art_aaaaaaaaaaaaaaaa", "positions_article_id_exists"),
        ("numbers", "position_id", "pos_aaaaaaaaaaaaaaaa", "numbers_position_id_exists"),
        ("actors", "country_iso3", "FIN", "actors_country_iso3_exists"),
        ("articles", "cluster_id", "art_aaaaaaaaaaaaaaaa", "articles_cluster_id_exists"),
        ("positions", "act", "shout", "positions_schema"),
        ("acts", "act", "warn", "acts_schema"),
        ("countries", "iso3", "ZZZ", "countries_sorted"),
    ],
)
def test_a_broken_rule_is_found_behind_new_checksums(
    name: str, column: str, value: object, rule: str, release: Path
) -> None:
    rewrite(release, name, with_first(column, value))
    assert any(problem.startswith(f"{name}: {rule} fails") for problem in verify(release).problems)


@pytest.mark.parametrize(
    ("name", "column", "edit"),
    [
        ("dates", "text", lambda words: words + "x"),
        ("dates", "char_start", lambda start: start + 1),
        ("actor_roles", "title_text", lambda words: words.upper()),
    ],
)
def test_a_span_that_does_not_match_is_found_behind_new_checksums(
    name: str, column: str, edit: Callable[[object], object], release: Path
) -> None:
    first = parquet.read(name, release)[column][0].as_py()
    rewrite(release, name, with_first(column, edit(first)))
    assert any(f"is not what its offsets select in {small_release.OPEN}" in line for line in verify(release).problems)


def test_a_wrong_piece_of_a_content_is_found(release: Path) -> None:
    def edit(table: pa.Table) -> pa.Table:
        index = table.column_names.index("content_text")
        changed = pc.replace_substring(table["content_text"], " … ", ", ")
        return table.set_column(index, table.schema.field(index), changed)

    rewrite(release, "positions", edit)
    rule, problem = verify(release).problems
    assert rule.startswith("positions: positions_content_span fails on 1 of")
    assert "content_text is not what its offsets select" in problem


def test_a_text_that_is_not_the_annotated_one_is_found(release: Path) -> None:
    rewrite(release, "texts", with_first("text", small_release.OPEN_TEXT + " More."))
    found = verify(release)
    assert f"texts {small_release.OPEN}: not the text with its text_sha256" in found.problems
    assert found.spans_checked == 0


def test_offsets_outside_an_article_are_found_even_without_its_text(release: Path) -> None:
    def edit(table: pa.Table) -> pa.Table:
        index = table.column_names.index("char_end")
        ends = [9_000 if row["article_id"] == small_release.CLOSED else row["char_end"] for row in table.to_pylist()]
        return table.set_column(index, table.schema.field(index), [pa.array(ends, pa.int32())])

    rewrite(release, "numbers", edit)
    [problem] = verify(release).problems
    assert problem.endswith(f"text has offsets outside {small_release.CLOSED}")


def test_other_columns_are_found_behind_new_checksums(release: Path) -> None:
    path = release / parquet_path("quality")
    table = pq.read_table(path)
    pq.write_table(table.drop_columns(["extractor"]), path)
    forge(release)
    assert any("columns, types or descriptions are not the model's" in problem for problem in verify(release).problems)


def test_the_index_beside_a_release_unmasks_a_forged_manifest(release: Path) -> None:
    entry = {
        "version": release.name,
        "released_at": "2026-11-22T09:30:00Z",
        "manifest_sha256": sha256(release / "manifest.json"),
        "content_sha256": hashlib.sha256(b"content").hexdigest(),
    }
    index = {"releases": [entry], "channels": {"candidate": release.name, "stable": None}}
    (release.parent / "index.json").write_text(json.dumps(index))
    assert verify(release).passed
    (release / "README.md").write_text("Something else.")
    forge(release)
    assert verify(release).problems == ("manifest.json is not the one that index.json names",)


def test_another_schema_version_is_said(release: Path) -> None:
    manifest = json.loads((release / "manifest.json").read_bytes())
    (release / "manifest.json").write_text(json.dumps({**manifest, "schema_version": "0.9.0"}))
    assert any(problem.startswith("schema version is 0.9.0") for problem in verify(release).problems)


def test_no_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError, match="no release folder"):
        verify(tmp_path / "2026.11.0")


def test_the_folder_one_stands_in_can_be_verified(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(published)
    assert verify(Path()).message.startswith("2026.11.0: no problems")
