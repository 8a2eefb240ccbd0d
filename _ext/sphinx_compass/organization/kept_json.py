"""Reads the JSON files that programs keep, as text that anybody can have changed.

Errors have the line of what is wrong, so that a finding can point at it. Time and memory
grow with the length of the text only.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Problem, Subtype

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

# The keys and indexes that lead to a value.
KeyPath: TypeAlias = tuple[str | int, ...]

_DEEPEST = 12  # levels of objects and lists; the files need five
_LONGEST_INTEGER = 15  # characters
_OPENING, _CLOSING = ("{", "["), ("}", "]")
# Quotes without an end are one part, so that the text after them is not read again and again.
_PART = re.compile(r'"(?:[^"\\]|\\.)*+"?|[][{}:,]|[^][{}:,"\s]+', re.DOTALL)
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)", re.MULTILINE)


class KeptFileError(ValueError):
    """A text that is not what the program writes, with the line of what is wrong."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line  # from 1
        self.reason = reason  # without a full stop


@dataclass(frozen=True, slots=True)
class KeptData:
    """The content of such a file, with the line of each key and list item."""

    value: Any
    lines: Mapping[KeyPath, int]

    def error(self, reason: str, *path: str | int) -> KeptFileError:
        """Return an error at the line of a value, or of what contains it."""
        while path not in self.lines and path:
            path = path[:-1]
        return KeptFileError(self.lines.get(path, 1), reason)

    def object_at(self, *path: str | int) -> dict[str, Any]:
        """Return the JSON object at a path.

        Raises KeptFileError if there is something else.
        """
        value = self.value
        for step in path:
            value = value[step]
        if not isinstance(value, dict):
            raise self.error(_("this must be in braces: {}"), *path)
        return value


def kept_bytes(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises KeptFileError if there is a link or a folder instead, and OSError if there is no
    file. What a link leads to can be any file of the machine, or one without an end.
    """
    if path.is_symlink():
        raise KeptFileError(1, _("it is a link to another file"))
    if path.is_dir():
        raise KeptFileError(1, _("it is a folder"))
    return path.read_bytes()


def read_kept(raw: bytes) -> KeptData:
    """Return the content of a file.

    Raises KeptFileError if it is not JSON, has a key twice, or has values that no program
    would write there.
    """
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise KeptFileError(line, _("the text is not in UTF-8")) from error
    conflict = _CONFLICT.search(text)
    if conflict is not None:
        line = text.count("\n", 0, conflict.start()) + 1
        raise KeptFileError(line, _("two versions of it were not merged"))
    parts = tuple(_parts(text))
    _check_parts(parts)
    try:
        value = json.loads(text, parse_int=_integer)
    except json.JSONDecodeError as error:
        raise KeptFileError(error.lineno, _("this is not JSON")) from error
    return KeptData(value, _lines(parts))


def unreadable(name: str, error: OSError | KeptFileError, fix: str) -> Problem:
    """Return the problem with a file that cannot be read; ``fix`` says what to do."""
    line, reason = 1, _("the computer does not allow it")
    if isinstance(error, FileNotFoundError):
        reason = _("it is missing")
    elif isinstance(error, KeptFileError):
        line, reason = error.line, error.reason
    message = _("'{name}' cannot be read: {reason}")
    return Problem(
        Location(name, line), Subtype.KEPT_FILE, message.format(name=name, reason=reason), fix
    )


def _parts(text: str) -> Iterator[tuple[str, int]]:
    """Yield the parts of a JSON text, each with its line."""
    line, end = 1, 0
    for match in _PART.finditer(text):
        line += text.count("\n", end, match.start())
        end = match.start()
        yield match[0], line


def _check_parts(parts: Iterable[tuple[str, int]]) -> None:
    """Raise KeptFileError if the nesting is too deep, or half a character is escaped."""
    depth = 0
    for part, line in parts:
        depth += (part in _OPENING) - (part in _CLOSING)
        if depth > _DEEPEST:
            raise KeptFileError(line, _("it is nested too deeply"))
        if "\\u" in part:
            try:
                json.loads(part).encode()
            except UnicodeEncodeError as error:
                raise KeptFileError(line, _("this is not a character")) from error
            except json.JSONDecodeError:
                return  # reported by the parser


def _integer(digits: str) -> int | float:
    """Return an integer; a longer one than any program writes becomes a float."""
    return int(digits) if len(digits) <= _LONGEST_INTEGER else math.inf


class _Open:
    """An object or list of which the end has not been read yet."""

    def __init__(self, path: KeyPath, step: str | int | None) -> None:
        self.path = path
        self.step = step  # the last key, the index in a list, or None before a key


def _lines(parts: Iterable[tuple[str, int]]) -> dict[KeyPath, int]:
    """Return the line of each key and value of a JSON text.

    Raises KeptFileError if an object has a key twice.
    """
    found: dict[KeyPath, int] = {}
    around: list[_Open] = []
    for part, line in parts:
        inner = around[-1] if around else _Open((), 0)
        if part in _CLOSING:
            around.pop()
        elif part == ",":
            inner.step = inner.step + 1 if isinstance(inner.step, int) else None
        elif inner.step is None:
            inner.step = str(json.loads(part))
            path = (*inner.path, inner.step)
            if path in found:
                reason = _("the key '{key}' is there twice").format(key=inner.step)
                raise KeptFileError(line, reason)
            found[path] = line
        elif part != ":":
            path = (*inner.path, inner.step) if around else ()
            found.setdefault(path, line)
            if part in _OPENING:
                around.append(_Open(path, 0 if part == "[" else None))
    return found
