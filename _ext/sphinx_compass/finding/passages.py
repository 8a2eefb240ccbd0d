"""What a page says, section by section. This module does not need Sphinx.

A passage is a section of a page without its subsections. The first passage of a page is the page
itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNSEARCHED = "no-search"  # class of elements that Sphinx leaves out of its index
_SILENT = (nodes.Invisible, nodes.raw, nodes.image, nodes.math, nodes.math_block)
_APART = (nodes.TextElement, nodes.list_item, nodes.term, nodes.entry)


@dataclass(frozen=True, slots=True)
class Passage:
    """The title, HTML id and text of a section."""

    title: str
    anchor: str  # empty for the page itself
    text: str
    depth: int = 0  # 0 for the page itself


def passages(doctree: nodes.document) -> tuple[Passage, ...]:
    """Return the passages of a page, in their order."""
    tops = [node for node in doctree.children if isinstance(node, nodes.section)]
    if not tops:
        return (Passage("", "", _squeezed(_texts(doctree))),)
    return tuple(passage for top in tops for passage in _of(top, 0 if top is tops[0] else 1))


def _of(section: nodes.section, depth: int) -> Iterator[Passage]:
    title = next((node for node in section.children if isinstance(node, nodes.title)), None)
    yield Passage(
        title="" if title is None else title.astext(),
        anchor=section["ids"][0] if depth and section["ids"] else "",
        text=_squeezed(text for child in section.children for text in _texts(child)),
        depth=depth,
    )
    for child in section.children:
        if isinstance(child, nodes.section):
            yield from _of(child, depth + 1)


def _texts(node: nodes.Node) -> Iterator[str]:
    """Yield the texts in a node, without titles and subsections."""
    if isinstance(node, nodes.Text):
        yield str(node)
        return
    if not isinstance(node, nodes.Element) or isinstance(node, (nodes.section, nodes.title)):
        return
    if isinstance(node, _SILENT) or _UNSEARCHED in node.get("classes", ()):
        return
    if isinstance(node, nodes.document):
        children = [child for child in node.children if not isinstance(child, nodes.section)]
    else:
        children = list(node.children)
    for child in children:
        yield from _texts(child)
    if isinstance(node, _APART) and not isinstance(node, nodes.Inline):  # so that words do not join
        yield " "


def _squeezed(texts: Iterator[str] | list[str]) -> str:
    return re.sub(r"\s+", " ", "".join(texts)).strip()
