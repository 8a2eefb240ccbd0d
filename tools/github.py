"""Writes the commands that GitHub reads from a job: annotations.

Anybody who opens a pull request decides what their texts contain.  They must not be taken for
another command.
"""

from __future__ import annotations

# What the runner decodes in the message of a command, and in its properties.
_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_MESSAGE, ":": "%3A", ",": "%2C"}


def annotation(level: str, message: str, **properties: object) -> str:
    """Return the workflow command that shows a message at a place in the files of a pull request.

    ``level`` is ``error``, ``warning`` or ``notice``; properties are ``file``, ``line`` and
    ``title``.
    """
    listed = ",".join(
        f"{key}={_encoded(str(value), _PROPERTY)}" for key, value in properties.items()
    )
    return f"::{level}{f' {listed}' if listed else ''}::{_encoded(message, _MESSAGE)}"


def _encoded(text: str, table: dict[str, str]) -> str:
    return "".join(table.get(character, character) for character in text)
