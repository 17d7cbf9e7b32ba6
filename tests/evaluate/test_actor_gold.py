"""CrossNER and GAP as they are read: offsets, the validation part, errors that name the line."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from small_corpus import REPOSITORY

from pipelines.evaluate import crossner, gap
from pipelines.evaluate.crossner import read_sentences
from pipelines.evaluate.gap import read_passages, validation_passages
from pipelines.evaluate.gold import GoldError

GOLD = Path(os.environ.get("ONRECORD_GOLD") or REPOSITORY.parent / "shared" / "gold")
TAGGED = """\
The\tO
Rowan\tB-politicalparty
List\tI-politicalparty
Oslo\tB-location
Bergen\tB-location
Ann\tB-person
Party\tI-politicalparty


Nobody\tO
came\tO
"""
HEADER = "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL"
TEXT = 'Ann "Bo" Berg met Eva Lind. She left.'


def row(number: int, page: str = "p", **change: str) -> str:
    cells = {"Pronoun": "She", "Pronoun-offset": "28", "A": "Berg", "A-offset": "9", "A-coref": "TRUE"}
    cells |= {"B": "Eva Lind", "B-offset": "18", "B-coref": "FALSE"} | change
    return "\t".join([f"development-{number}", TEXT, *cells.values(), page])


def write(folder: Path, *lines: str) -> Path:
    file = folder / "gold.tsv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_names_begin_at_every_b_and_end_where_the_type_changes(tmp_path: Path) -> None:
    tagged, plain = read_sentences(write(tmp_path, TAGGED))
    assert (tagged.doc_id, plain.doc_id, plain.text, plain.spans) == ("s00000", "s00001", "Nobody came", ())
    assert [(tagged.text[start:end], kind) for start, end, kind in tagged.spans] == [
        ("Rowan List", "politicalparty"),
        ("Oslo", "location"),
        ("Bergen", "location"),
        ("Ann", "person"),
    ]


def test_a_line_without_tag_is_named(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"gold\.tsv, line 3: needs a token, a tab and a tag"):
        read_sentences(write(tmp_path, "Oslo\tB-location", "", "Bergen"))


@pytest.mark.parametrize("read", [read_sentences, read_passages])
def test_missing_and_empty_files_are_named(tmp_path: Path, read: object) -> None:
    assert callable(read)
    with pytest.raises(GoldError, match=r"none\.txt: cannot be read"):
        read(tmp_path / "none.txt")
    with pytest.raises(GoldError, match=r"gold\.tsv: holds no"):
        read(write(tmp_path, ""))


def test_a_passage_has_its_pronoun_and_its_names(tmp_path: Path) -> None:
    [passage] = read_passages(write(tmp_path, HEADER, row(1))).values()
    assert passage.text == TEXT
    assert passage.text[slice(*passage.pronoun)] == "She"
    assert [(TEXT[name.start : name.end], name.is_meant) for name in passage.names] == [
        ("Berg", True),
        ("Eva Lind", False),
    ]


@pytest.mark.parametrize(
    ("change", "problem"),
    [({"A-offset": "8"}, "'Berg' does not stand at 8"), ({"Pronoun-offset": "late"}, "invalid literal")],
)
def test_a_wrong_offset_is_named(tmp_path: Path, change: dict[str, str], problem: str) -> None:
    with pytest.raises(GoldError, match=rf"line 3: is no passage of GAP: .*{problem}"):
        read_passages(write(tmp_path, HEADER, row(1), row(2, **change)))


def test_a_row_without_all_cells_is_named(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="line 2: is no passage of GAP"):
        read_passages(write(tmp_path, HEADER, "development-1\tShe left."))


def test_the_validation_part_keeps_pages_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [row(number, page=f"page {number // 2}") for number in range(40)]
    passages = read_passages(write(tmp_path, HEADER, *rows))
    monkeypatch.setattr(gap, "N_VALIDATION", 20)
    chosen = validation_passages(passages)
    assert len(chosen) == 20
    assert set(Counter(passages[doc_id].page for doc_id in chosen).values()) == {2}
    assert validation_passages(dict(reversed(passages.items()))) == chosen


def test_the_parts_of_the_real_corpus_share_no_page() -> None:
    file = GOLD / gap.FILE
    if not file.exists():
        pytest.skip(f"needs the gold corpora, which {GOLD} does not hold; set ONRECORD_GOLD")
    passages = read_passages(file)
    validation = set(validation_passages(passages))
    pages = [{passages[doc_id].page for doc_id in part} for part in (validation, passages.keys() - validation)]
    assert len(validation) == 1_000
    assert len(passages) == 2_000
    assert not pages[0] & pages[1]


def test_the_real_sentences_are_the_ones_that_the_corpus_counts() -> None:
    if not (GOLD / crossner.DEV).exists():
        pytest.skip(f"needs the gold corpora, which {GOLD} does not hold; set ONRECORD_GOLD")
    assert [len(read_sentences(GOLD / file)) for file in (crossner.TRAIN, crossner.DEV)] == [200, 541]
