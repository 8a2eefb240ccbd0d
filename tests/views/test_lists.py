"""The content of lists of objects, without a build."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import pytest

from records import area, checklist, directory, role, team
from sphinx_compass.organization.kinds import KINDS
from sphinx_compass.organization.objects import DeclaredObject
from sphinx_compass.organization.options import option
from sphinx_compass.organization.places import Location, Mention
from sphinx_compass.organization.records import Filter, Placement
from sphinx_compass.organization.rules import Rules
from sphinx_compass.organization.text import title_mark
from sphinx_compass.views.object_list import ObjectList
from sphinx_compass.views.registry import views
from sphinx_compass.views.table import Column, Table, TableView

if TYPE_CHECKING:
    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.objects import Kind

PRODUCT = area(
    "Product",
    100,
    lead="Boss",
    aliases="Making",
    summary=f"Led by the {title_mark('role', 'boss')}.",
)
LEAD = role("Product Lead", 200, aliases="Boss", area="product", reports_to="Council", status="new")
MAKER = role(
    "Maker",
    300,
    area="making",
    reports_to="boss",
    teams="Inner, Makers",
    status="established",
    docname="other",
)
MAKERS = team("Makers", 400, kind="service", status="pilot", area="Product", lead="boss")
INNER = team("Inner", 500, parent="makers")
COUNCIL = team("Council", 600, kind="governing")
COMPANY = directory(PRODUCT, LEAD, MAKER, MAKERS, INNER, COUNCIL, checklist("Arriving", 700))

LISTS = [f"{kind}-list" for kind in KINDS]


def table(name: str, company: Directory = COMPANY, style: str = "table", **filters: str) -> Table:
    """Return the content of a list; values of filters are separated by commas."""
    here = Location("page", 1)
    values = tuple(
        (Filter(key), tuple(Mention(value, here) for value in values.split(", ")))
        for key, values in filters.items()
    )
    view = views()[name]
    assert isinstance(view, TableView)
    return view.content(company, Placement(name, here, values, style))


def rows(name: str, company: Directory = COMPANY, **filters: str) -> list[list[str]]:
    """Return the texts in the rows of a list."""
    found = table(name, company, **filters).rows
    return [[", ".join(link.text for link in cell) for cell in row.cells] for row in found]


@pytest.mark.parametrize(
    ("name", "headings", "options"),
    [
        ("role-list", ["Role", "Summary", "Area", "Reports to"], "area team status style"),
        ("team-list", ["Team", "Summary", "Kind", "Lead"], "area kind status style"),
        ("area-list", ["Area", "Summary", "Lead"], "style"),
    ],
)
def test_columns_and_options(name: str, headings: list[str], options: str) -> None:
    """The options of the kind define columns and filters."""
    columns = table(name).columns
    assert [column.heading for column in columns] == headings
    assert [column.heading for column in columns if column.is_summary] == ["Summary"]
    assert views()[name].options == tuple(options.split())


def test_every_kind_has_a_list() -> None:
    """Every kind of object has a view, without further code."""
    assert {*LISTS} < views().keys()


@dataclass(frozen=True, slots=True)
class Program(DeclaredObject):
    """A kind that the extension does not have."""

    KIND: ClassVar[Kind] = "program"
    state: str = option("state", "How far it is.", choices="statuses", filter="state")
    teams: tuple[Mention, ...] = option(
        "teams", "Who runs it.", leads_to=("team",), several=True, column="Teams", filter="team"
    )


def test_list_of_another_kind() -> None:
    """The record of a new kind defines its list."""
    view = ObjectList(Program)
    assert view.name == "program-list"
    assert view.options == ("team", "state", "style")
    assert view.filters == (Filter("team", ("team",)), Filter("state", choices="statuses"))
    shown = view.content(COMPANY, Placement("program-list", Location("page", 1)))
    assert shown == Table(
        (Column("Program"), Column("Summary", is_summary=True), Column("Teams")), ()
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "role-list",
            [
                ["Maker", "", "Product", "Product Lead"],
                ["Product Lead, new", "", "Product", "Council"],
            ],
        ),
        (
            "team-list",
            [
                ["Council", "", "governing", ""],
                ["Inner", "", "", ""],
                ["Makers, pilot", "", "service", "Product Lead"],
            ],
        ),
        ("area-list", [["Product", "Led by the Product Lead.", "Product Lead"]]),
    ],
)
def test_rows(name: str, expected: list[list[str]]) -> None:
    """A list has a row for each object, sorted by name, with current names in texts."""
    assert rows(name) == expected


def test_ordinary_status_is_not_shown() -> None:
    """A setting decides which status is the ordinary one."""
    rules = Rules(statuses=("new", "live"), ordinary_status="new")
    one, two = role("One", status="new"), role("Two", status="live")
    assert [row[0] for row in rows("role-list", directory(one, two, rules=rules))] == [
        "One",
        "Two, live",
    ]


def test_manager_that_is_not_allowed_is_left_out() -> None:
    """A team that does not govern is not in the column of managers."""
    lost = role("Lost", reports_to="Makers")
    assert rows("role-list", directory(lost, MAKERS)) == [["Lost", "", "", ""]]


@pytest.mark.parametrize(
    ("name", "filters", "expected"),
    [
        ("role-list", {"area": "Product"}, ["Maker", "Product Lead, new"]),
        ("role-list", {"area": "nowhere"}, []),
        ("role-list", {"area": "nowhere, making"}, ["Maker", "Product Lead, new"]),
        ("role-list", {"team": "inner"}, ["Maker"]),
        ("role-list", {"team": "Inner, Council"}, ["Maker"]),
        ("role-list", {"status": "new, pilot"}, ["Product Lead, new"]),
        ("role-list", {"area": "making", "status": "pilot"}, []),
        ("team-list", {"kind": "governing, temporary"}, ["Council"]),
        ("team-list", {"area": "product"}, ["Makers, pilot"]),
        ("team-list", {"status": "pilot"}, ["Makers, pilot"]),
    ],
)
def test_filters(name: str, filters: dict[str, str], expected: list[str]) -> None:
    """Objects match a filter with any of its values, and must match all filters."""
    assert [row[0] for row in rows(name, COMPANY, **filters)] == expected


@pytest.mark.parametrize("name", LISTS)
def test_empty_list(name: str) -> None:
    """If nothing is declared, a list has headings without rows."""
    found = table(name, directory())
    assert found.columns
    assert found.rows == ()


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("style", ["table", "list"])
def test_rows_are_as_wide_as_the_headings(name: str, style: str) -> None:
    """Each row has a cell for each column; the style list has two."""
    found = table(name, COMPANY, style)
    assert {len(row.cells) for row in found.rows} == {len(found.columns)}
    assert (len(found.columns) == 2) == (style == "list")
