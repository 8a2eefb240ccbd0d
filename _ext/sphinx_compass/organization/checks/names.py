"""Checks that names are declared once, and that names in use are declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_compass.organization.checks.mentions import hidden_characters
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.organization.text import fold, invisible_characters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.objects import DeclaredObject, Kind
    from sphinx_compass.organization.places import Location, Mention

    # Objects by kind and folded spelling, each with its alias if it is spelled so there
    _Owners = dict[tuple[Kind, str], list[tuple[DeclaredObject, Mention | None]]]


def invisible_names(directory: Directory) -> Iterator[Problem]:
    """Yield a problem for each name, alias or headword with a character that nobody can see."""
    for item in directory.declared:
        named = [(item.name, item.declared_at)]
        named += [(alias.name, alias.location) for alias in item.aliases]
        for name, location in named:
            if unseen := invisible_characters(name):
                yield hidden_characters(location, _(item.KIND), name, unseen)
    for term in directory.terms:
        for headword, location in term.headword_lines:
            if unseen := invisible_characters(headword):
                yield hidden_characters(location, _("term"), headword, unseen)


def declared_twice(directory: Directory) -> Iterator[Problem]:
    """Yield a problem for each declaration after the first with the same name or slug."""
    first: dict[tuple[Kind, str], DeclaredObject] = {}
    for item in directory.declared:
        keys = [(item.KIND, fold(item.name)), (item.KIND, item.slug)]
        earlier = next((first[key] for key in keys if key in first), None)
        if earlier is not None:
            yield _declared_again(item, earlier)
        for key in keys:
            first.setdefault(key, item)


def _declared_again(item: DeclaredObject, earlier: DeclaredObject) -> Problem:
    if item.declared_at.place == earlier.declared_at.place:
        return _included_twice(item.declared_at, earlier.declared_at, _(item.KIND), item.name)
    if fold(item.name) == fold(earlier.name):
        message = _("The {kind} '{name}' is declared here and at {location}")
        suggestion = _("keep one of the two, and refer to it in the other place")
    else:
        message = _(
            "The {kind} '{name}' has the same slug '{slug}' as '{earlier}', which is declared at "
            "{location}"
        )
        suggestion = _("add the option ':slug:' with another slug to one of them")
    return Problem(
        item.declared_at,
        Subtype.DUPLICATE,
        message.format(
            kind=_(item.KIND),
            name=item.name,
            slug=item.slug,
            earlier=earlier.name,
            location=earlier.declared_at,
        ),
        suggestion,
    )


def defined_twice(directory: Directory) -> Iterator[Problem]:
    """Yield a problem for each headword that an earlier entry of a glossary has, in any case.

    Sphinx itself reports those in the same case, unless our checks of pages are on.
    """
    if not directory.rules.check_pages:
        return
    first: dict[str, tuple[str, Location]] = {}
    for term in directory.terms:
        for headword, location in term.headword_lines:
            earlier, place = first.setdefault(fold(headword), (headword, location))
            if place == location:
                continue
            if place.place == location.place:
                yield _included_twice(location, place, _("term"), headword)
                continue
            yield Problem(
                location,
                Subtype.DUPLICATE,
                _("The term '{name}' is defined here, and '{earlier}' at {location}").format(
                    name=headword, earlier=earlier, location=place
                ),
                _("keep one of the two, and refer to it in the other place"),
            )


def _included_twice(later: Location, earlier: Location, kind: str, name: str) -> Problem:
    """Return the problem of something in a file that several pages include."""
    return Problem(
        later,
        Subtype.DUPLICATE,
        _(
            "The {kind} '{name}' is on two pages, because '{earlier}' and '{later}' include "
            "this file"
        ).format(kind=kind, name=name, earlier=earlier.docname, later=later.docname),
        _("move it out of the file to one of the pages, and refer to it on the other"),
    )


def shared_aliases(directory: Directory) -> Iterator[Problem]:
    """Yield a problem for each alias that is another object's name, slug or alias."""
    known = _owners(directory)
    for item in directory.objects.values():
        for alias in item.aliases:
            other = _other_owner(known, item, alias)
            if other is not None:
                yield Problem(
                    alias.location,
                    Subtype.AMBIGUOUS,
                    _(
                        "The alias '{alias}' of the {kind} '{name}' also means "
                        "'{other}' ({location})"
                    ).format(
                        alias=alias.name,
                        kind=_(item.KIND),
                        name=item.name,
                        other=other.name,
                        location=other.declared_at,
                    ),
                    _("remove it here or there"),
                )


def _owners(directory: Directory) -> _Owners:
    """Return the objects that each folded name, slug and alias means, by kind; and each alias."""
    found: _Owners = {}
    for item in directory.objects.values():
        for name in {fold(item.name), item.slug}:
            found.setdefault((item.KIND, name), []).append((item, None))
        for alias in item.aliases:
            found.setdefault((item.KIND, fold(alias.name)), []).append((item, alias))
    return found


def _other_owner(known: _Owners, item: DeclaredObject, alias: Mention) -> DeclaredObject | None:
    """Return another object with this name; of two equal aliases, only the later one is wrong."""
    for other, rival in known.get((item.KIND, fold(alias.name)), ()):
        is_first = rival is None or rival.location <= alias.location
        if other.key != item.key and is_first:
            return other
    return None
