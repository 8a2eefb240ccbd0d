"""Writes what GitHub reads from a job: annotations, and texts in Markdown.

Anybody who opens a pull request decides what these texts contain.  They must not notify
anybody, format anything, add HTML, or be taken for another command.
"""

from __future__ import annotations

import re
import unicodedata

# What the runner decodes in the message of a command, and in its properties.
_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_MESSAGE, ":": "%3A", ",": "%2C"}
_JOINERS = ("\u200c", "\u200d")  # some scripts and emoji need them


def annotation(level: str, message: str, **properties: object) -> str:
    """Return the workflow command that shows a message at a place in the files of a pull request.

    ``level`` is ``error``, ``warning`` or ``notice``; properties are ``file``, ``line`` and
    ``title``.
    """
    listed = ",".join(
        f"{key}={_encoded(str(value), _PROPERTY)}" for key, value in properties.items()
    )
    return f"::{level}{f' {listed}' if listed else ''}::{_encoded(message, _MESSAGE)}"


def printable(text: str) -> str:
    """Return a text on one line, without control characters and the like."""
    characters = (
        " " if character.isspace() else character
        for character in text
        if character.isspace() or character in _JOINERS or not _is_control(character)
    )
    return " ".join("".join(characters).split())


def _is_control(character: str) -> bool:
    return unicodedata.category(character).startswith("C")


def code(text: str) -> str:
    """Return Markdown that shows a text on one line as code, whatever it contains."""
    shown = printable(text)
    longest = max(map(len, re.findall(r"`+", shown)), default=0)
    fence = "`" * (longest + 1)
    space = " " if longest else ""
    return f"{fence}{space}{shown}{space}{fence}" if shown else ""


def _encoded(text: str, table: dict[str, str]) -> str:
    return "".join(table.get(character, character) for character in text)
