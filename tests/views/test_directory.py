"""The directory of roles, teams and areas, and lists as cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from records import area, directory, role, team
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.records import Placement
from sphinx_compass.organization.rules import Rules
from sphinx_compass.views.directory import DirectoryView, grouped_roles
from sphinx_compass.views.registry import views
from views.example import PAGES, PLAIN, links_of, section, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook
    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.views.directory import DirectoryGroup

# MyST uses what Sphinx 11 will drop.
pytestmark = pytest.mark.filterwarnings(r"ignore:'myst_parser\.:PendingDeprecationWarning")

COMPANY = (
    area("Product", 100, lead="Boss", summary="Makes things."),
    team("Friends", 200, kind="community", status="pilot"),
    role("Boss", 300, area="product", aliases="Head, Chief", summary="Leads.", status="new"),
    role("Maker", 400, area="product", reports_to="Boss"),
    role("Speaker", 500, teams="Friends"),
    role("Deputy", 600, reports_to="Speaker"),
    role("Host", 700),
)
GROUPS = Rules(role_groups=("In turn = role:host", "Elsewhere = role:speaker"))


def shown(company: Directory) -> tuple[DirectoryGroup, ...]:
    """Return what the view shows."""
    return DirectoryView().content(company, Placement("directory", Location("page", 1)))


def test_jobs_come_first() -> None:
    """Other roles are in the groups that the site names, with those who report to them."""
    groups = grouped_roles(directory(*COMPANY, rules=GROUPS))
    assert {title: [item.name for item in roles] for title, roles in groups.items()} == {
        "Jobs": ["Boss", "Maker"],
        "In turn": ["Host"],
        "Elsewhere": ["Deputy", "Speaker"],
    }
    assert list(groups) == ["Jobs", "In turn", "Elsewhere"]


def test_roles_that_report_to_each_other() -> None:
    """A cycle, which a check reports, ends; a role that two groups could have is in the first."""
    company = directory(
        role("One", 1, reports_to="Two"),
        role("Two", 9, reports_to="One"),
        rules=Rules(role_groups=("In turn = role:one",)),
    )
    names = {
        title: [item.name for item in roles] for title, roles in grouped_roles(company).items()
    }
    assert names == {"Jobs": [], "In turn": ["One", "Two"]}


def test_without_groups() -> None:
    """A site that names no groups has one of roles; teams and areas follow."""
    groups = shown(directory(*COMPANY))
    assert [(group.kind, group.heading, len(group.entries)) for group in groups] == [
        ("role", "Roles", 5),
        ("team", "Teams", 1),
        ("area", "Areas", 1),
    ]


def test_entries() -> None:
    """An entry has all that filters look at."""
    company = directory(*COMPANY, rules=GROUPS)
    jobs, *_others, teams, areas = shown(company)
    boss, maker = jobs.entries
    assert (boss.link.text, boss.link.docname, boss.link.anchor) == ("Boss", "page", "role-boss")
    assert (boss.summary, boss.aliases, boss.area) == ("Leads.", ("Head", "Chief"), "Product")
    assert (boss.relation, boss.last) == ("", "new")
    assert (maker.relation, maker.look) == ("Boss", company.looks["product"])
    assert [(entry.relation, entry.last) for entry in teams.entries] == [("community", "pilot")]
    assert [(entry.relation, entry.last) for entry in areas.entries] == [("Boss", "2")]


def test_nothing_to_show() -> None:
    """Groups without entries are left out."""
    assert shown(directory(rules=GROUPS)) == ()


def test_tables(site: Handbook) -> None:
    """Each group has a heading with its count, and a table whose only links are names."""
    found = section(site, "views", "everything").select_one(".compass-directory")
    assert found is not None
    headings = [text_of(heading) for heading in found.select("h2")]
    assert headings == ["Roles 4", "Teams 2", "Areas 2"]
    rows = found.select(".compass-of-role tbody tr")
    assert [[text_of(cell) for cell in row.select("td")] for row in rows[2:]] == [
        ["Maker Makes things.", "Product", "Reports to: Product Lead", "Established"],
        ["Product Lead Decides what is built. Also called Boss", "Product", *LEAD],
    ]
    assert links_of(rows[3]) == [("Product Lead", "../lead/#role-product-lead")]
    (last,) = found.select(".compass-of-area tbody tr")[1:]
    assert [text_of(cell) for cell in last.select("td")][1:] == [
        "Lead: Product Lead",
        "Roles: 2",
    ]
    assert found.select("button, input, [hidden], script") == []


LEAD = ["Reports to: Council", "New"]


def test_cards(site: Handbook) -> None:
    """A card leads to the page of the area, and has the leads as text."""
    cards = section(site, "views", "areas-as-cards").select("ul.compass-cards > li")
    assert [[text_of(part) for part in card.select("p")] for card in cards] == [
        ["Operations", "Helper"],
        ["Product", "Product Lead"],
    ]
    assert [len(links_of(card)) for card in cards] == [1, 1]
    assert all(card.select("svg") for card in cards)
    assert all("compass-hue-" in " ".join(card["class"]) for card in cards)


def test_card_of_an_area_with_a_page() -> None:
    """An area leads to the page that describes its structure, if there is one."""
    view = views()["area-list"]
    company = directory(area("One", 1, page="other"), area("Two", 9, page="nowhere"))
    table = view.content(company, Placement("area-list", Location("page", 1), style="cards"))
    places = [(link.text, link.docname, link.anchor) for row in table.rows for link in row.cells[0]]
    assert places == [("One", "other", ""), ("Two", "page", "area-two")]


def test_lists_in_other_formats(handbook: Callable[..., Handbook]) -> None:
    """An epub has plain lists, with neither tables nor drawings."""
    book = handbook(PAGES, PLAIN)
    book.build("epub")
    page = BeautifulSoup((book.outdir / "views.xhtml").read_text(encoding="utf-8"), "html5lib")
    (found,) = page.select(".compass-directory")
    assert found.select("table, svg") == []
    assert len(found.select("li")) == 8
    (cards,) = page.select("ul.compass-cards")
    assert cards.select("svg") == []
