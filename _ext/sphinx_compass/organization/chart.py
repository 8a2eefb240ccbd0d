"""Builds the reporting tree of an organization as nested boxes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.objects import Area, Role, Team

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.objects import DeclaredObject
    from sphinx_compass.organization.places import Mention


DEEPEST = 30  # levels of boxes; roles further down are listed beside their managers


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the chart with the boxes below it."""

    item: DeclaredObject | None  # None for a heading without an object
    text: str
    notes: tuple[str, ...] = ()  # areas, status: what tells boxes apart without color
    status: str = ""
    below: tuple[Box, ...] = ()


def reporting_tree(directory: Directory, areas: Iterable[Mention] = ()) -> tuple[Box, ...]:
    """Return the reporting lines of the whole organization, or of some areas.

    Trees come first, each below a governing team or a role without a manager. Then come
    the roles without a reporting line, by area. Every role appears once, even if the lines
    form a cycle. Roles of other areas appear only above a role of a wanted area.
    """
    wanted = _wanted(directory, [directory.meant(Area, mention) for mention in areas])
    shown: set[str] = set()
    trees: list[Box] = []
    alone: list[Role] = []
    for team in directory.of_kind(Team):
        below = _below(directory, team, wanted, shown)
        if below:
            trees.append(_box(directory, team, below))
    tops = [role for role in directory.of_kind(Role) if directory.manager(role) is None]
    # all other roles report, directly or not, into a cycle, which a check reports
    for role in (*tops, *_members_of_cycles(directory)):
        if role.slug not in shown:
            shown.add(role.slug)
            below = _below(directory, role, wanted, shown)
            if not below and role.slug not in wanted:
                shown.discard(role.slug)
            elif below or directory.manager(role) is not None:
                trees.append(_box(directory, role, below))
            else:
                alone.append(role)
    return (*trees, *_by_area(directory, alone))


def cycles(directory: Directory) -> Iterator[tuple[Role, ...]]:
    """Yield each cycle of roles that report to each other, once."""
    done: set[str] = set()
    for start in directory.of_kind(Role):
        path: dict[str, Role] = {}
        role: DeclaredObject | None = start
        while isinstance(role, Role) and role.slug not in done and role.slug not in path:
            path[role.slug] = role
            role = directory.manager(role)
        if isinstance(role, Role) and role.slug in path:
            members = tuple(path.values())
            yield members[members.index(role) :]
        done.update(path)


def _members_of_cycles(directory: Directory) -> list[Role]:
    """Return the roles that are in a cycle, sorted by name."""
    slugs = {role.slug for cycle in cycles(directory) for role in cycle}
    return [role for role in directory.of_kind(Role) if role.slug in slugs]


def _wanted(directory: Directory, areas: list[Area | None]) -> set[str]:
    """Return the slugs of the roles in some areas and of their leads; of all roles without any."""
    return {
        role.slug
        for role in directory.of_kind(Role)
        if not areas
        or any(
            group is not None and group in areas
            for group in (directory.area_of(role), *directory.led_by(role))
        )
    }


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
    directory: Directory, manager: Role | Team, wanted: set[str], shown: set[str]
) -> tuple[Box, ...]:
    """Return the boxes below a manager that are wanted, or are above a wanted one.

    Adds the slugs of their roles to ``shown``.
    """
    boxes: list[Box] = []
    for visit in reversed(_visits(directory, manager, wanted, shown)):
        if not visit.is_wanted:
            shown.discard(visit.role.slug)
            continue
        if visit.manager is not None:
            visit.manager.is_wanted = True
        around = boxes if visit.above is None else visit.above.below
        around.append(_box(directory, visit.role, tuple(reversed(visit.below))))
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


def _box(
    directory: Directory, item: Role | Team, below: tuple[Box, ...], within: Area | None = None
) -> Box:
    """Return a box with its notes, which omit the area that it is listed under."""
    notes: list[str] = []
    if isinstance(item, Role):
        led = [group.name for group in directory.led_by(item) if isinstance(group, Area)]
        own = directory.area_of(item)
        if led:
            notes.append(_("leads {areas}").format(areas=", ".join(led)))
        elif own is not None and own != within:
            notes.append(own.name)
    notes.extend(directory.shown_statuses(item))
    return Box(item, item.name, tuple(notes), item.status, below)


def _by_area(directory: Directory, roles: Iterable[Role]) -> tuple[Box, ...]:
    """Return roles without a reporting line below a heading for each area."""
    groups: dict[str, list[Role]] = {}
    for role in roles:
        own = directory.area_of(role)
        groups.setdefault(own.slug if own else "", []).append(role)
    boxes = []
    for own in (*directory.of_kind(Area), None):
        members = groups.get(own.slug if own else "", [])
        below = tuple(_box(directory, role, (), within=own) for role in members)
        if below:
            text = own.name if own else _("In no functional area")
            boxes.append(Box(own, text, (_("no reporting line is stated"),), "", below))
    return tuple(boxes)
