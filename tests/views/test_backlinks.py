"""Backlinks in builds: their sentences and targets."""

from __future__ import annotations

import re
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

WORKS = "Work: How the Product Lead works"
ASKS = "Then the lead of all asks the Makers, e.g. in the Product area, for a hub."


def fold(book: Handbook, docname: str, name: str) -> Tag | None:
    """Return the block that opens to show where an object is mentioned; None if there is none."""
    found = [
        block
        for block in soup(book, docname).select("details.compass-fold")
        if re.match(rf"({re.escape(name)} is m|M)entioned on ", text_of(block.select("summary")[0]))
    ]
    assert len(found) <= 1
    return found[0] if found else None


def backlinks(book: Handbook, docname: str, name: str) -> list[tuple[str, str]]:
    """Return the places and sentences of an object's backlinks on a page."""
    found = fold(book, docname, name)
    return [] if found is None else entries(found.select("ul")[0])


def entries(shown: Tag) -> list[tuple[str, str]]:
    """Return the places, with their pages, and the sentences of a list of backlinks."""
    assert "compass-mentions" in shown["class"]
    found = []
    for page in shown.find_all("li", recursive=False):
        title = text_of(page.select("p > a")[0])
        for item in page.select("li"):
            places = [text_of(link) for link in item.select("a")]
            sentence = text_of(item)
            for place in places:
                sentence = sentence.removeprefix(place).removeprefix(": ")
            found.append((": ".join((title, *places)), sentence))
    return found


def test_backlinks_of_a_role(site: Handbook) -> None:
    """Backlinks have each sentence that refers to the role, or its table row, by page and place.

    They leave out the role's own page.
    """
    assert backlinks(site, "lead", "Product Lead") == [
        ("Areas", "Makes things, led by the Product Lead."),
        ("Words: Hub", "A place that the Product Lead opened."),
        ("Work", "Before all, the Product Lead plans."),
        (WORKS, "How the Product Lead works"),
        (WORKS, ASKS),
        (WORKS, "Product Lead; Opens the Hub."),
    ]


def test_backlinks_are_folded(site: Handbook) -> None:
    """They are closed, each page stands once, and the summary counts pages and places."""
    shown = fold(site, "lead", "Product Lead")
    assert shown is not None
    assert "open" not in shown.attrs
    assert text_of(shown.select("summary")[0]) == ("Product Lead is mentioned on 3 pages 6 places")
    pages = shown.select("ul.compass-mentions > li > p")
    assert [text_of(page) for page in pages] == ["Areas", "Words", "Work"]


def test_backlinks_of_a_team(site: Handbook) -> None:
    """They are at the end of the team's own section."""
    assert backlinks(site, "teams", "Makers") == [(WORKS, ASKS)]
    own = section(site, "teams", "those-who-make")
    assert own.select(":scope > :last-child")[0].name == "details"
    assert len(soup(site, "teams").select("ul.compass-mentions")) == 1


def test_title_of_the_section_is_not_repeated(handbook: Callable[..., Handbook]) -> None:
    """Where the heading names the object, the summary and the card do not name it again."""
    pages = {
        "index.md": "# Maker\n\n:::{role} Maker\nMakes.\n:::\n\n```{toctree}\nother\n```\n",
        "other.md": "# Other\n\nAsk the {role}`Maker`.\n",
    }
    book = handbook(pages, PLAIN)
    book.build()
    (shown,) = soup(book, "index").select("details.compass-fold > summary")
    assert text_of(shown) == "Mentioned on one page"
    assert soup(book, "index").select(".compass-card-title") == []


def test_no_backlinks(site: Handbook) -> None:
    """Areas, and roles that no page mentions, have no backlinks."""
    assert soup(site, "areas").select("ul.compass-mentions") == []
    assert backlinks(site, "people", "Maker") == [("Leading", "Asks the Maker first.")]
    assert backlinks(site, "people", "Cook") == []


@pytest.mark.parametrize("docname", ["lead", "teams", "views"])
def test_backlinks_have_targets(site: Handbook, docname: str) -> None:
    """Each backlink, also in the list of terms, leads to a page, and to an anchor on it."""
    shown = soup(site, docname).select("ul.compass-mentions, .compass-term-list details")
    links = [link for part in shown for link in links_of(part)]
    assert links
    for text, address in links:
        target = urlsplit(urljoin(f"http://handbook/{docname}/", address))
        page = soup(site, target.path.strip("/"))
        place = page.find(id=target.fragment) if target.fragment else page.select_one("h1")
        assert isinstance(place, Tag), (text, address)
        assert text in text_of(place)


def test_backlinks_of_terms(site: Handbook) -> None:
    """In the list of terms, the other pages that use a term are collapsed."""
    found = {
        text_of(item.select("a")[0]): [
            (text_of(part.select("summary")[0]), links_of(part)) for part in item.select("details")
        ]
        for item in section(site, "views", "all-terms").select(".compass-term-list > li")
    }
    assert found == {
        "Hub": [("Mentioned on 2 pages", [("Leading", "../lead/"), ("Work", "../work/")])],
        "Rim": [],
        "Spoke": [],  # its own page alone mentions it
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
