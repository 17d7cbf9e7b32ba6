"""What a position is about: the registry curation/topics.csv, and the SQL that applies it.

Belongs here: reading and checking that file, and the macros that give words their topic. Does not belong here: which
words of a position are looked at; `sql/positions.sql` says that.

Patterns are RE2 (github.com/google/re2, as DuckDB has it), whose time is linear in the text, whatever the pattern.
They see words in lower case, with plain apostrophes and hyphens and one space between words. Where several topics fit,
the first line of the file wins, so that the specific stand before the general.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import duckdb
from pydantic import AfterValidator, StringConstraints

from pipelines.curation.lines import Filled, Line, Rule, read_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pipelines.ingest.errors import InputError

FILE_NAME = "topics.csv"

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


class Topic(Rule):
    """One line of the registry."""

    topic: Annotated[str, StringConstraints(pattern="^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    name: Filled
    plover_context: Annotated[str, AfterValidator(_known_context)]
    pattern: Filled
    example: Filled


def read_topics(curation: Path) -> list[Topic]:
    """The topics of curation/topics.csv in the order of the file, each with a pattern that its own example proves.

    Raises: InputError naming the line where the file is missing or broken, a topic stands twice, a pattern cannot be
        used or fits anything, or an example gets no topic or another one.
    """
    lines: dict[str, Line[Topic]] = {}
    with duckdb.connect() as connection:
        for line in read_lines(curation / FILE_NAME, Topic):
            topic = line.rule
            first = lines.setdefault(topic.topic, line)
            repeated = f"stands in line {first.number} already" if first is not line else None
            if problem := repeated or _fault_of_pattern(connection, topic):
                raise _fault(line, problem)
        topics = [line.rule for line in lines.values()]
        define_topics(connection, topics)
        for line in lines.values():
            if problem := _fault_of_example(connection, line.rule, lines):
                raise _fault(line, problem)
    return topics


def define_topics(connection: duckdb.DuckDBPyConnection, topics: Sequence[Topic]) -> None:
    """Define `plain_words(words)` and `topic_of(plain words)`, which is null where no topic fits.

    The patterns stand in the macro as constants: DuckDB compiles a constant once, one of a joined column per row.
    """
    connection.execute(PLAIN_WORDS)
    cases = [f"WHEN regexp_matches(words, {_literal(t.pattern)}) THEN {_literal(t.topic)}" for t in topics]
    case = f"CASE {' '.join(cases)} END" if cases else "NULL"
    connection.execute(f"CREATE MACRO topic_of(words) AS {case}")


def _fault(line: Line[Topic], problem: str) -> InputError:
    return line.fault(f"topic {line.rule.topic!r}: {problem}")


def _fault_of_pattern(connection: duckdb.DuckDBPyConnection, topic: Topic) -> str | None:
    try:
        [[fits_nothing]] = connection.execute("SELECT regexp_matches('', ?)", [topic.pattern]).fetchall()
    except duckdb.Error as error:
        reason = str(error).removeprefix("Invalid Input Error: ")
        return f"the pattern is no RE2 regular expression: {reason}"
    return "the pattern fits no words at all, and so any" if fits_nothing else None


def _fault_of_example(
    connection: duckdb.DuckDBPyConnection, topic: Topic, lines: Mapping[str, Line[Topic]]
) -> str | None:
    [[found]] = connection.execute("SELECT topic_of(plain_words(?))", [topic.example]).fetchall()
    if found == topic.topic:
        return None
    return (
        f"the example is taken by {found!r} in line {lines[found].number}"
        if found
        else "the pattern misses the example"
    )


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
