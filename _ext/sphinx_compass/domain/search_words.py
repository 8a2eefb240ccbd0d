"""Adds words to the search index that pages do not show: their keywords.

Undocumented names used here:

- Sphinx: the form of ``terms`` and ``titleterms`` in the search index, and how
  ``IndexBuilder.feed`` makes them of words with a ``SearchLanguage``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.search import SearchLanguage

Terms: TypeAlias = "dict[str, int | list[int]]"  # stemmed word -> numbers of the pages that have it


def stems(texts: Iterable[str], language: SearchLanguage) -> set[str]:
    """Return the words of texts as the index has them."""
    found = set()
    for text in texts:
        for word in language.split(text):
            stem = language.stem(word).lower()
            if not language.word_filter(stem) and language.word_filter(word):
                stem = word
            if language.word_filter(stem):
                found.add(stem)
    return found


def with_words(terms: Terms, title_terms: Terms, added: Mapping[int, Iterable[str]]) -> Terms:
    """Return the terms of an index with further words of pages, by the numbers of the pages.

    As in Sphinx, a word in the title of a page is not among its other words.
    """
    found = {word: set(_numbers(pages)) for word, pages in terms.items()}
    for number, words in added.items():
        for word in words:
            if number not in _numbers(title_terms.get(word, [])):
                found.setdefault(word, set()).add(number)
    return {word: min(pages) if len(pages) == 1 else sorted(pages) for word, pages in found.items()}


def _numbers(pages: int | list[int]) -> list[int]:
    return [pages] if isinstance(pages, int) else pages
