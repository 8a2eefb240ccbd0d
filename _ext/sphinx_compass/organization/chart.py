"""Builds the chart of an organization: trees of stated reporting lines, and roles without one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_compass.organization.chart_boxes import Box, box_of, by_area, line_not_drawn, no_line
from sphinx_compass.organization.objects import Area, Role, Team
from sphinx_compass.organization.role_groups import stated_groups

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.objects import DeclaredObject
    from sphinx_compass.organization.places import Mention


DEEPEST = 30  # levels of boxes; roles further down are listed beside their managers


@dataclass(frozen=True, slots=True)
class Chart:
    """The boxes of a chart."""

    trees: tuple[Box, ...] = ()  # each below a governing team or a role without a manager
    groups: tuple[Box, ...] = ()  # headings, each with roles that are in no tree

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Trees and groups."""
        return (*self.trees, *self.groups)


def chart_of(directory: Directory, areas: Iterable[Mention] = ()) -> Chart:
    """Return the chart of the whole organization, or of some areas.

    Stated reporting lines form the trees. The groups are the roles without a reporting line,
    by area, and those that the site names. Every role appears once, even if the lines form a
    cycle. Roles of other areas appear only above a role of a wanted area.
    """
    wanted = _wanted(directory, [directory.meant(Area, mention) for mention in areas])
    roles = _relevant(directory, wanted)
    stated = stated_groups(directory, roles)
    # Roles of other areas count as shown: this skips all roles below them.
    shown = {role.slug for role in directory.of_kind(Role)}.difference(role.slug for role in roles)
    shown.update(role.slug for members in stated.values() for role in members)
    groups = tuple(_groups(directory, stated, wanted, shown))
    trees: list[Box] = []
    alone: list[Role] = []
    for team in directory.of_kind(Team):
        below = _below(directory, team, wanted, shown)
        if below:
            trees.append(box_of(directory, team, below))
    tops = [role for role in roles if directory.manager(role) is None]
    # all other roles report, directly or not, into a cycle, which a check reports
    for role in (*tops, *_members_of_cycles(directory, roles)):
        if role.slug not in shown:
            shown.add(role.slug)
            below = _below(directory, role, wanted, shown)
            if not below and role.slug not in wanted:
                shown.discard(role.slug)
            elif below or directory.manager(role) is not None:
                # a tree beside the first one looks like a part of it
                remark = no_line() if trees and directory.manager(role) is None else ""
                trees.append(box_of(directory, role, below, remark=remark))
            else:
                alone.append(role)
    first, last = by_area(directory, alone)
    return Chart(tuple(trees), (*first, *groups, *last))


def _groups(
    directory: Directory,
    stated: Mapping[str, tuple[Role, ...]],
    wanted: set[str],
    shown: set[str],
) -> Iterator[Box]:
    """Yield the groups that the site names; roles that report to a member are below it."""
    for title, roles in stated.items():
        members = []
        for role in roles:
            below = _below(directory, role, wanted, shown, is_apart=True)
            if below or role.slug in wanted:
                remark = line_not_drawn(directory, role)
                members.append(box_of(directory, role, below, remark=remark))
        if members:
            yield Box(None, title, below=tuple(members))


def cycles(directory: Directory, roles: Iterable[Role]) -> Iterator[tuple[Role, ...]]:
    """Yield each cycle of roles that some roles are in or report to, once."""
    done: set[str] = set()
    for start in roles:
        path: dict[str, Role] = {}
        role: DeclaredObject | None = start
        while isinstance(role, Role) and role.slug not in done and role.slug not in path:
            path[role.slug] = role
            role = directory.manager(role)
        if isinstance(role, Role) and role.slug in path:
            members = tuple(path.values())
            yield members[members.index(role) :]
        done.update(path)


def _members_of_cycles(directory: Directory, roles: Iterable[Role]) -> list[Role]:
    """Return those of some roles that are in a cycle."""
    slugs = {role.slug for cycle in cycles(directory, roles) for role in cycle}
    return [role for role in roles if role.slug in slugs]


def _wanted(directory: Directory, areas: Sequence[Area | None]) -> set[str]:
    """Return the slugs of the roles in some areas and of their leads; of all roles without any."""
    if not areas:
        return {role.slug for role in directory.of_kind(Role)}
    known = [area for area in areas if area is not None]
    inside = (role for area in known for role in directory.sources(area, Role, "area"))
    leads = (lead for area in known for lead in directory.targets(area, "leads"))
    return {role.slug for role in (*inside, *leads)}


def _relevant(directory: Directory, wanted: set[str]) -> tuple[Role, ...]:
    """Return the wanted roles and those above them, sorted by name.

    So the chart of an area takes no time for roles of others.
    """
    found: set[str] = set()
    for start in wanted:
        role: DeclaredObject | None = directory.objects[Role.KIND, start]
        while isinstance(role, Role) and role.slug not in found:
            found.add(role.slug)
            role = directory.manager(role)
    return tuple(role for role in directory.of_kind(Role) if role.slug in found)


class _Visit:
    """A role on the way down from a manager."""

    def __init__(self, role: Role, manager: _Visit | None, *, is_wanted: bool) -> None:
        """Note the role; ``manager`` is None for those whose manager the way began with."""
        self.role = role
        self.manager = manager
        self.is_wanted = is_wanted
        is_deep = manager is not None and manager.depth >= DEEPEST
        self.above: _Visit | None = manager.above if manager and is_deep else manager
        self.depth: int = 1 if self.above is None else self.above.depth + 1
        self.below: list[Box] = []  # the last first


def _below(
    directory: Directory,
    manager: Role | Team,
    wanted: set[str],
    shown: set[str],
    *,
    is_apart: bool = False,
) -> tuple[Box, ...]:
    """Return the boxes below a manager that are wanted, or are above a wanted one.

    Adds the slugs of their roles to ``shown``. ``is_apart``: no line is drawn to them.
    """
    boxes: list[Box] = []
    for visit in reversed(_visits(directory, manager, wanted, shown)):
        if not visit.is_wanted:
            shown.discard(visit.role.slug)
            continue
        if visit.manager is not None:
            visit.manager.is_wanted = True
        around = boxes if visit.above is None else visit.above.below
        below = tuple(reversed(visit.below))
        remark = line_not_drawn(directory, visit.role) if is_apart else ""
        around.append(box_of(directory, visit.role, below, remark=remark))
    return tuple(reversed(boxes))


def _visits(
    directory: Directory, manager: Role | Team, wanted: set[str], shown: set[str]
) -> list[_Visit]:
    """Return a visit of each role below a manager, each before those below it."""
    found: list[_Visit] = []
    waiting: list[tuple[Role, _Visit | None]] = [
        (role, None) for role in reversed(directory.reports(manager))
    ]
    while waiting:
        role, boss = waiting.pop()
        if role.slug in shown:
            continue
        shown.add(role.slug)
        visit = _Visit(role, boss, is_wanted=role.slug in wanted)
        found.append(visit)
        waiting += [(report, visit) for report in reversed(directory.reports(role))]
    return found
