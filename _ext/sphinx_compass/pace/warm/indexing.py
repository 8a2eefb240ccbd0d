"""Keeps the search index in memory, and changes it when there is time.

To load the index takes longer than to write a page. The words of a page are taken at once, because
writing a page changes its doctree: titles of admonitions are added to it.

Private or undocumented names used here:

- Sphinx: ``StandaloneHTMLBuilder.indexer``, which pages are fed to while they are written, and
  ``load_indexer``; ``IndexBuilder``, its methods, and its ``_index_entries`` and ``_titles``,
  because ``prune`` leaves entries of pages that are gone; that ``feed`` takes words from
  ``_word_collector``, and nothing else of a doctree that writing changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.search import IndexBuilder

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.search import WordStore

MOST_WAITING = 20  # pages, because their doctrees take memory


def new_index(builder: StandaloneHTMLBuilder) -> IndexBuilder:
    """Return an empty index."""
    config = builder.config
    language = config.html_search_language or config.language
    options, scorer = config.html_search_options, config.html_search_scorer
    return IndexBuilder(builder.env, language, options, scorer)


class PagesToIndex:
    """Takes the place of the index while pages are written, and keeps them for it."""

    def __init__(self, builder: StandaloneHTMLBuilder) -> None:
        """Begin with the index of the last build, which is loaded when it is needed."""
        self._builder = builder
        self._index: IndexBuilder | None = None
        self._words_of = new_index(builder)._word_collector
        self._stale: set[str] = set()  # pages whose entries are of an earlier text
        self._waiting: dict[str, tuple[str, str, nodes.document, WordStore]] = {}

    def start(self, unwritten: AbstractSet[str]) -> None:
        """Take pages from now on; some are still unwritten."""
        self._stale |= unwritten
        self._builder.indexer = self  # type: ignore[assignment] # has what is used of it

    def feed(self, docname: str, filename: str, title: str, doctree: nodes.document) -> None:
        """Keep the words of a page for the index."""
        self._waiting[docname] = (filename, title, doctree, self._words_of(doctree))
        if len(self._waiting) > MOST_WAITING:
            self._update()

    def finish(self) -> None:
        """Let the builder write the index."""
        self._update()
        self._builder.indexer = self._index

    def _update(self) -> None:
        if self._index is None:
            self._builder.indexer = self._index = new_index(self._builder)
            self._builder.load_indexer(self._stale)
            self._builder.indexer = self  # type: ignore[assignment]
        known = set(self._builder.env.all_docs)
        self._index.prune(known - self._stale)
        for docname in self._index._index_entries.keys() - self._index._titles.keys():
            del self._index._index_entries[docname]
        for docname in self._waiting.keys() & known:
            filename, title, doctree, words = self._waiting[docname]
            vars(self._index)["_word_collector"] = lambda _doctree, words=words: words
            self._index.feed(docname, filename, title, doctree)
        self._stale -= self._waiting.keys()
        self._waiting.clear()
