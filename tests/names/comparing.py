"""Helpers that create permanent names, for tests without builds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_compass.names.comparison import ComparedNames, Target
from sphinx_compass.names.names_list import Name, NameRecord, NamesList, address
from sphinx_compass.organization.places import Place

if TYPE_CHECKING:
    from collections.abc import Mapping


def name(text: str) -> Name:
    """Return a name that is written as it is under ``moved``."""
    return Name(*text.split(" ", 1))


def target(text: str) -> Target:
    """Return a target, written as ``docname#anchor title``."""
    uri, _, title = text.partition(" ")
    return Target(title, Place(*uri.split("#")))


def listed(
    names: Mapping[str, str], moved: Mapping[str, str] | None = None, **titles: str
) -> NamesList:
    """Return a list: addresses by name, separated by spaces; titles by slug."""
    records = {
        name(text): NameRecord(titles.get(name(text).name, ""), tuple(addresses.split()))
        for text, addresses in names.items()
    }
    return NamesList(records, {name(old): new for old, new in (moved or {}).items()})


def compared(
    names: Mapping[str, str],
    current: Mapping[str, str],
    moved: Mapping[str, str] | None = None,
    aliases: Mapping[str, str] | None = None,
    **titles: str,
) -> ComparedNames:
    """Return a comparison.

    Current names are given with ``docname#anchor title``, aliases with their objects.
    ``pages`` are docnames of pages that need no line of their own.
    """
    targets = {name(text): target(where) for text, where in current.items()}
    return ComparedNames(
        listed(names, moved, **titles),
        targets,
        {name(alias): name(item) for alias, item in (aliases or {}).items()},
    )


def pages(*docnames: str) -> dict[str, str]:
    """Return pages for the list, which the handbook has as well."""
    return {f"page {docname}": address(docname) for docname in docnames}


def now(*docnames: str) -> dict[str, str]:
    """Return pages of the handbook, each with its docname in capitals as its title."""
    return {f"page {docname}": f"{docname} {docname.upper()}" for docname in docnames}
