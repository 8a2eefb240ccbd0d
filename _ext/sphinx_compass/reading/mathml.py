"""Writes formulas as MathML, which browsers show without a script.

The renderer is called ``mathml``; a site chooses it with ``html_math_renderer``. Sphinx's
default loads MathJax from another site.

Undocumented names used here:

- docutils: ``tex2mathml``, ``MathError`` and ``unichar2tex``, which its own writer uses as well.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils.math import MathError, latex2mathml, unichar2tex

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

NAME = "mathml"


def setup(app: Sphinx) -> None:
    """Register the renderer."""
    app.add_html_math_renderer(NAME, (visit, None), (visit, None))


def mathml(formula: str, *, is_block: bool) -> str:
    """Return LaTeX math as MathML, or as code if it has a mistake."""
    try:
        converted = latex2mathml.tex2mathml(
            formula.translate(unichar2tex.uni2tex_table), as_block=is_block
        )
    except MathError:
        return f"<code>{html.escape(formula)}</code>"
    return str(converted)


def visit(translator: HTML5Translator, node: nodes.math | nodes.math_block) -> None:
    """Write a formula."""
    is_block = isinstance(node, nodes.math_block)
    written = mathml(node.astext(), is_block=is_block)
    if is_block:
        translator.body.append(translator.starttag(node, "div", CLASS="math"))
        translator.body.append(f"{written}</div>\n")
    else:
        translator.body.append(written)
    raise nodes.SkipNode
