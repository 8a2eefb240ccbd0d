"""Lets the search show pages that have words only in their earlier versions, after all others.

The index has these words like any others. It also lists them by page, and begins with a script
that searches without them first, ``templates/earlier_last.js``.

Private or undocumented names used here:

- Sphinx: ``js_index`` of ``sphinx.search``, and its names ``PREFIX`` and ``SUFFIX``. In
  ``searchtools.js``, ``Search.performTermsSearch``, ``Search._index``, and the order of the
  values in a result.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from sphinx.search import js_index

from sphinx_compass.domain.search_words import new_words, numbers, with_words
from sphinx_compass.source.earlier_versions import ANCHOR

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

Index: TypeAlias = "dict[str, Any]"

KEY = "earlier"  # of the index: word -> numbers of the pages that have it only in this block
_SCRIPT = Path(__file__).parents[1] / "templates" / "earlier_last.js"


def with_earlier(index: Index, words: Mapping[int, AbstractSet[str]]) -> Index:
    """Return an index with the words of earlier versions, by the numbers of the pages."""
    earlier = new_words(words, index["terms"], index["titleterms"])
    if not earlier:
        return index
    return {**index, "terms": with_words(index["terms"], earlier), KEY: earlier}


def without_earlier(index: Index) -> Index:
    """Return an index with the words of what pages say now."""
    earlier: dict[str, list[int]] = index.get(KEY, {})
    terms = {
        word: [page for page in numbers(pages) if page not in earlier.get(word, ())]
        for word, pages in index["terms"].items()
    }
    return {**index, "terms": terms}


def script(index: Index, original: object) -> str:
    """Return what is written before an index; ``original`` is its format."""
    if KEY not in index or original is not js_index:
        return ""
    return _SCRIPT.read_text(encoding="utf-8").replace("ANCHOR", ANCHOR)


def without_script(stream: Any, original: object) -> Any:
    """Return a file of an index without what is written before it."""
    if original is not js_index:
        return stream
    text = stream.read()
    return io.StringIO(text[max(text.find(js_index.PREFIX), 0) :])
