"""Finds source lines that parsers do not report.

Private or undocumented names used here:

- MyST-Parser: ``MockState``, the state of directives in Markdown, and that it counts lines
  from the directive.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from myst_parser.mocking import MockState

if TYPE_CHECKING:
    from sphinx.util.docutils import SphinxDirective

# What can contain text that only looks like a reference: code between fences, which also
# open and close directives; inline code in two or more backticks; comments.
_CODE = re.compile(
    r"""
    ^[ \t>]*(?P<fence>`{3,}(?=[^`\n]*$)|~{3,}|:{3,})[ \t]*(?P<info>\{[^}\n]*\}|[^\n]*)
    | (?<!`)(?P<ticks>`{2,})(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)
    | <!--.*?-->
    | ^%.*?$
    """,
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)
_CODE_DIRECTIVES = ("{code}", "{code-block}", "{code-cell}", "{sourcecode}", "{raw}", "{math}")


def first_line(directive: SphinxDirective) -> int:
    """Return the source line, from 1, of the first line of a directive's content.

    MyST counts ``content_offset`` from the directive, docutils from the page.
    """
    base = directive.lineno if isinstance(directive.state, MockState) else 0
    return base + directive.content_offset + 1


class SourceLines:
    """Finds the lines of references; parsers report only the first line of their block.

    References are looked up in the order of the page. Each one gets the first occurrence
    of its markup, from the first line of its block on, that no earlier reference has. For
    titles and table cells, parsers report a later line. Their references get the last
    occurrence before it.
    """

    def __init__(self, text: str) -> None:
        """Take the text of one page, in which code and comments are ignored."""
        self._text = _without_code(text)
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


def _without_code(text: str) -> str:
    """Return a text with spaces for code, fences and comments."""
    parts: list[str] = []
    directives: list[str] = []  # their fences, the outermost first
    position = 0
    while (match := _CODE.search(text, position)) is not None:
        end = match.end()
        if match["fence"] and not _is_of_directive(match["fence"], match["info"], directives):
            end = _end_of_code(text, match)
        parts += (text[position : match.start()], _blank(text[match.start() : end]))
        position = end
    return "".join((*parts, text[position:]))


def _is_of_directive(fence: str, info: str, directives: list[str]) -> bool:
    """Tell whether a fence opens or closes a directive, and note that in ``directives``."""
    if info.startswith("{") and info not in _CODE_DIRECTIVES:
        directives.append(fence)
        return True
    closed = [index for index, opening in enumerate(directives) if fence.startswith(opening)]
    if closed and not info.strip():
        del directives[closed[0] :]  # this also closes the directives in it
        return True
    return fence.startswith(":") and not info.strip()


def _end_of_code(text: str, opening: re.Match[str]) -> int:
    closing = re.compile(rf"^[ \t>]*{opening['fence']}[`~:]*[ \t]*$", re.MULTILINE)
    found = closing.search(text, opening.end())
    return found.end() if found else len(text)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
