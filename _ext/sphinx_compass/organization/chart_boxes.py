"""The boxes of the chart: what each says about its role or team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.objects import Area, Role, Team

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.looks import Look
    from sphinx_compass.organization.objects import DeclaredObject

MOST_SIDE_BY_SIDE = 6  # boxes in a row of the chart


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the chart with the boxes below it."""

    item: DeclaredObject | None  # None for a heading without an object
    text: str
    notes: tuple[str, ...] = ()  # areas, status: what plain lists show beside the name
    status: str = ""
    below: tuple[Box, ...] = ()
    area: Area | None = None  # that it belongs to
    led: tuple[Area, ...] = ()  # that it leads
    look: Look | None = None  # of the area
    remark: str = ""  # about a line that is not drawn

    @property
    def all_below(self) -> Iterator[Box]:
        """Each box below this one."""
        waiting = [*reversed(self.below)]
        while waiting:
            box = waiting.pop()
            yield box
            waiting += reversed(box.below)


def rows_side_by_side(tree: Box) -> int:
    """Return how many rows below the top of a tree have room side by side: at most two.

    Boxes further down are stacked below their own manager, so that none wraps below another.
    """
    if len(tree.below) > MOST_SIDE_BY_SIDE:
        return 0
    third = sum(max(1, len(box.below)) for box in tree.below)
    return 1 if third > MOST_SIDE_BY_SIDE else 2


def box_of(
    directory: Directory,
    item: Role | Team,
    below: tuple[Box, ...] = (),
    *,
    within: Area | None = None,
    remark: str = "",
) -> Box:
    """Return a box with its notes, which omit the area that it is listed under."""
    area = directory.area_of(item)
    led: tuple[Area, ...] = ()
    notes: list[str] = []
    if isinstance(item, Role):
        led = tuple(group for group in directory.led_by(item) if isinstance(group, Area))
        if led:
            names = ", ".join(group.name for group in led)
            notes.append(_("leads {areas}").format(areas=names))
        elif area is not None and area != within:
            notes.append(area.name)
    notes.extend(directory.shown_statuses(item))
    look = directory.looks[area.slug] if area else None
    shown = (*notes, remark) if remark else tuple(notes)
    return Box(item, item.name, shown, item.status, below, area, led, look, remark)


def no_line() -> str:
    """Return what a box says about a role without a reporting line."""
    return _("no reporting line is stated")


def line_not_drawn(directory: Directory, role: Role) -> str:
    """Return what a box says about a reporting line that no line shows."""
    manager = directory.manager(role)
    return _("reports to {manager}").format(manager=manager.name) if manager else ""


def by_area(directory: Directory, roles: Iterable[Role]) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
    """Return roles without a reporting line below a heading for each area, and of no area."""
    groups: dict[str, list[Role]] = {}
    for role in roles:
        own = directory.area_of(role)
        groups.setdefault(own.slug if own else "", []).append(role)
    boxes = []
    for own in (*directory.of_kind(Area), None):
        members = groups.get(own.slug if own else "", [])
        below = tuple(box_of(directory, role, within=own) for role in members)
        if below:
            text = own.name if own else _("In no functional area")
            look = directory.looks[own.slug] if own else None
            notes = (no_line(),)
            boxes.append(Box(own, text, notes, "", below, own, look=look))
    first = tuple(box for box in boxes if box.item is not None)
    return first, tuple(box for box in boxes if box.item is None)
