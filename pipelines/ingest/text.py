"""From bytes to the text that offsets refer to.

Belongs here: decoding, the normalisation, and what makes bytes no text. Does not belong here: languages and forms.
"""

from __future__ import annotations

import re
import unicodedata

from pipelines.ingest.errors import RejectedError
from schemas.codes import RejectReason

MAX_BYTES = 5_000_000
BYTE_ORDER_MARK = "\ufeff"
_CONTROL_CHARACTER = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")  # C0 and DEL without white space and NUL
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LINE_END = re.compile(r"\r+\n")  # `\r\r\n`, the work of two careless programs, is one line end too


def decode(content: bytes) -> str:
    """The bytes as UTF-8, without a byte order mark at the start, and checked for what is no text.

    Raises: RejectedError (not_utf8, binary, nul_character).
    """
    try:
        text = content.decode("utf-8").removeprefix(BYTE_ORDER_MARK)
    except UnicodeDecodeError as error:
        if b"\x00" in content:
            raise RejectedError(RejectReason.BINARY, "not UTF-8 and with NUL bytes: no text file") from error
        detail = f"byte {error.start} is not UTF-8; save the file as UTF-8"
        raise RejectedError(RejectReason.NOT_UTF8, detail) from error
    check_characters(text)
    return text


def check_characters(text: str) -> None:
    """Refuse what is no text, even where it could be decoded or was written as an escape.

    Raises: RejectedError (binary, nul_character, lone_surrogate), naming the character, not the words around it.
    """
    for pattern, reason, name in (
        (_CONTROL_CHARACTER, RejectReason.BINARY, "control character"),
        (re.compile("\x00"), RejectReason.NUL_CHARACTER, "NUL"),
        (_SURROGATE, RejectReason.LONE_SURROGATE, "half of a surrogate pair"),
    ):
        if found := pattern.search(text):
            detail = f"{name} U+{ord(found[0]):04X} at offset {found.start()}; remove it"
            raise RejectedError(reason, detail)


def normalise(text: str) -> str:
    r"""Unicode NFC, `\r\n` as `\n`, outer white space trimmed, nothing else. Doing it again changes nothing."""
    return _LINE_END.sub("\n", unicodedata.normalize("NFC", text)).strip()


def check_text(text: str) -> None:
    """Refuse a normalised text that cannot be an article.

    Raises: RejectedError (empty, too_large, no_letters).
    """
    if not text:
        raise RejectedError(RejectReason.EMPTY, "there is no text")
    n_bytes = len(text.encode("utf-8"))
    if n_bytes > MAX_BYTES:
        detail = f"{n_bytes} bytes after normalisation; an article has at most {MAX_BYTES}"
        raise RejectedError(RejectReason.TOO_LARGE, detail)
    if not any(character.isalpha() for character in text):
        raise RejectedError(RejectReason.NO_LETTERS, "the text holds no letter")


def title_line(text: str) -> str:
    r"""The first line of a normalised text, without its line feed."""
    return text.partition("\n")[0]
