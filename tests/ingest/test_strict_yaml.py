"""YAML without surprises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.ingest.strict_yaml import YamlError, load_yaml


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("# only a comment\n", None),
        ("a: 1\nb: NO\nc: 2022-01-13\nd: 12:30:45\ne: 0x1F\nf: true", {
            "a": "1", "b": "NO", "c": "2022-01-13", "d": "12:30:45", "e": "0x1F", "f": "true",
        }),
        ("a:\nb: ~\nc: null\nd: ''\ne: 'null'", {"a": None, "b": None, "c": None, "d": "", "e": "null"}),
        ("a: [x, 'y']\nb: {}\n", {"a": ["x", "y"], "b": {}}),
        ("a: >\n  two\n  lines\n", {"a": "two lines\n"}),
        ("<<: x", {"<<": "x"}),
        ("a: &anchor x", {"a": "x"}),
    ],
)  # fmt: skip
def test_every_scalar_is_text_or_null(text: str, value: object) -> None:
    assert load_yaml(text)[0] == value


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("a: 1\na: 2", 2, "key 'a' stands twice"),
        ("a: &x [1]\nb: *x", 2, "aliases"),
        ("a: !!int 3", 1, "tag tag:yaml.org,2002:int is not read"),
        ("a: !!timestamp 2022-02-30", 1, "tag tag:yaml.org,2002:timestamp is not read"),
        ("a: !!python/object/apply:os.getcwd []", 1, "is not read"),
        ("? [a]\n: b", 1, "a key must be text"),
        ("~: b", 1, "a key must be text"),
        ("a: 1\n b: 2", 2, "mapping values are not allowed here"),
        ("a: 'open", 1, "found unexpected end of stream"),
        ("a: 1\n---\nb: 2", 2, "but found another document"),
        ("[" * 5000, 1, "nested too deeply"),
        ("x" + ": {x" * 5000, 1, "nested too deeply"),
        ("a: \x07", None, "not allowed"),
        (r'a: "\U00110000"', None, "chr"),
        (r'a: "\UFFFFFFFF"', None, ""),
    ],
)
def test_all_else_is_refused_with_its_line(text: str, line: int | None, problem: str) -> None:
    with pytest.raises(YamlError) as error:
        load_yaml(text)
    assert error.value.line == line
    assert problem in error.value.problem


def test_an_alias_bomb_does_not_go_off() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))
    with pytest.raises(YamlError, match="line 2: aliases"):
        load_yaml(bomb)


def test_the_line_of_every_value_is_known() -> None:
    _, lines = load_yaml("a:\n  b: 1\n  c:\n    - x\n    - y\n")
    assert lines[("a", "b")] == 2
    assert lines[("a", "c", 1)] == 5


@given(st.text() | st.text(st.sampled_from("ab: -\n'\"[]{}#&*!|>%@`?,~\\U08xD")))
def test_no_text_breaks_the_loader(text: str) -> None:
    try:
        value, lines = load_yaml(text)
    except YamlError:
        return
    assert value is None or isinstance(value, str | list | dict)
    assert all(line >= 1 for line in lines.values())
