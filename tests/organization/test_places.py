"""Locations in the sources, and places on the site."""

from __future__ import annotations

from sphinx_compass.organization.places import Location, Place


def test_location_reads_as_editors_write_it() -> None:
    """A location is shown as page and line."""
    assert str(Location("team/index", 7)) == "team/index, line 7"


def test_order_of_locations() -> None:
    """Locations are sorted by page, then by line as a number."""
    places = [Location("b", 1), Location("a", 10), Location("a", 9)]
    assert sorted(places) == [Location("a", 9), Location("a", 10), Location("b", 1)]


def test_place_of_a_page() -> None:
    """Without an anchor, a place is the page itself."""
    assert Place("page") == Place("page", "")
    assert Place("page") != Place("page", "how")
