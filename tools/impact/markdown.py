"""Writes texts of pages as Markdown that shows them as they are.

Whoever opens a pull request decides what these texts contain.  In a job summary they must
not notify anybody, format anything or add HTML, and in a terminal they must not send control
sequences.
"""

from __future__ import annotations

import re
import unicodedata

from sphinx_compass.outputs.values import one_line

_MARKUP = re.compile(r"[\\\[\]<>`*_~$]|&(?=#?\w+;)|:(?=//)|(?<=www)\.", re.IGNORECASE)
# What begins a heading, a list or a line across the page.
_BEGINNING = re.compile(r"^(?=[#+=-])|^(\d+)(?=[.)])")
_MENTION = re.compile(r"([@#])(?=\w)")
_ZERO_WIDTH_SPACE = "\u200b"
_SHOWN = ("\u200c", "\u200d")  # joiners, which some scripts and emoji need
_TOO_LONG = "…"


def printable(text: str) -> str:
    """Return a text as one line, without control characters and the like."""
    folded = one_line(text)
    return "".join(
        character
        for character in folded
        if character in _SHOWN or not unicodedata.category(character).startswith("C")
    )


def plain(text: str) -> str:
    """Return Markdown that shows a text as it is, on one line."""
    escaped = _MARKUP.sub(r"\\\g<0>", printable(text))
    escaped = _BEGINNING.sub(r"\1\\", escaped)
    return _MENTION.sub(rf"\1{_ZERO_WIDTH_SPACE}", escaped)


def code(text: str) -> str:
    """Return Markdown that shows a text as code, or as plain text if it contains a backtick."""
    shown = printable(text)
    return plain(shown) if "`" in shown or not shown else f"`{shown}`"


def shortened(text: str, longest: int) -> str:
    """Return a text of at most a number of characters, with an ellipsis if it is cut."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + _TOO_LONG


def limited(text: str, longest: int) -> str:
    """Return the lines of a text that fit into a number of bytes, and a note on the others."""
    if len(text.encode()) <= longest:
        return text
    lines, size = text.splitlines(keepends=True), 0
    for number, line in enumerate(lines):
        size += len(line.encode())
        if size > longest:
            note = f"\nThe report is too long; {len(lines) - number} more lines are left out.\n"
            return "".join(lines[:number]) + note
    return text
