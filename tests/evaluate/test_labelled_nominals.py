"""The labelled nominals: what the file holds, and what is refused."""

from collections import Counter
from pathlib import Path

import pytest

from pipelines.evaluate.labelled_nominals import (
    COLUMNS,
    LabelledNominal,
    LabelledNominalError,
    load_labelled_nominals,
    read_nominals,
)
from schemas.codes import Sector

ROW = "nom-1,train,Two nurses left.,Two nurses,,hlh,none"


def test_the_halves_are_fixed_and_hold_every_sector() -> None:
    nominals = load_labelled_nominals()
    assert Counter(nominal.half for nominal in nominals) == {"train": 200, "validation": 200}
    for half in ("train", "validation"):
        assert {nominal.sector for nominal in load_labelled_nominals(half)} == {None, *Sector}


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (ROW.replace("hlh", "nurse"), "sector 'nurse' is unknown"),
        (ROW.replace(",,hlh", ",XXX,hlh"), "country_iso3 'XXX' is unknown"),
        (ROW.replace("train", "test"), "half 'test' is unknown"),
        (ROW.replace(",Two nurses,", ",Three nurses,"), "does not stand once"),
        (ROW.replace(",,hlh,none", ",NOR,hlh,none"), "has a country but no kind"),
        (f"{ROW}\n{ROW}", "stands twice"),
        (f"{ROW},more", "has not 7 cells"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, row: str, problem: str) -> None:
    file = tmp_path / "nominals.csv"
    file.write_text(f"{','.join(COLUMNS)}\n{row}\n", encoding="utf-8")
    with pytest.raises(LabelledNominalError, match=problem) as caught:
        load_labelled_nominals(path=file)
    assert "nom-1" in str(caught.value)


def test_a_half_that_does_not_exist() -> None:
    with pytest.raises(ValueError, match="no half 'test'"):
        load_labelled_nominals("test")


def test_what_is_not_found_is_wrong() -> None:
    found = LabelledNominal("a", "train", "Two Irish nurses left.", 0, 16, "IRL", Sector.HLH, "demonym")
    other = LabelledNominal("b", "train", "The rain stopped.", 0, 8, None, None, "none")
    first, second = read_nominals([found, other])
    assert [first.right(field) for field in ("country_iso3", "sector", "both")] == [True, True, True]
    assert [second.right(field) for field in ("country_iso3", "sector", "both")] == [False, False, False]
