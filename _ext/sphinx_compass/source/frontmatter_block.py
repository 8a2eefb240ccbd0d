"""Finds the front matter of a Markdown page, also where it is not quite as it should be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from sphinx_compass.organization.front_matter_keys import PAGE_KEYS
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Problem, Subtype

if TYPE_CHECKING:
    from collections.abc import Sequence

_FENCE = re.compile(r"---[ \t\r]*")
_CLOSING = re.compile(r"(?:---|\.\.\.)[ \t\r]*")
# What people take for such a line: spaces before it, other dashes, too few or too many.
_LIKE_FENCE = re.compile(r"[ \t]*(?:-{2,}|[\u2010-\u2015\u2212]+|\+{2,}|_{2,}|\*{2,})[ \t\r]*")
_PAGE_KEY = re.compile(rf"(?:{'|'.join(PAGE_KEYS)})[ \t]*:")
_CODE = re.compile(r"[ \t]*(?:`{3}|~{3})")
_KEY = re.compile(r"""["']?[\w-]+["']?[ \t]*:""")
_HEADING = re.compile(r"#{1,6}[ \t]")


@dataclass(frozen=True, slots=True)
class FrontMatterBlock:
    """The lines between the two lines ``---`` of a page; numbers count from 0."""

    first: int  # number of the first line
    end: int  # number of the line below the last one
    problem: Problem | None = None  # what is wrong with where it is; it is not read then
    is_closed: bool = True  # whether a line like ``---`` is below the last line

    @property
    def lines(self) -> range:
        """The numbers of the lines with the keys and of those around them."""
        return range(max(self.first - 1, 0), self.end + self.is_closed)


def find_block(docname: str, lines: Sequence[str]) -> FrontMatterBlock | None:
    """Return the front matter of a page; None if it has none."""
    if not _FENCE.fullmatch(lines[0]):
        return _misplaced(docname, lines)
    numbers = range(1, len(lines))
    end = next((number for number in numbers if _CLOSING.fullmatch(lines[number])), None)
    if end is not None:
        return FrontMatterBlock(1, end)
    end = end_of_keys(lines, 1)
    if end < len(lines) and _LIKE_FENCE.fullmatch(lines[end]):
        return FrontMatterBlock(1, end, _not_a_fence(docname, lines, end))
    return FrontMatterBlock(1, end, unclosed(docname), is_closed=False)


def end_of_keys(lines: Sequence[str], first: int) -> int:
    """Return the number of the first line, from one on, that belongs to the page's text.

    That is a line like ``---``, a heading, or any line below an empty one that neither has
    a key nor continues the value of one.
    """
    below_empty = False
    for number in range(first, len(lines)):
        line = lines[number]
        if not line.strip():
            below_empty = True
            continue
        if _LIKE_FENCE.fullmatch(line):
            return number
        if _HEADING.match(line) and not _is_comment(lines, number):
            return number
        if below_empty and not re.match(r"[ \t#-]", line) and not _KEY.match(line):
            return number
        below_empty = False
    return len(lines)


def _is_comment(lines: Sequence[str], number: int) -> bool:
    """Tell whether a line that begins like a heading is a comment: a key is below it."""
    below = next((line for line in islice(lines, number + 1, None) if line.strip()), "")
    return _KEY.match(below) is not None


def _misplaced(docname: str, lines: Sequence[str]) -> FrontMatterBlock | None:
    """Return front matter that is below something else, or whose first line is wrong."""
    first = next((n for n, line in enumerate(lines) if _PAGE_KEY.match(line)), len(lines))
    if any(_CODE.match(line) for line in lines[:first]):
        return None  # it may be an example
    end = end_of_keys(lines, first)
    if end == len(lines) or not _LIKE_FENCE.fullmatch(lines[end]):
        return None
    opening = lines[first - 1] if first else ""
    if _FENCE.fullmatch(opening):
        return FrontMatterBlock(first, end, _not_first(docname, first - 1))
    if _LIKE_FENCE.fullmatch(opening):
        return FrontMatterBlock(first, end, _not_a_fence(docname, lines, first - 1))
    if any(line.strip("\ufeff \t\r") for line in lines[:first]):
        return None  # a sentence that begins with such a word
    return FrontMatterBlock(first, end, _unopened(docname, first))


def unclosed(docname: str) -> Problem:
    """Return the problem of front matter without an end."""
    return Problem(
        Location(docname, 1),
        Subtype.FRONT_MATTER,
        _("The front matter that starts here is not closed"),
        _("write a line '---' below its last key"),
    )


def _unopened(docname: str, number: int) -> Problem:
    return Problem(
        Location(docname, number + 1),
        Subtype.FRONT_MATTER,
        _("The front matter that starts here is not opened"),
        _("write a line '---' above its first key"),
    )


def _not_first(docname: str, number: int) -> Problem:
    return Problem(
        Location(docname, number + 1),
        Subtype.FRONT_MATTER,
        _("The front matter is not at the top of the page"),
        _("move it there, so that its '---' is the first line"),
    )


def _not_a_fence(docname: str, lines: Sequence[str], number: int) -> Problem:
    return Problem(
        Location(docname, number + 1),
        Subtype.FRONT_MATTER,
        _("The line '{line}' neither opens nor closes front matter").format(
            line=lines[number].strip()
        ),
        _("write '---', three hyphens and nothing else"),
    )
