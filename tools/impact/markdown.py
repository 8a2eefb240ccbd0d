"""Writes texts of pages as Markdown that shows them as they are.

Anybody who opens a pull request decides what these texts contain.  In a job summary they must
not notify anybody, format anything or add HTML, and in a terminal they must not send control
sequences.
"""

from __future__ import annotations

import re

from sphinx_compass.organization.text import printable

_MARKUP = re.compile(r"[\\\[\]<>`*_~$]|&(?=#?\w+;)|:(?=//)|(?<=www)\.", re.IGNORECASE)
# What begins a heading, a list or a line across the page.
_BEGINNING = re.compile(r"^(?=[#+=-])|^(\d+)(?=[.)])")
_MENTION = re.compile(r"([@#])(?=\w)")
_ZERO_WIDTH_SPACE = "\u200b"
_TOO_LONG = "…"


def plain(text: str) -> str:
    """Return Markdown that shows a text as it is, on one line."""
    escaped = _MARKUP.sub(r"\\\g<0>", printable(text))
    escaped = _BEGINNING.sub(r"\1\\", escaped)
    return _MENTION.sub(rf"\1{_ZERO_WIDTH_SPACE}", escaped)


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
