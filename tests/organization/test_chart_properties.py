"""In the reporting tree of any organization, all roles are below their managers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from records import area, directory, mention, role, team
from sphinx_compass.organization import chart
from sphinx_compass.organization.chart import chart_of
from sphinx_compass.organization.objects import Area, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_compass.organization.chart_boxes import Box
    from sphinx_compass.organization.directory import Directory

NUMBERS = range(8)
managers = st.sampled_from([*(f"Role {number}" for number in NUMBERS), "Council", "Nobody", ""])
members = st.tuples(managers, st.sampled_from(["Product", "Operations", ""]))


@st.composite
def companies(draw: st.DrawFn) -> Directory:
    """Return an organization with random reporting lines, including cycles."""
    roles = [
        role(f"Role {number}", number + 10, area=own, reports_to=manager)
        for number, (manager, own) in enumerate(draw(st.lists(members, max_size=len(NUMBERS))))
    ]
    leads = st.sampled_from(["", "Role 0", "Role 1"])
    return directory(
        *roles,
        area("Product", 1, lead=draw(leads)),
        area("Operations", 2, lead=draw(leads)),
        team("Council", 3, kind="governing"),
    )


def pairs(boxes: Iterable[Box]) -> Iterator[tuple[Box, Box]]:
    """Yield each box with the box above it."""
    for box in boxes:
        for child in box.below:
            yield box, child
        yield from pairs(box.below)


def every(boxes: Iterable[Box]) -> Iterator[Box]:
    """Yield all boxes."""
    for box in boxes:
        yield box
        yield from every(box.below)


def in_cycle(company: Directory, item: Role) -> bool:
    """Tell whether a role's reporting line leads back to it."""
    above = company.manager(item)
    for _ in company.of_kind(Role):
        if above == item or not isinstance(above, Role):
            break
        above = company.manager(above)
    return above == item


@given(companies())
def test_every_role_is_shown_once(company: Directory) -> None:
    """The whole chart has each role exactly once."""
    shown = [box.item for box in every(chart_of(company).boxes) if isinstance(box.item, Role)]
    assert Counter(item.slug for item in shown) == Counter(
        item.slug for item in company.of_kind(Role)
    )


@given(companies())
def test_every_role_is_below_its_manager(company: Directory) -> None:
    """The exceptions are the top of a cycle, and roles without a manager."""
    tree = chart_of(company).boxes
    below = {child.item: parent.item for parent, child in pairs(tree)}
    for item in company.of_kind(Role):
        manager = company.manager(item)
        if manager is None:
            assert not isinstance(below.get(item), Role), item.name
        else:
            assert below.get(item) == manager or (
                in_cycle(company, item) and item in [box.item for box in tree]
            ), item.name


@given(companies(), st.sampled_from(["Product", "Operations"]))
def test_chart_of_an_area_has_its_roles_once(company: Directory, name: str) -> None:
    """Each role that belongs to an area or leads it is shown once; others only above them."""
    own = company.meant(Area, mention(name))
    wanted = {
        item.slug
        for item in company.of_kind(Role)
        if company.area_of(item) == own or own in company.led_by(item)
    }
    boxes = list(every(chart_of(company, [mention(name)]).boxes))
    shown = Counter(box.item.slug for box in boxes if isinstance(box.item, Role))
    assert {slug: shown[slug] for slug in wanted} == dict.fromkeys(wanted, 1)
    assert set(shown.values()) <= {1}
    ends = [box.item.slug for box in boxes if isinstance(box.item, Role) and not box.below]
    assert set(ends) <= wanted


@given(companies(), st.lists(st.sampled_from(["Product", "Operations", "Nobody"]), min_size=1))
def test_chart_of_areas(company: Directory, names: list[str]) -> None:
    """It is the same if roles are looked at that are neither in an area nor above one that is."""
    areas = [mention(name, 1) for name in names]
    with mock.patch.object(chart, "_relevant", lambda known, _wanted: known.of_kind(Role)):
        expected = chart_of(company, areas)
    assert chart_of(company, areas) == expected
