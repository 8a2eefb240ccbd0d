"""Finds the source lines that parsers do not tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from myst_parser.mocking import MockState

if TYPE_CHECKING:
    from sphinx.util.docutils import SphinxDirective

# Fenced code (but no directive, unless it shows code), inline code in two or more
# backticks, and comments.
_NO_MARKUP = re.compile(
    r"""
    ^[ \t>]*(?P<fence>`{3,}|~{3,})[ \t]*
    (?:\{(?:code|code-block|sourcecode|raw|math)\}|(?!\{))[^`\n]*\n
    .*?(?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)
    | (?<!`)(?P<ticks>`{2,})(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)
    | <!--.*?-->
    | ^%.*?$
    """,
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)


def first_line(directive: SphinxDirective) -> int:
    """Return the source line, from 1, of the first line of a directive's content.

    MyST counts ``content_offset`` from the directive, docutils from the page.
    """
    base = directive.lineno if isinstance(directive.state, MockState) else 0
    return base + directive.content_offset + 1


class SourceLines:
    """Finds the line of a reference, of which parsers only know the block's first line.

    References come in the order of the page, so each one takes the first occurrence of
    its markup, from its block's first line on, that no earlier reference has taken.
    Of titles and table cells, parsers report a later line; then the last occurrence
    before it is taken.
    """

    def __init__(self, text: str) -> None:
        """Take the text of one page; code and comments in it hold no references."""
        self._text = _NO_MARKUP.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
        self._starts = [0, *(match.end() for match in re.finditer(r"\n", text))]
        self._taken: set[int] = set()

    def line(self, kind: str, markup: str, block_line: int) -> int:
        """Return the line, from 1, of the next reference with this markup in a block.

        ``block_line`` is returned if the markup is not in the page itself, but was
        included or generated.
        """
        role = rf"(?:\{{(?:compass:)?{kind}\}}|:(?:compass:)?{kind}:)"
        words = r"[\s>]+".join(re.escape(word) for word in markup.split())
        found = [
            match.start()
            for match in re.finditer(rf"{role}`\s*{words}\s*`", self._text)
            if match.start() not in self._taken
        ]
        if not found:
            return block_line
        start = self._starts[min(max(block_line - 1, 0), len(self._starts) - 1)]
        position = next((place for place in found if place >= start), found[-1])
        self._taken.add(position)
        return self._text.count("\n", 0, position) + 1
