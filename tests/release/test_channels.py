"""Promoting: which release is stable, what refuses it, and that no release knows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import interrupted
import pytest
import small_release
from interrupted import DECIDED_AT, FIRST

from pipelines.release import PublishError, WithdrawnError, promote, withdraw
from pipelines.release.durable import relative_files, sha256
from pipelines.release.index import read_index, write_index

SECOND = "2026.11.1"


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    """Two releases."""
    for topic in ("ferries", "lorries"):
        small_release.write_tables(tmp_path / "tables", interrupted.with_topic(topic))
        interrupted.publish_from(tmp_path)
    return tmp_path / "releases"


def read_json(path: Path) -> Any:
    return json.loads(path.read_bytes())


def stable(releases: Path, version: str, **options: Any) -> str:
    return promote(releases, version, promoted_at=DECIDED_AT, **options)


def test_promoting_moves_stable_in_both_lists_and_changes_no_release(releases: Path) -> None:
    before = {name: sha256(releases / name) for name in relative_files(releases) if name.startswith("2026")}
    assert stable(releases, FIRST) == "2026.11.0 is stable now"
    index = read_json(releases / "index.json")
    assert index["channels"] == {"candidate": SECOND, "stable": FIRST}
    assert index["promotions"] == [{"version": FIRST, "promoted_at": "2026-11-23T08:00:00Z"}]
    assert read_json(releases / "latest.json") == {"version": SECOND, "candidate": SECOND, "stable": FIRST}
    assert {name: sha256(releases / name) for name in before} == before
    assert stable(releases, SECOND) == "2026.11.1 is stable now, in place of 2026.11.0"
    assert [one["version"] for one in read_json(releases / "index.json")["promotions"]] == [FIRST, SECOND]


def test_promoting_the_stable_release_changes_nothing(releases: Path) -> None:
    stable(releases, SECOND)
    before = (releases / "index.json").read_bytes()
    assert stable(releases, SECOND) == "2026.11.1 is stable already"
    assert (releases / "index.json").read_bytes() == before


def test_going_back_has_to_be_asked_for(releases: Path) -> None:
    stable(releases, SECOND)
    with pytest.raises(PublishError, match=r"2026\.11\.0 is older than 2026\.11\.1, which is stable now; give --back"):
        stable(releases, FIRST)
    assert stable(releases, FIRST, back=True) == "2026.11.0 is stable now, in place of 2026.11.1"


@pytest.mark.parametrize("version", ["2026.11.2", "2026.11.0/../2026.11.0", "2026.11.0/", "", "."])
def test_an_unknown_version_is_refused(version: str, releases: Path) -> None:
    with pytest.raises(PublishError, match="there is no release"):
        stable(releases, version)
    with pytest.raises(PublishError, match="there is no release"):
        withdraw(releases, version, reason="a name", withdrawn_at=DECIDED_AT)
    assert read_index(releases).withdrawals == ()


def test_a_folder_without_releases_is_told(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="is no folder of releases; give --home"):
        stable(tmp_path / "releases", FIRST)
    assert not (tmp_path / "releases").exists()


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("2026.11.0/manifest.json", r"manifest\.json is not the one that index\.json names"),
        ("2026.11.0/csv/acts.csv", r"csv/acts\.csv does not have the bytes that SHA256SUMS gives"),
        ("2026.11.0.zip", r"2026\.11\.0\.zip is not the one that index\.json names"),
    ],
)
def test_a_damaged_release_cannot_be_stable(name: str, problem: str, releases: Path) -> None:
    (releases / name).write_bytes((releases / name).read_bytes() + b" ")
    with pytest.raises(PublishError, match=problem):
        stable(releases, FIRST)
    assert read_index(releases).channels.stable is None


def test_whoever_recomputes_the_checksums_is_found_by_the_manifest(releases: Path) -> None:
    path, sums = releases / FIRST / "csv" / "acts.csv", releases / FIRST / "SHA256SUMS"
    old = sha256(path)
    path.write_bytes(path.read_bytes() + b"\n")
    sums.write_text(sums.read_text().replace(old, sha256(path)))
    with pytest.raises(PublishError, match=r"csv/acts\.csv does not have the bytes that manifest\.json gives"):
        stable(releases, FIRST)


def test_a_release_without_its_zip_cannot_be_stable(releases: Path) -> None:
    (releases / "2026.11.0.zip").unlink()
    with pytest.raises(PublishError, match=r"2026\.11\.0\.zip is missing"):
        stable(releases, FIRST)


def test_a_release_that_a_killed_run_left_unlisted_is_known(releases: Path) -> None:
    listed = read_index(releases)
    write_index(releases, listed.model_copy(update={"releases": listed.releases[:1]}))
    assert stable(releases, SECOND) == "2026.11.1 is stable now"
    assert read_index(releases).releases == listed.releases


def test_a_withdrawn_release_cannot_be_stable(releases: Path) -> None:
    withdraw(releases, FIRST, reason="a name", withdrawn_at=DECIDED_AT)
    with pytest.raises(
        WithdrawnError, match=r"2026\.11\.0 was withdrawn on 2026-11-23: a name; use 2026\.11\.1 instea"
    ):
        stable(releases, FIRST)


def test_an_older_index_is_read_and_grows(releases: Path) -> None:
    """Before there were promotions, index.json had neither these lists nor rows and zip of a release."""
    new = read_json(releases / "index.json")
    kept = ("version", "released_at", "manifest_sha256", "content_sha256")
    old = {"releases": [{name: one[name] for name in kept} for one in new["releases"]], "channels": new["channels"]}
    (releases / "index.json").write_text(json.dumps(old))
    stable(releases, FIRST)
    index = read_json(releases / "index.json")
    assert [{name: one[name] for name in kept} for one in index["releases"]] == old["releases"]
    assert index["channels"]["stable"] == FIRST
    assert index["releases"][0]["archive"] is None
    assert "not recorded" in (releases / "index.html").read_text()
