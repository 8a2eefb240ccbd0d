"""Finds the places of nodes that the parser gives none, or only that of their block."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_compass.organization.places import Location

if TYPE_CHECKING:
    from docutils import nodes

    from sphinx_compass.source.page_checks.base import PageSource


_LONGEST = 200  # lines of a block


def location_of(page: PageSource, node: nodes.Node, words: str) -> Location:
    """Return the place of a node: the first line of its block, or below, that has ``words``."""
    source, line = None, None
    block: nodes.Node | None = node
    while block is not None and not line:
        source, line = block.source, block.line
        block = block.parent
    own = Path(page.document["source"])
    if source is not None and Path(source) != own:  # an included file
        folder = own.as_posix().removesuffix(own.suffix).removesuffix(page.docname)
        return Location(Path(source).as_posix().removeprefix(folder), line or 1)
    first = line or 1
    numbers = range(first - 1, min(first + _LONGEST, len(page.lines)))
    found = (number + 1 for number in numbers if words in page.lines[number])
    return Location(page.docname, next(found, first))
