"""Checks of tables that are written with ``|``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from markdown_it.rules_block.table import escapedSplit

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.source.page_checks.text_blocks import table_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_compass.source.page_checks.base import PageSource


def cells(page: PageSource) -> Iterator[Problem]:
    """Yield a problem for each row with more cells than its table has columns.

    Markdown drops the cells that are too many.
    """
    if not page.is_markdown:
        return
    for row, source in table_rows(page):
        is_of_conflict = source.text.startswith(("<<<<<<<", "=======", ">>>>>>>"))
        if not isinstance(row.parent, nodes.tbody) or not source.text or is_of_conflict:
            continue
        has, columns = len(_cells(source.text)), len(row.children)
        if has > columns:
            yield Problem(
                source.location,
                Subtype.MARKUP,
                _("This row has {has} cells, but its table has {columns} columns").format(
                    has=has, columns=columns
                ),
                _("remove a cell, add a column to all lines, or write \\| for a '|' in the text"),
            )
        elif columns > 1 and "|" not in source.text:
            yield Problem(
                source.location,
                Subtype.MARKUP,
                _("This line becomes a row of the table above"),
                _("put an empty line above it, or write '|' between its cells"),
            )


def _cells(line: str) -> list[str]:
    """Return the cells of a row as Markdown-it splits it."""
    found = escapedSplit(line.lstrip(" \t>").strip())
    if found and found[0] == "":
        found.pop(0)
    if found and found[-1] == "":
        found.pop()
    return found


CHECKS = (cells,)
