"""Finds the blocks of one directive in the text of a page, Markdown or reStructuredText."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_compass.source.blocks import Block

_DIRECTIVE = re.compile(
    r"(?P<indentation>[ \t]*)\.\. (?:\w+:)?(?P<name>[\w-]+)::[ \t]*(?P<argument>.*)"
)


@dataclass(frozen=True, slots=True)
class DirectiveBlock:
    """A directive with its content; lines are counted from 1."""

    line: int  # of the directive
    argument: str  # what follows the name of the directive
    content: Sequence[tuple[int, str]]  # line and text, without the indentation of the block
    is_markdown: bool


def directive_blocks(
    name: str, lines: Sequence[str], blocks: Sequence[Block], *, is_markdown: bool = True
) -> Iterator[DirectiveBlock]:
    """Yield the blocks of a directive on a page, those in Markdown first.

    ``blocks`` are the fenced blocks of the page.
    """
    rest = [block for block in blocks if block.name == "eval-rst"]
    for block in blocks if is_markdown else ():
        if block.name == name and block.is_whole:
            yield DirectiveBlock(block.line, block.argument, block.content(lines), is_markdown=True)
    numbers = [block.content_lines for block in rest] if is_markdown else [range(1, len(lines) + 1)]
    for part in numbers:
        for number in part:
            match = _DIRECTIVE.fullmatch(lines[number - 1])
            if match is not None and match["name"] == name:
                inside = range(number + 1, part.stop)
                content = _indented(lines, inside, len(match["indentation"]))
                argument = match["argument"].strip()
                yield DirectiveBlock(number, argument, content, is_markdown=False)


def _indented(lines: Sequence[str], numbers: range, least: int) -> list[tuple[int, str]]:
    """Return the lines that are empty, or indented by more than a number of spaces."""
    found: list[tuple[int, str]] = []
    for number in numbers:
        text = lines[number - 1].expandtabs()
        if text.strip() and len(text) - len(text.lstrip()) <= least:
            break
        found.append((number, text))
    width = min((len(text) - len(text.lstrip()) for _n, text in found if text.strip()), default=0)
    return [(number, text[width:]) for number, text in found]
