"""The reporting tree: pure ``Directory → nested boxes``, no Sphinx."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_compass.organization.model import Area, Role, Team

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_compass.organization.model import Directory, Mention


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the chart with the boxes below it."""

    item: Role | Team | Area | None  # None: a heading that no object stands for
    text: str
    notes: tuple[str, ...] = ()  # areas, status: what tells boxes apart without colour
    status: str = ""
    below: tuple[Box, ...] = ()

    def slugs(self) -> set[str]:
        """Return the slugs of the roles in the box and below it."""
        own = {self.item.slug} if isinstance(self.item, Role) else set()
        return own.union(*(box.slugs() for box in self.below))


def reporting_tree(directory: Directory, areas: Iterable[Mention] = ()) -> tuple[Box, ...]:
    """Return the reporting lines, of the whole organisation or of some areas.

    First the trees, each from a governing team or a role with reports down; then, by
    area, the roles of which no line is known.  Every role stands in the chart once,
    also where the lines go in a circle; one of another area only above a wanted one.
    """
    wanted = _wanted(directory, [directory.area(mention) for mention in areas])
    shown: set[str] = set()
    trees: list[Box] = []
    loose: list[Role] = []
    for team in directory.teams:
        if team.kind == "governing":
            below = _below(directory, team, wanted, shown)
            if below:
                trees.append(_box(directory, team, below))
    tops = [role for role in directory.roles if directory.manager(role) is None]
    # what does not lead up to these leads into a circle, which a check reports
    circles = [role for role in directory.roles if _in_circle(directory, role)]
    for role in (*tops, *circles):
        if role.slug not in shown:
            below = _below(directory, role, wanted, shown | {role.slug})
            shown.update(slug for box in below for slug in box.slugs())
            if below:
                trees.append(_box(directory, role, below))
                shown.add(role.slug)
            elif role.slug in wanted:
                shown.add(role.slug)
                if directory.manager(role) is None:
                    loose.append(role)
                else:
                    trees.append(_box(directory, role, ()))
    return (*trees, *_by_area(directory, loose))


def _in_circle(directory: Directory, start: Role) -> bool:
    """Tell whether the reporting lines lead from a role back to itself."""
    passed: set[str] = set()
    manager = directory.manager(start)
    while isinstance(manager, Role) and manager.slug not in passed:
        if manager == start:
            return True
        passed.add(manager.slug)
        manager = directory.manager(manager)
    return False


def _wanted(directory: Directory, areas: list[Area | None]) -> set[str]:
    """Return the slugs of the roles that belong to some areas or lead them; all without any."""
    return {
        role.slug
        for role in directory.roles
        if not areas
        or any(
            group is not None and group in areas
            for group in (directory.area(role.area), *directory.led_by(role))
        )
    }


def _below(
    directory: Directory, head: Role | Team, wanted: set[str], shown: set[str]
) -> tuple[Box, ...]:
    """Return the boxes below a head that are wanted, or lead to a wanted one; note them."""
    boxes = []
    for role in directory.reports(head):
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
    """Return a box; its area is told unless it stands within that area's heading."""
    notes: list[str] = []
    if isinstance(item, Role):
        led = [group.name for group in directory.led_by(item) if isinstance(group, Area)]
        own = directory.area(item.area)
        if led:
            notes.append(f"leads {', '.join(led)}")
        elif own is not None and own != within:
            notes.append(own.name)
    if item.status and item.status != "established":
        notes.append(item.status)
    return Box(item, item.name, tuple(notes), item.status, below)


def _by_area(directory: Directory, roles: Iterable[Role]) -> tuple[Box, ...]:
    """Return roles without a reporting line below a heading for each area."""
    groups: dict[str, list[Role]] = {}
    for role in roles:
        own = directory.area(role.area)
        groups.setdefault(own.slug if own else "", []).append(role)
    boxes = []
    for own in (*directory.areas, None):
        members = groups.get(own.slug if own else "", [])
        below = tuple(_box(directory, role, (), within=own) for role in members)
        if below:
            text = own.name if own else "In no functional area"
            boxes.append(Box(own, text, ("no reporting line is stated",), "", below))
    return tuple(boxes)
