"""The records of a page's content other than objects."""

from __future__ import annotations

import pytest

from records import mention, reference, term
from sphinx_compass.organization.front_matter_keys import PAGE_KEYS
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.records import Filter, Label, Page, Placement


def test_term() -> None:
    """The key of a term is its first headword, in any case; its location has the page."""
    hub = term("The  Hub", "Spoke", docname="words")
    assert hub.target_key == "term:the hub"
    assert hub.docname == "words"


def test_label_order() -> None:
    """Labels are sorted by name, then by page."""
    labels = [Label("b", "a", "x"), Label("a", "b", "x"), Label("a", "a", "y", "Title")]
    assert sorted(labels) == [labels[2], labels[1], labels[0]]


def test_reference_order() -> None:
    """References are sorted by location, then by target."""
    references = [
        reference("team", "A", line=2),
        reference("role", "B", line=2),
        reference("team", "Z", line=1),
        reference("team", "Z", "other", line=3),
    ]
    assert sorted(references) == [references[3], references[2], references[1], references[0]]
    assert references[3].docname == "other"


def test_placement() -> None:
    """Values of a filter are kept as written; an unset filter has none."""
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
    """The keys must not change, because editors write them at the top of pages."""
    assert (
        *("owner", "last_reviewed_on", "review_in", "description"),
        "facts_as_of",
    ) == PAGE_KEYS
