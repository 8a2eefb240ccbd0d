"""Suggests which current name has most likely replaced a lost one."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher, get_close_matches
from typing import TYPE_CHECKING

from sphinx_compass.names.names_list import Name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_compass.names.comparison import ComparedNames

_HEADINGS = ("label", "section")
_MOST = 30  # candidates to compare


def successor(compared: ComparedNames, name: Name) -> Name | None:
    """Return the current name that has most likely replaced a lost one.

    That is what has the same words, or the same place. Otherwise, only a page can be
    replaced by a name that is already in the list.
    """
    same = _only_or_most_similar(name, _with_same_words(compared, name))
    found = same or _at_same_place(compared, name) or _page_of_its_own(compared, name)
    if found is not None:
        return found
    new = compared.new_names.get(name.kind, ())
    if name.kind == "page":
        return _page_instead(compared, name, new)
    # the label of an object follows its object
    free = [candidate for candidate in new if compared.object_of(candidate) is None]
    page = last_page(compared, name).name
    on_page = [item for item in free if compared.current[item].place.docname == page]
    if len(on_page) == 1:
        return on_page[0]
    # a label that is similar to no other leads to the page instead
    best = _most_similar if name.kind == "label" else _only_or_most_similar
    return best(name, on_page or free)


def _with_same_words(compared: ComparedNames, name: Name) -> Sequence[Name]:
    """Return the names that are for the same words; new ones if there are any.

    A heading can have a label now, and had one before.
    """
    kinds = _HEADINGS if name.kind in _HEADINGS else (name.kind,)
    words = compared.words.last(name)
    found = [item for kind in kinds for item in compared.words.names(kind, words)]
    return [item for item in found if item not in compared.listed.names] or found


def _at_same_place(compared: ComparedNames, name: Name) -> Name | None:
    """Return the label or section that is now where a lost label was."""
    if name.kind == "label":
        for published in compared.listed.names[name].addresses:
            found = compared.name_at(compared.place(published))
            if found is not None and found.kind in _HEADINGS:
                return found
    return None


def _page_of_its_own(compared: ComparedNames, name: Name) -> Name | None:
    """Return the new page that has all the text that was below a lost heading."""
    if name.kind not in _HEADINGS:
        return None
    pages = compared.words.names("page", compared.words.last(name))
    new = [page for page in pages if page not in compared.listed.names]
    return _only_or_most_similar(name, new)


def last_page(compared: ComparedNames, name: Name) -> Name:
    """Return the page that had a name last, or the page that has replaced it."""
    own = name.name if name.kind == "page" else "index"
    docname = compared.last_docname(name) or own
    last = Name("page", docname)
    page = compared.current_name(last)
    if page is None and name != last and last in compared.listed.names:
        page = successor(compared, last)
    if page is not None and page.kind == "page":
        return page
    above = (f"{folder}/index" for folder in _folders(docname))
    return Name("page", next(filter(compared.is_page, above), "index"))


def _page_instead(compared: ComparedNames, name: Name, new: Sequence[Name]) -> Name | None:
    """Return the page that has most of what a lost page had, preferably a new one."""
    by_content = [page for page, _ in _pages_with_content_of(compared, name.name).most_common()]
    candidates = (
        *(page for page in by_content if page in new),
        _most_similar(name, new),
        *by_content,
        # a new page with other words is not the same page
        None if compared.words.last(name) else _only_or_most_similar(name, new),
    )
    return next(filter(None, candidates), None)


def _pages_with_content_of(compared: ComparedNames, docname: str) -> Counter[Name]:
    """Count, by current page, the names that were on a lost page once."""
    pages: Counter[Name] = Counter()
    for name, record in sorted(compared.listed.names.items()):
        if any(compared.place(published).docname == docname for published in record.addresses):
            now = (name,) if name in compared.current else _with_same_words(compared, name)
            pages.update(Name("page", compared.current[item].place.docname) for item in now)
    return Counter({page: count for page, count in pages.items() if page in compared.current})


def _folders(docname: str) -> Iterator[str]:
    """Yield the folders that a page is in, the innermost first."""
    folder = docname.rpartition("/")[0]
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]


def _only_or_most_similar(name: Name, candidates: Sequence[Name]) -> Name | None:
    """Return the only candidate, or the one that is most similar to a name."""
    return candidates[0] if len(candidates) == 1 else _most_similar(name, candidates)


def _most_similar(name: Name, candidates: Sequence[Name]) -> Name | None:
    """Return the candidate that is most similar to a name.

    Returns None if none is similar, or if there are too many to compare with each lost name.
    """
    if len(candidates) > _MOST:
        return None
    by_end: dict[str, list[Name]] = {}
    for candidate in candidates:
        by_end.setdefault(_end(candidate), []).append(candidate)
    close = get_close_matches(_end(name), by_end, n=1)
    if not close:
        return None
    return max(
        by_end[close[0]], key=lambda item: SequenceMatcher(None, name.name, item.name).ratio()
    )


def _end(name: Name) -> str:
    """Return the part of a name that says most: for addresses, what follows the folders."""
    return name.name.rpartition("/")[2] if name.kind in {"page", "section"} else name.name
