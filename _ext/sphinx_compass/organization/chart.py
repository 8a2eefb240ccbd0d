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


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the chart with the boxes below it."""

    item: DeclaredObject | None  # None for a heading without an object
    text: str
    notes: tuple[str, ...] = ()  # areas, status: what tells boxes apart without color
    status: str = ""
    below: tuple[Box, ...] = ()

    def slugs(self) -> set[str]:
        """Return the slugs of the roles in the box and below it."""
        own = {self.item.slug} if isinstance(self.item, Role) else set()
        return own.union(*(box.slugs() for box in self.below))


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
            below = _below(directory, role, wanted, shown | {role.slug})
            shown.update(slug for box in below for slug in box.slugs())
            if below:
                trees.append(_box(directory, role, below))
                shown.add(role.slug)
            elif role.slug in wanted:
                shown.add(role.slug)
                if directory.manager(role) is None:
                    alone.append(role)
                else:
                    trees.append(_box(directory, role, ()))
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


def _below(
    directory: Directory, manager: Role | Team, wanted: set[str], shown: set[str]
) -> tuple[Box, ...]:
    """Return the boxes below a manager that are wanted, or are above a wanted one.

    Adds the slugs of their roles to ``shown``.
    """
    boxes = []
    for role in directory.reports(manager):
        if role.slug not in shown:
            below = _below(directory, role, wanted, shown | {role.slug})
            if below or role.slug in wanted:
                box = _box(directory, role, below)
                shown.update(box.slugs())
                boxes.append(box)
    return tuple(boxes)


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
