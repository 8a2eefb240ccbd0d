"""Recognizes the lines of options, wherever and however an editor has written them."""

from __future__ import annotations

import re
from difflib import get_close_matches
from itertools import groupby
from typing import TYPE_CHECKING

from sphinx_compass.source.blocks import blocks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

OPTION = re.compile(r":(?P<key>[^:\s][^:]*):(?:\s+(?P<value>.*))?")
DASHES = re.compile(r"-{3,}\s*")
_REST_ROLE = re.compile(r":[\w:-]+:`")
# An option with other marks around its name, such as '- **Area** = Product'. The repetitions
# never give back characters, so that the time does not grow with the square of their number.
_ALMOST = re.compile(
    r"(?:[-*+]\s)?+\s*+[*_]{0,2}+:{0,2}+\s*+(?P<key>[A-Za-z][\w -]*+)\s*+[*_]{0,2}+\s*+"
    r"(?::{1,2}+|=)\s*+[*_]{0,2}\s*+(?P<value>\S.*)"
)
_ONE_COLON = re.compile(r":\s*(?P<key>[A-Za-z][\w-]*)\s+(?P<value>\S.*)")
_MOST_WORDS = 8  # of a value or name


def is_option_line(line: str) -> bool:
    """Tell whether a line begins with one colon, which no text does."""
    stripped = line.lstrip()
    return stripped.startswith(":") and not stripped.startswith(":::") and not is_role(stripped)


def is_role(text: str) -> bool:
    """Tell whether a text begins with a reference in reStructuredText."""
    return _REST_ROLE.match(text) is not None


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


def plain_key(key: str) -> str:
    """Return the name of an option as options are named.

    >>> plain_key("Reports_To ")
    'reports-to'
    """
    return "-".join(re.findall(r"[^\s_-]+", key.lower()))


def meant_option(line: str, allowed: Collection[str]) -> tuple[str, str] | None:
    """Return name and value of the option that a line means; None if it means none.

    >>> meant_option(":Area:product", ["area"])
    ('area', 'product')
    """
    for pattern in (_ALMOST, _ONE_COLON):
        match = pattern.fullmatch(line.strip())
        if match and (key := plain_key(match["key"])) in allowed:
            return key, match["value"]
    return None


def without_colon(line: str, allowed: Collection[str]) -> tuple[str, str] | None:
    """Return name and value of a line such as ``area: Product``; None if it is no option."""
    found = None if line.startswith(":") else meant_option(line, allowed)
    if found is None and (match := _ALMOST.fullmatch(line)) and match["key"].islower():
        close = get_close_matches(plain_key(match["key"]), sorted(allowed), n=1, cutoff=0.8)
        found = (close[0], match["value"]) if close else None
    return found if found and is_phrase(found[1]) else None


def is_phrase(text: str) -> bool:
    """Tell whether a text can be a name, and is no sentence."""
    return len(text.split()) <= _MOST_WORDS and not text.rstrip().endswith((".", "!", "?"))


def late_options(body: Sequence[str], allowed: Collection[str]) -> Iterator[range]:
    """Yield the indexes of each group of options in a text, other blocks left out."""
    inside = {number - 1 for block in blocks(body) for number in block.content_lines}
    in_paragraphs = frozenset(_option_paragraphs(body, allowed))
    start = None
    for index, line in enumerate((*body, "")):
        is_option = index not in inside and (
            index in in_paragraphs or _is_late_option(line, allowed)
        )
        if is_option and start is None:
            start = index
        elif not is_option and start is not None:
            yield range(start, index)
            start = None


def _is_late_option(line: str, allowed: Collection[str]) -> bool:
    if not line.startswith(":") or not is_option_line(line):
        return False
    match = OPTION.fullmatch(line.rstrip())
    if match and get_close_matches(plain_key(match["key"]), sorted(allowed), n=1, cutoff=0.75):
        return True
    return meant_option(line, allowed) is not None


def _option_paragraphs(body: Sequence[str], allowed: Collection[str]) -> Iterator[int]:
    """Yield the indexes of all lines in paragraphs that contain only ``name: value`` lines."""
    for is_written, group in groupby(range(len(body)), key=lambda index: bool(body[index].strip())):
        indexes = list(group)
        lines = [body[index] for index in indexes]
        if (
            is_written
            and all(_is_plain_option(line, allowed) for line in lines)
            and not all(map(DASHES.fullmatch, lines))
        ):
            yield from indexes


def _is_plain_option(line: str, allowed: Collection[str]) -> bool:
    if DASHES.fullmatch(line):
        return True
    key, colon, value = line.partition(":")
    return bool(colon) and key in allowed and value[:1].isspace() and is_phrase(value)
