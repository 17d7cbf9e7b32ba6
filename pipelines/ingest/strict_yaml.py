"""YAML as people mean it: mappings, lists, text and null.

Belongs here: the one way in which YAML is read. Does not belong here: what the keys mean.

Every plain scalar is text, `null`, `~` and nothing are null: `NO` is a country and `2022-01-13` what was written, for
the reader of the field to judge. Tags, aliases, repeated keys and deep nesting are refused, no object is ever
constructed. The idea is that of StrictYAML, in the terms of PyYAML's own composer.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

MAX_DEPTH = 8
_NULL = "tag:yaml.org,2002:null"
_TEXT = "tag:yaml.org,2002:str"
_PLAIN_TAGS = {_NULL, _TEXT, "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"}

type YamlValue = str | list[YamlValue] | dict[str, YamlValue] | None
type Place = tuple[str | int, ...]


class YamlError(ValueError):
    """The text is not YAML of this kind; `line` counts from 1, None where it is not known."""

    def __init__(self, line: int | None, problem: str) -> None:
        self.problem = problem
        self.line = line
        super().__init__(problem if line is None else f"line {line}: {problem}")


class _PlainLoader(yaml.SafeLoader):
    """The safe loader without implicit types other than null, aliases and deep nesting."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own name and form
    depth = 0

    def compose_node(self, parent: Node | None, index: Any) -> Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            raise YamlError(line, "aliases (*) are not read; write the value out")
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise YamlError(line, "nested too deeply")
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


_PlainLoader.add_implicit_resolver(_NULL, re.compile(r"(?:~|null|Null|NULL|)\Z"), ["~", "n", "N", ""])


def load_yaml(text: str) -> tuple[YamlValue, dict[Place, int]]:
    """Read one YAML document.

    Returns: its value, and the line of every key and item by its place: `("bbc", "feeds", 0)`.
    Raises: YamlError.
    """
    try:
        node = yaml.compose(text, Loader=_PlainLoader)
    except yaml.MarkedYAMLError as error:
        line = None if error.problem_mark is None else error.problem_mark.line + 1
        raise YamlError(line, error.problem or "not YAML") from error
    except (yaml.YAMLError, OverflowError) as error:  # a character that YAML forbids; an escape beyond Unicode
        raise YamlError(None, str(error).splitlines()[0]) from error
    except YamlError:
        raise
    except ValueError as error:
        raise YamlError(None, str(error)) from error
    lines: dict[Place, int] = {}
    return (None if node is None else _value(node, (), lines)), lines


def _value(node: Node, place: Place, lines: dict[Place, int]) -> YamlValue:
    line = lines[place] = node.start_mark.line + 1
    if node.tag not in _PLAIN_TAGS:
        raise YamlError(line, f"tag {node.tag} is not read; leave it out")
    if isinstance(node, MappingNode):
        return _mapping(node, place, lines)
    if isinstance(node, SequenceNode):
        return [_value(item, (*place, number), lines) for number, item in enumerate(node.value)]
    if isinstance(node, ScalarNode) and node.tag == _NULL:
        return None
    return str(node.value)


def _mapping(node: MappingNode, place: Place, lines: dict[Place, int]) -> dict[str, YamlValue]:
    mapping: dict[str, YamlValue] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, ScalarNode) or key_node.tag != _TEXT:
            raise YamlError(line, "a key must be text")
        key = str(key_node.value)
        if key in mapping:
            raise YamlError(line, f"key {key!r} stands twice")
        mapping[key] = _value(value_node, (*place, key), lines)
        lines[(*place, key)] = line
    return mapping
