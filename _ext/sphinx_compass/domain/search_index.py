"""Corrects and completes the search index before Sphinx writes it.

Sphinx 9.0 makes three errors in ``searchindex.js``:

- The search script builds the anchor of some objects from their display name, although
  Sphinx has shortened the anchor by the full name: an object with slug ``css-hr`` and name
  ``CS&S HR`` leads to ``#role-CS&amp;S HR``.
- Sphinx escapes the names of objects for HTML, and the script escapes them again.
- An incremental build loses the index entries of unchanged pages, keeps words that are on
  no page, and numbers object types in the order in which it first met them.

This module replaces these parts of the finished index, so serial, parallel and incremental
builds write the same. Names are written unescaped, because the script inserts them as text.
It also adds the keywords of pages (see :mod:`sphinx_compass.domain.search_words`) and what was
different before (see :mod:`sphinx_compass.domain.search_earlier`).

Private or undocumented names used here:

- Sphinx: ``StandaloneHTMLBuilder.indexer_format``, whose ``dump`` writes the finished index;
  the keys and rows of the index that ``IndexBuilder.freeze`` returns; ``IndexDomain.entries``;
  ``sphinx.util.index_entries.split_index_msg``; ``IndexBuilder.lang``; and how
  ``performObjectSearch`` and ``_displayItem`` in ``searchtools.js`` build anchors and escape
  names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.index_entries import split_index_msg

from sphinx_compass.domain import search_earlier
from sphinx_compass.domain.domain import CompassDomain
from sphinx_compass.domain.search_words import new_words, stems, with_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.domains import Domain
    from sphinx.environment import BuildEnvironment
    from sphinx.search import SearchLanguage

    Index: TypeAlias = dict[str, Any]
    Row: TypeAlias = tuple[int, int, int, str, str]  # page, type, rank, anchor, name
    Entry: TypeAlias = tuple[str, str, str, str, str | None]  # of the domain `index`


def setup(app: Sphinx) -> None:
    """Register the correction of the search index."""
    app.require_sphinx("9.0")  # older search scripts insert names as HTML
    app.connect("builder-inited", complete_search_index)


def complete_search_index(app: Sphinx) -> None:
    """Have the builder correct the search index when it writes it."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        app.builder.indexer_format = CompleteIndex(app.builder.indexer_format, app.builder)


@dataclass(frozen=True, slots=True)
class CompleteIndex:
    """A format of the search index that corrects an index before it is written."""

    original: Any  # the builder's own format: an object with `load` and `dump`
    builder: StandaloneHTMLBuilder

    def load(self, stream: Any) -> Any:
        """Read the index of the last build."""
        index = self.original.load(search_earlier.without_script(stream, self.original))
        return search_earlier.without_earlier(index)

    def dump(self, index: Index, stream: Any) -> None:
        """Write a corrected index."""
        index = completed(index, self.builder.env)
        if self.builder.indexer is not None:
            domain = CompassDomain.of(self.builder.env)
            index = with_hidden_words(index, domain, self.builder.indexer.lang)
        if script := search_earlier.script(index, self.original):
            stream.write(script)
        self.original.dump(index, stream)


def completed(index: Index, env: BuildEnvironment) -> Index:
    """Return an index with the objects, index entries and words that a clean build finds."""
    pages = {docname: number for number, docname in enumerate(index["docnames"])}
    return {
        **index,
        **_objects(env.domains.sorted(), pages),
        "indexentries": _index_entries(env.domains.index_domain.entries, searched_pages(index)),
        "terms": _used(index["terms"]),
        "titleterms": _used(index["titleterms"]),
    }


def with_hidden_words(index: Index, domain: CompassDomain, language: SearchLanguage) -> Index:
    """Return an index with the keywords and earlier versions of all pages."""
    keywords, earlier = {}, {}
    for docname, number in searched_pages(index).items():
        record = domain.record_of(docname)
        if record.page is not None:
            keywords[number] = stems(record.page.keywords, language)
        earlier[number] = stems([domain.directory.text(record.earlier)], language)
    # as in Sphinx, a word in the title of a page is not among its other words
    terms = with_words(index["terms"], new_words(keywords, index["titleterms"]))
    return search_earlier.with_earlier({**index, "terms": terms}, earlier)


def searched_pages(index: Index) -> dict[str, int]:
    """Return the numbers of the pages that readers can find.

    Sphinx indexes pages with 'no-search' in their front matter under an empty title.
    """
    return {
        docname: number
        for number, docname in enumerate(index["docnames"])
        if index["titles"][number]
    }


def _objects(domains: Iterable[Domain], pages: Mapping[str, int]) -> Index:
    """Return the objects of all domains, by the part of their names before the last dot.

    Objects with a negative rank stay out of the search.
    """
    rows: dict[str, list[Row]] = {}
    types: dict[tuple[str, str], int] = {}
    names: dict[int, tuple[str, str, str]] = {}
    for domain in domains:
        for _, name, kind, docname, anchor, rank in sorted(domain.get_objects()):
            if docname not in pages or rank < 0:
                continue
            number = types.setdefault((domain.name, kind), len(types))
            names.setdefault(number, (domain.name, kind, _type_name(domain, kind)))
            prefix, _, last = name.rpartition(".")
            rows.setdefault(prefix, []).append(
                (
                    pages[docname],
                    number,
                    rank,
                    _short_anchor(anchor, kind, name),
                    last if prefix else name,  # the script drops a dot that nothing precedes
                )
            )
    return {
        "objects": rows,
        "objtypes": {number: f"{domain}:{kind}" for (domain, kind), number in types.items()},
        "objnames": names,
    }


def _type_name(domain: Domain, kind: str) -> str:
    """Return what readers call a type of object, in the language of the site."""
    objtype = domain.object_types.get(kind)
    return kind if objtype is None else str(domain.get_type_name(objtype))


def _short_anchor(anchor: str, kind: str, name: str) -> str:
    """Return an anchor, shortened where the search script builds the same one from the name."""
    if not anchor:
        return "top"  # browsers go to the top of a page; the script cannot leave the anchor out
    if anchor == name:
        return ""
    return "-" if anchor == f"{kind}-{name}" else anchor


def _index_entries(
    entries: Mapping[str, Iterable[Entry]], pages: Mapping[str, int]
) -> dict[str, list[tuple[int, str, bool]]]:
    """Return the entries of all pages by their text, as Sphinx does for pages that it writes."""
    found: dict[str, list[tuple[int, str, bool]]] = {}
    for docname, number in pages.items():
        for text, anchor, main in sorted(set(_texts(entries.get(docname, ())))):
            found.setdefault(text.lower(), []).append((number, anchor, main == "main"))
    return found


def _texts(entries: Iterable[Entry]) -> Iterator[tuple[str, str, str]]:
    """Yield each part of each entry."""
    for kind, value, anchor, main, _ in entries:
        for part in split_index_msg(kind, value):
            yield part, anchor, main


def _used(words: Mapping[str, int | list[int]]) -> dict[str, int | list[int]]:
    """Return the words that are on some page."""
    return {word: pages for word, pages in words.items() if pages != []}
