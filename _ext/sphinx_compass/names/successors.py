"""Suggests which current name has most likely replaced a lost one."""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches
from typing import TYPE_CHECKING

from sphinx_compass.names.names_list import Name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_compass.names.comparison import ComparedNames, Target


def successor(compared: ComparedNames, name: Name) -> Name | None:
    """Return the current name that has most likely replaced a lost one.

    Only a page can be replaced by a name that is already in the list.
    """
    new = [
        candidate
        for candidate in sorted(compared.current)
        if candidate.kind == name.kind and candidate not in compared.listed.names
    ]
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


def last_page(compared: ComparedNames, name: Name) -> Name:
    """Return the page that had a name last, or the page that has replaced it."""
    addresses = compared.listed.names[name].addresses
    docname = compared.place(addresses[-1]).docname if addresses else "index"
    last = Name("page", docname)
    page = compared.current_name(last)
    if page is None and name != last:
        page = successor(compared, last)
    if page is not None and page.kind == "page":
        return page
    above = (f"{folder}/index" for folder in _folders(docname))
    return Name("page", next(filter(compared.is_page, above), "index"))


def section_without_label(compared: ComparedNames, name: Name) -> Target | None:
    """Return the section that a lost label was on, if it is still there without a label."""
    if name.kind == "label":
        for published in compared.listed.names[name].addresses:
            found = compared.name_at(compared.place(published))
            if found is not None and found.kind == "section":
                return compared.current[found]
    return None


def _page_instead(compared: ComparedNames, name: Name, new: list[Name]) -> Name | None:
    """Return the page that has most of what a lost page had, preferably a new one."""
    by_content = [page for page, _ in _pages_with_content_of(compared, name.name).most_common()]
    candidates = (
        *(page for page in by_content if page in new),
        _most_similar(name, new),
        *by_content,
        _only_or_most_similar(name, new),
    )
    return next(filter(None, candidates), None)


def _pages_with_content_of(compared: ComparedNames, docname: str) -> Counter[Name]:
    """Count, by current page, the names that were on a lost page once."""
    return Counter(
        Name("page", compared.current[name].place.docname)
        for name, record in sorted(compared.listed.names.items())
        if name in compared.current
        and compared.is_page(compared.current[name].place.docname)
        and any(compared.place(published).docname == docname for published in record.addresses)
    )


def _folders(docname: str) -> Iterator[str]:
    """Yield the folders that a page is in, the innermost first."""
    folder = docname.rpartition("/")[0]
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]


def _only_or_most_similar(name: Name, candidates: list[Name]) -> Name | None:
    """Return the only candidate, or the one that is most similar to a name."""
    return candidates[0] if len(candidates) == 1 else _most_similar(name, candidates)


def _most_similar(name: Name, candidates: list[Name]) -> Name | None:
    """Return the candidate that is most similar to a name; None if none is similar."""
    close = get_close_matches(name.name, [candidate.name for candidate in candidates], n=1)
    return Name(name.kind, close[0]) if close else None
