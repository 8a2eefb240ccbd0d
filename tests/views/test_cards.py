"""The content of cards, without a build."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from records import area, directory, page, reference, role, team
from sphinx_compass.organization.directory import Directory
from sphinx_compass.organization.text import title_mark
from sphinx_compass.views.backlinks import Backlink
from sphinx_compass.views.card_content import card_lines, content
from sphinx_compass.views.links import Link, link_to
from sphinx_compass.views.snippets import of_object

if TYPE_CHECKING:
    from sphinx_compass.organization.objects import DeclaredObject

PRODUCT = area("Product", 100, lead="Boss", aliases="Making")
LEAD = role(
    "Product Lead", 200, aliases="Boss, Head", area="product", reports_to="Council", status="new"
)
MAKER = role("Maker", 300, area="making", reports_to="boss", teams="Inner, Makers", docname="other")
MAKERS = team("Makers", 400, kind="service", status="pilot", area="Product", lead="boss")
INNER = team("Inner", 500, parent="makers")
COUNCIL = team("Council", 600, kind="governing")
COMPANY = directory(PRODUCT, LEAD, MAKER, MAKERS, INNER, COUNCIL)


def lines(item: DeclaredObject, company: Directory = COMPANY) -> dict[str, str]:
    """Return the lines of a card; text without a link is in parentheses."""
    return {
        line.label: ", ".join(
            link.text if link.docname else f"({link.text})" for link in line.values
        )
        for line in card_lines(company, item)
    }


def test_link_to() -> None:
    """A link has the page, the anchor and the name."""
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
def test_lines(item: DeclaredObject, expected: dict[str, str]) -> None:
    """A card shows all known values in order, with links to objects."""
    assert list(lines(item).items()) == list(expected.items())


def test_card_without_lines() -> None:
    """Without values, a card has no lines."""
    assert lines(role("Maker"), directory(role("Maker"))) == {}


def test_unknown_names_stay_text() -> None:
    """An unknown name is shown as written."""
    lost = role("Lost", area="Boss", reports_to="Nobody", teams="Product, Makers")
    assert lines(lost, directory(lost, PRODUCT, MAKERS)) == {
        "Area": "(Boss)",
        "Reports to": "(Nobody)",
        "Teams": "(Product), Makers",
    }


def test_team_that_does_not_govern_is_no_manager() -> None:
    """Cards don't show a reporting line to a team that does not govern, like the chart."""
    lost = role("Lost", reports_to="Makers")
    company = directory(lost, MAKERS)
    assert company.manager(lost) is None
    assert lines(lost, company) == {}
    assert "Reports here" not in lines(MAKERS, company)


def test_unknown_structure_page_is_left_out() -> None:
    """A page that does not exist is not shown."""
    lost = area("Lost", page="nowhere")
    assert lines(lost, directory(lost)) == {}


def test_owned_pages() -> None:
    """Pages are sorted by title; only the aliases are below them."""
    company = Directory.build(
        [LEAD, MAKER],
        pages=[page("zebra", owner="Boss"), page("ant", owner="boss"), page("bee", owner="maker")],
        titles={"zebra": "apples", "ant": "Bananas", "bee": "Cherries"},
    )
    assert list(lines(LEAD, company).items())[-2:] == [
        ("Owns pages", "apples, Bananas"),
        ("Also called", "(Boss), (Head)"),
    ]


def test_backlinks() -> None:
    """A card has each sentence once, by place; areas have no backlinks."""
    company = Directory.build(
        [LEAD, PRODUCT],
        references=[
            reference("role", "boss", "other", line=9, anchor="section"),
            reference("role", "Product Lead", "other", line=10, anchor="section"),
            reference("role", "head", "about"),
            reference("area", "Product", "other"),
        ],
        titles={"page": "Page", "other": "Other page", "about": "About"},
    )
    assert content(company, LEAD).backlinks == (
        Backlink(Link("About", "about"), Link("About", "about"), "A sentence."),
        Backlink(Link("Other page", "other"), Link("A section", "other", "section"), "A sentence."),
    )
    assert content(company, PRODUCT).backlinks == ()


def test_names_in_backlinks_are_those_of_now() -> None:
    """A reference without an explicit title shows the current name of its target."""
    mark = title_mark("role", "boss")
    given = reference("role", "boss", "other")
    marked = type(given)(given.location, "role", "boss", f"How {mark} works", "how", f"The {mark}.")
    company = Directory.build([LEAD], references=[marked], titles={"other": "Other page"})
    assert content(company, LEAD).backlinks == (
        Backlink(
            Link("Other page", "other"),
            Link("How Product Lead works", "other", "how"),
            "The Product Lead.",
        ),
    )


def test_link_button_is_compared_too() -> None:
    """If the first declaration of an object is on another page, its cards change."""
    first, second = role("Maker", 1, docname="a"), role("Maker", 1, docname="b")
    both, one = directory(first, second), directory(second)
    assert content(both, both.objects[second.key]) != content(one, one.objects[second.key])
    assert content(one, second).name == of_object(second)
