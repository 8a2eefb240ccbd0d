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
    """Yield the boxes of a tree as indented lines."""
    (items,) = chart.find_all("ul", recursive=False)
    for item in items.find_all("li", recursive=False):
        (box,) = item.find_all("p", recursive=False)
        yield f"{indent}{text_of(box)}"
        if item.find("ul") is not None:
            yield from branches(item, f"{indent}  ")


def chart(book: Handbook, anchor: str) -> Tag:
    """Return a chart of the example."""
    (found,) = section(book, "views", anchor).select("div.compass-chart")
    return found


def grouped(found: Tag) -> list[tuple[str, list[str]]]:
    """Return the groups below a chart, each with the lines of its roles."""
    return [
        (text_of(group.select("summary")[0]), [text_of(item) for item in group.select("li")])
        for group in found.select("details.compass-group")
    ]


def test_chart(site: Handbook) -> None:
    """The tree consists of nested lists; area, lead and status are text in each box."""
    found = chart(site, "whole-chart")
    assert list(branches(found.select(".compass-stage")[0])) == [
        "Governing team Council",
        "  Product Product Lead Area lead New",
        "    Operations Helper Area lead Vacant",
        "    Product Maker Established",
    ]
    assert grouped(found) == [("Operations 1 role", ["Cook Archived"])]
    assert "compass-wide" in found["class"]


def test_every_box_is_a_link(site: Handbook) -> None:
    """Each box of the chart leads to its role or team, and each role below it too."""
    found = chart(site, "whole-chart")
    assert [link["href"] for link in found.select("a.compass-box, .compass-members a")] == [
        "../teams/#team-council",
        "../lead/#role-product-lead",
        "../people/#role-helper",
        "../people/#role-maker",
        "../people/#role-cook",
    ]


def test_rows_of_a_chart(site: Handbook) -> None:
    """Two rows are side by side, and each item says what filters look for."""
    found = chart(site, "whole-chart")
    lists = [item["class"][0] for item in found.select(".compass-stage ul")]
    assert lists == ["compass-org", "compass-bus", "compass-bus"]
    items = found.select(".compass-stage li, .compass-members li")
    assert [{name: item[name] for name in item.attrs} for item in items] == [
        {"data-team": ""},
        {"data-areas": "product", "data-status": "new"},
        {"data-areas": "operations", "data-status": "vacant"},
        {"data-areas": "product", "data-status": "established"},
        {"data-areas": "operations", "data-status": "archived"},
    ]


def test_legend_of_a_chart(site: Handbook) -> None:
    """The whole chart explains each status that occurs, and has a link to each area."""
    areas, signs = chart(site, "whole-chart").select("ul.compass-legend")
    assert links_of(areas) == [
        ("Operations", "../areas/#area-operations"),
        ("Product", "../areas/#area-product"),
    ]
    assert [text_of(item) for item in signs.select("li")] == [
        "Established in force",
        "New recent, and may still change",
        "Vacant nobody holds it now",
        "Archived no longer in use",
        "Area lead leads the area",
        "no sign: not stated",
    ]


def test_chart_of_an_area(site: Handbook) -> None:
    """A filtered chart has the area's roles and those above them, and no legend."""
    found = chart(site, "chart-of-area")
    assert list(branches(found.select(".compass-stage")[0])) == [
        "Governing team Council",
        "  Product Product Lead Area lead New",
        "    Operations Helper Area lead Vacant",
    ]
    assert grouped(found) == [("Operations 1 role", ["Cook Archived"])]
    assert found.select(".compass-legend") == []
    assert "compass-wide" not in found["class"]


COMPANY = """\
# Chart

:::{area} Product
:lead: Chief

Makes things.
:::

:::{area} Support
:lead: Chief

Helps.
:::

:::{area} Sales
:lead: Seller

Sells.
:::

:::{role} Chief
Leads.
:::

:::{role} Seller
:area: Product
:reports-to: Chief
:status: dormant

Sells.
:::

:::{role} Duty
:reports-to: Chief
:area: Product

Comes with a job.
:::

```{org-chart}
```
"""


def test_what_boxes_say(handbook: Callable[..., Handbook]) -> None:
    """Leads of other areas say which or how many; a site's own status has no explanation."""
    settings = 'compass_statuses = ["dormant"]\ncompass_role_groups = ["With a job = role:duty"]\n'
    book = handbook({"index.md": COMPANY}, PLAIN + settings)
    book.build()
    (found,) = soup(book, "index").select("div.compass-chart")
    assert list(branches(found.select(".compass-stage")[0])) == [
        "Chief Leads 2 areas",
        "  Product Seller Leads Sales Dormant",
    ]
    assert grouped(found) == [("With a job 1 role", ["Duty reports to Chief"])]
    assert text_of(found.select(".compass-signs li")[0]) == "Dormant"
    assert [item["data-areas"] for item in found.select(".compass-stage li")] == [
        "product support",
        "product sales",
    ]
