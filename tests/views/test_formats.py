"""Cards, views and page lines in other formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup, Tag

from views.example import PAGES, PLAIN, VIEWS, rows, section, soup, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook

# MyST uses what Sphinx 11 will drop.
pytestmark = pytest.mark.filterwarnings(r"ignore:'myst_parser\.:PendingDeprecationWarning")


def parts(found: Tag) -> list[tuple[str, str]]:
    """Return the lists, tables and blocks of a view, each with its text."""
    return [
        (f"{part.name} {part.get('class')}", text_of(part))
        for part in found.select("p, ul, table, details")
    ]


def test_html(handbook: Callable[..., Handbook], site: Handbook) -> None:
    """The builder html has the same views, with links to files."""
    book = handbook(PAGES, PLAIN)
    book.build("html")
    assert book.warnings == ""
    page = BeautifulSoup((book.outdir / "views.html").read_text(encoding="utf-8"), "html5lib")
    (chart, _) = page.select("div.compass-chart")
    assert chart.select(".compass-box")[0]["href"] == "teams.html#team-council"
    for view in VIEWS:
        found = page.find(id=view)
        assert isinstance(found, Tag), view
        shown = parts(found.find_parents("section")[0] if found.name != "section" else found)
        assert shown, view
        assert shown == parts(section(site, "views", view)), view


def test_text(as_text: dict[str, str]) -> None:
    """Text has everything except interactive elements."""
    assert "Product Lead is mentioned on 3 pages" in as_text["lead"]
    assert "* Work * Before all, the Product Lead plans." in as_text["lead"]
    assert "The review of this page was due on 5 November 2026" in as_text["teams"]
    assert "* Owner Maker * Describes October 2024 * Reviewed 5 May 2026" in as_text["teams"]
    assert (
        "* Product Lead (leads Product) (new) * Helper (leads Operations) (vacant)"
        in as_text["views"]
    )
    for heading in ("Mentioned on 2 pages:", "Changed since"):
        assert heading in as_text["views"]
    for text in as_text.values():
        assert "Flag as out of date" not in text
        assert "example.org" not in text


CARDS = {
    ("lead", "role-product-lead"): {
        "Status": "new",
        "Area": "Product",
        "Reports to": "Council",
        "Reports here": "Helper, Maker",
        "Leads": "Product, Makers",
        "Teams": "Council",
        "Owns pages": "Leading, People, Work",
        "Also called": "Boss",
    },
    ("people", "role-cook"): {"Status": "archived", "Area": "Operations"},
    ("teams", "team-council"): {
        "Kind": "governing",
        "Roles": "Product Lead",
        "Reports here": "Product Lead",
    },
    ("areas", "area-product"): {
        "Lead": "Product Lead",
        "Roles": "Maker, Product Lead",
        "Teams": "Makers",
        "Structure page": "Areas",
        "Also called": "Making",
    },
}


def fields(card: Tag | None) -> dict[str, str]:
    """Return the label and text of each line of a card."""
    assert card is not None
    labels = [text_of(tag).removesuffix(":").rstrip() for tag in card.select("dt")]
    return dict(zip(labels, map(text_of, card.select("dd")), strict=True))


@pytest.mark.parametrize("place", CARDS, ids=lambda place: place[1])
def test_card(
    as_epub: dict[str, BeautifulSoup], as_text: dict[str, str], place: tuple[str, str]
) -> None:
    """A card has the same lines in every format that is not a site."""
    docname, anchor = place
    assert fields(as_epub[docname].select_one(f"#{anchor}")) == CARDS[place]
    line = " ".join(f"{label}: {values}" for label, values in CARDS[place].items())
    assert line in as_text[docname]


def test_card_title_and_text(as_text: dict[str, str]) -> None:
    """A card has the object's name and kind, and the text of its declaration."""
    assert "**Product Lead** (role) Decides what is built. Status: new" in as_text["lead"]


def test_card_without_lines(handbook: Callable[..., Handbook]) -> None:
    """Without values, there is no empty list."""
    book = handbook({"index.md": "# Example\n\n:::{role} Maker\nMakes.\n:::\n"}, PLAIN)
    book.build()
    (card,) = soup(book, "index").select(".compass-card")
    assert card.select("dl") == []


def test_card_without_a_name(handbook: Callable[..., Handbook]) -> None:
    """A declaration without a name only shows its text."""
    book = handbook({"index.md": "# Example\n\n:::{role}\n\nMakes.\n:::\n"}, PLAIN)
    book.build()
    (card,) = soup(book, "index").select(".compass-card")
    assert text_of(card) == "Makes."


def test_epub(as_epub: dict[str, BeautifulSoup]) -> None:
    """An EPUB has the views and the page lines, but no links for editors."""
    assert as_epub["views"].select("div.compass-chart li li li a")
    for page in as_epub.values():
        assert page.select("details, summary") == []  # what opens on a site is in full
    assert "Mentioned on 2 pages: Leading, Work" in text_of(as_epub["views"])
    assert len(as_epub["views"].select(".compass-cell-heading")) == 0
    assert text_of(as_epub["teams"].select("ul.compass-meta li")[0]) == "Owner Maker"
    assert as_epub["lead"].select("ul.compass-mentions a")
    external = [
        link["href"]
        for page in as_epub.values()
        for link in page.select("a[href]")
        if "example.org" in str(link["href"])
    ]
    assert external == []


@pytest.mark.parametrize("view", ["role-list", "team-list", "area-list"])
def test_lists_in_epub(site: Handbook, as_epub: dict[str, BeautifulSoup], view: str) -> None:
    """An EPUB has the same rows as the site, without the headings for narrow screens."""
    found = as_epub["views"].select(f"table.compass-{view}")
    assert found
    assert [rows(table) for table in found] == [
        rows(table) for table in soup(site, "views").select(f"table.compass-{view}")
    ]
