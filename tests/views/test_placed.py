"""Lists and the chart on pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from views.example import PAGES, PLAIN, links_of, section, soup, text_of, view_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bs4 import Tag

    from conftest import Handbook

# MyST uses what Sphinx 11 will drop.
pytestmark = pytest.mark.filterwarnings(r"ignore:'myst_parser\.:PendingDeprecationWarning")


def test_role_table(site: Handbook) -> None:
    """All roles are listed by name, with links to the objects in their options."""
    assert view_rows(site, "all-roles") == [
        ["Cook, archived", "Cooks.", "Operations", ""],
        ["Helper, vacant", "Helps.", "Operations", "Product Lead"],
        ["Maker", "Makes things.", "Product", "Product Lead"],
        ["Product Lead, new", "Decides what is built.", "Product", "Council"],
    ]
    last = section(site, "views", "all-roles").select("tbody tr")[-1]
    assert links_of(last) == [
        ("Product Lead", "../lead/#role-product-lead"),
        ("Product", "../areas/#area-product"),
        ("Council", "../teams/#team-council"),
    ]


def test_other_tables(site: Handbook) -> None:
    """Teams and areas have their own columns."""
    assert view_rows(site, "all-teams") == [
        ["Council", "Decides.", "governing", ""],
        ["Makers, pilot", "Make things.", "service", "Product Lead"],
    ]
    assert view_rows(site, "all-areas") == [
        ["Operations", "Keeps things running.", "Helper"],
        ["Product", "Makes things, led by the Product Lead.", "Product Lead"],
    ]


@pytest.mark.parametrize(
    ("anchor", "expected"),
    [
        ("roles-of-areas", ["Cook, archived", "Helper, vacant", "Maker", "Product Lead, new"]),
        ("roles-of-teams", ["Maker", "Product Lead, new"]),
        ("roles-by-status", ["Helper, vacant", "Product Lead, new"]),
        ("roles-by-both", ["Product Lead, new"]),
        ("teams-by-kind", ["Council"]),
        ("teams-of-area", ["Makers, pilot"]),
    ],
)
def test_filters(site: Handbook, anchor: str, expected: list[str]) -> None:
    """Rows match a filter with any of its values, and must match all filters."""
    assert [row[0] for row in view_rows(site, anchor)] == expected


def test_short_lists(site: Handbook) -> None:
    """In the style `list`, each object is a line with its summary."""
    found = section(site, "views", "roles-in-short")
    assert found.select("table") == []
    assert [text_of(item) for item in found.select("li")] == [
        "Maker: Makes things.",
        "Product Lead, new: Decides what is built.",
    ]
    assert links_of(found.select("li")[0]) == [("Maker", "../people/#role-maker")]
    teams = section(site, "views", "teams-in-short").select("li")
    assert [text_of(item) for item in teams] == ["Makers, pilot: Make things."]


def test_nothing_to_list(site: Handbook) -> None:
    """If nothing matches the filters, a sentence says so."""
    found = section(site, "views", "no-team")
    assert found.select("table, ul") == []
    assert text_of(found.select("p")[0]) == "None is declared yet."


def test_unknown_name_in_a_filter(handbook: Callable[..., Handbook]) -> None:
    """An unknown name matches nothing, not even objects without area, team or owner."""
    view = "{}\n:{}: Nowhere\n```\n\n```"
    book = handbook(
        {
            **PAGES,
            "people.md": PAGES["people.md"].replace(":area: Operations\n        ", ""),
            "views.md": "# Views\n\n```"
            + view.format("{role-list}", "area")
            + view.format("{role-list}", "team")
            + view.format("{team-list}", "area")
            + view.format("{org-chart}", "area")
            + "{page-reviews}\n:owner: Nowhere\n```\n",
        },
        PLAIN,
    )
    book.build()
    assert {finding.subtype for finding in book.findings} == {"compass.unknown"}
    page = soup(book, "views").select("section")[0]
    shown = page.find_all(["p", "table", "div"], recursive=False)
    assert [part["class"] for part in shown] == [["compass-empty"]] * 5


def branches(chart: Tag, indent: str = "") -> Iterator[str]:
    """Yield the boxes of a chart as indented lines."""
    (items,) = chart.find_all("ul", recursive=False)
    for item in items.find_all("li", recursive=False):
        (box,) = item.find_all("p", recursive=False)
        yield f"{indent}{text_of(box)}"
        if item.find("ul") is not None:
            yield from branches(item, f"{indent}  ")


def test_chart(site: Handbook) -> None:
    """The chart consists of nested lists, with areas, leads and statuses as text."""
    (chart,) = section(site, "views", "whole-chart").select("div.compass-chart")
    assert list(branches(chart)) == [
        "Council",
        "  Product Lead (leads Product) (new)",
        "    Helper (leads Operations) (vacant)",
        "    Maker (Product)",
        "Operations (no reporting line is stated)",
        "  Cook (archived)",
    ]
    assert chart.select("img, svg, object, iframe, script") == []


def test_every_box_is_a_link(site: Handbook) -> None:
    """Each box of the chart leads to its role, team or area."""
    (chart,) = section(site, "views", "whole-chart").select("div.compass-chart")
    assert [links_of(box) for box in chart.select(".compass-box")] == [
        [("Council", "../teams/#team-council")],
        [("Product Lead", "../lead/#role-product-lead")],
        [("Helper", "../people/#role-helper")],
        [("Maker", "../people/#role-maker")],
        [("Operations", "../areas/#area-operations")],
        [("Cook", "../people/#role-cook")],
    ]


def test_chart_of_an_area(site: Handbook) -> None:
    """A filtered chart has the area's roles and the roles above them."""
    (chart,) = section(site, "views", "chart-of-area").select("div.compass-chart")
    assert list(branches(chart)) == [
        "Council",
        "  Product Lead (leads Product) (new)",
        "    Helper (leads Operations) (vacant)",
        "Operations (no reporting line is stated)",
        "  Cook (archived)",
    ]
