"""Finds permanent names that lead nowhere, and suggests the line that keeps each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_compass.names.names_list import Name
from sphinx_compass.names.successors import last_page, successor
from sphinx_compass.names.suggestions import Loss, alias, redirection, title_of
from sphinx_compass.organization.kinds import KINDS
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.organization.records import REDIRECT_KEY, Page
from sphinx_compass.organization.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_compass.names.comparison import ComparedNames
    from sphinx_compass.names.suggestions import Hints
    from sphinx_compass.organization.directory import FormerNames


_IN_ONE_LINE = 20  # names at most


def losses(compared: ComparedNames) -> tuple[Loss, ...]:
    """Return each permanent name that leads nowhere, sorted.

    Omits names that another finding covers: what was on a lost page or led there, and the
    label of a lost object.
    """
    lost = {name for name in compared.listed.names if compared.current_name(name) is None}
    lost -= compared.moves.keys()
    return tuple(
        _loss(compared, name)
        for name in sorted(lost)
        if not any(cover in lost for cover in _covers(compared, name))
    )


def _covers(compared: ComparedNames, name: Name) -> Iterator[Name]:
    """Yield the names whose findings cover another one: its page, and the object of a label."""
    item = compared.object_of(name)
    if item is not None:
        yield item
    if docname := compared.last_docname(name):
        yield Name("page", docname)


def _loss(compared: ComparedNames, name: Name) -> Loss:
    found = successor(compared, name)
    page = compared.current[found].place.docname if found else last_page(compared, name).name
    return Loss(name, found, page)


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
        yield Problem(_location(compared, loss), Subtype.LOST, message, fix)


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
