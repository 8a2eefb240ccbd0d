"""Small drawings beside names: of areas, and of kinds of objects. Only a site shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

# Lines on a grid of 16 by 16, drawn in the hue of the area around them, or else in its color.
PATHS = {
    # of areas
    "area": "M6 2h4v4H6zM2 10h4v4H2zM10 10h4v4h-4zM8 6v2M4 10V8h8v2",
    "compass": "M8 1.5a6.5 6.5 0 1 0 .01 0zM10.5 5.5 9 9l-3.5 1.5L7 7z",
    "box": "M8 1.5 13.5 4.5v7L8 14.5l-5.5-3v-7zM2.5 4.5 8 7.5l5.5-3M8 7.5v7",
    "code": "M5 4 1.5 8 5 12M11 4l3.5 4-3.5 4",
    "talk": "M2 2.5h8v6H6l-2.5 2v-2H2zM12 6h2v6h-1.5v2L10 12H7v-1.5",
    "rings": "M6 4a4 4 0 1 0 .01 0zM10 4a4 4 0 1 0 .01 0z",
    "cycle": "M13.5 7A5.6 5.6 0 0 0 3 5.5M2.5 9A5.6 5.6 0 0 0 13 10.5M3 2.5v3h3M13 13.5v-3h-3",
    "case": "M2 5h12v8.5H2zM5.5 5V2.5h5V5M2 9h12",
    # of kinds of objects
    "role": "M8 2a2.75 2.75 0 1 0 .01 0zM2.5 14c.5-3.5 2.5-5 5.5-5s5 1.5 5.5 5",
    "team": "M6 3a2.3 2.3 0 1 0 .01 0zM1.5 13.5c.3-3 1.8-4.5 4.5-4.5s4.2 1.5 4.5 4.5"
    "M10.5 3.2a2.2 2.2 0 0 1 0 4.2M12 9.3c1.5.6 2.3 2 2.5 4.2",
    "page": "M3.5 1.5h6l3 3v10h-9zM9 1.5v3.5h3.5M6 8.5h4M6 11h4",
}


class icon(nodes.Inline, nodes.Element):  # noqa: N801 - as docutils names nodes
    """A drawing; its attribute ``name`` is a key of :data:`PATHS`."""


def svg(name: str) -> str:
    """Return a drawing as HTML."""
    return (
        '<svg class="compass-icon" aria-hidden="true" viewBox="0 0 16 16">'
        f'<path d="{PATHS[name]}"/></svg>'
    )


def _visit_html(self: HTML5Translator, node: icon) -> None:
    self.body.append(svg(node["name"]))


def _pass(_self: nodes.NodeVisitor, _node: icon) -> None:
    """Write nothing: the name beside the drawing says it all."""


def setup(app: Sphinx) -> None:
    """Register the node with every writer of Sphinx."""
    app.add_node(
        icon,
        html=(_visit_html, _pass),
        text=(_pass, _pass),
        latex=(_pass, _pass),
        man=(_pass, _pass),
        texinfo=(_pass, _pass),
    )
