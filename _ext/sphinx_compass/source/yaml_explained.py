"""Says in plain words what makes a line of front matter unreadable."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from sphinx_compass.organization.front_matter_keys import KEYWORDS_KEY
from sphinx_compass.organization.messages import _
from sphinx_compass.source.yaml_errors import error_line, line_finder

if TYPE_CHECKING:
    from collections.abc import Sequence

DEEPEST = 8  # levels of lists and keys in each other
_SHARED = (yaml.AnchorToken, yaml.AliasToken)
_OPENING = (
    yaml.BlockMappingStartToken,
    yaml.BlockSequenceStartToken,
    yaml.FlowMappingStartToken,
    yaml.FlowSequenceStartToken,
)
_CLOSING = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)

_KEY = r"[A-Za-z_][\w-]*"
_NO_SPACE = re.compile(rf"(?P<key>{_KEY}):(?P<value>[^ \t\r\n].*)")
_LINE = re.compile(rf"(?P<indent>[ \t]*)(?P<key>{_KEY})[ \t]*:[ \t]+(?P<value>.*)")
_CONTROL = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_INDICATORS = "@`%*&!|>[]{},?-"

# The number of a line, from 0, what is wrong with it, and what to do.
Explained = tuple[int, str, str]


def quoted(value: str) -> str:
    """Return a value in quotes that keep each character."""
    if '"' in value or "\\" in value:
        return "'{}'".format(value.replace("'", "''"))
    return f'"{value}"'


def may_be_refused(text: str, root: yaml.Node | None) -> bool:
    """Tell whether a text that can be read may contain what :func:`not_allowed` looks for."""
    return any(sign in text for sign in "&*!") or _is_deeper(root, DEEPEST)


def _is_deeper(node: yaml.Node | None, most: int) -> bool:
    """Tell whether a node has more levels of lists and keys than some number."""
    if not isinstance(node, yaml.CollectionNode):
        return False
    parts = (part for item in node.value for part in (item if isinstance(item, tuple) else (item,)))
    return most == 0 or any(_is_deeper(part, most - 1) for part in parts)


def not_allowed(text: str) -> Explained | None:
    """Return the first thing that front matter may not contain, though it can be read.

    Values that are used twice, and lists in lists, could make a short text a huge one.

    Raises one of UNREADABLE.
    """
    depth = 0
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        depth += isinstance(token, _OPENING)
        depth -= isinstance(token, _CLOSING)
        if isinstance(token, (*_SHARED, yaml.TagToken)) or depth > DEEPEST:
            number = line_finder(text)(token.start_mark)
            if depth > DEEPEST:
                what = _("The front matter has too many lists in each other")
                return number, what, _("write one 'key: value' a line")
            return number, *_explained_line(text.split("\n")[number])
    return None


def explained(error: Exception, text: str) -> Explained:
    """Return what is wrong in a text that cannot be read."""
    lines = text.split("\n")
    last = min(error_line(error, text), len(lines) - 1)
    for number in range(last + 1):
        if match := _NO_SPACE.fullmatch(lines[number].rstrip()):
            return number, *_no_space(match)
    context = str(getattr(error, "context", None) or "")
    if "quoted" in context and "escape" not in str(getattr(error, "problem", "")):
        return last, *_open_quotes(lines[last])
    match = _LINE.fullmatch(lines[last].rstrip())
    if last and match and not match["indent"] and ":" not in match["value"]:
        above = lines[last - 1].strip()
        last -= bool(above) and not above.endswith(":") and not _LINE.fullmatch(lines[last - 1])
    return last, *_explained_line(lines[last])


def without_mapping(lines: Sequence[str]) -> Explained:
    """Return what is wrong in a text that can be read, but has no keys."""
    number = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if match := _NO_SPACE.fullmatch(lines[number].rstrip()):
        return number, *_no_space(match)
    return number, *_no_key()


def _explained_line(line: str) -> tuple[str, str]:
    """Return what is wrong with one line, and what to do."""
    if "\t" in line:
        return (
            _("This line of the front matter contains a tab"),
            _("write spaces instead, and none before a key"),
        )
    if sign := _CONTROL.search(line):
        return (
            _("This line of the front matter contains the control character {sign}").format(
                sign=f"U+{ord(sign[0]):04X}"
            ),
            _("delete it"),
        )
    if match := _LINE.fullmatch(line.rstrip()):
        return _explained_value(match["indent"], match["key"], match["value"])
    return _general() if line.rstrip().endswith(":") else _no_key()


def _explained_value(indent: str, key: str, value: str) -> tuple[str, str]:
    """Return what is wrong with the line of a key."""
    if indent:
        what = _("The front matter key '{key}' is indented").format(key=key)
        return what, _("delete the spaces before it")
    first = value[:1]
    if first and first in "\"'":
        what = _("The value of '{key}' contains quotation marks that end it early")
        value = value.strip("\"'") if value.endswith(first) else value
    elif key == KEYWORDS_KEY and first in {"[", "{"}:
        return not_words(re.sub(r"[][{}]", "", value))
    elif first and first in _INDICATORS:
        what = _("The value of '{key}' starts with '{sign}', which has a special meaning")
    elif ":" in value:
        what = _("The value of '{key}' contains a colon")
    else:
        return _general()
    fix = _("put it in quotes: {line}").format(line=f"{key}: {quoted(value)}")
    return what.format(key=key, sign=first), fix


def not_words(words: str) -> tuple[str, str]:
    """Return that keywords are not a list of words, and how to write one."""
    return (
        _("The value of '{key}' is not a list of words").format(key=KEYWORDS_KEY),
        _("write '{line}'").format(line=f"{KEYWORDS_KEY}: [{words}]"),
    )


def _no_space(match: re.Match[str]) -> tuple[str, str]:
    line = f"{match['key']}: {match['value']}"
    return (
        _("There is no space after the colon of '{key}'").format(key=match["key"]),
        _("write '{line}'").format(line=line),
    )


def _open_quotes(line: str) -> tuple[str, str]:
    match = _LINE.fullmatch(line.rstrip())
    key = match["key"] if match else line.strip()
    return (
        _("The quotation mark before the value of '{key}' has no counterpart").format(key=key),
        _("add the same mark at the end of the value"),
    )


def _no_key() -> tuple[str, str]:
    return (
        _("This line of the front matter has no key with a colon"),
        _("write 'key: value', or begin the line with two spaces if it continues the one above"),
    )


def _general() -> tuple[str, str]:
    return (
        _("The front matter cannot be read from this line on"),
        _("write one 'key: value' a line, and put a value that contains a colon in quotes"),
    )
