"""`onrecord evaluate --task numbers` and `--task dates` on corpora of our own, and the benchmark's names of things."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from quantified_corpus import HARBOUR, MILL, write_newsquant, write_timeml

from pipelines.cli import main
from pipelines.engine import LocalEngine
from pipelines.evaluate import dates_task, newsquant, numbers_task, quality, timeml
from pipelines.evaluate.benchmark_quantities import benchmark_quantities, unit_name
from pipelines.evaluate.labelled_articles import LabelledArticle, load_labelled_articles
from pipelines.evaluate.newsquant import BenchmarkQuantity
from pipelines.evaluate.predict import DatedText, predict_numbers
from pipelines.evaluate.quality import quality_rows
from pipelines.knowledge.quantities import unit_names

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

ARTICLE = """\
## own 2019-03-10 NOR
The harbour has [40|count|40||boat] boats, [12%|percent|12|%|] of them from {2018|DATE|2018|2018-01-01/2018-12-31}.
"""


@pytest.fixture
def gold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_timeml(tmp_path / "gold" / timeml.FOLDER, "own0", "own1", "own2", "own3")
    write_newsquant(tmp_path / "gold" / newsquant.FILE)
    (tmp_path / "quantified_own.txt").write_text(ARTICLE, encoding="utf-8")

    def load(half: str) -> list[LabelledArticle]:
        assert half == "validation"
        return load_labelled_articles(folder=tmp_path)

    for task in (dates_task, numbers_task):
        monkeypatch.setattr(task, "load_labelled_articles", load)
    monkeypatch.setattr(quality, "FILE", tmp_path / "quality.csv")
    return tmp_path / "gold"


def evaluate(gold: Path, task: str, *arguments: object) -> Result:
    return CliRunner().invoke(main, ["evaluate", "--task", task, "--gold", str(gold), *map(str, arguments)])


def figures(done: Result) -> dict[tuple[str, str, str, str], tuple[float, int]]:
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)["figures"]
    found = {(f["gold"], f["field"], f["slice"], f["metric"]): (f["value"], f["n"]) for f in told}
    assert len(found) == len(told)
    return found


def test_dates_figures_predictions_and_quality_rows_are_of_one_run(gold: Path, tmp_path: Path) -> None:
    found = figures(evaluate(gold, "dates", "--predictions", tmp_path / "out", "--json", "--write"))
    n_documents = len(timeml.validation_documents(["own0", "own1", "own2", "own3"]))
    assert 0 < n_documents < 4
    assert found["timeml validation", "span", "strict", "f1"] == (1.0, 2 * n_documents)
    assert found["timeml validation", "timex_value", "all", "recall"] == (1.0, 2 * n_documents)
    assert found["timeml validation", "granularity", "all", "recall"] == (1.0, n_documents)
    assert found["labelled articles validation", "interval", "all", "recall"] == (1.0, 1)
    lines = [json.loads(line) for line in (tmp_path / "out" / "dates.jsonl").read_text().splitlines()]
    assert [(line["type"], line["value"]) for line in lines] == [
        ("DATE", "2019-03-04"),
        ("DURATION", "P3M"),
    ] * n_documents
    rows = quality_rows(LocalEngine().extractor).to_pylist()
    assert len(rows) == len(found)
    assert {row["table_name"] for row in rows} == {"dates"}


def test_all_documents_can_be_predicted(gold: Path) -> None:
    assert (
        figures(evaluate(gold, "dates", "--split", "all", "--json"))["timeml all", "span", "strict", "recall"][1] == 8
    )


def test_numbers_figures_predictions_and_quality_rows_are_of_one_run(gold: Path, tmp_path: Path) -> None:
    found = figures(evaluate(gold, "numbers", "--split", "all", "--predictions", tmp_path / "out", "--json"))
    for field in ("value", "unit", "bound_trend"):
        assert found["newsquant all", field, "all", "f1"] == (1.0, 3)
    assert found["newsquant all", "concept", "partial", "f1"] == (1.0, 3)
    assert found["labelled articles validation", "quantity", "all", "f1"] == (1.0, 2)
    assert found["labelled articles validation", "counted", "all", "recall"][1] == 1
    lines = [json.loads(line) for line in (tmp_path / "out" / "numbers.jsonl").read_text().splitlines()]
    assert [(line["text"], [one["value"] for one in line["quantities"]]) for line in lines] == [
        (HARBOUR, [40.0]),
        (MILL, [12.5, 3_000_000.0]),
        ("Nobody came.", []),
    ]
    written = figures(evaluate(gold, "numbers", "--json", "--write"))
    rows = quality_rows(LocalEngine().extractor).to_pylist()
    assert len(rows) == len(written)
    assert {row["table_name"] for row in rows} == {"numbers"}


@pytest.mark.parametrize("task", ["numbers", "dates"])
def test_missing_gold_is_told_in_a_line(tmp_path: Path, task: str) -> None:
    done = evaluate(tmp_path, task)
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1


def quantities(text: str) -> list[BenchmarkQuantity]:
    [(doc, numbers)] = predict_numbers([DatedText(text, None)])
    return benchmark_quantities(doc, numbers)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("The loaf costs 80 pence.", 80.0, "pence"),
        ("The barn is 12 km away.", 12.0, "kilometre"),
        ("Prices rose 3 per cent.", 3.0, "percentage"),
        ("The bus went 40 miles per hour.", 40.0, "mile per hour"),
        ("The fine was 900 yen.", 900.0, "japanese yen"),
        ("He bought seven red tractors.", 7.0, "red tractor"),
        ("The trip takes three days.", 3.0, "day"),
        ("It costs 5 to 7 euros.", (5.0, 7.0), "euro"),
    ],
)
def test_units_have_the_names_of_the_benchmark(text: str, value: object, unit: str) -> None:
    assert [(one.value, one.unit) for one in quantities(text)] == [(value, unit)]


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("It costs about 7 euros.", "~"),
        ("It costs more than 7 euros.", ">"),
        ("It costs at most 7 euros.", "<"),
        ("Rents fell 7 per cent.", "down"),
        ("It costs 7 euros.", "="),
    ],
)
def test_bound_and_trend_are_one_field_there(text: str, change: str) -> None:
    assert [one.change for one in quantities(text)] == [change]


def test_places_in_an_order_are_no_quantities_there() -> None:
    assert quantities("It was the third strike.") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The company paid 7 per cent of its annual profit.", {"company", "annual", "profit"}),
        ("The town lowered its parking fee to 7 euros.", {"town", "parking", "fee"}),
        ("Nils bought a 7 kW heater.", {"nils", "heater"}),
        ("It costs 7 euros.", {"-"}),
        ("Nils, who owns a mill, saw that the mill made 7 tonnes.", {"mill"}),
        ("The Nasdaq 100 index fell 7 per cent.", {"nasdaq", "100", "index"}),
    ],
)
def test_a_quantity_is_about_the_nouns_that_it_belongs_to(text: str, words: set[str]) -> None:
    [found] = quantities(text)
    assert {word.lower() for word in found.concepts} == words


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("sq km", "square kilometre"),
        ("kph", "kilometre per hour"),
        ("Mbps", "megabit per second"),
        ("krona", "swedish krona"),
        ("decade", "decade"),
        ("C", "celsius"),
        ("lb-ft", "pound-foot"),
    ],
)
def test_the_benchmark_names_a_unit(alias: str, name: str) -> None:
    written = next(one for one in unit_names() if one.alias == alias)
    assert unit_name(written.code, written, "rule:measure") == name


def test_every_unit_has_an_english_name_in_the_benchmark() -> None:
    names = [unit_name(one.code, one, "rule:measure") for one in unit_names()]
    assert not [name for name in names if set(name) & set("[]{}*")]
