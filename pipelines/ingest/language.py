"""Which language an article is in. Only English goes on.

Belongs here: the language that is given, and the detection where none is. Does not belong here: any other use of it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from pipelines.ingest.errors import RejectedError
from schemas.codes import RejectReason

if TYPE_CHECKING:
    from collections.abc import Callable

ENGLISH = "en"


def english(text: str, given: str | None) -> str:
    """The BCP 47 language of an article: the given one is trusted, else it is detected.

    Raises: RejectedError (not_english).
    """
    if given is not None:
        if given.lower().split("-")[0] != ENGLISH:
            raise RejectedError(RejectReason.NOT_ENGLISH, f"language {given!r} is given; only 'en' and 'en-…' are read")
        return given
    detected = detect(text)
    if detected != ENGLISH:
        detail = f"language detected as {detected!r}; if that is wrong, give `language: en`"
        raise RejectedError(RejectReason.NOT_ENGLISH, detail)
    return detected


def detect(text: str) -> str:
    """The most likely language of the text, by py3langid (naive Bayes over byte n-grams, Lui and Baldwin 2012).

    All 140 languages of its model compete. Fewer would let neighbours of English through, Nigerian Pidgin first of
    all. The price is paid by texts of a few words, which may be taken for something else; a sentence is enough.
    """
    return str(_identifier()(text)[0])


@cache
def _identifier() -> Callable[[str], tuple[str, float]]:
    classify: Callable[[str], tuple[str, float]] = LanguageIdentifier.from_model_file(MODEL_FILE).classify
    return classify
