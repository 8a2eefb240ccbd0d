"""Groups of roles that a site names, such as roles that rotate: the chart lists them apart.

A value of ``compass_role_groups`` has a title and says which roles are in the group, by what
their declarations say anyway: ``Rotating roles = kind:temporary, page:work/meetings``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.objects import Area, Role, Team

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx_compass.organization.directory import Directory

# What can stand before a colon: an area, a kind of team, a page, a role or a team.
SELECTORS = ("area", "kind", "page", "role", "team")


class RoleGroup(NamedTuple):
    """A group as a site names it."""

    title: str
    selectors: tuple[tuple[str, str], ...]  # such as ("kind", "temporary")


def parse(text: str) -> RoleGroup | None:
    """Return the group that a value of ``compass_role_groups`` states.

    >>> parse("In communities = kind:community, role:gardener").selectors
    (('kind', 'community'), ('role', 'gardener'))
    >>> parse("In communities")
    """
    title, _equals, rest = text.partition("=")
    pairs = [part.partition(":") for part in rest.split(",")]
    selectors = tuple((kind.strip(), value.strip()) for kind, _colon, value in pairs)
    is_right = all(kind in SELECTORS and value for kind, value in selectors)
    return RoleGroup(title.strip(), selectors) if title.strip() and is_right else None


def what_is_wrong(stated: Iterable[str]) -> str:
    """Return what is wrong with the values of ``compass_role_groups``; empty if nothing is."""
    wrong = next((text for text in stated if parse(text) is None), None)
    if wrong is None:
        return ""
    return _("has '{text}', which is not a title, '=', and names after {words} and a colon").format(
        text=wrong, words=", ".join(SELECTORS)
    )


def stated_groups(directory: Directory, roles: Iterable[Role]) -> Mapping[str, tuple[Role, ...]]:
    """Return those of some roles that are in each group of the site, by title, in their order.

    A selector with ``role`` always takes the role that it names. Others take only roles
    without any reporting line, so that a team cannot take a manager out of the chart. A role
    is in the first group that takes it.
    """
    groups = [group for text in directory.rules.role_groups if (group := parse(text))]
    found: dict[str, list[Role]] = {group.title: [] for group in groups}
    for role in roles:
        said = set(_said(directory, role))
        titles = (group.title for group in groups if not said.isdisjoint(group.selectors))
        if title := next(titles, ""):
            found[title].append(role)
    return {title: tuple(roles) for title, roles in found.items()}


def _said(directory: Directory, role: Role) -> Iterator[tuple[str, str]]:
    """Yield the selectors that take a role."""
    yield "role", role.slug
    if directory.manager(role) is not None or directory.reports(role):
        return
    yield "page", role.docname
    area = directory.area_of(role)
    if isinstance(area, Area):
        yield "area", area.slug
    for team in directory.targets(role, "teams"):
        if isinstance(team, Team):
            yield "team", team.slug
            yield "kind", team.kind
