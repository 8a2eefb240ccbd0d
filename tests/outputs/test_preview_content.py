"""What cards of links say about the organization."""

from __future__ import annotations

from sample import ORGANIZATION
from sphinx_compass.outputs.preview_content import cards

CARDS = dict(cards(ORGANIZATION, "en"))


def titled(title: str) -> dict[str, object]:
    """Return the card with a title."""
    return next(card for card in CARDS.values() if card.get("title") == title)


def test_role_has_area_manager_and_status() -> None:
    """Its summary has titles instead of names as written."""
    assert titled("Maker") == {
        "kind": "Role",
        "title": "Maker",
        "summary": "Works with the Lead.",
        "facts": ("Area: Product", "Reports to: Lead", "Status: New"),
    }


def test_unknown_names_are_left_out() -> None:
    """They are a finding, and lead nowhere."""
    assert titled("Loner")["facts"] == ()


def test_other_kinds() -> None:
    """Teams have kind and lead, areas their lead; checklists have nothing of the sort."""
    assert titled("Makers")["facts"] == (
        "Area: Product",
        "Part of: Council",
        "Lead: Lead",
        "Kind: Service",
    )
    assert titled("Product")["facts"] == ("Lead: Lead",)
    assert titled("Arriving")["facts"] == ()


def test_each_headword_has_a_card() -> None:
    """A link to it shows the word that it names."""
    spokes = {"kind": "Term", "title": "Spokes", "summary": "Leads to a hub."}
    assert CARDS["page", "Spokes"] == spokes
    assert CARDS["page", "Spoke"] == {**spokes, "title": "Spoke"}


def test_page_has_owner_and_month() -> None:
    """Title and description are what every site knows; an owner that nobody knows is left out."""
    assert CARDS["page", ""] == {"facts": ("Owner: Lead", "Describes August 2026")}
    assert CARDS["words", ""] == {"facts": ()}
