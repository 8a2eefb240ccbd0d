"""Removes front matter that changes how a page is built, instead of describing it."""

from __future__ import annotations

import re

import yaml

from sphinx_compass.organization.front_matter_keys import (
    BUILD_KEYS,
    KEYWORDS_KEY,
    ORDER_KEY,
    PAGE_KEYS,
)
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.source.yaml_errors import UNREADABLE

_FENCE = re.compile(r"---[ \t\r]*")
_CLOSING = re.compile(r"(?:---|\.\.\.)[ \t\r]*")


def without_effects(docname: str, text: str) -> tuple[str, tuple[Problem, ...]]:
    """Return a page with empty lines instead of such front matter, and a problem for each key."""
    lines = text.split("\n")
    numbers = range(1, len(lines))
    end = next((number for number in numbers if _CLOSING.fullmatch(lines[number])), None)
    if not _FENCE.fullmatch(lines[0]) or end is None:
        return text, ()
    try:
        root = yaml.compose("\n".join(lines[1:end]), Loader=yaml.SafeLoader)
    except UNREADABLE:
        return text, ()  # reported as front matter that cannot be read
    problems = []
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        name = str(key.value)
        is_mapping = isinstance(value, yaml.MappingNode) and name not in {
            *PAGE_KEYS,
            KEYWORDS_KEY,
            ORDER_KEY,
        }
        if not is_mapping and not BUILD_KEYS.fullmatch(name):
            continue
        first, last = key.start_mark.line + 1, min(value.end_mark.line + 1, end - 1)
        if value.end_mark.column == 0:
            last -= 1
        for number in range(first, max(first, last) + 1):
            lines[number] = ""
        names, line = _innermost(key, value)
        problems.append(_problem(Location(docname, line + 2), names))
    return "\n".join(lines), tuple(problems)


def _innermost(key: yaml.Node, value: yaml.Node) -> tuple[list[str], int]:
    """Return the names down to the first value that is no mapping, and the line of the last."""
    names, line = [str(key.value)], key.start_mark.line
    seen: set[int] = set()
    while isinstance(value, yaml.MappingNode) and value.value and id(value) not in seen:
        seen.add(id(value))
        key, value = value.value[0]
        names.append(str(key.value))
        line = key.start_mark.line
    return names, line


def _problem(location: Location, names: list[str]) -> Problem:
    return Problem(
        location,
        Subtype.UNSAFE,
        _("The front matter key '{key}' changes how the page is built").format(
            key=": ".join(names)
        ),
        _("remove it; settings of the site are in conf.py"),
    )
