"""What may be said about an article beside its text, and what may be said about a source.

Belongs here: the models of sidecars, rows and sources, and how their errors are put in a line. Does not belong here:
how files are read. Nothing is converted: a number where text belongs is an error.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from pipelines.ingest.errors import RejectedError
from pipelines.ingest.text import check_characters
from pipelines.knowledge.registry import countries
from schemas.codes import RejectReason, TextPolicy

MAX_LENGTH = 2000  # code points of a title, an author, an address, an id


def _require(holds: bool, problem: str) -> None:
    if not holds:
        raise ValueError(problem)


def _line(value: str) -> str:
    line = " ".join(unicodedata.normalize("NFC", value).split())
    _require(bool(line), "is empty; leave it out or make it null")
    _require(min(line) >= " " and "\x7f" not in line, "holds control characters")
    return line


def _word(value: str) -> str:
    fits = value != "" and value == value.strip() and value.isprintable()
    _require(fits, "is empty, has white space around it or holds what is not printable")
    return value


def _address(value: str) -> str:
    parts = urlsplit(_word(value))
    fits = parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in value
    _require(fits, "is not an address that begins with http:// or https://")
    return value


def _pattern(pattern: str, problem: str) -> AfterValidator:
    compiled = re.compile(pattern, re.ASCII)

    def match(value: str) -> str:
        _require(compiled.fullmatch(value) is not None, problem)
        return value

    return AfterValidator(match)


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _zone(value: str) -> str:
    _require(value in _zones(), "is not an IANA time zone such as Europe/London")
    return value


def _country(value: str) -> str:
    _require(value in countries(), "is not an ISO 3166-1 alpha-3 code of the table countries, such as GBR")
    return value


type Line = Annotated[str, Field(max_length=MAX_LENGTH), AfterValidator(_line)]
type Identifier = Annotated[str, Field(max_length=MAX_LENGTH), AfterValidator(_word)]
type Address = Annotated[str, Field(max_length=MAX_LENGTH), AfterValidator(_address)]
type Zone = Annotated[str, AfterValidator(_zone)]
type SourceKey = Annotated[
    str, _pattern(r"[a-z0-9][a-z0-9_-]{0,99}", "is not a key of lower-case letters, digits, - and _")
]
type Language = Annotated[
    str, _pattern(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", "is not a BCP 47 tag such as en or en-GB")
]
type Country = Annotated[str, AfterValidator(_country)]
type Licence = Annotated[
    str, _pattern(r"[A-Za-z0-9(][A-Za-z0-9.+() -]{0,199}", "is not an SPDX identifier or LicenseRef-…")
]
type Sha256 = Annotated[str, _pattern(r"[0-9a-f]{64}", "is not 64 lower-case hexadecimal digits")]
type Policy = Annotated[TextPolicy, Field(strict=False)]


class _Fields(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class ArticleFields(_Fields):
    """What every form may say about an article. `published_at` is read by `pipelines.ingest.published`."""

    source: SourceKey
    licence: Licence
    published_at: str | None = None
    title: Line | None = None
    url: Address | None = None
    author: Line | None = None
    language: Language | None = None
    text_policy: Policy | None = None


class Sidecar(ArticleFields):
    """The .yml file beside a text or a page; `sha256` is that of the other file's bytes."""

    sha256: Sha256 | None = None


class Row(ArticleFields):
    """A line of JSON Lines or a row of Parquet; `id` is the article's name at its source."""

    id: Identifier
    text: str


class Source(_Fields):
    """An entry of raw/sources.yml. `language` is that of the publisher and tells nothing about a single article."""

    name: Line
    language: Language
    licence: Licence
    homepage: Address | None = None
    country_iso3: Country | None = Field(default=None, alias="country")
    timezone: Zone | None = None
    text_policy: Policy = TextPolicy.OFFSETS
    feeds: list[Address] = []


def validate[Model: ArticleFields](model: type[Model], values: Any) -> Model:
    """Check what a sidecar or a row says.

    Raises: RejectedError (invalid_fields, and what `check_characters` raises).
    """
    if isinstance(values, dict):
        for value in values.values():
            if isinstance(value, str):
                check_characters(value)
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise RejectedError(RejectReason.INVALID_FIELDS, describe(error, model)) from error


def describe(error: ValidationError, model: type[BaseModel]) -> str:
    """The first problem of a failed validation in a line, without the values, and how many more there are."""
    problems = error.errors(include_url=False, include_context=False, include_input=False)
    first = problems[0]
    name = ".".join(str(step) for step in first["loc"])
    match first["type"]:
        case "missing":
            line = f"{name} is missing"
        case "extra_forbidden":
            known = ", ".join(field.alias or key for key, field in model.model_fields.items())
            line = f"there is no key {name[:40]!r}; the keys are {known}"
        case "value_error":
            line = f"{name} {first['msg'].removeprefix('Value error, ')}".strip()
        case "model_type":
            line = "is not a mapping of keys to values"
        case _:
            line = f"{name}: {first['msg']}"
    return line if len(problems) == 1 else f"{line} (and {len(problems) - 1} more)"
