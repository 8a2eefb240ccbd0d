"""Renders the title of each page once: ``pace_titles``.

Sphinx renders titles of the page itself, of the pages before and after it, and of all pages above
it, each with a publisher of its own. So it renders the title of a section as often as there are
pages in it.

Private names used here:

- Sphinx: that ``StandaloneHTMLBuilder.get_doc_context`` calls ``render_partial`` with the nodes in
  ``env.titles`` and ``env.longtitles``, which do not change while pages are written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

PLAIN = (nodes.Text, nodes.emphasis, nodes.literal, nodes.strong, nodes.title)


def turn_on(app: Sphinx) -> None:
    """Keep rendered titles from now on until all pages are written."""
    app.connect("write-started", _keep_titles)


def _keep_titles(_app: Sphinx, builder: Builder) -> None:
    if isinstance(builder, StandaloneHTMLBuilder):
        builder.render_partial = RenderedTitles(builder)  # type: ignore[method-assign]


class RenderedTitles:
    """The method ``render_partial`` of a builder, which renders each title once."""

    def __init__(self, builder: StandaloneHTMLBuilder) -> None:
        """Begin without any; a builder that writes again begins anew."""
        self._render = type(builder).render_partial
        self._builder = builder
        # the nodes are kept so that no other one gets the same id
        self._found: dict[int, tuple[nodes.Node, dict[str, str]]] = {}

    def __call__(self, node: nodes.Node | None) -> dict[str, str]:
        """Return the parts of a rendered node."""
        if not isinstance(node, nodes.title):
            return self._render(self._builder, node)
        if id(node) not in self._found:
            # the publisher writes the parts of the next node into the same dictionary
            rendered = dict(self._render(self._builder, node))
            if not is_plain(node):
                return rendered
            self._found[id(node)] = (node, rendered)
        return self._found[id(node)][1]


def is_plain(node: nodes.Node) -> bool:
    """Tell whether a node reads the same on all pages: it has no pictures and no links."""
    return all(isinstance(child, PLAIN) for child in node.findall())
