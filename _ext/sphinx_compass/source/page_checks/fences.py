"""Checks the lines that were to begin a block, but do not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_compass.organization.kinds import KINDS
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.organization.text import fold, invisible_characters
from sphinx_compass.source.directive_names import known_directives
from sphinx_compass.source.option_lines import is_option_line, is_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_compass.source.page_checks.base import PageSource

_NAME = r"\{(?P<name>[\w:-]+)\}"
# Two colons or backticks, or none, and the directives of reStructuredText
_BEGINNINGS = (
    re.compile(rf"(?P<mark>::|``)[ ]?{_NAME}(?P<argument>[ ]+[^`]*|)"),
    re.compile(rf"[ ]{{4,}}(?P<mark>`{{3,}}|:{{3,}}){_NAME}(?P<argument>[ ]+[^`]*|)"),
    re.compile(rf"(?P<mark>){_NAME}(?P<argument>[ ]+[^`\W][^`]*)"),
    re.compile(r"(?P<mark>)\.\.[ ](?P<name>[\w:-]+)::(?P<argument>.*)"),
)
_PARAGRAPH = re.compile(r"(?![-*+>|#:`~]|\d+[.)])\S")
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_HIDDEN = re.compile(rf"[ \t]*[{_INVISIBLE}]+[ \t]*[^\w\s]|.*\{{[\w:-]*[{_INVISIBLE}][^}}\s]*\}}")


def no_fences(page: PageSource) -> Iterator[Problem]:
    """Yield a problem for each line with the name of a directive that begins no block."""
    names = known_directives(page.document.settings.env)
    for number, line in _outside_of_code(page):
        match = next(filter(None, (rule.fullmatch(line.rstrip()) for rule in _BEGINNINGS)), None)
        if match is None or match["name"].rpartition(":")[2].lower() not in names:
            continue
        if _HIDDEN.match(line) or not _is_beginning(page, number, match):
            continue
        name, argument = match["name"], match["argument"].strip()
        yield Problem(
            page.location(number),
            Subtype.BLOCK,
            _("The line '{line}' begins no block").format(line=line.strip()),
            _("write '{begin}', and ':::' below the block").format(
                begin=f":::{{{name}}} {argument}".strip()
            ),
            frozenset({(name, fold(argument))}) if name in {*KINDS, "steps"} else frozenset(),
            _last_line(page, number, match["mark"]),
        )


def _is_beginning(page: PageSource, number: int, match: re.Match[str]) -> bool:
    """Tell whether a line was to begin a block."""
    above = page.lines[number - 2] if number > 1 else ""
    if match["mark"] in {"::", "``"}:
        return True
    if match["mark"]:  # indented below a paragraph, and so a part of it
        return bool(_PARAGRAPH.match(above))
    argument = match["argument"]
    below = page.lines[number] if number < len(page.lines) else ""
    is_last = not below.strip() or below[0].isspace() or is_option_line(below)
    return is_phrase(argument) and not above.strip() and is_last


def _last_line(page: PageSource, first: int, mark: str) -> int:
    """Return the last line of what was to be a block: a mark, or the line below its options."""
    lines = page.lines
    if mark:
        found = (n for n in range(first, len(lines)) if lines[n].strip() == mark)
        if (closing := next(found, None)) is not None:
            return closing + 1
    last = first
    while last < len(lines) and is_option_line(lines[last].lstrip()):
        last += 1
    return last


def hidden_marks(page: PageSource) -> Iterator[Problem]:
    """Yield a problem for each line whose markup contains a character that nobody can see."""
    for number, line in _outside_of_code(page):
        if not _HIDDEN.match(line):
            continue
        shown = "".join(filter(str.isprintable, line)).strip()
        yield Problem(
            page.location(number),
            Subtype.NAME,
            _("The line '{line}' contains an invisible character ({codes})").format(
                line=shown, codes=", ".join(invisible_characters(line))
            ),
            _("delete the line and type it again"),
            last_line=_end_of(page, number, shown),
        )


def _end_of(page: PageSource, first: int, shown: str) -> int:
    """Return the line that closes a block, or the first line again."""
    match = re.match(r"[:`]{3,}", shown)
    closing = (
        number
        for number in range(first + 1, len(page.lines) + 1)
        if match is not None and page.lines[number - 1].strip() == match[0]
    )
    return next(closing, first)


def _outside_of_code(page: PageSource) -> Iterator[tuple[int, str]]:
    """Yield the lines of a page in Markdown that are not in blocks of something else."""
    others = [block for block in page.blocks if not block.holds_markdown]
    inside = {number for block in others for number in block.content_lines}
    for number, line in enumerate(page.lines if page.is_markdown else (), start=1):
        if number not in inside:
            yield number, line


TEXT_CHECKS = (no_fences, hidden_marks)
