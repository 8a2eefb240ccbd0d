"""Helpers that create permanent names, for tests without builds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_compass.names.comparison import ComparedNames
from sphinx_compass.names.names_list import Name, NameRecord, NamesList, address
from sphinx_compass.names.targets import Target, old_name
from sphinx_compass.organization.places import Location, Place
from sphinx_compass.organization.records import Page, Redirection

if TYPE_CHECKING:
    from collections.abc import Mapping


def name(text: str) -> Name:
    """Return a name that is written with its kind."""
    return Name(*text.split(" ", 1))


def target(text: str) -> Target:
    """Return a target, written as ``docname#anchor title``."""
    uri, _, title = text.partition(" ")
    return Target(title, Place(*uri.split("#")))


def listed(names: Mapping[str, str], **titles: str) -> NamesList:
    """Return a list: addresses by name, separated by spaces; titles by slug."""
    records = {
        name(text): NameRecord(titles.get(name(text).name, ""), tuple(addresses.split()))
        for text, addresses in names.items()
    }
    return NamesList(records)


def front_matter(moved: Mapping[str, str], indent: int = -1) -> dict[str, Page]:
    """Return pages with old names, given as name: docname, or name: ``docname: target``.

    The line of each name on its page is its number among all, from 1.
    """
    said: dict[str, list[Redirection]] = {}
    for line, (old, new) in enumerate(moved.items(), start=1):
        docname, _, to = new.partition(": ")
        kind, text = name(old)
        written = text.replace("/#", "#") if kind == "section" else text
        item = Redirection(kind, written, Location(docname, line), to, indent)
        said.setdefault(docname, []).append(item)
    return {
        docname: Page(docname, redirect_from=tuple(items), lines={"redirect_from": 1})
        for docname, items in said.items()
    }


def compared(
    names: Mapping[str, str],
    current: Mapping[str, str],
    moved: Mapping[str, str] | None = None,
    aliases: Mapping[str, str] | None = None,
    **titles: str,
) -> ComparedNames:
    """Return a comparison.

    Current names are given with ``docname#anchor title``, aliases with their objects, and
    old names in front matter as :func:`front_matter` takes them.
    """
    said = front_matter(moved or {})
    old = [old_name(item) for page in said.values() for item in page.redirect_from]
    return ComparedNames(
        listed(names, **titles).with_names(old),
        {name(text): target(where) for text, where in current.items()},
        {name(alias): name(item) for alias, item in (aliases or {}).items()},
        said,
    )


def pages(*docnames: str) -> dict[str, str]:
    """Return pages for the list, which the handbook has as well."""
    return {f"page {docname}": address(docname) for docname in docnames}


def now(*docnames: str) -> dict[str, str]:
    """Return pages of the handbook, each with its docname in capitals as its title."""
    return {f"page {docname}": f"{docname} {docname.upper()}" for docname in docnames}
