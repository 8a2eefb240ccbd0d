"""The reporting tree: pure ``Directory → nested boxes``, no Sphinx."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from compass.model import Area, Role, Team

if TYPE_CHECKING:
    from collections.abc import Iterable

    from compass.model import Directory


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the chart with the boxes below it."""

    item: Role | Team | Area | None  # None: a heading that no object stands for
    text: str
    notes: tuple[str, ...] = ()  # area led, status: what tells boxes apart without colour
    below: tuple[Box, ...] = ()

    def size(self) -> int:
        """Return how many objects the box and everything below it show."""
        return (self.item is not None) + sum(box.size() for box in self.below)


def reporting_tree(directory: Directory, area: Area | None = None) -> tuple[Box, ...]:
    """Return the reporting lines, of the whole organisation or of one area.

    First the trees, each from a governing team or a role with reports down; then, by
    area, the roles of which no line is known.  Every role stands in the chart once,
    also where the lines go in a circle.
    """
    wanted = {role.slug for role in directory.roles if _belongs(directory, role, area)}
    shown: set[str] = set()
    heads: list[Role | Team] = [team for team in directory.teams if team.kind == "governing"]
    heads += [role for role in directory.roles if directory.manager(role) is None]
    # what is left after these stands in a circle, which a check reports
    heads += list(directory.roles)
    trees: list[Box] = []
    loose: list[Role] = []
    for head in heads:
        if isinstance(head, Role) and head.slug in shown:
            continue
        below = _below(directory, head, wanted, shown)
        if below:
            trees.append(_box(directory, head, below))
            if isinstance(head, Role):
                shown.add(head.slug)
        elif isinstance(head, Role) and head.slug in wanted:
            loose.append(head)
            shown.add(head.slug)
    return (*trees, *_by_area(directory, loose))


def _belongs(directory: Directory, role: Role, area: Area | None) -> bool:
    return area is None or directory.area(role.area) == area or area in directory.led_by(role)


def _below(
    directory: Directory, head: Role | Team, wanted: set[str], shown: set[str]
) -> tuple[Box, ...]:
    """Return the boxes below a head that lead to a wanted role."""
    if isinstance(head, Role):
        shown.add(head.slug)
    boxes = []
    for role in directory.reports(head):
        if role.slug not in shown:
            below = _below(directory, role, wanted, shown)
            if below or role.slug in wanted:
                boxes.append(_box(directory, role, below))
            else:
                shown.discard(role.slug)
    if isinstance(head, Role) and not boxes:
        shown.discard(head.slug)
    return tuple(boxes)


def _box(directory: Directory, item: Role | Team, below: tuple[Box, ...]) -> Box:
    notes: list[str] = []
    if isinstance(item, Role):
        led = [group.name for group in directory.led_by(item) if isinstance(group, Area)]
        own = directory.area(item.area)
        if led:
            notes.append(f"leads {', '.join(led)}")
        elif own is not None:
            notes.append(own.name)
    if item.status and item.status != "established":
        notes.append(item.status)
    return Box(item, item.name, tuple(notes), below)


def _by_area(directory: Directory, roles: Iterable[Role]) -> tuple[Box, ...]:
    """Return roles without a reporting line below a heading for each area."""
    groups: dict[str, list[Role]] = {}
    for role in roles:
        own = directory.area(role.area)
        groups.setdefault(own.slug if own else "", []).append(role)
    boxes = []
    for own in (*directory.areas, None):
        members = groups.get(own.slug if own else "", [])
        below = tuple(_box(directory, role, ()) for role in members)
        if below:
            text = own.name if own else "In no functional area"
            boxes.append(Box(own, text, ("no reporting line is stated",), below))
    return tuple(boxes)
