"""Text that opens on demand, in every format."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_compass.views.icons import svg

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator
    from sphinx.writers.text import TextTranslator


class details(nodes.General, nodes.Element):  # noqa: N801 - as docutils names nodes
    """Text that opens on demand: ``details`` in HTML; always open in other formats.

    Its attribute ``summary`` is the text that opens it. HTML shows the drawing with the name
    ``icon`` before it, and a quiet ``note`` at the end of the same row. It can have classes.
    """


def _visit_html(self: HTML5Translator, node: details) -> None:
    summary = html.escape(node["summary"])
    if "icon" in node:
        summary = f"{svg(node['icon'])}{summary}"
    classes = " ".join(("compass-disclosure", *node["classes"]))
    if note := node.get("note"):
        summary += f' <span class="compass-count">{html.escape(note)}</span>'
    self.body.append(f'<details class="{classes}"><summary>{summary}</summary>\n')


def _depart_html(self: HTML5Translator, _node: details) -> None:
    self.body.append("</details>\n")


def _visit_text(self: TextTranslator, node: details) -> None:
    self.new_state(0)
    self.add_text(f"{node['summary']}:")
    self.end_state()


def _pass(_self: nodes.NodeVisitor, _node: details) -> None:
    """Write nothing around the text."""


def setup(app: Sphinx) -> None:
    """Register the node with every writer of Sphinx."""
    app.add_node(
        details,
        html=(_visit_html, _depart_html),
        text=(_visit_text, _pass),
        latex=(_pass, _pass),
        man=(_pass, _pass),
        texinfo=(_pass, _pass),
    )
