"""What a position is about: the registry curation/topics.csv, and the SQL that applies it.

Belongs here: reading and checking that file, and the macros that give words their topic. Does not belong here: which
words of a position are looked at; `sql/positions.sql` says that.

Patterns are RE2 (github.com/google/re2, as DuckDB has it), whose time is linear in the text, whatever the pattern.
They see words in lower case, with plain apostrophes and hyphens and one space between words. Where several topics fit,
the first line of the file wins, so that the specific stand before the general.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Annotated

import duckdb
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError

from pipelines.ingest.errors import InputError, RejectedError
from pipelines.ingest.fields import describe
from pipelines.ingest.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

FILE_NAME = "topics.csv"
_NEXT_STEP = "correct it; curation/README.md says how"

# The contexts of PLOVER as the dataset POLECAT codes them (Halterman et al. 2023, "PLOVER and POLECAT: A New Political
# Event Ontology and Dataset"); only their names are taken over.
PLOVER_CONTEXTS = (
    "military",
    "intelligence",
    "executive",
    "legislative",
    "election",
    "political_institutions",
    "pro-democracy",
    "pro-autocracy",
    "economic",
    "legal",
    "reparations",
    "human_rights",
    "rights_freedoms",
    "repression",
    "human_security",
    "gender",
    "lgbt",
    "religion_ethnicity",
    "inequality",
    "diplomatic",
    "territory",
    "peacekeeping",
    "health",
    "asylum",
    "migration",
    "disasters",
    "natural_resources",
    "environment",
    "technology",
    "terrorism",
    "cbrn",
    "cyber",
    "misinformation",
    "crime",
    "corruption",
    "illegal_drugs",
    "trafficking",
)

PLAIN_WORDS = r"""
    CREATE MACRO plain_words(words) AS
        trim(regexp_replace(translate(lower(words), '’ʼ‘‐‑–', '''''''---'), '[\s\pZ]+', ' ', 'g'))
"""


def _known_context(value: str) -> str:
    if value not in PLOVER_CONTEXTS:
        message = f"is none of PLOVER's contexts: {', '.join(PLOVER_CONTEXTS)}"
        raise ValueError(message)
    return value


_Filled = Annotated[str, StringConstraints(min_length=1, pattern=r"^\S(.*\S)?$")]


class Topic(BaseModel):
    """One line of the registry."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    topic: Annotated[str, StringConstraints(pattern="^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    name: _Filled
    plover_context: Annotated[str, AfterValidator(_known_context)]
    pattern: _Filled
    example: _Filled


def read_topics(curation: Path) -> list[Topic]:
    """The topics of curation/topics.csv in the order of the file, each with a pattern that its own example proves.

    Raises: InputError naming the line where the file is missing or broken, a topic stands twice, a pattern cannot be
        used or fits anything, or an example gets no topic or another one.
    """
    path = curation / FILE_NAME
    lines: dict[str, int] = {}
    topics: list[Topic] = []
    with duckdb.connect() as connection:
        for line, topic in _read_lines(path):
            first = lines.setdefault(topic.topic, line)
            repeated = f"stands in line {first} already" if first != line else None
            if problem := repeated or _fault_of_pattern(connection, topic):
                raise InputError(str(path), f"topic {topic.topic!r}: {problem}", _NEXT_STEP, line)
            topics.append(topic)
        define_topics(connection, topics)
        for topic in topics:
            if problem := _fault_of_example(connection, topic, lines):
                raise InputError(str(path), f"topic {topic.topic!r}: {problem}", _NEXT_STEP, lines[topic.topic])
    return topics


def define_topics(connection: duckdb.DuckDBPyConnection, topics: Sequence[Topic]) -> None:
    """Define `plain_words(words)` and `topic_of(plain words)`, which is null where no topic fits.

    The patterns stand in the macro as constants: DuckDB compiles a constant once, one of a joined column per row.
    """
    connection.execute(PLAIN_WORDS)
    cases = [f"WHEN regexp_matches(words, {_literal(t.pattern)}) THEN {_literal(t.topic)}" for t in topics]
    case = f"CASE {' '.join(cases)} END" if cases else "NULL"
    connection.execute(f"CREATE MACRO topic_of(words) AS {case}")


def _read_lines(path: Path) -> Iterator[tuple[int, Topic]]:
    try:
        text = decode(path.read_bytes())
    except FileNotFoundError as error:
        next_step = "give the folder that holds it with --curation or ONRECORD_CURATION; curation/README.md says more"
        raise InputError(str(path), "is missing", next_step) from error
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}", _NEXT_STEP) from error
    except RejectedError as error:
        raise InputError(str(path), error.detail, _NEXT_STEP) from error
    reader = csv.DictReader(text.splitlines(keepends=True), strict=True)
    columns = list(Topic.model_fields)
    try:
        if reader.fieldnames != columns:
            raise InputError(str(path), f"the columns are not {','.join(columns)}", _NEXT_STEP, 1)
        for row in reader:
            if None in row or None in row.values():
                problem = f"there are not {len(columns)} values; a value with a comma stands in double quotes"
                raise InputError(str(path), problem, _NEXT_STEP, reader.line_num)
            yield reader.line_num, Topic.model_validate(row)
    except csv.Error as error:
        raise InputError(str(path), f"is no CSV: {error}", _NEXT_STEP, reader.reader.line_num) from error
    except ValidationError as error:
        raise InputError(str(path), describe(error, Topic), _NEXT_STEP, reader.line_num) from error


def _fault_of_pattern(connection: duckdb.DuckDBPyConnection, topic: Topic) -> str | None:
    try:
        [[fits_nothing]] = connection.execute("SELECT regexp_matches('', ?)", [topic.pattern]).fetchall()
    except duckdb.Error as error:
        reason = str(error).removeprefix("Invalid Input Error: ")
        return f"the pattern is no RE2 regular expression: {reason}"
    return "the pattern fits no words at all, and so any" if fits_nothing else None


def _fault_of_example(connection: duckdb.DuckDBPyConnection, topic: Topic, lines: Mapping[str, int]) -> str | None:
    [[found]] = connection.execute("SELECT topic_of(plain_words(?))", [topic.example]).fetchall()
    if found == topic.topic:
        return None
    return f"the example is taken by {found!r} in line {lines[found]}" if found else "the pattern misses the example"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
