"""Finds source lines that parsers do not report.

Private or undocumented names used here:

- MyST-Parser: ``MockState``, the state of directives in Markdown, and that it counts lines
  from the directive.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from myst_parser.mocking import MockState

if TYPE_CHECKING:
    from sphinx.util.docutils import SphinxDirective

# What can contain text that only looks like a reference: code between fences, which also
# open and close directives; inline code in two or more backticks; comments.
_CODE = re.compile(
    r"""
    ^[ \t>]*(?P<fence>`{3,}(?=[^`\n]*$)|~{3,}|:{3,})[ \t]*(?P<info>\{[^}\n]*\}|[^\n]*)
    | (?P<ticks>`{2,})
    | (?P<comment><!--)
    | ^%.*$
    """,
    re.MULTILINE | re.VERBOSE,
)
_CODE_DIRECTIVES = ("{code}", "{code-block}", "{code-cell}", "{sourcecode}", "{raw}", "{math}")

_ROLE = re.compile(r"(?:\{(?:compass:)?([\w-]+)\}|:(?:compass:)?([\w-]+):)`")


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
        self._starts = [0, *(match.end() for match in re.finditer(r"\n", text))]
        self._places: dict[tuple[str, str], _Occurrences] = {}
        text = _without_code(text)
        for match in _ROLE.finditer(text):
            end = text.find("`", match.end())
            if end < 0:
                break
            key = (match[1] or match[2], _words(text[match.end() : end]))
            self._places.setdefault(key, _Occurrences()).positions.append(match.start())

    def line(self, kind: str, markup: str, block_line: int) -> int:
        """Return the line, from 1, of the next reference with this markup in a block.

        ``block_line`` is returned if the markup is not in the page itself, but was
        included or generated.
        """
        found = self._places.get((kind, _words(markup)))
        start = self._starts[min(max(block_line - 1, 0), len(self._starts) - 1)]
        position = None if found is None else found.take(start)
        return block_line if position is None else bisect_right(self._starts, position)


@dataclass
class _Occurrences:
    """The places of one markup; each can be taken once."""

    positions: list[int] = field(default_factory=list)  # ascending
    _skips: dict[int, int] = field(default_factory=dict)  # taken index -> a later one
    _last: int | None = None  # index that is not followed by a free one

    def take(self, start: int) -> int | None:
        """Return the first free place from a position on, or else the last one before."""
        index = self._free(bisect_left(self.positions, start))
        if index == len(self.positions):
            index = len(self.positions) - 1 if self._last is None else self._last
            while index in self._skips:
                index -= 1
            self._last = index
        if index < 0:
            return None
        self._skips[index] = index + 1
        return self.positions[index]

    def _free(self, index: int) -> int:
        """Return the first free index from one on, and shorten the way to it."""
        passed = []
        while index in self._skips:
            passed.append(index)
            index = self._skips[index]
        self._skips.update(dict.fromkeys(passed, index))
        return index


def _words(markup: str) -> str:
    """Return a markup as look-ups compare it: without line breaks and marks of quotations."""
    return " ".join(re.split(r"[\s>]+", markup)).strip()


def _without_code(text: str) -> str:
    """Return a text with spaces for code, fences and comments."""
    parts: list[str] = []
    directives: list[str] = []  # their fences, the outermost first
    closings = _Closings(text)
    position = 0
    while (match := _CODE.search(text, position)) is not None:
        end = match.end()
        if match["ticks"] or match["comment"]:
            end = closings.end_of(match)
        elif match["fence"] and not _is_of_directive(match["fence"], match["info"], directives):
            end = _end_of_code(text, match)
        is_code = end > match.end() or not (match["ticks"] or match["comment"])
        code = text[match.start() : end]
        parts += (text[position : match.start()], _blank(code) if is_code else code)
        position = end
    return "".join((*parts, text[position:]))


class _Closings:
    """Finds the ends of inline code and comments in time that does not depend on their number."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._runs: dict[int, list[int]] = {}  # length of a run of backticks -> its positions
        for match in re.finditer(r"`{2,}", text):
            self._runs.setdefault(len(match[0]), []).append(match.start())
        self._breaks = [match.start() for match in re.finditer(r"\n(?=[ \t]*\n)", text)]
        self._last_comment = text.rfind("-->")

    def end_of(self, opening: re.Match[str]) -> int:
        """Return the end of inline code or of a comment; that of its mark if it has no end."""
        start = opening.end()
        if opening["comment"]:
            return self._text.index("-->", start) + 3 if start <= self._last_comment else start
        length = len(opening["ticks"])
        runs = self._runs[length]
        following = bisect_left(runs, start)
        paragraph = bisect_left(self._breaks, start)
        limit = self._breaks[paragraph] if paragraph < len(self._breaks) else len(self._text)
        found = runs[following] if following < len(runs) else len(self._text)
        return found + length if found < limit else start


def _is_of_directive(fence: str, info: str, directives: list[str]) -> bool:
    """Tell whether a fence opens or closes a directive, and note that in ``directives``."""
    if info.startswith("{") and info not in _CODE_DIRECTIVES:
        if fence not in directives:  # what closes the first also closes those in it
            directives.append(fence)
        return True
    closed = [index for index, opening in enumerate(directives) if fence.startswith(opening)]
    if closed and not info.strip():
        del directives[closed[0] :]
        return True
    return fence.startswith(":") and not info.strip()


def _end_of_code(text: str, opening: re.Match[str]) -> int:
    closing = re.compile(rf"^[ \t>]*{opening['fence']}[`~:]*[ \t]*$", re.MULTILINE)
    found = closing.search(text, opening.end())
    return found.end() if found else len(text)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


_RUN = re.compile(r"`+")
_ESCAPE_OR_RUN = re.compile(r"\\[!-/:-@\[-`{-~]|`+")
_ROLE_NAME = re.compile(r"\{[^\s{}`]{1,60}\}\Z")


def without_inline_code(text: str) -> str:
    """Return the text of a block with spaces for inline code, roles and escaped characters."""
    runs: dict[int, list[int]] = {}  # length -> places, the last one first
    for run in reversed(list(_RUN.finditer(text))):
        runs.setdefault(len(run[0]), []).append(run.start())
    parts: list[str] = []
    position = copied = 0
    while (match := _ESCAPE_OR_RUN.search(text, position)) is not None:
        start, position = match.span()
        if match[0].startswith("`"):
            closing = runs.get(len(match[0]), [])
            while closing and closing[-1] < position:
                closing.pop()
            if not closing:
                continue
            position = closing.pop() + len(match[0])
            if role := _ROLE_NAME.search(text, max(copied, start - 62), start):
                start = role.start()
        parts += (text[copied:start], _blank(text[start:position]))
        copied = position
    return "".join((*parts, text[copied:]))
