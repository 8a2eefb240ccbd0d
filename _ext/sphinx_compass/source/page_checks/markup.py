"""Checks that no markup stays visible to readers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.source.leftovers import leftovers
from sphinx_compass.source.page_checks.tables import cells
from sphinx_compass.source.page_checks.text_blocks import blocks, source_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_compass.source.page_checks.base import PageSource

_COMMENT = re.compile(r" {0,3}(?:[>*+-] ?)*<!--")
_UNDERLINE = re.compile(r"[ \t>]*(?:-+|=+)[ \t]*")


def visible_markup(page: PageSource) -> Iterator[Problem]:
    """Yield a problem for each piece of markup that readers would see."""
    if not page.is_markdown:
        return
    cut = {problem.location for problem in cells(page)}  # whose marks are in two cells
    for block in blocks(page):
        found = list(leftovers(block.text, block.around))
        locations = block.locations([item.literal for item in found])
        for item, location in zip(found, locations, strict=False):
            if location is not None and location not in cut:
                yield Problem(location, Subtype.MARKUP, item.message, item.suggestion)


def ends_of_conflicts(page: PageSource) -> Iterator[Problem]:
    """Yield a problem for each line ``>>>>>>>`` that a merge left without its beginning."""
    if not page.is_markdown or "<<<<<<<" in page.text:
        return
    for quote in page.document.findall(nodes.block_quote):
        source = source_of(quote, page)
        if source.text.startswith(">>>>>>>") and not isinstance(quote.parent, nodes.block_quote):
            yield Problem(
                source.location,
                Subtype.MARKUP,
                _("The line '{text}' is left from a conflict between two edits").format(
                    text=source.text.strip()
                ),
                _("remove it"),
            )


def open_comments(page: PageSource) -> Iterator[Problem]:
    """Yield a problem for a comment without an end, which hides the rest of its page."""
    last_end = page.text.rpartition("-->")[0].count("\n") + 1 if "-->" in page.text else 0
    for number, line in enumerate(page.lines[last_end:], start=last_end + 1):
        if page.is_markdown and _COMMENT.match(line):
            if not any(line.strip() in block.astext() for block in page.literal_blocks):
                yield Problem(
                    page.location(number),
                    Subtype.MARKUP,
                    _("The comment that begins here is not closed, so that it hides the rest"),
                    _("write '-->' at its end"),
                )
            return


def accidental_headings(page: PageSource) -> Iterator[Problem]:
    """Yield a problem for each sentence that a line of dashes below it turns into a heading."""
    if not page.is_markdown:
        return
    for title in page.document.findall(nodes.title):
        raw = title.rawsource.strip()
        if not isinstance(title.parent, nodes.section) or not ("\n" in raw or raw.endswith(".")):
            continue
        source = source_of(title, page)
        below = source._replace(line=source.line + raw.count("\n") + 1)
        if _UNDERLINE.fullmatch(below.text) and "<<<<<<<" not in raw:
            yield Problem(
                below.location,
                Subtype.MARKUP,
                _("The line '{text}' makes a heading of the text above").format(
                    text=below.text.strip()[:10]
                ),
                _("put an empty line above it"),
            )


CHECKS = (visible_markup, ends_of_conflicts, accidental_headings)
TEXT_CHECKS = (open_comments,)
