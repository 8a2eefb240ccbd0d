"""Finds lines in YAML texts, and the line of what makes a text unreadable."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable

# What PyYAML raises for a text that is not YAML; nesting that is too deep is included.
UNREADABLE = (yaml.YAMLError, RecursionError)

# Where an error has a context of one of these kinds, the mistake is where that starts.
_STARTS_AT_CONTEXT = ("flow", "quoted", "simple key")


def line_of(mark: yaml.Mark, text: str) -> int:
    """Return the line, from 0, of a mark in a YAML text.

    YAML itself also counts rare line separators, which editors do not show as such.
    """
    return text.count("\n", 0, mark.index)


def line_finder(text: str) -> Callable[[yaml.Mark], int]:
    """Return :func:`line_of` for many marks in one text."""
    ends = [index for index, sign in enumerate(text) if sign == "\n"]
    return lambda mark: bisect_left(ends, mark.index)


def error_line(error: Exception, text: str) -> int:
    """Return the line, from 0, of what makes a YAML text unreadable.

    For a list or quotation without an end, that is where it starts, not where the parser
    stops.
    """
    if isinstance(error, yaml.reader.ReaderError):  # a character that YAML does not allow
        return text.count("\n", 0, error.position)
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context", None) or ""
    if any(start in context for start in _STARTS_AT_CONTEXT):
        mark = getattr(error, "context_mark", None) or mark
    return line_of(mark, text) if mark else 0
