"""Numbers in the terms of NewsQuant: its names of units, its single field for bound and trend, its concepts.

Belongs here: what a `Number` record is called there. Does not belong here: counting, and anything that the published
tables hold. A unit is named by `benchmark_units.csv` (by its code, or by its written form after "="), else by the first
spelled name that its code has in `pipelines/knowledge`; what is counted is its own unit. Places in an order and
"twice" are no quantities there.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipelines.evaluate.benchmark_concepts import concepts_of, content_lemmas, tokens_in
from pipelines.evaluate.newsquant import NONE, BenchmarkQuantity
from pipelines.knowledge.quantities import unit_names
from schemas.codes import Bound, NumberKind, Trend

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Doc

    from pipelines.annotate.records import Number
    from pipelines.knowledge.quantities import UnitName

_AGE = "rule:age"
_TIMES = "count"
_OFTEN = frozenset({"twice", "thrice"})
_DENOMINATOR = re.compile(r"\s*(?:\s(?:per|an?|each|every)\s|/).*$", re.DOTALL)  # in "cents per share"
_BOUNDS = {
    Bound.APPROXIMATELY: "~",
    Bound.AT_LEAST: ">",
    Bound.MORE_THAN: ">",
    Bound.AT_MOST: "<",
    Bound.LESS_THAN: "<",
}
_TRENDS = {Trend.UP: "up", Trend.DOWN: "down", Trend.NONE: "="}


def benchmark_quantities(doc: Doc, numbers: Sequence[Number]) -> list[BenchmarkQuantity]:
    """The quantities of a parsed sentence as the benchmark would have them, in order."""
    return [_quantity(doc, number, numbers) for number in numbers if not _is_left_out(doc, number)]


def _is_left_out(doc: Doc, number: Number) -> bool:
    return number.kind is NumberKind.ORDINAL or doc.text[number.char_start : number.char_end].lower() in _OFTEN


def _quantity(doc: Doc, number: Number, numbers: Sequence[Number]) -> BenchmarkQuantity:
    written = _written_unit(doc, number)
    factor = 1.0 if written is None else written.factor
    value = number.value / factor
    return BenchmarkQuantity(
        value=value if number.value_max is None else (value, number.value_max / factor),
        unit=_unit(doc, number, written),
        change=_BOUNDS.get(number.bound, _TRENDS[number.trend]),
        concepts=concepts_of(doc, number, numbers) or (NONE,),
    )


def _unit(doc: Doc, number: Number, written: UnitName | None) -> str:
    if number.unit is None:
        return _TIMES if number.method == "rule:times" else _counted_words(doc, number)
    if number.unit.startswith("/"):  # "400 families per day"
        return f"{_counted_words(doc, number)}{unit_name(number.unit, written, number.method)}"
    return unit_name(number.unit, written, number.method)


def _counted_words(doc: Doc, number: Number) -> str:
    """The words that are counted: modifiers and head, in their dictionary forms."""
    if number.counted_span is None:
        return NONE
    return " ".join(content_lemmas(tokens_in(doc, number.counted_span))) or NONE


def unit_name(code: str, written: UnitName | None, method: str) -> str:
    """The benchmark's name of a unit.

    Args:
        code: the unit as `numbers.unit` has it; after a slash stands what it is counted by.
        written: the form that stands in the text, where there is one; "cent" and "decade" have names of their own.
        method: how the number was read; it tells ages from durations.
    """
    above, slash, below = code.partition("/")
    if method == _AGE:
        return _code_name(f"{above}/age")
    own = None if written is None else _form_name(written)
    if written is not None and own is not None and written.code == code:
        return own
    whole = _own_names().get(code)
    if whole is not None or not slash:
        return whole or own or _code_name(above)
    return f"{own or _code_name(above)} per {_code_name(below)}"


def _form_name(written: UnitName) -> str | None:
    """The name that a written form has of its own, apart from its code's."""
    part_of_unit = written.factor != 1 and written.form == "word"
    return _own_names().get(f"={written.alias}") or (written.alias.lower() if part_of_unit else None)


def _code_name(code: str) -> str:
    return _own_names().get(code) or _spelled_names().get(code) or code.strip("{}").replace("_", " ").lower()


def _written_unit(doc: Doc, number: Number) -> UnitName | None:
    if number.unit_span is None:
        return None
    words = doc.text[slice(*number.unit_span)].replace("-", " ")
    code = number.unit or ""
    numerator = _DENOMINATOR.sub("", words)
    forms = ((words, code), (words, code.partition("/")[0]), (numerator, code.partition("/")[0]))
    found = (_forms().get((form.lower(), of)) or _forms().get((form, of)) for form, of in forms)
    return next((name for name in found if name is not None), None)


@cache
def _own_names() -> Mapping[str, str]:
    with (files("pipelines.evaluate") / "benchmark_units.csv").open(encoding="utf-8") as file:
        return MappingProxyType({row["key"]: row["name"] for row in csv.DictReader(file)})


@cache
def _spelled_names() -> Mapping[str, str]:
    """The first spelled name of each code; of a currency the first one that names a country, where one does."""
    names: dict[str, str] = {}
    forms = [name for name in unit_names() if name.form == "word" and name.factor == 1]
    for name in sorted(forms, key=lambda name: name.kind is NumberKind.MONEY and " " not in name.alias):
        names.setdefault(name.code, name.alias.lower())
    return MappingProxyType(names)


@cache
def _forms() -> Mapping[tuple[str, str], UnitName]:
    forms = {}
    for name in unit_names():
        for form in (name.alias, name.plural):
            if form:
                forms[form.lower() if name.form in {"word", "word_of"} else form, name.code] = name
    return MappingProxyType(forms)
