"""Writes formulas as MathML, which browsers show without a script.

The renderer is called ``mathml``; a site chooses it with ``html_math_renderer``. Sphinx's
default loads MathJax from another site.

Undocumented names used here:

- docutils: ``tex2mathml``, ``MathError`` and ``unichar2tex``, which its own writer uses as well.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.utils.math import MathError, latex2mathml, unichar2tex
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)

NAME = "mathml"
LONGEST = 10_000  # characters; the time for some formulas grows with the square of their length


def setup(app: Sphinx) -> None:
    """Register the renderer, and the check of what it shows."""
    app.add_transform(CheckFormulas)
    app.add_html_math_renderer(NAME, (visit, None), (visit, None))


class FormulaError(ValueError):
    """A formula has a mistake. The text says which one, if that is known."""


def mathml(formula: str, *, is_block: bool) -> str:
    """Return LaTeX math as MathML. Raises FormulaError if it has a mistake."""
    if len(formula) > LONGEST:
        raise FormulaError
    plain = formula.translate(unichar2tex.uni2tex_table)
    try:
        return str(latex2mathml.tex2mathml(plain, as_block=is_block))
    except MathError as error:
        raise FormulaError(*error.args) from error
    except Exception as error:  # depends on where in its code the mistake has an effect
        raise FormulaError from error


class CheckFormulas(SphinxTransform):
    """Warns of each formula with a mistake."""

    default_priority = 900

    def apply(self, **_kwargs: Any) -> None:
        """Try each formula, if the site shows them as MathML."""
        if self.config.html_math_renderer != NAME:
            return
        for kind in (nodes.math, nodes.math_block):
            for node in self.document.findall(kind):
                try:
                    mathml(node.astext(), is_block=kind is nodes.math_block)
                except FormulaError as error:
                    reason = " ".join(str(error).split()) or "it cannot be read"
                    logger.warning("Mistake in a formula: %s", reason, location=node)


def visit(translator: HTML5Translator, node: nodes.math | nodes.math_block) -> None:
    """Write a formula."""
    is_block = isinstance(node, nodes.math_block)
    try:
        written = mathml(node.astext(), is_block=is_block)
    except FormulaError:
        written = f"<code>{html.escape(node.astext())}</code>"
    if is_block:
        translator.body.append(translator.starttag(node, "div", CLASS="math"))
        translator.body.append(f"{written}</div>\n")
    else:
        translator.body.append(written)
    raise nodes.SkipNode
