"""Checks the headings of a page: its title, and headings without words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.nodes import clean_astext

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Problem, Subtype

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_compass.source.page_checks.base import PageSource

_MARKS = re.compile(r"[ ]{0,3}(#{1,6})(?:[ \t]|$)")
_NO_SPACE = re.compile(r"#[^\W\d]")
_UNDERLINE = re.compile(r"[ ]{0,3}(?:=+|-+)[ \t\r]*")


def headings(page: PageSource) -> Iterator[Problem]:
    """Yield problems with the title, and one for each heading without words."""
    own = Path(page.document["source"])
    sections = [node for node in page.document.findall(nodes.section) if _is_in(node, own)]
    if not sections:
        if page.document.next_node(nodes.section) is None:
            yield _no_title(page, _first_line(page))
        return
    titles = 0  # headings of the first level, and the missing one
    for number, section in enumerate(sections):
        location = Location(page.docname, _line(section))
        level = _level(page, location.line) if page.is_markdown else 0
        title = section.next_node(nodes.title)
        words = clean_astext(title).strip() if title is not None else ""
        if not any(map(str.isalnum, words)):
            yield Problem(
                location,
                Subtype.HEADING,
                _("This heading has no words"),
                _("write some, because menus and links need more than pictures or marks"),
            )
        elif number == 0 and level > 1:
            yield _no_title(page, location.line)
            continue
        titles += level == 1 and section.parent is page.document
        if titles > 1 and level == 1:
            titles = 1
            yield Problem(
                location,
                Subtype.HEADING,
                _("A page has one title, and this heading would be another one"),
                _("write '## {words}'").format(words=words),
            )


def _is_in(section: nodes.section, file: Path) -> bool:
    return section.source is None or Path(section.source) == file


def _line(section: nodes.section) -> int:
    title = section.next_node(nodes.title)
    return section.line or (title.line if title is not None else None) or 1


def _level(page: PageSource, line: int) -> int:
    """Return the level of the heading at a line; 0 if there is none."""
    text = page.lines[line - 1] if line <= len(page.lines) else ""
    if match := _MARKS.match(text):
        return len(match[1])
    below = next((item for item in page.lines[line : line + 3] if _UNDERLINE.fullmatch(item)), "")
    return {"=": 1, "-": 2}.get(below.strip()[:1], 0)


def _first_line(page: PageSource) -> int:
    """Return the first line of the text below front matter."""
    numbers = range(len(page.lines))
    if page.lines[0].rstrip() == "---":
        end = next((n for n in numbers[1:] if page.lines[n].rstrip() in {"---", "..."}), 0)
        numbers = numbers[end + 1 :]
    return next((number + 1 for number in numbers if page.lines[number].strip()), 1)


def _no_title(page: PageSource, line: int) -> Problem:
    if not page.text.strip():
        return Problem(
            Location(page.docname, 1),
            Subtype.HEADING,
            _("The page is empty"),
            _("write its title and a text, or delete the file"),
        )
    first = _first_line(page)
    words = page.lines[first - 1].strip()
    if page.is_markdown and _NO_SPACE.match(words):
        return Problem(
            Location(page.docname, first),
            Subtype.HEADING,
            _("There is no space after the '#' of this heading"),
            _("write '# {words}'").format(words=words[1:]),
        )
    return Problem(
        Location(page.docname, line),
        Subtype.HEADING,
        _("The page does not begin with a title"),
        _("write a line '# …' with a title above this line")
        if page.is_markdown
        else _("write a title above this line, and a line of '=' below the title"),
    )


CHECKS = (headings,)
