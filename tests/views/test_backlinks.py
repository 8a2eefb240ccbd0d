"""Backlinks in builds: their sentences and targets."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import Tag

from views.example import PAGES, PLAIN, links_of, section, soup, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook

# MyST uses what Sphinx 11 will drop.
pytestmark = pytest.mark.filterwarnings(r"ignore:'myst_parser\.:PendingDeprecationWarning")

DASH = " – "  # noqa: RUF001 - between a place and its sentence
WORKS = "Work: How the Product Lead works"
ASKS = "Then the lead of all asks the Makers, e.g. in the Product area, for a hub."


def backlinks(book: Handbook, docname: str, name: str) -> list[tuple[str, str]]:
    """Return the places and sentences of an object's backlinks on a page."""
    headings = [
        rubric
        for rubric in soup(book, docname).select("p.rubric")
        if text_of(rubric) == f"Where {name} is mentioned"
    ]
    assert len(headings) <= 1
    shown = headings[0].find_next_sibling() if headings else None
    return entries(shown) if isinstance(shown, Tag) else []


def entries(shown: Tag) -> list[tuple[str, str]]:
    """Return the places, which are links, and the sentences of a list of backlinks."""
    assert "compass-mentions" in shown["class"]
    found = []
    for item in shown.select("li"):
        (place,) = item.select("a")
        sentence = text_of(item).removeprefix(text_of(place)).removeprefix(DASH)
        found.append((text_of(place), sentence))
    return found


def test_backlinks_of_a_role(site: Handbook) -> None:
    """Backlinks have each sentence that refers to the role, or its table row, by place.

    They leave out sentences of the role's own section, but not of its subsections.
    """
    assert backlinks(site, "lead", "Product Lead") == [
        ("Areas", "Makes things, led by the Product Lead."),
        ("Leading: Daily work", "The Product Lead keeps a list of each Hub."),
        ("Words: Hub", "A place that the Product Lead opened."),
        ("Work", "Before all, the Product Lead plans."),
        (WORKS, "How the Product Lead works"),
        (WORKS, ASKS),
        (WORKS, "Product Lead; Opens the Hub."),
    ]


def test_backlinks_of_a_team(site: Handbook) -> None:
    """They are at the end of the team's own section."""
    assert backlinks(site, "teams", "Makers") == [(WORKS, ASKS)]
    own = section(site, "teams", "those-who-make")
    assert len(own.select("p.rubric + ul.compass-mentions")) == 1
    assert len(soup(site, "teams").select("ul.compass-mentions")) == 1


def test_no_backlinks(site: Handbook) -> None:
    """Areas, and roles that no page mentions, have no backlinks."""
    assert soup(site, "areas").select("p.rubric, ul.compass-mentions") == []
    assert backlinks(site, "people", "Maker") == [("Leading", "Asks the Maker first.")]
    assert backlinks(site, "people", "Cook") == []


@pytest.mark.parametrize("docname", ["lead", "teams", "views"])
def test_backlinks_have_targets(site: Handbook, docname: str) -> None:
    """Each backlink leads to a page, and to an anchor on it."""
    shown = soup(site, docname).select("ul.compass-mentions")
    links = [link for part in shown for link in links_of(part)]
    assert links
    for text, address in links:
        target = urlsplit(urljoin(f"http://handbook/{docname}/", address))
        page = soup(site, target.path.strip("/"))
        place = page.find(id=target.fragment) if target.fragment else page.select_one("h1")
        assert isinstance(place, Tag), (text, address)
        title, _, part = text.partition(": ")
        assert text_of(page.select("h1")[0]).removesuffix("¶") == title
        assert part in text_of(place)


def test_backlinks_of_terms(site: Handbook) -> None:
    """In the list of terms, they are collapsed below the first sentence of the definition."""
    found = {}
    for row in section(site, "views", "all-terms").select("tbody tr"):
        opened = row.select("td:nth-of-type(2) > details")
        found[text_of(row.select("td a")[0])] = [
            (text_of(part.select("summary")[0]), entries(part.select("ul")[0])) for part in opened
        ]
    assert found == {
        "Hub": [
            (
                "Mentioned 3 times",
                [
                    ("Leading: Daily work", "The Product Lead keeps a list of each Hub."),
                    (WORKS, ASKS),
                    (WORKS, "Product Lead; Opens the Hub."),
                ],
            )
        ],
        "Rim": [],
        "Spoke": [("Mentioned once", [("Words: Hub", "Each Hub is a spoke for another.")])],
    }


@pytest.mark.parametrize(
    "reference",
    ["{any}`Boss`", "{ref}`role-product-lead`", "[the boss](#role-product-lead)"],
)
def test_every_kind_of_reference(handbook: Callable[..., Handbook], reference: str) -> None:
    """A role's page has the sentences of all kinds of references to it."""
    book = handbook({**PAGES, "quiet.md": f"# Quiet\n\nHere {reference} sleeps.\n"}, PLAIN)
    book.build()
    assert book.warnings == ""
    found = [text for place, text in backlinks(book, "lead", "Product Lead") if place == "Quiet"]
    assert len(found) == 1
    assert found[0].endswith(" sleeps.")


def test_hard_line_break(handbook: Callable[..., Handbook]) -> None:
    """Words before and after a hard line break stay separate."""
    text = "# Quiet\n\nHere sleeps the {role}`boss`\\\nand nobody else.\n"
    book = handbook({**PAGES, "quiet.md": text}, PLAIN)
    book.build()
    backlink = ("Quiet", "Here sleeps the Product Lead and nobody else.")
    assert backlink in backlinks(book, "lead", "Product Lead")
