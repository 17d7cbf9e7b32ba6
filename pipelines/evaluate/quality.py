"""Measured figures kept in the repository, so that a release can say how good its rows are.

Belongs here: the file `quality.csv` and its rows of the table `quality`. Does not belong here: measuring. Figures
only: no text of a corpus enters the file. The rows of a table are those of the extractor that was measured last;
a release by another extractor has none.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from schemas import derive
from schemas.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.evaluate.measurements import Measurement

FILE = Path(__file__).with_name("quality.csv")
SCHEMA = derive.arrow_schema(TABLES["quality"])
_DECIMALS = 6


def quality_rows(extractor: str) -> pa.Table:
    """The figures that were measured for an extractor, as rows of the table `quality`; without rows where none were."""
    rows = _read()
    return rows.filter(pc.equal(rows["extractor"], extractor))


def write_quality(table_name: str, extractor: str, measurements: Iterable[Measurement]) -> None:
    """Write the figures of a table down in the place of those that the file has for it."""
    kept = [row for row in _read().to_pylist() if row["table_name"] != table_name]
    rows = kept + [_row(table_name, extractor, measurement) for measurement in measurements]
    rows.sort(key=lambda row: [row[column] for column in derive.sort_key(TABLES["quality"])])
    with FILE.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, SCHEMA.names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _read() -> pa.Table:
    if not FILE.exists():
        return SCHEMA.empty_table()
    options = arrow_csv.ConvertOptions(column_types=SCHEMA, strings_can_be_null=True)
    return arrow_csv.read_csv(FILE, convert_options=options).select(SCHEMA.names).cast(SCHEMA)


def _row(table_name: str, extractor: str, measurement: Measurement) -> dict[str, str | int | float]:
    low, high = measurement.interval
    return {
        "table_name": table_name,
        "field": measurement.field,
        "slice": measurement.slice,
        "metric": measurement.metric,
        "gold": measurement.gold,
        "n": measurement.n,
        "value": round(measurement.value, _DECIMALS),
        "ci_low": round(low, _DECIMALS),
        "ci_high": round(high, _DECIMALS),
        "extractor": extractor,
    }
