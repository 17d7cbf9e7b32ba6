"""The corpus as it is read: offsets, annotators, dates, the validation part, errors that name the line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from gold_corpus import HARBOUR, MAYOR, attribution, write_corpus, write_document

from pipelines.evaluate import polnear
from pipelines.evaluate.gold import GoldError
from pipelines.evaluate.polnear import read_corpus, validation_documents
from pipelines.evaluate.spans import Tokens, head_start, normalised

if TYPE_CHECKING:
    from pathlib import Path

TAXES = "gazette_2020-03-02_taxes"


def test_documents_have_all_annotators_and_the_first_is_the_gold(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    document = read_corpus(tmp_path)[TAXES]
    assert document.text == MAYOR
    assert list(document.annotations) == ["alice", "bob"]
    assert [MAYOR[slice(*found.cue[0])] for found in document.gold] == ["said", "deny"]


def test_offsets_count_the_bytes_of_line_breaks_as_they_are(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    document = read_corpus(tmp_path)["gazette_2020-03-01_harbour"]
    assert document.text == HARBOUR
    [(start, end)] = document.gold[1].cue
    assert document.text[start:end] == "According to"


def test_fragments_notes_and_second_contents_are_read(tmp_path: Path) -> None:
    write_document(tmp_path, TAXES, MAYOR, alice=())
    lines = [
        "T1\tCue 15 19\tsaid",
        "T2\tContent 20 25;26 30\ttaxes will",
        "T3\tContent 57 62\tdeny ",
        "#1\tAnnotatorNotes T1\ta note",
        "words of T3 that stand in a line of their own",
        "E1\tCue:T1 Content:T2 Content2:T3",
        "T4\tSource 0 5\tMayor",
        "E2\tSource:T4",
    ]
    (tmp_path / "attributions" / f"{TAXES}_alice.ann").write_text("\n".join(lines))
    [found] = read_corpus(tmp_path)[TAXES].gold
    assert (found.source, found.cue, found.content) == ((), ((15, 19),), ((20, 30), (57, 61)))


def test_the_table_of_dates_goes_before_the_name(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    assert read_corpus(tmp_path)[TAXES].published_on == date(2020, 3, 2)
    (tmp_path / "metadata.tsv").write_text(f"filename\tpublication_date\n{TAXES}\t2020-04-01\n")
    assert read_corpus(tmp_path)[TAXES].published_on == date(2020, 4, 1)


def test_the_validation_part_is_the_latest_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_corpus(tmp_path)
    corpus = read_corpus(tmp_path)
    assert validation_documents(corpus) == ("gazette_2020-03-01_harbour", TAXES)
    monkeypatch.setattr(polnear, "N_VALIDATION", 1)
    assert validation_documents(dict(reversed(corpus.items()))) == (TAXES,)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("T9\tCue fifteen 19\tsaid", r"_alice\.ann, line 1: 'Cue fifteen 19' is no label with offsets"),
        ("E9\tCue:T8", r"_alice\.ann, line 1: 'Cue:T8' names no line of the file"),
    ],
)
def test_malformed_lines_are_named(tmp_path: Path, line: str, message: str) -> None:
    write_corpus(tmp_path)
    (tmp_path / "attributions" / f"{TAXES}_alice.ann").write_text(line)
    with pytest.raises(GoldError, match=message):
        read_corpus(tmp_path)


def test_missing_things_are_named(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"no attributions/\*\.ann here"):
        read_corpus(tmp_path)
    write_corpus(tmp_path)
    (tmp_path / "metadata.tsv").write_text(f"filename\tpublication_date\n{TAXES}\tin spring\n")
    with pytest.raises(GoldError, match=r"metadata\.tsv, line 2: needs filename and publication_date"):
        read_corpus(tmp_path)
    (tmp_path / "metadata.tsv").unlink()
    write_document(tmp_path, "undated", MAYOR, bob=(attribution(MAYOR, "", "said"),))
    with pytest.raises(GoldError, match=r"undated\.txt: no date of publication"):
        read_corpus(tmp_path)
    (tmp_path / "text" / "undated.txt").unlink()
    with pytest.raises(GoldError, match=r"undated\.txt: cannot be read"):
        read_corpus(tmp_path)


def test_spans_are_trimmed_ordered_and_joined() -> None:
    assert normalised("ab  cd ef", [(4, 7), (0, 3), (7, 7)]) == ((0, 6),)
    assert normalised("ab, cd", [(3, 99), (-5, 2)]) == ((0, 2), (4, 6))
    assert normalised("“ab”", [(0, 4)], "“”") == ((1, 3),)


def test_a_token_lies_where_its_middle_does() -> None:
    tokens = Tokens("harbour's end.")
    assert tokens.within(((0, 5),)) == {0}
    assert tokens.within(((0, 4),)) == frozenset()
    assert tokens.words_within(((0, 14),)) == {0, 1}
    assert tokens.within(((10, 14),)) == {1, 2}


@pytest.mark.parametrize(
    ("source", "head"),
    [
        ("Mayor Ann Berg", "Berg"),
        ("Critics of the plan", "Critics"),
        ("Ann Berg, the mayor", "Berg"),
        ("of the plan", "plan"),
    ],
)
def test_the_head_is_the_last_word_before_a_modifier(source: str, head: str) -> None:
    text = f"({source})"
    assert head_start(text, ((1, 1 + len(source)),)) == text.index(head)
    assert head_start(text, ()) is None
    assert head_start("…", ((0, 1),)) == 0
