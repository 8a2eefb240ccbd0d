"""Brings the list of permanent names up to date."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from sphinx_compass.names.names_list import Name, NameRecord, NamesList, address, is_stable
from sphinx_compass.organization.kinds import KINDS

if TYPE_CHECKING:
    from sphinx_compass.names.comparison import ComparedNames


def merged(compared: ComparedNames) -> NamesList:
    """Return the list with everything that the handbook has now; no name leaves it."""
    names = (*compared.listed.names, *compared.current)
    return NamesList({name: _updated(compared, name) for name in names})


def _updated(compared: ComparedNames, name: Name) -> NameRecord:
    """Return the record of a name, with what the handbook has now.

    A former name takes over the words of what it leads to, so that a page that lists it
    without a target leads to the same words, also after they change. It also keeps the page
    that it leads to, which it follows when that page moves or is deleted.
    """
    old = compared.listed.names.get(name, NameRecord())
    current = compared.current_name(name)
    if current is None:
        return old
    target = compared.current[current]
    if current != name:
        words = target.words if current.kind == name.kind else old.words
        page = target.place.docname if name in compared.moves else old.page
        return dataclasses.replace(old, words=words, page=page)
    now = [address(*place) for place in target.places if is_stable(place.anchor or "page")]
    title = target.title if name.kind in KINDS else ""
    addresses = tuple(dict.fromkeys([*old.addresses, *now]))
    return NameRecord(title, addresses, target.words, target.path)
