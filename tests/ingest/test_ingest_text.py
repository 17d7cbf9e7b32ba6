"""Decoding and normalisation."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.ingest.errors import RejectedError, one_line
from pipelines.ingest.text import MAX_BYTES, check_characters, check_text, decode, normalise, title_line


@given(st.text(st.characters(codec="utf-8") | st.sampled_from("\r\n \u0301\u2000\ufeff")))
def test_normalisation_is_idempotent_and_leaves_nothing_to_do(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once == once.strip()
    assert "\r\n" not in once


@given(st.text(st.sampled_from("ab \t\n.“”é")))
def test_normalisation_changes_nothing_else(text: str) -> None:
    assert normalise(text) == text.strip()


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("  Title \r\n\r\nBody.\n\n", "Title \n\nBody."),
        ("Cafe\u0301", "Caf\u00e9"),
        ("one\r\r\ntwo", "one\ntwo"),
        ("one\rtwo", "one\rtwo"),
        ("two  spaces\tand a tab", "two  spaces\tand a tab"),
        ("\u00a0non-breaking\u00a0", "non-breaking"),
    ],
)
def test_normalisation(text: str, normal: str) -> None:
    assert normalise(text) == normal


def test_a_byte_order_mark_at_the_start_is_skipped() -> None:
    assert decode(b"\xef\xbb\xbfTitle") == "Title"
    assert decode("a\ufeffb".encode()) == "a\ufeffb"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"caf\xe9", "not_utf8"),
        (b"\xed\xa0\x80", "not_utf8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        ("Wide".encode("utf-16"), "binary"),
        (b"bell \x07", "binary"),
        (b"delete \x7f", "binary"),
        (b"nothing \x00 here", "nul_character"),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(RejectedError) as error:
        decode(content)
    assert error.value.reason == reason
    assert error.value.reason.stage == "decode"


def test_half_a_surrogate_pair_is_no_text() -> None:
    with pytest.raises(RejectedError, match="lone_surrogate: half of a surrogate pair U\\+D83D at offset 3"):
        check_characters("ab \ud83d")


@pytest.mark.parametrize("text", ["tab\tand\x0bvertical tab, form\x0cfeed", "C1 \x85", "emoji \U0001f600"])
def test_white_space_and_rare_characters_are_text(text: str) -> None:
    check_characters(text)
    assert decode(text.encode()) == text


@pytest.mark.parametrize(("text", "reason"), [("", "empty"), ("1, 2, 3 …", "no_letters"), ("—", "no_letters")])
def test_what_cannot_be_an_article_is_refused(text: str, reason: str) -> None:
    with pytest.raises(RejectedError) as error:
        check_text(text)
    assert error.value.reason == reason
    assert error.value.reason.stage == "text"


def test_the_size_of_a_text_counts_its_bytes_after_normalisation() -> None:
    grows = "\u0958"  # a composition exclusion: three bytes before NFC, six after
    check_text("a" * MAX_BYTES)
    with pytest.raises(RejectedError) as error:
        check_text(normalise(grows * (MAX_BYTES // 6 + 1)))
    assert error.value.reason == "too_large"


@pytest.mark.parametrize(("text", "line"), [("Title\nBody", "Title"), ("Title", "Title"), ("Title \n\nBody", "Title ")])
def test_the_title_line_is_the_first(text: str, line: str) -> None:
    assert title_line(text) == line


@given(st.text(st.characters()))
def test_one_line_is_one_printable_line(text: str) -> None:
    line = one_line(text)
    assert len(line) <= 200
    assert line.isprintable()


def test_one_line_escapes_and_cuts() -> None:
    assert one_line("a\nb\x1b[0m\ud800") == r"a\nb\x1b[0m\ud800"
    assert one_line("é" * 300) == "é" * 199 + "…"
