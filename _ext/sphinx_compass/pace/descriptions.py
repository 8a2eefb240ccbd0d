"""Takes the beginning of a page from its first sections only: ``pace_descriptions``.

sphinx-book-theme describes each page by the first 160 characters of its sections. For these, it
makes the text of all sections, each with all subsections.

Private names used here:

- sphinx-book-theme: that ``findall`` in its main module is used only by ``add_metadata_to_page``,
  which takes 160 characters of the texts of sections.
- docutils: that ``Element.astext`` joins the texts of its children.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

LENGTH = 160  # characters


@dataclass(frozen=True, slots=True)
class Beginning:
    """The beginning of a section, in place of the section."""

    text: str

    def astext(self) -> str:
        """Return the text."""
        return self.text


def turn_on(app: Sphinx) -> None:
    """Give the theme the beginnings of sections, if the site has that theme."""
    app.connect("builder-inited", _shorten)


def _shorten(app: Sphinx) -> None:
    if "sphinx_book_theme" in app.extensions:
        module = import_module("sphinx_book_theme")
        module.findall = beginnings  # type: ignore[attr-defined]


def beginnings(node: nodes.Element, kind: type[nodes.Element]) -> Iterator[Beginning]:
    """Yield the beginnings of nodes of a class until there are enough characters."""
    missing = LENGTH
    for found in node.findall(kind):
        text = beginning(found, missing)
        yield Beginning(text)
        missing -= len(text)
        if missing <= 0:
            return


def beginning(node: nodes.Node, length: int) -> str:
    """Return at least ``length`` characters of the text of a node, or all if there are fewer."""
    if not isinstance(node, nodes.Element) or type(node).astext is not nodes.Element.astext:
        return node.astext()
    texts: list[str] = []
    missing = length
    for child in node.children:
        text = beginning(child, missing)
        texts.append(text)
        missing -= len(text)
        if missing <= 0:
            break
        missing -= len(node.child_text_separator)
    return node.child_text_separator.join(texts)
