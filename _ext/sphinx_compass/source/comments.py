"""Removes HTML comments from pages, so that titles, menus and data do not contain them."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform


def without_comments(html: str) -> str:
    """Return HTML without its comments; one that has no end is kept.

    >>> without_comments("<b>a</b><!-- b -->")
    '<b>a</b>'
    """
    kept: list[str] = []
    position = 0
    while (start := html.find("<!--", position)) >= 0:
        end = html.find("-->", start)
        if end < 0:
            break
        kept.append(html[position:start])
        position = end + len("-->")
    return "".join((*kept, html[position:]))


class RemoveComments(SphinxTransform):
    """Removes comments, which MyST passes on to the page as HTML."""

    default_priority = 5  # before anything looks at titles

    def apply(self, **_kwargs: Any) -> None:
        """Remove comments from all raw HTML, if pages are checked."""
        if not self.config.compass_check_pages:
            return
        for node in list(self.document.findall(nodes.raw)):
            text = node.astext()
            if node.get("format") != "html" or (kept := without_comments(text)) == text:
                continue
            if kept.strip():
                node.replace_self(nodes.raw("", kept, **node.attributes))
            else:
                node.parent.remove(node)
