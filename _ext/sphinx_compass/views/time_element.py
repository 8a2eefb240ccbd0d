"""A date that programs can read as well: ``time`` in HTML, its text in other formats."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class time_element(nodes.Inline, nodes.TextElement):  # noqa: N801 - as docutils names nodes
    """A date in words; its attribute ``datetime`` is the same as HTML writes it."""


def _visit_html(self: HTML5Translator, node: time_element) -> None:
    self.body.append(f'<time datetime="{html.escape(node["datetime"])}">')


def _depart_html(self: HTML5Translator, _node: time_element) -> None:
    self.body.append("</time>")


def _pass(_self: nodes.NodeVisitor, _node: time_element) -> None:
    """Write nothing around the text."""


def setup(app: Sphinx) -> None:
    """Register the node with every writer of Sphinx."""
    app.add_node(
        time_element,
        html=(_visit_html, _depart_html),
        text=(_pass, _pass),
        latex=(_pass, _pass),
        man=(_pass, _pass),
        texinfo=(_pass, _pass),
    )
