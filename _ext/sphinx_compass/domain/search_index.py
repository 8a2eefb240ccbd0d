"""Completes the search index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.util.index_entries import split_index_msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register the correction of the search index."""
    app.connect("html-collect-pages", complete_search_index)


def complete_search_index(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Bring the search index to what a clean build would make of it.

    Called at ``html-collect-pages``, the last event before the index is written: a
    loaded index lacks the index entries of pages that were not written again, keeps
    words that no page has any more, and numbers object types by the order in which
    they were ever met.
    """
    indexer = getattr(app.builder, "indexer", None)
    if indexer is not None:
        entries = app.env.domains.index_domain.entries
        indexer._index_entries = {
            docname: _index_entries(entries.get(docname, ())) for docname in sorted(indexer._titles)
        }
        indexer._objtypes.clear()
        indexer._objnames.clear()
        for mapping in (indexer._mapping, indexer._title_mapping):
            for word in [word for word, docnames in mapping.items() if not docnames]:
                del mapping[word]
    return iter(())


def _index_entries(
    entries: Iterable[tuple[str, str, str, str, str | None]],
) -> list[tuple[str, str, str]]:
    """Return a page's entries in the form of Sphinx's ``IndexBuilder.feed``."""
    found = set()
    for entry_type, value, target_id, main, _key in entries:
        parts = split_index_msg(entry_type, value)
        if entry_type in {"see", "seealso"}:
            found.add((parts[0], target_id, main))
        found.update((part, target_id, main) for part in parts)
    return sorted(found)
