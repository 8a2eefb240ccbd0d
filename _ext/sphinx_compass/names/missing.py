"""Finds permanent names that lead nowhere, and suggests the line that keeps each of them."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from sphinx_compass.names.names_list import Name
from sphinx_compass.names.successors import last_page, successor
from sphinx_compass.names.suggestions import Loss, alias, redirection, title_of
from sphinx_compass.organization.front_matter_keys import REDIRECT_KEY
from sphinx_compass.organization.kinds import KINDS
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.missing_names import missing_page, missing_part, published_page
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.organization.records import Page
from sphinx_compass.organization.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from sphinx_compass.names.comparison import ComparedNames
    from sphinx_compass.names.suggestions import Hints
    from sphinx_compass.organization.directory import FormerNames
    from sphinx_compass.organization.missing_names import MissingName


_IN_ONE_LINE = 20  # names at most


def losses(compared: ComparedNames) -> tuple[Loss, ...]:
    """Return each permanent name that leads nowhere, sorted.

    Omits names that another finding covers: what was on a lost page or led there, and the
    label of a lost object.
    """
    lost = {name for name in compared.listed.names if compared.current_name(name) is None}
    lost -= compared.moves.keys()
    groups: dict[Name, list[Name]] = {}
    roots: dict[Name, Name] = {}
    for name in sorted(lost):
        groups.setdefault(_root(compared, name, lost, roots), []).append(name)
    return tuple(_loss(compared, *group) for group in sorted(groups.items()))


def _root(
    compared: ComparedNames, name: Name, lost: AbstractSet[Name], roots: dict[Name, Name]
) -> Name:
    """Return the name whose finding covers a lost name; ``roots`` has those found so far."""
    path: dict[Name, None] = {}
    step: Name | None = name
    last = name
    while step is not None and step not in roots and step not in path:
        path[step] = None
        last = step
        step = next((cover for cover in _covers(compared, step) if cover in lost), None)
    root = roots.get(step, last) if step is not None else last
    roots.update(dict.fromkeys(path, root))
    return root


def _covers(compared: ComparedNames, name: Name) -> Iterator[Name]:
    """Yield the names whose findings cover another one: its page, and the object of a label."""
    item = compared.object_of(name)
    if item is not None:
        yield item
    if docname := compared.last_docname(name):
        yield Name("page", docname)


def _loss(compared: ComparedNames, name: Name, covered: Sequence[Name]) -> Loss:
    found = successor(compared, name)
    page = compared.current[found].place.docname if found else last_page(compared, name).name
    return Loss(name, found, page, tuple(covered))


def _references(compared: ComparedNames, name: Name) -> Iterator[MissingName]:
    """Yield a lost name in the ways in which pages can refer to it."""
    if name.kind == "page":
        yield from missing_page(name.name)
    elif name.kind != "section":
        yield name.kind, fold(name.name)
    if name.kind in KINDS:
        yield name.kind, fold(title_of(compared, name))
    for place in map(compared.place, compared.listed.names[name].addresses):
        if place.anchor:
            yield from missing_part(*place)


def missing_names(compared: ComparedNames, hints: Hints) -> Iterator[Problem]:
    """Yield a problem for each permanent name that leads nowhere.

    What one page should list is in one line, so that it has to be added once.
    """
    found = losses(compared)
    by_page: dict[str, list[list[Loss]]] = {}
    for loss in found:
        if not loss.is_alias:
            groups = by_page.setdefault(loss.page, [[]])
            if len(groups[-1]) == _IN_ONE_LINE:
                groups.append([])
            groups[-1].append(loss)
    around = {loss.name: group for groups in by_page.values() for group in groups for loss in group}
    for loss in found:
        message = _("The {kind} '{name}' was published but no longer exists").format(
            kind=_(loss.name.kind), name=loss.name.name
        )
        fix = (
            alias(compared, hints, loss.name, loss.successor)
            if loss.successor is not None and loss.is_alias
            else redirection(compared, hints, loss, around[loss.name])
        )
        names = (_references(compared, name) for name in loss.covered)
        yield Problem(
            _location(compared, loss),
            Subtype.LOST,
            message,
            fix,
            lost=frozenset(chain.from_iterable(names)),
            about=published_page(loss.name.name) if loss.name.kind == "page" else frozenset(),
        )


def _location(compared: ComparedNames, loss: Loss) -> Location:
    """Return where a name stood; for a page, the place in the one that should list it."""
    if loss.name.kind == "page":
        page = compared.pages.get(loss.page, Page(loss.page))
        return page.location_of(REDIRECT_KEY)
    was = last_page(compared, loss.name).name
    target = compared.target(loss.successor) if loss.successor is not None else None
    if target is not None and target.place.docname == was and target.location is not None:
        return target.location
    return Location(was, 1)


# -- former names of objects in references -------------------------------------------


def former_names(compared: ComparedNames, hints: Hints) -> FormerNames:
    """Return what to do if a page mentions a declared object by a former name.

    The suggestions are by kind and by folded title or slug. They are meant for names
    that no object has now.
    """
    found: dict[tuple[str, str], str] = {}
    for name in sorted(compared.listed.names):
        if name.kind in KINDS:
            for written in (title_of(compared, name), name.name):
                found.setdefault((name.kind, fold(written)), _advice(compared, hints, name))
    return found


def _advice(compared: ComparedNames, hints: Hints, name: Name) -> str:
    current = compared.current_name(name)
    if current is not None and current != name:
        if current.kind == name.kind:
            return _("it is now called '{title}'").format(title=compared.current[current].title)
        return _("the name now leads to the {kind} '{name}'").format(
            kind=_(current.kind), name=current.name
        )
    title = title_of(compared, name)
    # an object that keeps its slug through a change of its title is its own successor
    item = current or successor(compared, name)
    if item is not None:
        return _("to keep the published name '{name}', {fix}").format(
            name=title, fix=alias(compared, hints, name, item)
        )
    return _("declare '{name}' again, or write another name").format(name=title)
