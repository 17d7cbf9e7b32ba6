"""Gold corpora of our own in the layouts of TimeML and NewsQuant."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

TIMEML = """\
<?xml version="1.0" ?>
<TimeML>
<DOCID>{doc_id}</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="{published}">then</TIMEX3></DCT>
<TEXT>
The harbour &amp; the mill <EVENT eid="e1">closed</EVENT> on <TIMEX3 tid="t1" type="DATE" value="2019-03-04">March 4, \
2019</TIMEX3>. <s>The ferry was shut for <TIMEX3 tid="t2" type="DURATION" value="P3M">three months</TIMEX3></s>.
</TEXT>
</TimeML>
"""
HARBOUR = "The harbour has 40 boats."
MILL = "Profit at the mill rose 12.5% to $3 million."


def write_timeml(folder: Path, *doc_ids: str, published: str = "2019-03-10") -> None:
    """Add documents with two expressions each."""
    folder.mkdir(parents=True, exist_ok=True)
    for doc_id in doc_ids:
        (folder / f"{doc_id}.tml").write_text(TIMEML.format(doc_id=doc_id, published=published), encoding="utf-8")


def quantity(value: str, unit: str, change: str, concepts: str) -> dict[str, str]:
    """A gold quantity."""
    return {
        "change": change,
        "value": value,
        "unit": unit,
        "normalized_unit": unit,
        "referred_concepts": concepts,
    }


SENTENCES = [
    {"text": HARBOUR, "quantities": [quantity("40.0", "boat", "=", "harbour")]},
    {
        "text": MILL,
        "quantities": [quantity("12.5", "percentage", "up", "Profit, mill"), quantity("3E6", "dollar", "=", "Profit")],
    },
    {"text": "Nobody came.", "quantities": []},
]


def write_newsquant(file: Path, sentences: object = SENTENCES) -> None:
    """Write sentences as the corpus has them."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(sentences), encoding="utf-8")
