"""Sets the source line of each reference in the text of a page.

Parsers give all nodes of a paragraph the line on which it begins. Messages about a
reference need the line of the reference.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_compass.source.page_checks.text_blocks import blocks, is_line_break

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_compass.source.page_checks.base import PageSource

_ROLE = re.compile(r":(?P<name>[\w:+.-]+):`\s*(?P<word>[^\s`]*)")
_WRITTEN = re.compile(r"\{(?P<name>[\w:+.-]+)\}`+\s*(?P<word>[^\s`]*)")
_INLINE = (nodes.Inline, addnodes.pending_xref)


class RoleLines:
    """The lines of all references with a role in a file, by role and first word."""

    def __init__(self, lines: Sequence[str]) -> None:
        """Find the references in the lines of a file, also those in code."""
        self._lines: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, line in enumerate(lines, 1):
            for match in _WRITTEN.finditer(line):
                self._lines[match["name"], match["word"]].append(number)
        self._next: dict[tuple[str, str], int] = defaultdict(int)

    def line(self, key: tuple[str, str], expected: int) -> int:
        """Return the first line from the expected one on that an earlier reference has not."""
        found = self._lines.get(key, [])
        while self._next[key] < len(found):
            line = found[self._next[key]]
            if line >= expected:
                self._next[key] += 1
                return line
            self._next[key] += 1
        return expected


def set_lines(page: PageSource) -> None:
    """Set the line of each inline node of a Markdown page."""
    files: dict[str, RoleLines] = {}
    for block in blocks(page):
        _docname, name, lines, first = block.source
        for node, count in _inline(block.node):
            node.line = first + count
            node.source = node.source or block.node.source
            role = _ROLE.match(getattr(node, "rawsource", ""))
            if role is not None:
                if name not in files:
                    files[name] = RoleLines(lines)
                node.line = files[name].line((role["name"], role["word"]), node.line)


def _inline(block: nodes.TextElement) -> Iterator[tuple[nodes.Element, int]]:
    """Yield each inline node with the number of line breaks in the block before it."""
    count = 0
    to_do = list(reversed(block.children))
    while to_do:
        node = to_do.pop()
        match node:
            case nodes.Text():
                count += node.astext().count("\n")
            case nodes.raw():
                count += is_line_break(node)
            case nodes.system_message():
                yield node, count
            case nodes.Element():
                if isinstance(node, _INLINE):
                    yield node, count
                to_do += reversed(node.children)
