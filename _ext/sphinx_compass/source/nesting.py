"""Finds where a page nests blocks so deeply that parsers, which call themselves, would fail."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Problem, Subtype

if TYPE_CHECKING:
    from collections.abc import Sequence

DEEPEST = 30  # blocks in each other; parsers fail from about 80 on

_FENCE = re.compile(r"[-*+> \t]*(`{3,}|~{3,}|:{3,})[ \t]*(.*)")
_INDENTATION = re.compile(r"[ \t]*(?=\S)")


def cut(docname: str, text: str, *, is_markdown: bool) -> tuple[str, Problem | None]:
    """Return a text up to the blocks that nest too deeply, and the problem, if there is one."""
    lines = text.split("\n")
    found = _deep_fence(lines) if is_markdown else None
    if found is None and (not is_markdown or "{eval-rst}" in text):
        found = _deep_indentation(lines)
    if found is None:
        return text, None
    first, number = found
    problem = Problem(
        Location(docname, number),
        Subtype.NESTING,
        _("More than {count} blocks are in each other here").format(count=DEEPEST),
        _("close the blocks above that end before this line"),
    )
    return "\n".join(lines[: first - 1]), problem


def _deep_fence(lines: Sequence[str]) -> tuple[int, int] | None:
    """Return the lines, from 1, of the outermost and of the first directive in too many others."""
    opened: list[str] = []  # fences of directives, the outermost first
    first = 1
    code = ""  # fence of the code block around
    for number, line in enumerate(lines, start=1):
        match = _FENCE.match(line)
        if match is None:
            continue
        fence, info = match[1], match[2].strip()
        if code:
            code = "" if fence.startswith(code) and not info else code
        elif not info:
            closed = [index for index, opening in enumerate(opened) if fence.startswith(opening)]
            if closed:
                del opened[closed[0] :]  # this also closes those in it
            elif not fence.startswith(":"):
                code = fence
        elif info.startswith("{") or fence.startswith(":"):
            first = first if opened else number
            opened.append(fence)
            if len(opened) > DEEPEST:
                return first, number
        elif not (fence.startswith("`") and "`" in info):
            code = fence
    return None


def _deep_indentation(lines: Sequence[str]) -> tuple[int, int] | None:
    """Return twice the line, from 1, of the first one that is indented too often."""
    around: list[int] = []
    for number, line in enumerate(lines, start=1):
        match = _INDENTATION.match(line.expandtabs(8))
        if match is None:
            continue
        while around and around[-1] >= match.end():
            around.pop()
        around.append(match.end())
        if len(around) > DEEPEST + 1:
            return number, number
    return None
