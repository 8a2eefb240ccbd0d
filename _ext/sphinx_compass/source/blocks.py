"""Finds the fenced blocks of a Markdown page: directives, and code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*(?P<fence>`{3,}|~{3,}|:{3,})(?P<info>.*)")
_NAME = re.compile(r"\{(?P<name>[^\s{}]+)\}(?:\s+(?P<argument>.*))?")
_CODE_INDENTATION = 4  # more columns than the block around has make a line code
# The content of these directives is not Markdown.
_OTHER_CONTENT = frozenset(
    {"code", "code-block", "code-cell", "sourcecode", "parsed-literal", "literalinclude"}
    | {"raw", "math", "mermaid", "graphviz", "eval-rst", "csv-table", "toctree"}
)


@dataclass(slots=True)
class Block:
    """A fenced block; lines are counted from 1."""

    fence: str
    info: str  # the text after the fence
    line: int  # of the opening fence
    end: int = 0  # line of the closing fence, or of the last line that belongs to the block
    is_closed: bool = False
    inner: Block | None = None  # first block in it whose closing fence closed this one, too
    parent: Block | None = None
    prefix: str = ""  # what is left of the fence: spaces, or marks of lists and quotations

    @property
    def full_name(self) -> str:
        """The name of the directive with its domain; empty for other blocks."""
        match = _NAME.fullmatch(self.info)
        return match["name"].lower() if match else ""

    @property
    def name(self) -> str:
        """The name of the directive; empty for other blocks."""
        return self.full_name.rpartition(":")[2]

    @property
    def argument(self) -> str:
        """What follows the name of the directive."""
        match = _NAME.fullmatch(self.info)
        return (match["argument"] or "").strip() if match else ""

    @property
    def holds_markdown(self) -> bool:
        """Whether other blocks can be in it."""
        name = self.name
        return name not in _OTHER_CONTENT if name else self.fence.startswith(":")

    @property
    def is_empty_fence(self) -> bool:
        """Whether it is a line of colons that closes no other block."""
        return not self.info and self.fence.startswith(":")

    @property
    def is_whole(self) -> bool:
        """Whether it has a closing fence of its own, as all blocks in it do."""
        return self.is_closed and self.inner is None

    def content(self, lines: Sequence[str]) -> list[tuple[int, str]]:
        """Return the number of each line of the content, and the line without the prefix."""
        width = len(self.prefix)
        return [
            (number, re.sub(rf"^[ >]{{0,{width}}}", "", lines[number - 1]))
            for number in self.content_lines
        ]

    @property
    def content_lines(self) -> range:
        """The lines of the content, without the fences."""
        return range(self.line + 1, self.end if self.is_closed else self.end + 1)


def blocks(lines: Sequence[str]) -> list[Block]:
    """Return all blocks of a page in the order of their first lines.

    As in MyST, a closing fence ends the outermost open block that it fits, with all blocks
    in it.
    """
    found: list[Block] = []
    stack: list[Block] = []
    for number, line in enumerate(lines, start=1):
        match = _FENCE.fullmatch(line)
        if match is None:
            continue
        fence, info = match["fence"], match["info"].strip()
        verbatim = stack and not stack[-1].holds_markdown
        column = match.start("fence")
        closed = None if info else _closed(fence, column, stack)
        if closed is not None:
            _close(stack, closed, number)
        elif not verbatim and _opens(fence, info):
            parent = stack[-1] if stack else None
            block = Block(fence, info, number, parent=parent, prefix=line[:column])
            found.append(block)
            stack.append(block)
    for block in stack:
        block.end = len(lines)
    return found


def _opens(fence: str, info: str) -> bool:
    return not fence.startswith("`") or "`" not in info  # otherwise it is code inside a line


def _closed(fence: str, column: int, stack: Sequence[Block]) -> int | None:
    """Return the index of the outermost block that a fence closes."""
    fits = (
        index
        for index, block in enumerate(stack)
        if fence.startswith(block.fence) and column < len(block.prefix) + _CODE_INDENTATION
    )
    return next(fits, None)


def _close(stack: list[Block], index: int, number: int) -> None:
    outer = stack[index]
    outer.is_closed = True
    outer.inner = stack[index + 1] if len(stack) > index + 1 else None
    for block in stack[index:]:
        block.end = number
    for block in stack[index + 1 :]:
        block.end = number - 1
    del stack[index:]
