"""Replaces quotes, dashes and dots only in blocks that have any: ``pace_quotes``.

Sphinx takes each block of text apart, looks for straight quotes, double hyphens and three dots with
a dozen expressions, and makes a new node of each text. Most blocks have nothing of it.

Private names used here:

- Sphinx: ``SphinxSmartQuotes`` of ``sphinx.transforms``, and that its ``apply`` looks at what
  ``findall`` of its document finds.
- docutils: what ``educate_tokens`` of ``docutils.utils.smartquotes`` replaces; that
  ``get_language_code`` looks at classes that begin with ``language-``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxSmartQuotes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

# What may be replaced by these actions; also escapes, and what restoring them would replace.
ACTIONS = frozenset("qdDie")
SPECIAL = re.compile(r"""["'`\\\x00]|--|\.\.\.|\. \. \.|&#""")

_apply = SphinxSmartQuotes.apply


def turn_on(_app: Sphinx) -> None:
    """Replace the method in this process."""
    SphinxSmartQuotes.apply = apply  # type: ignore[method-assign]


def apply(self: SphinxSmartQuotes, **options: Any) -> None:
    """Replace signs as Sphinx does, in the blocks that have any."""
    document: Any = self.document
    if ACTIONS.issuperset(self.config.smartquotes_action) and not _has_other_languages(document):
        self.document = BlocksWithQuotes(document)  # type: ignore[assignment]
    try:
        _apply(self, **options)
    finally:
        self.document = document


def _has_other_languages(document: nodes.document) -> bool:
    """Tell whether there is a block in another language, for which there may be a warning."""
    return any(
        name.startswith("language-")
        for element in document.findall(nodes.Element)
        for name in element["classes"]
    )


class BlocksWithQuotes:
    """A document whose search finds only elements with a text that may be replaced."""

    def __init__(self, document: nodes.document) -> None:
        self._document = document

    def __getattr__(self, name: str) -> Any:
        return getattr(self._document, name)

    def findall(self, condition: type[nodes.Element]) -> Iterator[nodes.Element]:
        """Yield the elements of a class."""
        found: set[nodes.Element] = set()
        for text in self._document.findall(nodes.Text):
            if SPECIAL.search(text):
                element = text.parent
                while element is not None and element not in found:
                    found.add(element)
                    element = element.parent
        return (node for node in self._document.findall(condition) if node in found)
