"""Finds lines about old names that lead nowhere or are not needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_compass.names.names_list import INVENTORY_TYPES, Name, address
from sphinx_compass.names.suggestions import item, redirect_line
from sphinx_compass.names.targets import old_name
from sphinx_compass.organization.addresses import is_safe_docname
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Problem, Subtype

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_compass.names.comparison import ComparedNames
    from sphinx_compass.names.suggestions import Hints
    from sphinx_compass.organization.records import Redirection


def wrong_redirections(compared: ComparedNames) -> Iterator[Problem]:
    """Yield a problem for each value that is wrong; one for values that lead in a circle."""
    circles = frozenset(_circles(compared))
    for _docname, page in sorted(compared.pages.items()):
        for said in page.redirect_from:
            name = old_name(said)
            if _exists(compared, name):
                message = _("'{name}' is below `redirect_from`, but still exists")
                yield _problem(said, message, _("remove it"))
            elif (first := compared.moves[name].said) is not said:
                message = _("'{name}' is also below `redirect_from` at {first}")
                if first.location == said.location:
                    message = _("'{name}' is twice in this line below `redirect_from`")
                where = str(first.location)
                yield _problem(said, message, _("keep one of the two"), first=where)
            elif name in circles:
                message = _("'{name}' leads in a circle back to itself")
                yield _problem(said, message, _("correct the target"))
            elif not _arrives(compared, name):
                message = _("'{name}' leads to '{target}', which is not on this page")
                hint = _("write an anchor or a name that this page has, or remove the target")
                yield _problem(said, message, hint)


def former_lines(compared: ComparedNames, hints: Hints) -> Iterator[Problem]:
    """Yield a problem for each line below ``moved``, a key of the list that counts no more."""
    for key, (target, line) in compared.listed.former.items():
        message = _("'{name}' is below `moved`, which people no longer write").format(name=key)
        fix = _instead(compared, hints, key, target)
        yield Problem(Location(hints.file, line), Subtype.KEPT_FILE, message, fix)


def _instead(compared: ComparedNames, hints: Hints, key: str, target: str) -> str:
    """Return the suggestion to write a line of ``moved`` in the front matter of a page."""
    kind, _space, name = key.partition(" ")
    docname, _hash, anchor = name.strip("/").partition("#")
    if kind in {"page", "section"}:
        if not is_safe_docname(docname.rstrip("/")):
            return _("remove the line")
        key = f"{docname.rstrip('/')}#{anchor}" if anchor else docname
        name = address(docname.rstrip("/"), anchor) if anchor else docname
    if Name(kind, name) in compared.moves:
        return _("remove the line")
    other, _space, rest = target.partition(" ")
    new = Name(other, rest) if other in INVENTORY_TYPES else Name(kind, target)
    found = compared.target(new)
    if found is None:
        return _("remove the line, and write '{line}' in the page that it leads to").format(
            line=redirect_line([item(key)])
        )
    to = new.name if new.kind == kind and kind not in {"page", "section"} else found.place.anchor
    return _("remove the line, and write '{line}' in the front matter of {file}").format(
        line=redirect_line([item(key, to)]), file=hints.source(found.place.docname)
    )


def _exists(compared: ComparedNames, name: Name) -> bool:
    """Tell whether an old name or address is a current one."""
    if name in compared.aliases:
        return True
    if name.kind == "page":
        return address(name.name) in compared.page_addresses
    if name.kind == "section":
        return compared.has_address(name.name)
    return name in compared.current


def _arrives(compared: ComparedNames, name: Name) -> bool:
    """Tell whether an old name leads to something on the page that lists it.

    What leads to another old name is right, because that has a line of its own.
    """
    new, said = compared.moves[name]
    if new in compared.moves:
        return True
    target = compared.target(new)
    return target is not None and target.place.docname == said.location.docname


def _circles(compared: ComparedNames) -> Iterator[Name]:
    """Yield one name of each circle, the first in the order of pages and lines."""
    seen: set[Name] = set()
    for start in compared.moves:
        path: dict[Name, int] = {}
        name: Name | None = start
        while name is not None and name not in seen and name not in compared.current:
            seen.add(name)
            path[name] = len(path)
            name = compared.next(name)
        if name in path:
            circle = list(path)[path[name] :]
            yield min(
                (member for member in circle if member in compared.moves),
                key=lambda member: compared.moves[member].said.location,
            )


def _problem(said: Redirection, message: str, suggestion: str, **values: str) -> Problem:
    text = message.format(name=said.written, target=said.target, **values)
    return Problem(said.location, Subtype.REDIRECT, text, suggestion)
