"""The reporting tree: who stands where, what tells boxes apart, and that nobody is lost."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compass.organization.chart import Box, reporting_tree
from sphinx_compass.organization.model import Directory, Role
from records import area, directory, mention, role, team

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

COMPANY = directory(
    area("Product", 10, lead="Boss"),
    area("Operations", 20),
    team("Council", 30, kind="governing", status="new"),
    team("Makers", 40, kind="functional"),
    role("Product Lead", 100, aliases="Boss", area="Product", reports_to="Council", status="new"),
    role("Maker", 110, area="Product", reports_to="boss", status="established"),
    role("Tester", 120, area="Product", reports_to="Maker", status="vacant"),
    role("Helper", 130, area="Operations", reports_to="Maker", status="experimental"),
    role("Cook", 140, area="Operations"),
    role("Drifter", 150, status="archived"),
)


def outline(boxes: Iterable[Box], indent: str = "") -> list[str]:
    """Return the boxes as indented lines, notes in brackets."""
    lines = []
    for box in boxes:
        lines.append(" ".join([indent + box.text, *(f"({note})" for note in box.notes)]))
        lines += outline(box.below, f"{indent}  ")
    return lines


def chart(company: Directory, *areas: str) -> list[str]:
    """Return the outline of a company's chart, of some areas only where any are named."""
    return outline(reporting_tree(company, [mention(name) for name in areas]))


def test_whole_chart() -> None:
    """First the lines from the governing team down, then by area who has no line."""
    assert chart(COMPANY) == [
        "Council (new)",
        "  Product Lead (leads Product) (new)",
        "    Maker (Product)",
        "      Helper (Operations) (experimental)",
        "      Tester (Product) (vacant)",
        "Operations (no reporting line is stated)",
        "  Cook",
        "In no functional area (no reporting line is stated)",
        "  Drifter (archived)",
    ]


@pytest.mark.parametrize("name", ["Operations", "operations"])
def test_chart_of_an_area(name: str) -> None:
    """Of other areas only the managers above the area's roles are kept."""
    assert chart(COMPANY, name) == [
        "Council (new)",
        "  Product Lead (leads Product) (new)",
        "    Maker (Product)",
        "      Helper (Operations) (experimental)",
        "Operations (no reporting line is stated)",
        "  Cook",
    ]


def test_chart_of_an_area_without_others() -> None:
    """Roles of another area below the area's own are left out."""
    assert chart(COMPANY, "Product") == [
        "Council (new)",
        "  Product Lead (leads Product) (new)",
        "    Maker (Product)",
        "      Tester (Product) (vacant)",
    ]


def test_lead_from_elsewhere_belongs_to_the_area() -> None:
    """Whoever leads an area stands in its chart, also as a member of another or of none."""
    company = directory(area("Product", lead="Head"), role("Head"), role("Other"))
    assert chart(company, "Product") == [
        "In no functional area (no reporting line is stated)",
        "  Head (leads Product)",
    ]


def test_several_areas() -> None:
    """The chart of several areas has the roles of each."""
    assert chart(COMPANY, "Product", "Operations") == chart(COMPANY)[:-2]


def test_unknown_area_shows_nobody() -> None:
    """A name that means no area does not stand for having none."""
    assert chart(COMPANY, "Nowhere") == []


def test_nobody_declared() -> None:
    """Without roles there is no box, not even of a governing team."""
    assert chart(directory(team("Council", kind="governing"), area("Product"))) == []


def test_tree_without_governing_team() -> None:
    """A role that reports to nobody, or to no governing team, is the top of its tree."""
    company = directory(
        team("Makers", kind="functional"),
        role("Chief", reports_to="Makers"),
        role("Maker", reports_to="Chief"),
    )
    assert chart(company) == ["Chief", "  Maker"]


def test_circle_is_shown_once() -> None:
    """Of roles that report to each other in a circle, one is the top of the others."""
    company = directory(role("Hen", reports_to="Egg"), role("Egg", reports_to="Hen"))
    assert chart(company) == ["Egg", "  Hen"]


@pytest.mark.parametrize("name", ["Aide", "Zealot"])
def test_role_below_a_circle_keeps_its_line(name: str) -> None:
    """Whoever reports to a role in a circle stands below it, whatever the names' order."""
    company = directory(
        role("Hen", reports_to="Egg"),
        role("Egg", reports_to="Hen"),
        role(name, reports_to="Hen"),
    )
    assert chart(company) == ["Egg", "  Hen", f"    {name}"]


def test_large_chart_keeps_all() -> None:
    """A chart of 200 roles has each of them, below its manager."""
    areas = [area(f"Area {number}", number + 1, lead=f"Role {number}") for number in range(5)]
    roles = [
        role(
            f"Role {number}",
            100 + number,
            area=f"Area {number % 5}",
            reports_to=f"Role {(number - 1) // 4}" if number else "",
        )
        for number in range(200)
    ]
    company = directory(*areas, *roles)
    tree = reporting_tree(company)
    assert [box.text for box in tree] == ["Role 0"]
    assert {child.text: parent.text for parent, child in pairs(tree)} == {
        item.name: item.reports_to.name for item in roles if item.reports_to
    }


# -- whatever the lines --------------------------------------------------------

NUMBERS = range(8)
managers = st.sampled_from([*(f"Role {number}" for number in NUMBERS), "Council", "Nobody", ""])
members = st.tuples(managers, st.sampled_from(["Product", "Operations", ""]))


@st.composite
def companies(draw: st.DrawFn) -> Directory:
    """Return a company with any reporting lines at all, circles included."""
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
    """Yield each box that stands below another one, after that one."""
    for box in boxes:
        for child in box.below:
            yield box, child
        yield from pairs(box.below)


def every(boxes: Iterable[Box]) -> Iterator[Box]:
    """Yield all boxes."""
    for box in boxes:
        yield box
        yield from every(box.below)


def in_circle(company: Directory, item: Role) -> bool:
    """Tell whether a role's reporting line leads back to it."""
    above = company.manager(item)
    for _ in company.roles:
        if above == item or not isinstance(above, Role):
            break
        above = company.manager(above)
    return above == item


@given(companies())
def test_every_role_stands_once(company: Directory) -> None:
    """The whole chart has each role exactly once."""
    shown = [box.item for box in every(reporting_tree(company)) if isinstance(box.item, Role)]
    assert Counter(item.slug for item in shown) == Counter(item.slug for item in company.roles)


@given(companies())
def test_every_role_stands_below_its_manager(company: Directory) -> None:
    """A role stands elsewhere only as the top of a circle, or where it has no line."""
    tree = reporting_tree(company)
    below = {child.item: parent.item for parent, child in pairs(tree)}
    for item in company.roles:
        manager = company.manager(item)
        if manager is None:
            assert not isinstance(below.get(item), Role), item.name
        else:
            assert below.get(item) == manager or (
                in_circle(company, item) and item in [box.item for box in tree]
            ), item.name


@given(companies(), st.sampled_from(["Product", "Operations"]))
def test_chart_of_an_area_has_its_roles_once(company: Directory, name: str) -> None:
    """Each role that belongs to an area or leads it stands once; others only above one."""
    own = company.area(mention(name))
    wanted = {
        item.slug
        for item in company.roles
        if company.area(item.area) == own or own in company.led_by(item)
    }
    boxes = list(every(reporting_tree(company, [mention(name)])))
    shown = Counter(box.item.slug for box in boxes if isinstance(box.item, Role))
    assert {slug: shown[slug] for slug in wanted} == dict.fromkeys(wanted, 1)
    assert set(shown.values()) <= {1}
    ends = [box.item.slug for box in boxes if isinstance(box.item, Role) and not box.below]
    assert set(ends) <= wanted
