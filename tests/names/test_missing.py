"""Findings about lost names, and the line that keeps each of them."""

from __future__ import annotations

import dataclasses

import pytest
from comparing import compared, name, now, pages, target

from sphinx_compass.names.missing import (
    Hints,
    MissingName,
    former_names,
    missing_names,
    wrong_moves,
)
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Problem, Subtype

HINTS = Hints("data/names.json", "make names")

LISTED = {**pages("a", "b"), "role old": "a/#role-old"}
NEW_ROLE = {**now("a", "b"), "role new": "a#role-new New"}


@pytest.mark.parametrize(
    ("listed", "current", "instruction", "line"),
    [
        pytest.param(
            {"role old": "a/#role-old"},
            {"role new": "a#role-new New"},
            "add this line to the declaration of 'New' on the page 'a'",
            ":aliases: Old",
            id="object",
        ),
        pytest.param(
            {"team old": "a/#team-old"},
            {"team with-alias": "a#team-with-alias Two"},
            "replace the ':aliases:' line of 'Two' on the page 'a' with this line",
            ":aliases: One, Other, Old",
            id="object with aliases",
        ),
        pytest.param(
            {"area untitled": "a/#area-x"},
            {"area new": "b#area-new New"},
            "add this line to the declaration of 'New' on the page 'b'",
            ":aliases: untitled",
            id="object without a title",
        ),
        pytest.param(
            {"term old": "a/#term-old"},
            {"term new": "a#term-new title"},
            "add this line below the term 'new' on the page 'a'",
            "old",
            id="term",
        ),
        pytest.param(
            {"label old": "a/#x"},
            {"label new": "a#new Title"},
            "add this line above the line '(new)=' on the page 'a'",
            "(old)=",
            id="label",
        ),
        pytest.param(
            {"label old": "a/#x"},
            {"section a/#x": "a#x Heading", "label new": "a#new Title"},
            "add this line above the heading 'Heading' on the page 'a'",
            "(old)=",
            id="label that was removed from a heading",
        ),
        pytest.param(
            {"label old": "a/#x"},
            {},
            'add this line below "moved" in data/names.json',
            '"label old": "page a",',
            id="label without a successor",
        ),
        pytest.param(
            {"role old": "a/#role-old"},
            {},
            'add this line below "moved" in data/names.json',
            '"role old": "page a",',
            id="object without a successor",
        ),
        pytest.param(
            {"term old": "a/#term-old"},
            {},
            'add this line below "moved" in data/names.json',
            '"term old": "page a",',
            id="term without a successor",
        ),
        pytest.param(
            {"section a/#old": "a/#old"},
            {"section a/#new": "a#new New"},
            'add this line below "moved" in data/names.json',
            '"section a/#old": "a/#new",',
            id="section",
        ),
        pytest.param(
            {"page old": "old/"},
            now("new"),
            'add this line below "moved" in data/names.json',
            '"page old": "new",',
            id="page",
        ),
    ],
)
def test_the_line_that_keeps_a_name(
    listed: dict[str, str], current: dict[str, str], instruction: str, line: str
) -> None:
    """Findings for each kind of name suggest a line where editors expect it."""
    names = compared({**pages("a", "b"), **listed}, {**now("a", "b"), **current}, old="Old")
    targets = {
        item: dataclasses.replace(found, aliases=("One", "Other"))
        if item.name == "with-alias"
        else found
        for item, found in names.current.items()
    }
    [lost] = map(name, listed)
    message = f"The {lost.kind} '{lost.name}' was published but no longer exists; {instruction}:"
    [found] = missing_names(dataclasses.replace(names, current=targets), HINTS)
    assert found == MissingName(lost, message, line)
    assert str(found) == f"{message}\n{line}"


def test_names_that_another_finding_covers() -> None:
    """A page covers its sections, an object its label, and a line under ``moved`` its name."""
    names = compared(
        {
            **pages("a", "old", "gone"),
            "section old/#x": "old/#x",
            "section a/#x": "a/#x",
            "role r": "a/#role-r",
            "label role-r": "a/#role-r",
            "label role-s": "a/#role-s",
        },
        {**now("a"), "role s": "a#role-s S"},
        {"page gone": "nowhere"},
    )
    found = [(str(item.name), item.line) for item in missing_names(names, HINTS)]
    assert found == [
        ("page old", '"page old": "page index",'),
        ("role r", ":aliases: r"),
        ("section a/#x", '"section a/#x": "page a",'),
    ]


def test_nothing_is_missing() -> None:
    """There are no findings for names that lead somewhere."""
    names = compared(LISTED, NEW_ROLE, {"role old": "new"})
    assert missing_names(names, HINTS) == ()
    assert list(wrong_moves(names, HINTS)) == []


def test_wrong_lines_under_moved() -> None:
    """A line for a name that still exists, or with a target that does not, is a problem."""
    names = compared(
        {}, now("a", "b"), {"page x": "y", "page a": "b", "page c": "d", "page d": "c"}
    )
    listed = dataclasses.replace(names.listed, lines={name("page x"): 7, name("page a"): 9})
    assert list(wrong_moves(dataclasses.replace(names, listed=listed), HINTS)) == [
        Problem(
            Location("data/names.json", 9),
            Subtype.MOVED,
            "'page a' is listed under `moved` but still exists",
            "remove the line",
        ),
        Problem(
            Location("data/names.json", 1),
            Subtype.MOVED,
            "'page c' leads to 'd', which does not exist",
            "correct the line",
        ),
        Problem(
            Location("data/names.json", 1),
            Subtype.MOVED,
            "'page d' leads to 'c', which does not exist",
            "correct the line",
        ),
        Problem(
            Location("data/names.json", 7),
            Subtype.MOVED,
            "'page x' leads to 'y', which does not exist",
            "correct the line",
        ),
    ]


# -- advice on former names --------------------------------------------------------


def test_a_name_that_leads_to_an_object_of_its_kind() -> None:
    """The current name is suggested for a former title or slug in any case."""
    names = compared(LISTED, NEW_ROLE, {"role old": "new"}, old="Old Title")
    advice = "it is now called 'New'"
    assert former_names(names, HINTS) == {("role", "old title"): advice, ("role", "old"): advice}


def test_a_name_that_leads_to_another_kind() -> None:
    """The target is suggested with its kind."""
    names = compared(LISTED, NEW_ROLE, {"role old": "page b"})
    assert former_names(names, HINTS) == {("role", "old"): "the name now leads to the page 'b'"}


def test_a_lost_name_with_a_successor() -> None:
    """The alias that keeps it is suggested."""
    assert former_names(compared(LISTED, NEW_ROLE, old="Old"), HINTS) == {
        ("role", "old"): (
            "to keep the published name 'Old', add this line to the declaration of 'New' "
            "on the page 'a': ':aliases: Old'"
        )
    }


def test_a_former_title_of_an_object_that_keeps_its_slug() -> None:
    """The alias belongs to the object itself."""
    names = compared(
        {**pages("a"), "role r": "a/#role-r"},
        {**now("a"), "role r": "a#role-r New title", "role other": "a#role-other Other"},
        r="Former title",
    )
    advice = (
        "to keep the published name 'Former title', add this line to the declaration of "
        "'New title' on the page 'a': ':aliases: Former title'"
    )
    assert former_names(names, HINTS) == {("role", "former title"): advice, ("role", "r"): advice}


@pytest.mark.parametrize(
    ("command", "advice"),
    [
        (
            "make names",
            "to keep the published name 'Old', run 'make names' and add the line that it prints",
        ),
        ("", "'Old' is a published name that leads nowhere"),
    ],
)
def test_a_lost_name_without_a_successor(command: str, advice: str) -> None:
    """The command of the project is suggested, if it has one."""
    names = compared(LISTED, now("a", "b"), old="Old")
    assert former_names(names, Hints("names.json", command)) == {("role", "old"): advice}


def test_the_first_of_two_former_names() -> None:
    """A slug and a title of different objects can be equal; terms have no advice."""
    names = compared(
        {"role a": "", "role b": "", "term c": ""},
        {"role x": "p#x X", "role y": "p#y Y"},
        {"role a": "x", "role b": "y"},
        a="B",
    )
    assert former_names(names, HINTS) == {
        ("role", "b"): "it is now called 'X'",
        ("role", "a"): "it is now called 'X'",
    }
    assert names.target(name("role b")) == target("p#y Y")
