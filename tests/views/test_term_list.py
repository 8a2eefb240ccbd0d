"""The list of terms, by letter."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pytest

from records import reference, role
from sphinx_compass.organization.directory import Directory
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.records import Placement, Term
from sphinx_compass.organization.text import title_mark
from sphinx_compass.views.links import Link
from sphinx_compass.views.term_list import NO_LETTER, TermEntry, TermList, initial
from views.example import section, text_of

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

    from conftest import Handbook

TERMS = (
    Term(("spoke", "Spokes", "Rod"), ("a", "b", "c"), "Leads out.", Location("page", 9)),
    Term(("Hub",), ("d",), f"Has a {title_mark('role', 'BOSS')}.", Location("other", 5)),
    Term(("2i2c",), ("g",), "A name.", Location("other", 1)),
)
COMPANY = Directory.build(
    [role("Product Lead", aliases="Boss")],
    terms=TERMS,
    titles={"page": "Page", "other": "Other page"},
    references=[
        reference("term", "rod", docname="other"),
        reference("term", "spoke", docname="other", line=2),
        reference("term", "spoke", docname="page"),
    ],
)


def content(style: str) -> tuple[TermEntry, ...]:
    """Return what a list on the page ``other`` shows."""
    return TermList().content(COMPANY, Placement("term-list", Location("other", 1), style=style))


def test_content() -> None:
    """A term has all its names, its meaning, and the other pages that define and use it."""
    name = TermEntry(Link("2i2c", "other", "g"), summary="A name.")
    hub = TermEntry(Link("Hub", "other", "d"), summary="Has a Product Lead.")
    spoke = TermEntry(Link("spoke", "page", "a"), ("Spokes", "Rod"), "Leads out.")
    pages: dict[str, Any] = {"page": "Page", "mentions": (Link("Other page", "other"),)}
    assert content("table") == (name, hub, dataclasses.replace(spoke, **pages))
    assert content("list") == (name, hub, spoke)


@pytest.mark.parametrize(
    ("headword", "letter"),
    [("hub", "H"), ("Éclair", "E"), ("ßet", "S"), ("2i2c", NO_LETTER), ("_x", NO_LETTER)],
)
def test_letters(headword: str, letter: str) -> None:
    """A term is listed under its first letter, whatever its case and accents."""
    assert initial(headword) == letter


def test_letters_lead_to_their_terms(site: Handbook) -> None:
    """Each letter is a heading below the one of its section, and a link leads to it."""
    found = section(site, "views", "all-terms")
    groups = {
        text_of(group.select("h3.rubric")[0]): [
            text_of(item) for item in group.select("ul.compass-term-list > li > p:first-child")
        ]
        for group in found.select(".compass-group")
    }
    assert groups == {"H": ["Hub Hubs, Node"], "R": ["Rim"], "S": ["Spoke"]}
    for link in found.select(".compass-letters a"):
        heading = found.find(id=str(link["href"]).removeprefix("#"))
        assert heading is not None
        assert heading.get_text() == text_of(link)


def test_other_formats_have_one_list(as_epub: dict[str, BeautifulSoup]) -> None:
    """Without styles and scripts, there are no letters."""
    (found,) = as_epub["views"].select("ul.compass-term-list")
    assert [text_of(name) for name in found.select("li > p:first-child")] == [
        "Hub Hubs, Node",
        "Rim",
        "Spoke",
    ]
    assert not as_epub["views"].select(".compass-letters")
