"""The labelled passages are whole, and a line that is wrong is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelines.evaluate.labelled_mentions import (
    FOLDER,
    NAME_KINDS,
    NAMES,
    REFERENCES,
    LabelledMentionError,
    LabelledPassage,
    load_labelled_passages,
)

if TYPE_CHECKING:
    from pathlib import Path

PASSAGES = load_labelled_passages()


def load(folder: Path, *lines: str, half: str | None = None) -> list[LabelledPassage]:
    (folder / "own.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return load_labelled_passages(half, names=("own.txt",), folder=folder)


def test_there_are_passages_of_every_kind_in_both_halves() -> None:
    kinds = {mention.kind for passage in PASSAGES for mention in passage.mentions}
    assert kinds >= NAME_KINDS | {"pronoun"}
    halves = [passage.half for passage in PASSAGES]
    assert 0.14 < halves.count("validation") / len(halves) < 0.26


def test_names_have_no_entities_and_referents_do() -> None:
    for passage in load_labelled_passages(names=NAMES):
        assert all(mention.entity is None for mention in passage.mentions), passage.text
    for passage in load_labelled_passages(names=REFERENCES):
        people = [mention for mention in passage.mentions if mention.kind in {"person", "pronoun"}]
        assert all(mention.entity for mention in people), passage.text


def test_marks_are_taken_out_and_their_words_found(tmp_path: Path) -> None:
    [first, second] = load(
        tmp_path,
        "# people",
        "",
        "[Ann Berg|person|1], the [minister|nominal|1], said [she|pronoun|1] had left [Oslo|place].",
        "",
        "# rivers come here",
        "Nobody came.",
    )
    assert first.text == "Ann Berg, the minister, said she had left Oslo."
    assert [(first.text[m.start : m.end], m.kind, m.entity) for m in first.mentions] == [
        ("Ann Berg", "person", "1"),
        ("minister", "nominal", "1"),
        ("she", "pronoun", "1"),
        ("Oslo", "place", None),
    ]
    assert (second.text, second.mentions) == ("Nobody came.", ())
    assert first.passage_id.startswith("own-")


def test_the_half_follows_from_the_words_alone(tmp_path: Path) -> None:
    lines = [f"The [Party {number}|party] won." for number in range(60)]
    before = {passage.text: passage.half for passage in load(tmp_path, *lines)}
    relabelled = [line.replace("|party", "|organisation") for line in reversed(lines)]
    after = load(tmp_path, "The [Rowan List|party] lost.", *relabelled)
    assert {passage.text: passage.half for passage in after[1:]} == before
    assert [passage for passage in after if passage.half == "train"] == load(
        tmp_path, "The [Rowan List|party] lost.", *relabelled, half="train"
    )
    assert set(before.values()) == {"train", "validation"}


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("The [Rowan List|partei] won.", "kind 'partei' is unknown; use one of adjective"),
        ("The [Rowan List] won.", r"'\[' in 'The \[Rowan List\] won.' is no mark"),
        ("The [Rowan [List|party] won.", "is no mark"),
        ("The Rowan List|party won.", r"'\|' in"),
        ("The [Rowan List |party]won.", "'Rowan List ' has blanks at its edges"),
        ("The sea.", "the passage stands twice"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, problem: str) -> None:
    with pytest.raises(LabelledMentionError, match=rf"own\.txt, line 3: .*{problem}"):
        load(tmp_path, "The sea.", "", line)


def test_a_missing_file_and_an_unknown_half_are_told(tmp_path: Path) -> None:
    with pytest.raises(LabelledMentionError, match=r"none\.txt: cannot be read"):
        load_labelled_passages(names=("none.txt",), folder=tmp_path)
    with pytest.raises(ValueError, match="no half 'test'"):
        load_labelled_passages("test")


def test_every_file_of_passages_is_read() -> None:
    assert {file.name for pattern in ("names*", "references*") for file in FOLDER.glob(pattern)} == {
        *NAMES,
        *REFERENCES,
    }
