"""Helpers that create the sites that the report on a change compares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx_compass.names.names_list import Name
from tools.impact.matching import LISTS
from tools.impact.site import ComparedSite

if TYPE_CHECKING:
    from collections.abc import Mapping


def item(slug: str, name: str, *aliases: str, **relations: Any) -> dict[str, Any]:
    """Return a declared object of compass.json."""
    return {"slug": slug, "name": name, "aliases": list(aliases), **relations}


def term(name: str, *others: str) -> dict[str, Any]:
    """Return a term of compass.json."""
    return {"name": name, "other_headwords": [{"name": other} for other in others]}


def page(docname: str, title: str = "", **known: Any) -> dict[str, Any]:
    """Return a page of compass.json."""
    return {"docname": docname, "title": title or docname, **known}


def site(
    names: Mapping[str, str] | None = None,
    anchors: Mapping[str, frozenset[str] | None] | None = None,
    **data: list[dict[str, Any]],
) -> ComparedSite:
    """Return a site; names are given as ``"role maker"``."""
    known = {Name(*name.split(" ", 1)): place for name, place in (names or {}).items()}
    pages = anchors or {}
    return ComparedSite(
        {name: data.get(name, []) for name in LISTS.values()},
        known,
        {place.partition("#")[0]: None for place in known.values()} | dict(pages),
        frozenset(pages) | {f"{at}#{anchor}" for at in pages for anchor in pages[at] or ()},
    )
