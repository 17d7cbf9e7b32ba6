"""A parsed article as the encoder reads it, once for all who ask.

Belongs here: keeping the encoding with the Doc. Does not belong here: what is read from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.annotate.attribution_model.encoding import Encoding
from pipelines.annotate.attribution_model.runtime import load_attribution_model
from pipelines.annotate.model import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

KEY = "encoding"  # in the Doc's user data


def encoding_of(doc: Doc) -> Encoding:
    """The encoding of a parsed article, computed at the first call.

    Raises: AttributionModelError when the model's files are missing or damaged.
    """
    if KEY not in doc.user_data:
        doc.user_data[KEY] = load_attribution_model().encode(text_of(doc))
    encoding = doc.user_data[KEY]
    assert isinstance(encoding, Encoding)  # noqa: S101 - user data is untyped
    return encoding
