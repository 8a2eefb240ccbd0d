"""The link button: shows how other sites can link to a name.

The forms of the links are an attribute, not text of the page, so that the search does
not find them. The button works without JavaScript; ``linking.js`` adds copying.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_compass.organization.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from sphinx_compass.views.snippets import Form


class link_button(nodes.General, nodes.Element):  # noqa: N801 - as docutils names nodes
    """Opens the forms of a link; attributes ``title`` (what it leads to) and ``forms``."""


# A chain, drawn in the color of the text around it.
_ICON = (
    '<svg aria-hidden="true" viewBox="0 0 16 16" width="16" height="16">'
    '<path d="M7 5 9 3a2.8 2.8 0 0 1 4 4l-2 2M9 11l-2 2a2.8 2.8 0 0 1-4-4l2-2M6 10l4-4"/></svg>'
)


def markup(title: str, forms: Iterable[Form]) -> str:
    """Return the HTML of a link button."""
    name = html.escape(_("Link to {title}").format(title=title))
    items = "".join(
        f"<li><span>{html.escape(form.label)}</span> "
        '<code class="notranslate" translate="no">'
        f"{html.escape(form.text, quote=False)}</code></li>"
        for form in forms
    )
    return (
        f'<details class="compass-link"><summary aria-label="{name}">{_ICON}'
        f"</summary><ul>{items}</ul></details>\n"
    )


def _visit_html(self: HTML5Translator, node: link_button) -> None:
    self.body.append(markup(node["title"], node["forms"]))


def _pass(_self: nodes.NodeVisitor, _node: link_button) -> None:
    """Write nothing: only a site has link buttons."""


def setup(app: Sphinx) -> None:
    """Register the node with every writer of Sphinx."""
    app.add_node(
        link_button,
        html=(_visit_html, _pass),
        text=(_pass, _pass),
        latex=(_pass, _pass),
        man=(_pass, _pass),
        texinfo=(_pass, _pass),
    )
