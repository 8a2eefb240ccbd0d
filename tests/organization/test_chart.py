"""The reporting tree: who is below whom, the content of boxes, and that no role is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from records import area, directory, mention, role, team
from sphinx_compass.organization.chart import DEEPEST, chart_of, cycles
from sphinx_compass.organization.chart_boxes import Box, rows_side_by_side
from sphinx_compass.organization.looks import Look
from sphinx_compass.organization.objects import Role
from sphinx_compass.organization.rules import Rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_compass.organization.directory import Directory

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
    """Return the boxes as indented lines, with notes in brackets."""
    lines = []
    for box in boxes:
        lines.append(" ".join([indent + box.text, *(f"({note})" for note in box.notes)]))
        lines += outline(box.below, f"{indent}  ")
    return lines


def chart(company: Directory, *areas: str) -> list[str]:
    """Return the outline of an organization's chart, filtered by areas if any are given."""
    return outline(chart_of(company, [mention(name) for name in areas]).boxes)


def test_whole_chart() -> None:
    """The tree of the governing team comes first, then roles without a manager, by area."""
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
    """From other areas, only managers above the area's roles are shown."""
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
    """A role that leads an area is in its chart, even if it is in another area or in none."""
    company = directory(area("Product", lead="Head"), role("Head"), role("Other"))
    assert chart(company, "Product") == [
        "In no functional area (no reporting line is stated)",
        "  Head (leads Product)",
    ]


def test_several_areas() -> None:
    """The chart of several areas has the roles of each."""
    assert chart(COMPANY, "Product", "Operations") == chart(COMPANY)[:-2]


def test_unknown_area_shows_nobody() -> None:
    """A name of no area does not select the roles without an area."""
    assert chart(COMPANY, "Nowhere") == []


def test_nobody_declared() -> None:
    """Without roles there is no box, not even for a governing team."""
    assert chart(directory(team("Council", kind="governing"), area("Product"))) == []


def test_tree_without_governing_team() -> None:
    """A role that reports to nobody, or to a team that does not govern, is the top of a tree."""
    company = directory(
        team("Makers", kind="functional"),
        role("Chief", reports_to="Makers"),
        role("Maker", reports_to="Chief"),
    )
    assert chart(company) == ["Chief", "  Maker"]


def test_cycle_is_shown_once() -> None:
    """If roles report to each other in a cycle, one is above the others."""
    company = directory(role("Hen", reports_to="Egg"), role("Egg", reports_to="Hen"))
    assert chart(company) == ["Egg", "  Hen"]


@pytest.mark.parametrize("name", ["Aide", "Zealot"])
def test_role_below_a_cycle_keeps_its_line(name: str) -> None:
    """A role that reports to one in a cycle is below it, in any order of names."""
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
    tree = chart_of(company).boxes
    assert [box.text for box in tree] == ["Role 0"]
    shown = [line.strip().partition(" (")[0] for line in outline(tree)]
    assert sorted(shown) == sorted(item.name for item in roles)
    for box in (tree[0], *tree[0].below):
        below = [
            item.name for item in roles if item.reports_to and item.reports_to.name == box.text
        ]
        assert [child.text for child in box.below] == sorted(below)


# -- boxes -----------------------------------------------------------------------


def test_boxes() -> None:
    """A box has an object, a name, notes and a status; a heading may have no object."""
    lead = role("Lead", 1, area="Product", status="new")
    maker = role("Maker", 10, reports_to="Lead")
    loner = role("Loner", 20, area="Product", status="established")
    drifter = role("Drifter", 30)
    product = area("Product", 40)
    look = Look("orange")
    assert chart_of(directory(lead, maker, loner, drifter, product)).boxes == (
        Box(
            lead,
            "Lead",
            ("Product", "new"),
            "new",
            (Box(maker, "Maker"),),
            area=product,
            look=look,
        ),
        Box(
            product,
            "Product",
            ("no reporting line is stated",),
            below=(Box(loner, "Loner", status="established", area=product, look=look),),
            area=product,
            look=look,
        ),
        Box(
            None,
            "In no functional area",
            ("no reporting line is stated",),
            below=(Box(drifter, "Drifter"),),
        ),
    )


def test_deep_chart() -> None:
    """A long chain of roles is shown in full, in a limited number of levels."""
    roles = [
        role(f"Role {number:04}", number + 1, reports_to=f"Role {number - 1:04}" if number else "")
        for number in range(5000)
    ]
    lines = chart(directory(*roles))
    assert [line.strip() for line in lines] == [item.name for item in roles]
    assert max(len(line) - len(line.lstrip()) for line in lines) == 2 * DEEPEST


def test_notes() -> None:
    """A role shows the areas that it leads instead of its own area, and its status."""
    company = directory(
        area("Product", 1, lead="Head"),
        area("Design", 10, lead="head"),
        area("Support", 20),
        team("Makers", 30, lead="Head"),
        role("Head", 40, area="Support", status="pilot"),
        role("Cook", 50, area="Support", reports_to="Head"),
    )
    assert chart(company) == ["Head (leads Design, Product) (pilot)", "  Cook (Support)"]


def test_ordinary_status_is_configured() -> None:
    """A setting decides which status is not shown."""
    company = directory(
        role("A", 1, status="active"),
        role("B", 10, status="established"),
        rules=Rules(ordinary_status="active"),
    )
    assert chart(company) == [
        "In no functional area (no reporting line is stated)",
        "  A",
        "  B (established)",
    ]


def test_governing_kinds_are_configured() -> None:
    """A setting decides which teams are at the top of trees; they are sorted by name."""
    company = directory(
        team("Zoo", 1, kind="board"),
        team("Ark", 2, kind="circle"),
        team("Council", 3, kind="governing"),
        role("A", 10, reports_to="Zoo"),
        role("B", 20, reports_to="Ark"),
        role("C", 30, reports_to="Council"),
        rules=Rules(governing_kinds=("board", "circle")),
    )
    assert chart(company) == [
        *("Ark", "  B", "Zoo", "  A"),
        *("In no functional area (no reporting line is stated)", "  C"),
    ]


def test_roles_are_sorted() -> None:
    """Roles with the same manager, and roles without one, are sorted by name."""
    company = directory(
        role("d", 1, reports_to="Top"),
        role("C", 2, reports_to="Top"),
        role("Top", 3),
        role("b", 4),
        role("A", 5),
    )
    assert chart(company) == [
        *("Top", "  C", "  d"),
        *("In no functional area (no reporting line is stated)", "  A", "  b"),
    ]


def test_role_in_a_cycle_alone() -> None:
    """A role that reports to itself is a separate tree, even if it is alone."""
    company = directory(role("Hen", 1, reports_to="Hen"), role("Egg", 2))
    assert chart(company) == ["Hen", "In no functional area (no reporting line is stated)", "  Egg"]


def test_unwanted_cycle_is_left_out() -> None:
    """The chart of an area has no cycles of other areas, and all of a cycle partly in it."""
    company = directory(
        area("Product", 1),
        area("Support", 2),
        role("Hen", 10, reports_to="Egg", area="Product"),
        role("Egg", 20, reports_to="Hen"),
        role("Ant", 30, reports_to="Bee"),
        role("Bee", 40, reports_to="Ant"),
    )
    assert chart(company, "Product") == ["Egg", "  Hen (Product)"]
    assert chart(company, "Support") == []


def test_cycle_across_areas_is_shown_once() -> None:
    """The chart of an area has its roles of a cycle once, even with others between them."""
    company = directory(
        area("Product", 1),
        role("Ant", 10, reports_to="Bee", area="Product"),
        role("Bee", 20, reports_to="Cat"),
        role("Cat", 30, reports_to="Ant", area="Product"),
    )
    assert chart(company, "Product") == ["Ant (Product)", "  Cat (Product)"]
    company = directory(
        area("Product", 1),
        role("Ant", 10, reports_to="Bee", area="Product"),
        role("Bee", 20, reports_to="Ant"),
    )
    assert chart(company, "Product") == ["Ant (Product)"]


# -- drawing ---------------------------------------------------------------------


def heads(*counts: int) -> tuple[Box, ...]:
    """Return boxes with so many boxes below each."""
    return tuple(Box(None, "", below=(Box(None, ""),) * count) for count in counts)


@pytest.mark.parametrize(
    ("below", "rows"),
    [
        (heads(), 2),
        (heads(0, 0, 0, 0, 0, 0), 2),
        (heads(0, 0, 0, 0, 0, 0, 0), 0),
        (heads(4), 2),
        (heads(2, 0, 0, 0, 0), 2),
        (heads(2, 0, 0, 0, 0, 0), 1),
        (heads(7), 1),
    ],
    ids=lambda value: str(value) if isinstance(value, int) else f"{len(value)} below",
)
def test_rows_side_by_side(below: tuple[Box, ...], rows: int) -> None:
    """Two rows are side by side if the third has room, one if the second has, else none."""
    assert rows_side_by_side(Box(None, "Top", below=below)) == rows


def test_all_below() -> None:
    """All boxes below a box come in the order of the chart."""
    top = Box(None, "A", below=(Box(None, "B", below=(Box(None, "C"),)), Box(None, "D")))
    assert [box.text for box in top.all_below] == ["B", "C", "D"]


def test_further_tree_says_that_no_line_is_stated() -> None:
    """The first tree has the top of the organization; another one may only lack a line."""
    company = directory(
        role("Chief", 1),
        role("Maker", 10, reports_to="Chief"),
        role("Other", 20),
        role("Aide", 30, reports_to="Other"),
    )
    assert chart(company) == ["Chief", "  Maker", "Other (no reporting line is stated)", "  Aide"]


# -- groups that a site names ------------------------------------------------------


def test_stated_groups() -> None:
    """They come after the roles by area, in the order stated, without empty ones."""
    company = directory(
        area("Product", 1),
        area("Sponsor", 2),
        team("Callers", 3, kind="temporary"),
        role("Loner", 10, area="Product"),
        role("Caller", 20, area="Product", teams="Callers"),
        role("Host", 30, docname="meetings"),
        role("Payer", 40, area="Sponsor"),
        role("Drifter", 50),
        rules=Rules(
            role_groups=(
                "On duty = kind:temporary, page:meetings",
                "Nobody = team:nowhere",
                "Outside = area:sponsor",
            )
        ),
    )
    assert chart(company) == [
        *("Product (no reporting line is stated)", "  Loner"),
        *("On duty", "  Caller (Product)", "  Host"),
        *("Outside", "  Payer (Sponsor)"),
        *("In no functional area (no reporting line is stated)", "  Drifter"),
    ]
    assert chart(company, "Product") == [
        *("Product (no reporting line is stated)", "  Loner"),
        *("On duty", "  Caller (Product)"),
    ]


def test_team_takes_no_role_with_a_line() -> None:
    """Somebody in the tree stays there, whatever team they join, as manager or below one."""
    company = directory(
        team("Callers", 1, kind="temporary"),
        role("Chief", 10, teams="Callers"),
        role("Maker", 20, teams="Callers", reports_to="Chief"),
        rules=Rules(role_groups=("On duty = kind:temporary, team:callers, page:page",)),
    )
    assert chart(company) == ["Chief", "  Maker"]


def test_role_of_a_group_takes_those_below_it() -> None:
    """A role that a group names is in no tree, nor are those that report to it."""
    company = directory(
        role("Chief", 1),
        role("Duty", 10, reports_to="Chief"),
        role("Maker", 20, reports_to="Chief"),
        role("Host", 30),
        role("Guest", 40, reports_to="Host"),
        rules=Rules(role_groups=("With a job = role:duty", "Visits = role:host", "x = role:duty")),
    )
    assert chart(company) == [
        *("Chief", "  Maker"),
        *("With a job", "  Duty (reports to Chief)"),
        *("Visits", "  Host", "    Guest (reports to Host)"),
    ]


# -- cycles ----------------------------------------------------------------------


def test_cycles() -> None:
    """Each cycle is found once, without roles that only report to it."""
    hen, egg = role("Hen", 1, reports_to="Egg"), role("Egg", 10, reports_to="Hen")
    own = role("Own", 20, reports_to="own")
    into, line = role("Aunt", 30, reports_to="Hen"), role("Line", 40, reports_to="Top")
    company = directory(hen, egg, own, into, line, role("Top", 50))
    assert list(cycles(company, company.of_kind(Role))) == [(hen, egg), (own,)]


def test_no_cycle() -> None:
    """Reporting lines with an end are not cycles."""
    company = directory(
        team("Council", 1, kind="governing"),
        role("A", 10, reports_to="B"),
        role("B", 20, reports_to="Council"),
        role("C", 30, reports_to="Nobody"),
        role("D", 40, reports_to="B"),
    )
    assert list(cycles(company, company.of_kind(Role))) == []
