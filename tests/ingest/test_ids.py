"""The recipe for ids."""

from __future__ import annotations

import hashlib
from base64 import b32encode

from hypothesis import given
from hypothesis import strategies as st

from pipelines.ids import content_id

part = st.one_of(st.text(), st.integers(), st.none())


def test_an_id_is_what_the_recipe_says() -> None:
    digest = hashlib.sha256(b'["daily","url","https://example.org/\\u00e9",3,null]').digest()
    expected = "art_" + b32encode(digest).decode()[:16].lower()
    assert content_id("art_", "daily", "url", "https://example.org/é", 3, None) == expected


def test_an_id_never_changes() -> None:
    assert content_id("art_", "a", "b", 1, None) == "art_pcvog5r3ntddjd5c"


@given(st.lists(part), st.lists(part))
def test_other_parts_give_another_id(left: list[str | int | None], right: list[str | int | None]) -> None:
    assert (content_id("x_", *left) == content_id("x_", *right)) == (left == right)


@given(st.lists(st.one_of(part, st.text(st.characters(categories=["Cs"])))))
def test_every_list_of_parts_has_an_id(parts: list[str | int | None]) -> None:
    prefix, _, digits = content_id("x_", *parts).partition("_")
    assert prefix == "x"
    assert len(digits) == 16
    assert set(digits) <= set("abcdefghijklmnopqrstuvwxyz234567")
