"""Finds lines that a merge left, wherever they are, with the lines that belong to them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.problems import Problem, Subtype

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_compass.source.page_checks.base import PageSource

_START = re.compile(r"[ \t>]*<{7}(?: [^\n]{0,80})?[ \t\r]*")
_END = re.compile(r"[ \t>]*>{7}(?: .*)?")
_CODE = frozenset({"", "code", "code-block", "sourcecode", "parsed-literal", "eval-rst"})

_LONGEST = 60  # characters of a line in a message


def conflicts(page: PageSource) -> Iterator[Problem]:
    """Yield a problem for each conflict between two edits, which hides those in its lines.

    Blocks of code can show such lines.
    """
    if "<<<<<<<" not in page.text:
        return
    code = {
        number
        for block in page.blocks
        if block.name in _CODE and not block.holds_markdown
        for number in block.content_lines
    }
    ends = [number for number, line in enumerate(page.lines, start=1) if _END.fullmatch(line)]
    end = 0
    for number, line in enumerate(page.lines, start=1):
        if number <= end or number in code or not _START.fullmatch(line):
            continue
        while ends and ends[0] < number:
            ends.pop(0)
        if not ends:
            return
        end = ends[0]
        yield Problem(
            page.location(number),
            Subtype.MARKUP,
            _("The line '{text}' is left from a conflict between two edits").format(
                text=_shortened(line.strip(" \t\r>"))
            ),
            _(
                "keep one of the two texts, and remove the lines that begin with "
                "'<<<<<<<', '=======' and '>>>>>>>'"
            ),
            last_line=end,
        )


def _shortened(text: str) -> str:
    """Return a line as the finding that visible markup gives at the same place shows it."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


TEXT_CHECKS = (conflicts,)
