"""Role nouns in a Doc: "minister", "chief of staff", "troops".

Belongs here: looking role nouns up by their last word. Does not belong here: the phrases that they head (`nominals`,
`role_phrases`), or what the words beside them tell (`role_context`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from pipelines.knowledge.registry import RefersTo, Role, roles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Doc, Token

# Where a tokeniser may cut a role noun in two: after a blank or hyphen, before the full stop of "Lt.".
_CUT = re.compile(r"(?<=[ -])(?=\S)|(?=\.$)")


@cache
def _roles_by_last_token() -> Mapping[str, Sequence[tuple[str, Role]]]:
    """By each string that may be a role noun's last token: what stands before it, longest first, and the role."""
    table: dict[str, list[tuple[str, Role]]] = defaultdict(list)
    for text, role in roles().items():
        for cut in {0, *(found.start() for found in _CUT.finditer(text))}:
            table[text[cut:]].append((text[:cut], role))
    return {last: sorted(found, key=lambda pair: (-len(pair[0]), pair[0])) for last, found in table.items()}


@cache
def _roles_by_first_word() -> Mapping[str, int]:
    """How many tokens the longest role noun has that begins with this string up to a blank or hyphen."""
    longest: dict[str, int] = {}
    for text in roles():
        tokens = len(re.findall(r"\w+|[^\w\s]", text))
        for first in {text.split(" ")[0], re.split(r"[ -]", text)[0], text.split("'")[0]}:
            longest[first] = max(longest.get(first, 0), tokens)
    return longest


def role_ending_at(doc: Doc, end: int) -> tuple[int, Role] | None:
    """The longest role noun whose last token is `end - 1`, singular or plural, as (first token, role)."""
    token = doc[end - 1]
    table = _roles_by_last_token()
    lower, lemma = token.lower_, token.lemma_.lower()
    found = _longest(doc, end - 1, table[lower]) if lower in table else None
    if lemma != lower and lemma in table:
        by_lemma = _longest(doc, end - 1, table[lemma])
        if by_lemma is not None and (found is None or by_lemma[0] < found[0]):
            return by_lemma
    return found


def _longest(doc: Doc, last: int, candidates: Sequence[tuple[str, Role]]) -> tuple[int, Role] | None:
    piece = doc[last - 1].lower_ + doc[last - 1].whitespace_ if last else None
    for before, role in candidates:
        if before and (piece is None or not before.endswith(piece)):
            continue
        start = _start_of(doc, last, before)
        if start is not None:
            return start, role
    return None


def _start_of(doc: Doc, end: int, text: str) -> int | None:
    """The token at which `text` begins where it stands, whole tokens and in small letters, right before `end`."""
    while text:
        end -= 1
        if end < 0:
            return None
        piece = doc[end].lower_ + doc[end].whitespace_
        if not text.endswith(piece):
            return None
        text = text[: len(text) - len(piece)]
    return end


def misread_plural(token: Token) -> tuple[int, Role] | None:
    """The role of a plural that the tagger takes for a name, so that it has no lemma: "Nuns" at the start."""
    if token.pos_ != "PROPN" or not token.lower_.endswith("s"):
        return None
    role = roles().get(token.lower_[:-1])
    return (token.i, role) if role is not None else None


def person_role_ending_at(doc: Doc, end: int) -> tuple[int, Role] | None:
    """Like `role_ending_at`, for roles that a person holds."""
    found = role_ending_at(doc, end) if end > 0 else None
    return found if found is not None and found[1].refers_to is RefersTo.PERSON else None


def person_role_starting_at(doc: Doc, start: int, limit: int) -> int | None:
    """How many tokens the longest person's role noun that begins at `start` and ends by `limit` has."""
    longest = _roles_by_first_word().get(doc[start].lower_, 0) if start < limit else 0
    for end in range(min(limit, start + longest), start, -1):
        role = roles().get(doc[start:end].text.lower())
        if role is not None and role.refers_to is RefersTo.PERSON:
            return end - start
    return None
