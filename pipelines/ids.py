"""Ids made from content: the same parts give the same id, on every machine and in every run.

Belongs here: the one recipe. Which parts identify a row is decided where the row is made.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b32encode

DIGITS = 16  # base32 characters: 80 bits, a collision among a billion rows has a chance below one in a million


def content_id(prefix: str, *parts: str | int | None) -> str:
    """An id for a thing that its parts identify.

    Args:
        prefix: the kind of thing, with its underscore: `art_`. It is not part of what is hashed.
        parts: what identifies the thing, in a fixed order. They are written as a compact JSON array in ASCII, so
            that no two lists of parts are written alike.

    Returns: the prefix and the first 16 lower-case base32 characters (RFC 4648) of the SHA-256 of that array.
    """
    array = json.dumps(parts, ensure_ascii=True, separators=(",", ":"))
    digest = hashlib.sha256(array.encode("ascii")).digest()
    return prefix + b32encode(digest).decode("ascii")[:DIGITS].lower()
