"""The records of what a page holds besides objects."""

from __future__ import annotations

import pytest

from records import mention, reference, term
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.records import PAGE_KEYS, Filter, Label, Page, Placement


def test_term() -> None:
    """A term is known by its first headword, whatever the case; its location names the page."""
    hub = term("The  Hub", "Spoke", docname="words")
    assert hub.target_key == "term:the hub"
    assert hub.docname == "words"


def test_label_order() -> None:
    """Labels are sorted by name, then by page."""
    labels = [Label("b", "a", "x"), Label("a", "b", "x"), Label("a", "a", "y", "Title")]
    assert sorted(labels) == [labels[2], labels[1], labels[0]]


def test_reference_order() -> None:
    """References are sorted by location, then by what they name."""
    references = [
        reference("team", "A", line=2),
        reference("role", "B", line=2),
        reference("team", "Z", line=1),
        reference("team", "Z", "other", line=3),
    ]
    assert sorted(references) == [references[3], references[2], references[1], references[0]]
    assert references[3].docname == "other"


def test_placement() -> None:
    """The values of a filter come as written; a filter that is not set has none."""
    values = (mention("a"), mention("b"))
    filters = ((Filter("area"), values), (Filter("team"), ()))
    placement = Placement("role-list", Location("page", 1), filters)
    assert placement.values("area") == values
    assert placement.values("team") == ()
    assert placement.values("status") == ()
    assert placement.style == "table"


@pytest.mark.parametrize(("key", "line"), [("owner", 3), ("review_in", 1)])
def test_location_of_key(key: str, line: int) -> None:
    """A front matter key has its own line, and a missing one the first line of the page."""
    assert Page("page", lines={"owner": 3}).location_of(key) == Location("page", line)


def test_page_keys() -> None:
    """The keys are a promise: editors write them at the top of pages."""
    assert PAGE_KEYS == ("owner", "last_reviewed_on", "review_in", "description")
