"""Recognizes the lines of options, wherever an editor has put them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_compass.source.blocks import blocks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

OPTION = re.compile(r":(?P<key>[^:\s][^:]*):(?:[ \t]+(?P<value>.*))?")
_WITHOUT_COLON = re.compile(r"(?P<key>[a-z][a-z-]*):[ \t]+(?P<value>\S.*)")


def is_option_line(line: str) -> bool:
    """Tell whether a line begins with one colon, which no text does."""
    stripped = line.lstrip()
    return stripped.startswith(":") and not stripped.startswith(":::")


def next_option(lines: Sequence[str], index: int) -> int | None:
    """Return the index of the next option line, blank lines between options allowed."""
    while index < len(lines) and not lines[index].strip():
        index += 1
    return index if index < len(lines) and is_option_line(lines[index]) else None


def continues(line: str) -> bool:
    """Tell whether a line continues the option above it: indented, and no option itself."""
    return line[:1].isspace() and bool(line.strip()) and not is_option_line(line)


def unquoted(text: str) -> str:
    """Return a value without the quotes around it."""
    text = text.strip()
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "'\""
    return text[1:-1] if quoted else text


def without_colon(line: str, allowed: Collection[str]) -> tuple[str, str] | None:
    """Return key and value of a line such as ``area: Product``; None if it is no option."""
    match = _WITHOUT_COLON.fullmatch(line)
    return (match["key"], match["value"]) if match and match["key"] in allowed else None


def late_options(body: Sequence[str], allowed: Collection[str]) -> Iterator[range]:
    """Yield the indexes of each group of options in a text, other blocks left out."""
    inside = {number - 1 for block in blocks(body) for number in block.content_lines}
    start = None
    for index, line in enumerate((*body, "")):
        match = OPTION.fullmatch(line.rstrip()) if index not in inside else None
        is_option = match is not None and match["key"] in allowed
        if is_option and start is None:
            start = index
        elif not is_option and start is not None:
            yield range(start, index)
            start = None
