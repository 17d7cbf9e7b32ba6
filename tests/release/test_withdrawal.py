"""Withdrawing: the files go, manifest, reason and version stay, and everything else goes on."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import interrupted
import pyarrow as pa
import pytest
import small_release
from interrupted import DECIDED_AT, FIRST
from markdown_it import MarkdownIt

from pipelines.release import PublishError, VersionExistsError, WithdrawnError, promote, verify, withdraw
from pipelines.release.differences import differences
from pipelines.release.durable import relative_files, sha256
from pipelines.release.index import read_index
from pipelines.release.rehydration import rehydrate

SECOND = "2026.11.1"


def publish_topic(home: Path, topic: str, **options: Any) -> str | None:
    small_release.write_tables(home / "tables", interrupted.with_topic(topic))
    return interrupted.publish_from(home, **options)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with two releases; the first is stable."""
    assert [publish_topic(tmp_path, topic) for topic in ("ferries", "lorries")] == [FIRST, SECOND]
    promote(tmp_path / "releases", FIRST, promoted_at=DECIDED_AT)
    return tmp_path


def gone(home: Path, version: str, reason: str = "it names a witness") -> str:
    return withdraw(home / "releases", version, reason=reason, withdrawn_at=DECIDED_AT)


def test_manifest_and_tombstone_stay_and_the_rest_goes(home: Path) -> None:
    releases = home / "releases"
    manifest = sha256(releases / SECOND / "manifest.json")
    others = {name: sha256(releases / name) for name in relative_files(releases) if name.startswith(FIRST)}
    assert gone(home, SECOND) == "withdrew 2026.11.1; candidate is 2026.11.0, stable is 2026.11.0"
    assert relative_files(releases / SECOND) == ["WITHDRAWN.md", "manifest.json"]
    assert sha256(releases / SECOND / "manifest.json") == manifest
    assert not (releases / "2026.11.1.zip").exists()
    assert not list(releases.glob(".staging-*"))
    assert {name: sha256(releases / name) for name in others} == others
    tombstone = (releases / SECOND / "WITHDRAWN.md").read_text()
    assert "Withdrawn on 2026-11-23. Reason: it names a witness.\n" in tombstone
    assert "Use [2026.11.0](../2026.11.0/) instead." in tombstone


def test_the_lists_keep_the_release_and_tell_the_withdrawal(home: Path) -> None:
    before = read_index(home / "releases")
    gone(home, SECOND)
    index = json.loads((home / "releases" / "index.json").read_bytes())
    assert [entry["version"] for entry in index["releases"]] == [FIRST, SECOND]
    assert read_index(home / "releases").releases == before.releases
    assert index["withdrawals"] == [
        {
            "version": SECOND,
            "withdrawn_at": "2026-11-23T08:00:00Z",
            "reason": "it names a witness",
            "instead": FIRST,
        }
    ]
    latest = json.loads((home / "releases" / "latest.json").read_bytes())
    assert latest == {"version": FIRST, "candidate": FIRST, "stable": FIRST}


def test_without_its_stable_release_a_dataset_has_none(home: Path) -> None:
    said = gone(home, FIRST)
    assert (
        said == "withdrew 2026.11.0; candidate is 2026.11.1, and no release is stable: `onrecord promote` makes one so"
    )
    latest = json.loads((home / "releases" / "latest.json").read_bytes())
    assert latest == {"version": SECOND, "candidate": SECOND, "stable": None}


def test_when_all_are_withdrawn_the_channels_are_empty_and_publishing_goes_on(home: Path) -> None:
    gone(home, SECOND)
    gone(home, FIRST)
    latest = json.loads((home / "releases" / "latest.json").read_bytes())
    assert latest == {"version": None, "candidate": None, "stable": None}
    assert "There was no release to use instead." in (home / "releases" / FIRST / "WITHDRAWN.md").read_text()
    assert publish_topic(home, "harbours") == "2026.11.2"
    assert json.loads((home / "releases" / "2026.11.2" / "manifest.json").read_bytes())["parent"] is None


def test_the_next_release_takes_a_new_version_and_the_newest_parent_that_is_left(home: Path) -> None:
    gone(home, SECOND)
    assert publish_topic(home, "harbours") == "2026.11.2"
    manifest = json.loads((home / "releases" / "2026.11.2" / "manifest.json").read_bytes())
    assert manifest["parent"]["version"] == FIRST
    assert relative_files(home / "releases" / SECOND) == ["WITHDRAWN.md", "manifest.json"]
    assert publish_topic(home, "harbours") is None


def test_a_withdrawn_version_stays_taken_and_marks_the_order(home: Path) -> None:
    assert publish_topic(home, "harbours", version="2026.12.0") == "2026.12.0"
    gone(home, "2026.12.0")
    with pytest.raises(VersionExistsError, match=r"2026\.12\.0 exists already"):
        publish_topic(home, "quays", version="2026.12.0")
    with pytest.raises(PublishError, match=r"2026\.11\.2 is before the newest release, 2026\.12\.0"):
        publish_topic(home, "quays")


def test_what_was_withdrawn_is_not_published_again_unasked(home: Path) -> None:
    gone(home, SECOND)
    with pytest.raises(PublishError, match=r"say just what 2026\.11\.1 said, which was withdrawn: it names a witness"):
        publish_topic(home, "lorries")
    assert publish_topic(home, "ferries") is None
    assert publish_topic(home, "lorries", version="2026.11.2") == "2026.11.2"
    assert publish_topic(home, "quays") == "2026.11.3"
    assert publish_topic(home, "lorries") == "2026.11.4"


def test_withdrawing_twice_changes_nothing(home: Path) -> None:
    gone(home, SECOND)
    before = {name: sha256(home / "releases" / name) for name in relative_files(home / "releases")}
    assert gone(home, SECOND, "another reason") == (
        "nothing to do: 2026.11.1 was withdrawn on 2026-11-23: it names a witness; use 2026.11.0 instead"
    )
    assert {name: sha256(home / "releases" / name) for name in relative_files(home / "releases")} == before


@pytest.mark.parametrize("loss", ["manifest.json", "csv", "."])
def test_a_damaged_or_lost_release_can_be_withdrawn(loss: str, home: Path) -> None:
    path = home / "releases" / SECOND / loss
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    gone(home, SECOND)
    assert set(relative_files(home / "releases" / SECOND)) <= {"WITHDRAWN.md", "manifest.json"}
    assert publish_topic(home, "harbours") == "2026.11.2"


@pytest.mark.parametrize("beside", [True, False])
def test_verify_says_in_a_line_that_a_release_was_withdrawn(beside: bool, home: Path, tmp_path: Path) -> None:
    gone(home, SECOND)
    folder = home / "releases" / SECOND
    release = folder if beside else Path(shutil.copytree(folder, tmp_path / "elsewhere" / SECOND))
    with pytest.raises(WithdrawnError, match=r"^2026\.11\.1 was withdrawn[^\n]*$"):
        verify(release)


def test_no_command_reads_a_withdrawn_release(home: Path, tmp_path: Path) -> None:
    gone(home, SECOND)
    with pytest.raises(WithdrawnError), differences(home / "releases" / FIRST, home / "releases" / SECOND):
        pass
    with pytest.raises(WithdrawnError):
        rehydrate(home / "releases" / SECOND, pa.table({}), tmp_path / "out")


@pytest.mark.parametrize("reason", ["", " \n", ".", "a\x00b", "red \x1b[31m", "turned \u202e round"])
def test_a_reason_that_is_no_line_of_text_is_refused(reason: str, home: Path) -> None:
    with pytest.raises(PublishError, match="is not a line of text"):
        gone(home, SECOND, reason)
    assert read_index(home / "releases").withdrawals == ()


def test_a_reason_is_put_on_one_line_without_its_full_stop(home: Path) -> None:
    gone(home, SECOND, " it names\n\n# a witness. ")
    assert read_index(home / "releases").withdrawals[0].reason == "it names # a witness"


@pytest.mark.parametrize(
    "reason",
    [
        "<script>alert(1)</script>",
        "</p><img src=x onerror=alert(1)>",
        "[click](javascript:alert(1)) ![x](y) **bold** `code` <https://a.example>",
        "&lt;b&gt; ~~gone~~ a_b_c $version ${date} | cell |",
    ],
)
def test_markup_in_a_reason_stays_text(reason: str, home: Path) -> None:
    gone(home, SECOND, reason)
    tombstone = (home / "releases" / SECOND / "WITHDRAWN.md").read_text()
    [paragraph] = [
        token for token in MarkdownIt("gfm-like", {"linkify": False}).parse(tombstone) if "Reason" in token.content
    ]
    assert {child.type for child in paragraph.children or ()} <= {"text", "text_special"}
    assert "".join(child.content for child in paragraph.children or ()).endswith(f"Reason: {reason}.")
