"""Finds the glossaries in the text of a page, in Markdown and in reStructuredText."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_compass.source.blocks import Block

_DIRECTIVE = re.compile(r"(?P<indentation>[ \t]*)\.\. (?:std:)?glossary::[ \t]*(?P<argument>.*)")


@dataclass(frozen=True, slots=True)
class GlossaryBlock:
    """A glossary; lines are counted from 1."""

    line: int  # of the directive
    argument: str  # what follows the name of the directive
    content: Sequence[tuple[int, str]]  # line and text, without the indentation of the block


def glossary_blocks(
    lines: Sequence[str], blocks: Sequence[Block], *, is_markdown: bool = True
) -> Iterator[GlossaryBlock]:
    """Yield the glossaries of a page whose fenced blocks are known, those in Markdown first."""
    rest = [block for block in blocks if block.name == "eval-rst"]
    for block in blocks if is_markdown else ():
        if block.name == "glossary" and block.is_whole:
            yield GlossaryBlock(block.line, block.argument, block.content(lines))
    numbers = [block.content_lines for block in rest] if is_markdown else [range(1, len(lines) + 1)]
    for part in numbers:
        for number in part:
            if match := _DIRECTIVE.fullmatch(lines[number - 1]):
                inside = range(number + 1, part.stop)
                content = _indented(lines, inside, len(match["indentation"]))
                yield GlossaryBlock(number, match["argument"].strip(), content)


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
