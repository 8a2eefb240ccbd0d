"""Adds each word of a page to Sphinx's search index once: ``pace_indexing``.

Sphinx adds words as often as they are on the page, and computes the stem of a word on each page.

Private names used here:

- Sphinx: that ``IndexBuilder.feed`` takes words from ``_word_collector``, and stems from
  ``lang.stem``.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sphinx.search import IndexBuilder, WordStore

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

_original = IndexBuilder._word_collector


def turn_on(_app: Sphinx) -> None:
    """Replace the method in this process."""
    IndexBuilder._word_collector = collect  # type: ignore[method-assign]


def collect(self: IndexBuilder, doctree: nodes.document) -> WordStore:
    """Return the titles of a page, and its different words in the order of their first use."""
    vars(self.lang).setdefault("stem", cache(self.lang.stem))
    found = _original(self, doctree)
    found.words = list(dict.fromkeys(found.words))
    found.title_words = list(dict.fromkeys(found.title_words))
    return found
