"""Templates find pages by what they show."""

from __future__ import annotations

import pytest

from records import mention
from sphinx_compass.organization.directory import Directory
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.records import Filter, Placement, Term
from sphinx_compass.outputs.template_functions import page_showing

AREA = Filter("area", ("area",))
PLACEMENTS = [
    Placement("role-list", Location("a", 5), ((AREA, (mention("Product"),)),)),
    Placement("role-list", Location("c", 5)),
    Placement("role-list", Location("b", 7)),
]
TERMS = [
    Term((word,), (word,), "", Location(page, line))
    for line, (word, page) in enumerate([("A", "a"), ("B", "b"), ("C", "b")], start=1)
]


@pytest.mark.parametrize(
    ("view", "placements", "page"),
    [
        ("role-list", PLACEMENTS, "b"),
        ("role-list", PLACEMENTS[:1], "a"),
        ("team-list", PLACEMENTS, "index"),
        ("term-list", PLACEMENTS, "b"),
        ("term-list", [Placement("term-list", Location("d", 1))], "d"),
    ],
)
def test_page_showing(view: str, placements: list[Placement], page: str) -> None:
    """It is the first page that shows all of it, or one that stands for it."""
    directory = Directory.build(placements=placements, terms=TERMS)
    assert page_showing(directory, "index", view) == page


def test_nothing_to_show() -> None:
    """Without any page, the first page of the site is linked."""
    assert page_showing(Directory(), "start", "term-list") == "start"
