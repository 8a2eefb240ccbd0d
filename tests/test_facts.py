"""What cards and lists show of the organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_compass.views.facts import LISTS, Link, Table, card_facts, link_to
from sphinx_compass.organization.model import Directory, Location, Mention, Term, View, title_mark
from records import area, directory, role, team

if TYPE_CHECKING:
    from sphinx_compass.organization.model import Declared

PRODUCT = area(
    "Product",
    100,
    lead="Boss",
    aliases="Making",
    summary=f"Led by the {title_mark('role', 'boss')}.",
)
LEAD = role(
    "Product Lead", 200, aliases="Boss, Head", area="product", reports_to="Council", status="new"
)
MAKER = role("Maker", 300, area="making", reports_to="boss", teams="Inner, Makers", docname="other")
MAKERS = team("Makers", 400, kind="service", status="pilot", area="Product", lead="boss")
INNER = team("Inner", 500, parent="makers")
COUNCIL = team("Council", 600, kind="governing")
COMPANY = directory(PRODUCT, LEAD, MAKER, MAKERS, INNER, COUNCIL)


def facts(item: Declared, company: Directory = COMPANY) -> dict[str, str]:
    """Return the lines of a card; what is no link stands in brackets."""
    return {
        fact.label: ", ".join(
            link.text if link.docname else f"({link.text})" for link in fact.values
        )
        for fact in card_facts(company, item)
    }


def view(name: str, **filters: str) -> View:
    """Return a view with filters, several values of which are separated by commas."""
    here = Location("page", 1)
    options = tuple(
        (key, tuple(Mention(value, here) for value in values.split(", ")))
        for key, values in filters.items()
    )
    return View(name, here, options)


def rows(name: str, company: Directory = COMPANY, **filters: str) -> list[list[str]]:
    """Return the texts in the rows of a list."""
    table = LISTS[name](company, view(name, **filters))
    return [[", ".join(link.text for link in cell) for cell in row.cells] for row in table.rows]


def test_link_to() -> None:
    """A link leads to the page and the anchor, and shows the title."""
    assert link_to(MAKER) == Link("Maker", "other", "role-maker")


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (
            LEAD,
            {
                "Status": "(new)",
                "Area": "Product",
                "Reports to": "Council",
                "Reports here": "Maker",
                "Leads": "Product, Makers",
                "Also called": "(Boss), (Head)",
            },
        ),
        (MAKER, {"Area": "Product", "Reports to": "Product Lead", "Teams": "Inner, Makers"}),
        (
            MAKERS,
            {
                "Kind": "(service)",
                "Status": "(pilot)",
                "Area": "Product",
                "Parts": "Inner",
                "Lead": "Product Lead",
                "Roles": "Maker",
            },
        ),
        (INNER, {"Part of": "Makers", "Roles": "Maker"}),
        (COUNCIL, {"Kind": "(governing)", "Reports here": "Product Lead"}),
        (
            PRODUCT,
            {
                "Lead": "Product Lead",
                "Roles": "Maker, Product Lead",
                "Teams": "Makers",
                "Structure page": "Page",
                "Also called": "(Making)",
            },
        ),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_card(item: Declared, expected: dict[str, str]) -> None:
    """A card shows what is known and nothing else, in order, with links where they lead."""
    assert list(facts(item).items()) == list(expected.items())


def test_card_without_facts() -> None:
    """Where nothing is known a card has no lines."""
    assert facts(role("Maker"), directory(role("Maker"))) == {}


def test_unknown_names_stay_text() -> None:
    """A name that means nothing, or something of a wrong kind, is shown as written."""
    lost = role("Lost", area="Boss", reports_to="Nobody", teams="Product, Makers")
    assert facts(lost, directory(lost, PRODUCT, MAKERS)) == {
        "Area": "(Boss)",
        "Reports to": "(Nobody)",
        "Teams": "(Product), Makers",
    }


# -- lists -------------------------------------------------------------------


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
def test_list(name: str, expected: list[list[str]]) -> None:
    """A list has a row for each object, by name, with titles for names and for marks."""
    assert rows(name) == expected


@pytest.mark.parametrize(
    ("name", "filters", "expected"),
    [
        ("role-list", {"area": "Product"}, ["Maker", "Product Lead, new"]),
        ("role-list", {"area": "nowhere"}, []),
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
    """A filter keeps what has any of its values; several filters have to agree."""
    assert [row[0] for row in rows(name, COMPANY, **filters)] == expected


TERMS = (
    Term(("spoke", "Spokes", "Rod"), ("a", "b", "c"), "Leads out.", Location("page", 9)),
    Term(("Hub",), ("d",), f"Has a {title_mark('role', 'BOSS')}.", Location("other", 5)),
    Term(("Body", "Bodies"), ("e", "f"), "", Location("other", 7)),
)


def test_term_list() -> None:
    """A list of terms has other names that are no plurals, the meaning and the page."""
    company = Directory.build([LEAD], terms=TERMS, titles={"page": "Page", "other": "Other page"})
    assert rows("term-list", company) == [
        ["Body", "", "Other page"],
        ["Hub", "Has a Product Lead.", "Other page"],
        ["spoke, Rod", "Leads out.", "Page"],
    ]
    assert LISTS["term-list"](company, view("term-list")).rows[2].cells[0] == (
        Link("spoke", "page", "a"),
        Link("Rod", "page", "c"),
    )


@pytest.mark.parametrize("name", LISTS)
def test_empty_list(name: str) -> None:
    """Where nothing is declared a list has no rows, and headings still."""
    table = LISTS[name](directory(), view(name))
    assert table.headings
    assert table == Table(table.headings, ())


@pytest.mark.parametrize("name", LISTS)
def test_rows_are_as_wide_as_the_headings(name: str) -> None:
    """Each row has a cell for each heading."""
    company = Directory.build(COMPANY.declared, terms=TERMS)
    table = LISTS[name](company, view(name))
    assert {len(row.cells) for row in table.rows} == {len(table.headings)}
