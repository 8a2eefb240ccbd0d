"""What the rest of the extension can ask the list of names."""

from __future__ import annotations

import dataclasses

from comparing import compared, now, pages

from sphinx_compass.names.names_list import NamesList
from sphinx_compass.names.permanent import ListedNames
from sphinx_compass.names.suggestions import Hints
from sphinx_compass.organization.places import Location, Place
from sphinx_compass.organization.problems import Problem, Subtype

HINTS = Hints("names.json")
NAMES = ListedNames(
    compared(
        {
            **pages("old"),
            "role old": "old/#role-old",
            "term Old": "old/#term-Old",
            "label old": "old/#l",
            "team lost": "new/#team-lost",
        },
        {
            **now("new"),
            "role new": "new#role-new The new",
            "term New": "new#term-New title",
            "label new": "new#n Heading",
        },
        {
            "page old": "new",
            "role old": "new: new",
            "term Old": "new: New",
            "label old": "new: new",
            "page x": "new: y",
        },
    ),
    HINTS,
)


def test_former_objects_are_inventory_entries() -> None:
    """They lead to current places, with current titles except for terms, and no search rank."""
    assert list(NAMES.former_objects("role")) == [("old", "The new", "role", "new", "role-new", -1)]
    assert list(NAMES.former_objects("term")) == [("Old", "Old", "term", "new", "term-New", -1)]
    assert list(NAMES.former_objects("label")) == [("old", "Heading", "label", "new", "n", -1)]
    assert list(NAMES.former_objects("page")) == [("old", "NEW", "doc", "new", "", -1)]
    assert list(NAMES.former_objects("area")) == []


def test_places_before() -> None:
    """Former places are found by the type in the inventory and the name."""
    assert NAMES.places_before("compass:role", "old") == (Place("old", "role-old"),)
    assert NAMES.places_before("std:doc", "old") == (Place("old"),)
    assert NAMES.places_before("compass:role", "new") == ()


def test_moved() -> None:
    """Each published address that is gone leads to a place of today, and no current one does."""
    assert dict(NAMES.moved()) == {
        Place("old"): Place("new"),
        Place("old", "role-old"): Place("new", "role-new"),
        Place("old", "term-Old"): Place("new", "term-New"),
        Place("old", "l"): Place("new", "n"),
    }


def test_former_names() -> None:
    """There is advice for names that are no longer declared."""
    assert NAMES.former_names() == {
        ("role", "old"): "it is now called 'The new'",
        ("team", "lost"): "declare 'lost' again, or write another name",
    }


def test_problems() -> None:
    """A list that cannot be read comes first, then wrong lines, then lost names."""
    unreadable = Problem(Location("names.json", 3), Subtype.KEPT_FILE, "It cannot be read")
    listed = NamesList(NAMES.compared.listed.names, {"page z": ("new", 2)})
    compared_names = dataclasses.replace(NAMES.compared, listed=listed)
    names = ListedNames(compared_names, HINTS, unreadable)
    found = [(problem.location, problem.subtype) for problem in names.problems()]
    assert found == [
        (Location("names.json", 3), Subtype.KEPT_FILE),
        (Location("names.json", 2), Subtype.KEPT_FILE),
        (Location("new", 5), Subtype.REDIRECT),
        (Location("new", 1), Subtype.LOST),
    ]
    assert list(NAMES.problems()) == list(names.problems())[2:]
