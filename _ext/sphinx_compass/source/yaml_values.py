"""Finds values of front matter that are read differently from how they look."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from sphinx_compass.organization.front_matter_keys import ORDER_KEY, PAGE_KEYS
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.source.yaml_errors import line_finder
from sphinx_compass.source.yaml_explained import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx_compass.organization.places import Location

# Keys of Sphinx and MyST that take something else than words.
_NO_WORDS = {"orphan", "nocomments", "nosearch", "no-search", "tocdepth", "myst", "substitutions"}
_CHECKED_ELSEWHERE = {"last_reviewed_on", "review_in", "facts_as_of", ORDER_KEY}  # as dates etc.
_INVISIBLE = re.compile("[\u200b\u2060\ufeff]")
_ESCAPE = re.compile(r"\\[^\"\\\n]")
_STRING = "tag:yaml.org,2002:str"


def misread(
    root: yaml.MappingNode | None, text: str, at: Callable[[int], Location]
) -> Iterator[tuple[str, Problem]]:
    """Yield problems, each with the key whose value is not as it looks, or an empty text.

    ``at`` returns the location of a line of the text, from 0.
    """
    seen: set[str] = set()
    line = line_finder(text)
    for key, value in root.value if root is not None else ():
        number = line(key.start_mark)
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
        if name in seen:
            words = _("The front matter key '{key}' is used twice").format(key=name)
            yield "", _problem(at(number), words, _("delete one of the two lines"))
        elif not name or key.tag != _STRING:
            words = _("The front matter key '{key}' is not a word").format(key=name)
            yield "", _problem(at(number), words, _("write 'key: value', with a word as key"))
        elif name in {*PAGE_KEYS, ORDER_KEY} and not isinstance(value, yaml.ScalarNode):
            yield name, _problem(at(number), *_one_value(name, value))
        else:
            items = value.value if isinstance(value, yaml.SequenceNode) else [value]
            for item in items:
                if isinstance(item, yaml.ScalarNode) and (wrong := _wrong(name, item, text)):
                    yield name, _problem(at(line(item.start_mark)), *wrong)
        seen.add(name)


def converted(node: yaml.ScalarNode) -> Any:
    """Return what a parser makes of a value.

    Raises ValueError for a date or number that is none, and for a sign with a special meaning.
    """
    try:
        return yaml.SafeLoader("").construct_object(node)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error


def _problem(location: Location, message: str, suggestion: str) -> Problem:
    return Problem(location, Subtype.FRONT_MATTER, message, suggestion)


def _one_value(key: str, value: yaml.Node) -> tuple[str, str]:
    items = value.value if isinstance(value, yaml.CollectionNode) else []
    if isinstance(value, yaml.MappingNode):  # such as {product-lead}
        items = [key for key, _value in items]
    first = next((item.value for item in items if isinstance(item, yaml.ScalarNode)), "…")
    message = (
        _("A page has one owner") if key == "owner" else _("A page has one '{key}'").format(key=key)
    )
    return message, _("write '{line}'").format(line=f"{key}: {first}")


def _wrong(key: str, node: yaml.ScalarNode, text: str) -> tuple[str, str] | None:
    if _INVISIBLE.search(node.value):
        return (
            _("The value of '{key}' contains an invisible character").format(key=key),
            _("delete the value and type it again"),
        )
    if key in _NO_WORDS or key in _CHECKED_ELSEWHERE:
        return None
    if node.style == '"' and _ESCAPE.search(text, node.start_mark.index, node.end_mark.index):
        return (
            _("A backslash in the value of '{key}' changes what follows it").format(key=key),
            _("put the value in single quotes"),
        )
    if node.style is None:
        return _wrong_plain(key, node, text)
    return None


def _wrong_plain(key: str, node: yaml.ScalarNode, text: str) -> tuple[str, str] | None:
    """Return what is wrong with a value without quotes."""
    end = text.find("\n", node.end_mark.index)
    rest = text[node.end_mark.index : end if end >= 0 else len(text)].rstrip()
    if rest.lstrip().startswith("#"):
        return (
            _("The value of '{key}' ends before '{rest}', because '#' begins a comment").format(
                key=key, rest=rest.lstrip()
            ),
            _("put the whole value in quotes: {line}").format(
                line=f"{key}: {quoted(f'{node.value}{rest}'.strip())}"
            ),
        )
    if node.value and _is_converted(key, node):
        return (
            _("The value '{value}' of '{key}' is not read as text").format(
                value=node.value, key=key
            ),
            _("put it in quotes: {line}").format(line=f"{key}: {quoted(node.value)}"),
        )
    return None


def _is_converted(key: str, node: yaml.ScalarNode) -> bool:
    """Tell whether a parser makes something of a value that looks different."""
    try:
        made = converted(node)
    except ValueError:  # the parser gets it in quotes
        return False
    return str(made) != node.value and (key in PAGE_KEYS or made not in (True, False))
