"""Findings about lost names, and the line that keeps each of them."""

from __future__ import annotations

import dataclasses

import pytest
from comparing import compared, front_matter, listed, name, now, pages, target

from sphinx_compass.names.comparison import ComparedNames
from sphinx_compass.names.merging import merged
from sphinx_compass.names.missing import former_names, missing_names
from sphinx_compass.names.names_list import NameRecord, NamesList
from sphinx_compass.names.suggestions import Hints
from sphinx_compass.organization.missing_names import published_page
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Problem, Subtype

HINTS = Hints("data/names.json", "make names", {"a": "a.md", "b": "b.md", "index": "index.md"})

LISTED = {**pages("a", "b"), "role old": "a/#role-old"}
NEW_ROLE = {**now("a", "b"), "role new": "a#role-new New"}

ADD = "add this line to the front matter of {}: 'redirect_from: [{}]'"


@pytest.mark.parametrize(
    ("listed", "current", "place", "fix"),
    [
        pytest.param(
            {"role old": "a/#role-old"},
            {"role new": "a#role-new New"},
            ("a", 7),
            "add this line to the declaration of 'New' in a.md: ':aliases: Old'",
            id="object",
        ),
        pytest.param(
            {"team old": "a/#team-old"},
            {"team with-alias": "a#team-with-alias Two"},
            ("a", 7),
            "replace the line ':aliases:' of 'Two' in a.md with this line: "
            "':aliases: One, Other, Old'",
            id="object with aliases",
        ),
        pytest.param(
            {"area untitled": "a/#area-x"},
            {"area new": "b#area-new New"},
            ("a", 1),
            "add this line to the declaration of 'New' in b.md: ':aliases: untitled'",
            id="object without a title, on another page",
        ),
        pytest.param(
            {"term old": "a/#term-old"},
            {"term new": "a#term-new title"},
            ("a", 7),
            ADD.format("a.md", "term old: new"),
            id="term",
        ),
        pytest.param(
            {"term old: word": "a/#term-old"},
            {"term new, word": "a#term-new title"},
            ("a", 7),
            ADD.format("a.md", '"term old: word": "new, word"'),
            id="term that needs quotes",
        ),
        pytest.param(
            {"label old": "a/#x"},
            {"label new": "a#new Title"},
            ("a", 7),
            ADD.format("a.md", "label old: new"),
            id="label",
        ),
        pytest.param(
            {"label old": "a/#x"},
            {"section a/#x": "a#x Heading", "label new": "a#new Title"},
            ("a", 7),
            ADD.format("a.md", "label old: x"),
            id="label that was removed from a heading",
        ),
        pytest.param(
            {"label old": "a/#x"},
            {},
            ("a", 1),
            "add this line to the front matter of the page that readers should land on, such as "
            "a.md: 'redirect_from: [label old]'",
            id="label without a successor",
        ),
        pytest.param(
            {"role old": "a/#role-old"},
            {},
            ("a", 1),
            "add this line to the front matter of the page that readers should land on, such as "
            "a.md: 'redirect_from: [role old]'",
            id="object without a successor",
        ),
        pytest.param(
            {"section a/#old": "a/#old"},
            {"section a/#new": "a#new New"},
            ("a", 7),
            ADD.format("a.md", "a#old: new"),
            id="section",
        ),
        pytest.param(
            {"section a/#old": "a/#old"},
            {"label new": "b#new-anchor New"},
            ("a", 1),
            "add this line to the front matter of the page that readers should land on, such as "
            "a.md: 'redirect_from: [a#old]'",
            id="section without a successor",
        ),
        pytest.param(
            {"page old": "old/"}, now("new"), ("new", 1), ADD.format("new", "old"), id="page"
        ),
        pytest.param(
            {"page old/x": "old/x/"},
            now("index"),
            ("index", 1),
            "add this line to the front matter of the page that readers should land on, such as "
            "index.md: 'redirect_from: [old/x]'",
            id="page without a successor",
        ),
    ],
)
def test_the_line_that_keeps_a_name(
    listed: dict[str, str], current: dict[str, str], place: tuple[str, int], fix: str
) -> None:
    """Findings for each kind of name suggest a line where editors expect it."""
    listed_pages = {**pages("a", "b"), **({"page index": ""} if "page index" in current else {})}
    names = compared({**listed_pages, **listed}, {**now("a", "b"), **current}, old="Old")
    targets = {
        item: dataclasses.replace(
            found,
            location=Location(found.place.docname, 7),
            aliases=("One", "Other") if item.name == "with-alias" else (),
        )
        for item, found in names.current.items()
    }
    [lost] = map(name, listed)
    message = f"The {lost.kind} '{lost.name}' was published but no longer exists"
    [found] = missing_names(dataclasses.replace(names, current=targets), HINTS)
    found = dataclasses.replace(found, lost=frozenset(), about=frozenset())
    assert found == Problem(Location(*place), Subtype.LOST, message, fix)


REPLACE = (
    "replace 'redirect_from' in a.md with this line: "
    "'redirect_from: [older, term T: V, label x, gone]'"
)
OLD = {"page gone": "gone/", "label x": "a/#x"}


@pytest.mark.parametrize(
    ("indent", "fixes"),
    [
        (
            2,
            [
                "add this line below 'redirect_from' in a.md: '  - label x'",
                "add this line below 'redirect_from' in a.md: '  - gone'",
            ],
        ),
        (
            -1,
            [REPLACE, REPLACE],
        ),
    ],
    ids=["with lines of their own", "in one line"],
)
def test_a_page_that_lists_old_names_already(indent: int, fixes: list[str]) -> None:
    """The suggestion suits the way the list is written, and one line has all names."""
    listed = {**pages("a"), **OLD, "term V": "gone/#v a/#v", "label y": "", "label z": ""}
    names = compared(listed, {**now("a"), "term V": "a#v", "label y": "a#y", "label z": "a#z"})
    said = front_matter({"page older": "a", "term T": "a: V"}, indent)
    names = dataclasses.replace(names, pages=said)
    assert [problem.suggestion for problem in missing_names(names, HINTS)] == fixes


def test_names_that_another_finding_covers() -> None:
    """A page covers what was on it, an object its label, and a redirection its own line."""
    names = compared(
        {
            **pages("a", "old"),
            "section old/#x": "old/#x",
            "term T": "old/#t",
            "role on-old": "old/#role-on-old",
            "label role-on-old": "old/#role-on-old",
            "term Left": "old/#t a/#t",
            "role r": "a/#role-r",
            "label role-r": "a/#role-r",
            "label role-s": "a/#role-s",
        },
        {**now("a"), "role s": "a#role-s S"},
        {"label said": "a: nowhere"},
    )
    found = [problem.message.split("'")[1] for problem in missing_names(names, HINTS)]
    assert found == ["old", "r", "Left"]


def led_to(page: str, *names: str) -> NamesList:
    """Return a list of pages, and of former names that led to one of them."""
    records = {name(text): NameRecord(page=page) for text in names}
    return NamesList({**listed(pages("a", "b", page)).names, **records})


FORMER = ("page older", "section a/#x", "term T", "label l", "role r")


def test_a_page_that_is_gone_covers_what_led_to_it() -> None:
    """The line for the page keeps all former names of the page as well."""
    gone = ComparedNames(led_to("gone", *FORMER), compared({}, now("a", "b")).current)
    [problem] = missing_names(gone, HINTS)
    assert problem.suggestion.endswith("'redirect_from: [gone]'")
    fixed = dataclasses.replace(gone, pages=front_matter({"page gone": "b"}))
    assert list(missing_names(fixed, HINTS)) == []
    assert {fixed.current_name(name(text)) for text in FORMER} == {name("page b")}
    assert set(fixed.redirects) == {"gone", "older"}
    again = dataclasses.replace(fixed, listed=merged(fixed), pages={})
    assert [item.message.split("'")[1] for item in missing_names(again, HINTS)] == ["gone"]


def test_a_line_for_a_former_name_that_was_removed() -> None:
    """It belongs on the page that had it."""
    names = ComparedNames(led_to("b", *FORMER), compared({}, now("a", "b")).current)
    found = list(missing_names(names, HINTS))
    assert len(found) == len(FORMER)
    assert all("such as b.md" in problem.suggestion for problem in found)


def test_pages_that_led_to_each_other() -> None:
    """A list that says so, which no program writes, makes no endless loop."""
    records = {name(f"page {one}"): NameRecord(page=other) for one, other in ("xy", "yx", "zz")}
    names = ComparedNames(NamesList(records), compared({}, now("a")).current)
    assert names.current_name(name("page x")) is None
    assert names.current_name(name("page z")) is None
    assert len(list(missing_names(names, HINTS))) == 2


def test_what_is_missing_because_of_a_finding() -> None:
    """References to a lost page, and to what was on it, follow from its finding."""
    names = compared(
        {"page old": "old/", "term T": "old/#term-T", "role r": "old/#role-r a/#r", **pages("a")},
        now("a"),
        r="The R",
    )
    page, role = missing_names(names, HINTS)
    assert page.lost == {("page", "old"), ("term", "t"), ("section", "old#term-t")}
    assert role.lost == {
        *(("role", "r"), ("role", "the r")),
        *(("section", "old#role-r"), ("section", "a#r")),
    }
    assert (page.about, role.about) == (published_page("old"), frozenset())


def test_nothing_is_missing() -> None:
    """There are no findings for names that lead somewhere."""
    names = compared(LISTED, NEW_ROLE, {"role old": "a: new"})
    assert list(missing_names(names, HINTS)) == []


# -- advice on former names --------------------------------------------------------


def test_a_name_that_leads_to_an_object_of_its_kind() -> None:
    """The current name is suggested for a former title or slug in any case."""
    names = compared(LISTED, NEW_ROLE, {"role old": "a: new"}, old="Old Title")
    advice = "it is now called 'New'"
    assert former_names(names, HINTS) == {("role", "old title"): advice, ("role", "old"): advice}


def test_a_name_that_leads_to_another_kind() -> None:
    """The target is suggested with its kind."""
    names = compared(LISTED, NEW_ROLE, {"role old": "b"})
    assert former_names(names, HINTS) == {("role", "old"): "the name now leads to the page 'b'"}


def test_a_lost_name_with_a_successor() -> None:
    """The alias that keeps it is suggested."""
    assert former_names(compared(LISTED, NEW_ROLE, old="Old"), HINTS) == {
        ("role", "old"): (
            "to keep the published name 'Old', add this line to the declaration of 'New' "
            "in a.md: ':aliases: Old'"
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
        "'New title' in a.md: ':aliases: Former title'"
    )
    assert former_names(names, HINTS) == {("role", "former title"): advice, ("role", "r"): advice}


def test_a_lost_name_without_a_successor() -> None:
    """The finding about the name says what to do."""
    names = compared(LISTED, now("a", "b"), old="Old")
    advice = "declare 'Old' again, or write another name"
    assert former_names(names, HINTS) == {("role", "old"): advice}


def test_the_first_of_two_former_names() -> None:
    """A slug and a title of different objects can be equal; terms have no advice."""
    names = compared(
        {"role a": "", "role b": "", "term c": ""},
        {**now("p"), "role x": "p#x X", "role y": "p#y Y"},
        {"role a": "p: x", "role b": "p: y"},
        a="B",
    )
    assert former_names(names, HINTS) == {
        ("role", "b"): "it is now called 'X'",
        ("role", "a"): "it is now called 'X'",
    }
    assert names.target(name("role b")) == target("p#y Y")


def test_many_lost_names() -> None:
    """A line has twenty names at most, so that findings do not grow with their number."""
    lost = {f"label old{number:03}": "a/#x" for number in range(45)}
    found = list(missing_names(compared({**pages("a"), **lost}, now("a")), HINTS))
    lines = {problem.suggestion.partition("[")[2] for problem in found}
    assert sorted(line.count("label") for line in lines) == [5, 20, 20]
    assert len(found) == 45
