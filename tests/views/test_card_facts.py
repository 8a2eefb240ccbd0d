"""Cards of sites: who is above and below, chips, and what opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from records import area, directory, role, team
from sphinx_compass.views.card_content import content
from sphinx_compass.views.card_facts import unrepeated
from views.example import PLAIN, links_of, soup, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from bs4 import Tag

    from conftest import Handbook

# MyST uses what Sphinx 11 will drop.
pytestmark = pytest.mark.filterwarnings(r"ignore:'myst_parser\.:PendingDeprecationWarning")

LEAD = role("Lead", 100, area="Product", teams="Makers, Inner", aliases="Leads, Boss")
MAKER = role("Maker", 200, area="Product", teams="Inner")
PRODUCT = area("Product", 300, lead="Lead", page="page")
MAKERS = team("Makers", 400, lead="Lead")
INNER = team("Inner", 500, parent="Makers", lead="Keeper")
INMOST = team("Inmost", 600, parent="Inner")
KEEPER = role("Keeper", 700, teams="Inmost")
COMPANY = directory(LEAD, MAKER, PRODUCT, MAKERS, INNER, INMOST, KEEPER)


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (LEAD, {"Leads": "Makers", "Teams": "Inner", "Also called": "Boss"}),
        (PRODUCT, {"Lead": "Lead", "Roles": "Maker"}),
        (MAKERS, {"Parts": "Inner", "Lead": "Lead", "In its parts": "Keeper, Maker"}),
        (INMOST, {"Part of": "Inner", "Roles": "Keeper"}),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_nothing_is_said_twice(item: object, expected: dict[str, str]) -> None:
    """A row leaves out what another one says, the page itself, and plurals.

    Roles of the parts of a team stand on its card.
    """
    shown = content(COMPANY, item)  # type: ignore[arg-type] # any of the objects above
    rows = {label: ", ".join(link.text for link in links) for label, links in unrepeated(shown)}
    assert rows == expected


def test_teams_that_are_parts_of_each_other() -> None:
    """A cycle, which is a finding, does not keep the card from being drawn."""
    first, second = team("First", 1, parent="Second"), team("Second", 2, parent="First")
    company = directory(first, second, role("Maker", 3, teams="Second"))
    assert [link.text for link in content(company, first).in_parts] == ["Maker"]
    assert [link.text for link in content(company, second).in_parts] == []


def card(book: Handbook, docname: str, anchor: str) -> Tag:
    """Return the card of an object on a page of a site."""
    (found,) = soup(book, docname).select(f".compass-card#{anchor}")
    return found


def test_chain(site: Handbook) -> None:
    """A card shows the manager, the role and the roles that report to it, in this order."""
    chain = card(site, "lead", "role-product-lead").select("ul.compass-chain > li")
    assert [[text_of(part) for part in item.select("p")] for item in chain] == [
        ["Manager", "Council"],
        ["This role", "Product Lead"],
        ["Reports here", "Helper, Maker"],
    ]
    (first, second) = card(site, "teams", "team-council").select("ul.compass-chain > li")
    assert text_of(first) == "This team Council"
    assert text_of(second) == "Reports here Product Lead"
    assert card(site, "people", "role-cook").select(".compass-chain") == []


def test_rows(site: Handbook) -> None:
    """The first row has the status with its meaning, the kind and the area; others have labels."""
    shown = card(site, "lead", "role-product-lead")
    assert [text_of(row) for row in shown.select("p.compass-row")] == [
        "New: recent, and may still change Area lead Product",
        "Leads Makers",
        "Teams Council",
        "Also called Boss",
    ]
    first = card(site, "teams", "team-makers").select("p.compass-row")[0]
    assert text_of(first) == "Pilot: a trial for a limited time Service team Product"


def test_area_has_its_hue(site: Handbook) -> None:
    """The card and the chip of an area have the hue of the area, and its icon is hidden."""
    shown = card(site, "lead", "role-product-lead")
    hues = [name for name in shown["class"] if name.startswith("compass-hue-")]
    (chip,) = shown.select("a.compass-chip[class*=compass-hue-]")
    assert len(hues) == 1
    assert hues[0] in chip["class"]
    assert [icon["aria-hidden"] for icon in chip.select("svg")] == ["true"]


def test_owned_pages_open(site: Handbook) -> None:
    """The pages that a role owns are folded."""
    (fold,) = card(site, "lead", "role-product-lead").select("details.compass-fold")
    assert "open" not in fold.attrs
    assert text_of(fold.select("summary")[0]) == "Owns 3 pages"
    assert links_of(fold) == [("Leading", "#"), ("People", "../people/"), ("Work", "../work/")]


def test_many_open(handbook: Callable[..., Handbook]) -> None:
    """Of many roles the card shows the first ones; the others open, and none is left out."""
    names = [f"Maker {number}" for number in range(10, 20)]
    roles = "".join(
        f":::{{role}} {name}\n:reports-to: Boss\n:teams: Makers\nMakes.\n:::\n\n" for name in names
    )
    team_text = ":::{team} Makers\nMake.\n:::\n\n"
    book = handbook(
        {"index.md": f"# All\n\n:::{{role}} Boss\nLeads.\n:::\n\n{team_text}{roles}"}, PLAIN
    )
    book.build()
    reports = card(book, "index", "role-boss").select("ul.compass-chain > li")[-1]
    assert [text_of(part) for part in reports.find_all("p", recursive=False)] == [
        "Reports here",
        "Maker 10, Maker 11",
    ]
    (more,) = reports.select("details")
    assert text_of(more.select("summary")[0]) == "and 8 more"
    assert [text for text, _address in links_of(reports)] == names
    row, rest = card(book, "index", "team-makers").select(":scope > p.compass-row, details")
    assert [text for text, _address in (*links_of(row), *links_of(rest))] == names
    assert text_of(rest.select("summary")[0]) == "and 4 more"


def test_status_without_a_meaning(handbook: Callable[..., Handbook]) -> None:
    """A word for a status that only this organization uses stands alone."""
    text = "# All\n\n:::{role} Maker\n:status: on paper\nMakes.\n:::\n"
    book = handbook({"index.md": text}, f'{PLAIN}\ncompass_statuses = ["on paper"]\n')
    book.build()
    (shown,) = card(book, "index", "role-maker").select("p.compass-row")
    assert text_of(shown) == "On paper"


def test_card_without_facts(handbook: Callable[..., Handbook]) -> None:
    """A card without facts has only the text of the declaration."""
    book = handbook({"index.md": "# Maker\n\n:::{role} Maker\nMakes.\n:::\n"}, PLAIN)
    book.build()
    assert text_of(card(book, "index", "role-maker")) == "Makes."
