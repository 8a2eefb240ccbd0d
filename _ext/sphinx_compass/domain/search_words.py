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


def new_words(words: Mapping[int, Iterable[str]], *known: Terms) -> dict[str, list[int]]:
    """Return the words of pages that no known terms have, with the numbers of the pages.

    ``words`` are the words by the numbers of the pages.
    """
    found: dict[str, list[int]] = {}
    for page, texts in sorted(words.items()):
        for word in texts:
            found.setdefault(word, []).append(page)
    for word in sorted(found):
        pages = {page for terms in known for page in numbers(terms.get(word, []))}
        found[word] = [page for page in found[word] if page not in pages]
    return {word: pages for word, pages in found.items() if pages}


def with_words(terms: Terms, added: Mapping[str, Iterable[int]]) -> Terms:
    """Return the terms of an index with further words."""
    found = dict(terms)
    for word, more in added.items():
        pages = sorted({*numbers(terms.get(word, [])), *more})
        found[word] = pages[0] if len(pages) == 1 else pages
    return found


def numbers(pages: int | list[int]) -> list[int]:
    """Return the numbers of the pages that have a word."""
    return [pages] if isinstance(pages, int) else pages
