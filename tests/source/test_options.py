"""The name, options and body of a declaration, with the line of each value."""

from __future__ import annotations

from itertools import takewhile
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import mention
from sphinx_compass.organization.places import Location
from sphinx_compass.source.option_lines import late_options
from sphinx_compass.source.options import read

if TYPE_CHECKING:
    from sphinx_compass.source.declaration import Declaration

ALLOWED = ("slug", "area", "reports-to", "teams", "status")


def declare(text: str, *, directive_line: int = 10) -> Declaration:
    """Read the name and content of a directive on line 10."""
    return read(
        "role",
        dedent(text).splitlines(),
        here=Location("page", directive_line),
        first_line=10,
        allowed=ALLOWED,
    )


def options(text: str) -> dict[str, list[tuple[str, int]]]:
    """Return the values and lines of each option of a declaration without mistakes."""
    declaration = declare(text)
    assert declaration.problems == []
    return {
        key: [(value.name, value.location.line) for value in values]
        for key, values in declaration.options.items()
    }


def problems(text: str) -> list[tuple[int, str]]:
    """Return the line and subtype of each problem of a declaration."""
    return [(problem.location.line, problem.subtype) for problem in declare(text).problems]


# -- name and body --------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Maker\n:area: x\n\nMakes.\n\nMore.", ["Makes.", "", "More."]),
        ("Maker\n:area: x\nMakes.", ["Makes."]),
        ("Maker\n\n:area: x\n\n\nMakes.", ["Makes."]),
        ("Maker\nMakes.\n:foo: x", ["Makes.", ":foo: x"]),
        ("Maker\nMakes.\n:::{x-list}\n:area: x\n:::", ["Makes.", ":::{x-list}", ":area: x", ":::"]),
        ("Maker\n---\narea: x\n---\nMakes.\n---", ["Makes.", "---"]),
        ("Maker\n:area: x\n:::{note}\nMakes.\n:::", [":::{note}", "Makes.", ":::"]),
        ("Maker\nMakes.", ["Makes."]),
        ("Maker", []),
    ],
)
def test_body(text: str, body: list[str]) -> None:
    """The body starts below the options, at the returned index."""
    declaration = declare(text)
    assert declaration.body == body
    assert text.splitlines()[declaration.body_index :] == body
    assert declaration.problems == []


@pytest.mark.parametrize(
    ("text", "body", "line"),
    [
        ("Maker\nMakes.\n:area: x\n:teams: y\nMore.", ["Makes.", "", "", "More."], 12),
        ("Maker\narea: x\nteams: y\n\nMakes.", ["Makes."], 11),
        ("Maker\n:area: x\nteams: y\n\nMakes.", ["Makes."], 12),
    ],
)
def test_misplaced_options(text: str, body: list[str], line: int) -> None:
    """Options below the text or without a colon are one problem, and not part of the text."""
    declaration = declare(text)
    assert declaration.body == body
    assert [problem.location.line for problem in declaration.problems] == [line]


@pytest.mark.parametrize(
    ("text", "directive_line", "name"),
    [
        ("  Product   Lead ", 10, "Product Lead"),
        ("Lead: *of* {team}`all`", 10, "Lead: *of* {team}`all`"),
        ("Makes.", 9, ""),
        ("", 10, ""),
    ],
)
def test_name(text: str, directive_line: int, name: str) -> None:
    """The name is the unchanged text on the line of the directive."""
    declaration = declare(text, directive_line=directive_line)
    assert declaration.name == name
    assert declaration.location == Location("page", directive_line)


# -- notations ------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("A\n:area: Product", {"area": [("Product", 11)]}, id="one"),
        pytest.param(
            "A\n:area: x\n\n:status: new",
            {"area": [("x", 11)], "status": [("new", 13)]},
            id="blank line between",
        ),
        pytest.param(
            "A\n:teams: One,  Two  Three ,,Four,",
            {"teams": [("One", 11), ("Two Three", 11), ("Four", 11)]},
            id="commas",
        ),
        pytest.param(
            "A\n:teams: One,\n  Two, Three\n   Four\n:area: x",
            {"teams": [("One", 11), ("Two", 12), ("Three", 12), ("Four", 13)], "area": [("x", 14)]},
            id="continued",
        ),
        pytest.param(
            "A\n:teams:\n  - One\n  - Two",
            {"teams": [("One", 12), ("Two", 13)]},
            id="listed",
        ),
        pytest.param("A\n:area: 'Product'", {"area": [("Product", 11)]}, id="quoted"),
        pytest.param("A\n:area: Lead: x", {"area": [("Lead: x", 11)]}, id="colon in the value"),
        pytest.param("A\n:area:\tx", {"area": [("x", 11)]}, id="tab"),
        pytest.param(
            "A\n---\narea: Product\n\nteams: [One, Two]\n---",
            {"area": [("Product", 12)], "teams": [("One", 14), ("Two", 14)]},
            id="yaml",
        ),
        pytest.param(
            "A\n---\nteams:\n- One\n- Two, Three\n---",
            {"teams": [("One", 13), ("Two", 14), ("Three", 14)]},
            id="yaml list",
        ),
        pytest.param(
            "A\n\n----\narea: 'Product'\n----",
            {"area": [("Product", 13)]},
            id="yaml, quoted, longer fence",
        ),
        pytest.param("A\n---\n---\nx", {}, id="empty yaml"),
    ],
)
def test_notations(text: str, expected: dict[str, list[tuple[str, int]]]) -> None:
    """Each notation of options gives the same values, with their lines."""
    assert options(text) == expected


# -- mistakes -------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A\n:stauts: new", "A role has no option 'stauts'; did you mean 'status'?"),
        (
            "A\n:email: x",
            (
                "A role has no option 'email'; "
                "its options are slug, area, reports-to, teams, status."
            ),
        ),
        (
            "A\n:area Product",
            "The option line ':area Product' cannot be read; write ':area: Product'.",
        ),
        (
            "A\n:email",
            (
                "The option line ':email' cannot be read; write it as ':name: value', "
                "with a colon on both sides of the name and a space before the value."
            ),
        ),
        (
            "A\n:area: x\n:area: y",
            (
                "The option 'area' is given twice; "
                "put all its values on one line, separated by commas."
            ),
        ),
        (
            "A\n:area:",
            "The option 'area' has no value; write one after it, or remove the line.",
        ),
        (
            "A\n---\narea: *x\n---",
            ("The options between the '---' lines cannot be read; write one 'name: value' a line."),
        ),
        (
            "A\n---\narea: x\n\nBody",
            (
                "The options that start here with '---' have no end; "
                "write a line '---' below the last of them."
            ),
        ),
    ],
)
def test_words(text: str, words: str) -> None:
    """Each finding says what is wrong and what to write."""
    assert [str(problem) for problem in declare(text).problems] == [words]


def test_words_without_any_option() -> None:
    """The finding for a directive that has no options says so."""
    here = Location("page", 1)
    (problem,) = read("org-chart", [":a: x"], here=here, first_line=2, allowed=()).problems
    assert problem.suggestion == "it has no options"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("A\n:foo: x", (11, "option")),
        ("A\n:area: x\n:Status: new", (12, "option")),
        ("A\n:area:Product", (11, "option")),
        ("A\n:area Product", (11, "option")),
        ("A\n:", (11, "option")),
        ("A\n:area: x\n:area: y", (12, "option")),
        ("A\n:area:", (11, "value")),
        ("A\n:teams: ,", (11, "value")),
        ("A\n:area: ''", (11, "value")),
        ("A\n---\nfoo: x\n---", (12, "option")),
        ("A\n---\narea: x\narea: y\n---", (13, "option")),
        ("A\n---\narea:\n---", (12, "value")),
        ("A\n---\narea: {x: y}\n---", (12, "value")),
    ],
)
def test_mistakes(text: str, problem: tuple[int, str]) -> None:
    """A wrong option is one problem at its line."""
    assert problems(text) == [problem]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("A\n---\narea: x\nteams: x: y\n---\nBody", 13),
        ("A\n---\n- area\n---\nBody", 12),
        ("A\n---\narea: *x\n---\nBody", 12),
        ("A\n---\narea: \x07\n---\nBody", 12),
        ("A\n---\n? [area]\n: x\n---\nBody", 12),
        ("A\n---\narea: x\nteams: [a, b\nstatus: new\n---\nBody", 13),
    ],
)
def test_unreadable_block(text: str, line: int) -> None:
    """Invalid options between '---' lines are one problem, and the body is kept."""
    assert problems(text) == [(line, "option")]
    assert declare(text).body == ["Body"]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("A\n---\narea: x\n\nBody", ["Body"]),
        ("A\n---\narea: x", []),
    ],
)
def test_block_without_an_end(text: str, body: list[str]) -> None:
    """Options end at the first blank line, and the rest is the body."""
    declaration = declare(text)
    assert problems(text) == [(11, "option")]
    assert declaration.options == {"area": (mention("x", 12),)}
    assert declaration.body == body


@pytest.mark.parametrize(
    ("line", "suggested"),
    [
        (":stauts: new", "status"),
        (":reports_to: x", "reports-to"),
        (":Area: x", "area"),
        (":AREA: x", "area"),
        (":email: x", ", ".join(ALLOWED)),
    ],
)
def test_suggested_option(line: str, suggested: str) -> None:
    """The closest option is suggested, or all options."""
    (problem,) = declare(f"A\n{line}").problems
    assert suggested in problem.suggestion
    assert [name in problem.suggestion for name in ALLOWED].count(True) in {1, len(ALLOWED)}


def test_mistakes_do_not_hide_options() -> None:
    """Correct options are read even if other lines are wrong."""
    declaration = declare("A\n:foo: x\n:area: Product\n:teams\n:status: new\n\nBody")
    assert declaration.options == {
        "area": (mention("Product", 12),),
        "status": (mention("new", 14),),
    }
    assert [problem.location.line for problem in declaration.problems] == [11, 13]
    assert declaration.body == ["Body"]


def test_rare_line_separators() -> None:
    """A character that is a line end only in YAML does not change line numbers."""
    lines = ["A", "---", "area: a\u2028\u2028 b", "foo: x", "teams: y", "---"]
    found = read("role", lines, here=Location("page", 10), first_line=10, allowed=ALLOWED)
    assert [problem.location.line for problem in found.problems] == [13]
    assert found.many("teams") == (mention("y", 14),)


@pytest.mark.parametrize(
    "text",
    [
        "A\na" + " " * 100_000 + "b",
        "A\n- " + " " * 100_000 + "1",
        "A\nText.\n\n" + "area: x\n" * 20_000,
    ],
    ids=["spaces between words", "spaces before a number", "options below the text"],
)
def test_long_texts(text: str) -> None:
    """Time grows with the length of the text only; otherwise these would take hours."""
    assert declare(text).name == "A"


# -- any text -------------------------------------------------------------

_LINES = st.lists(
    st.one_of(
        st.text(max_size=8).filter(lambda text: len(text.splitlines()) < 2),
        st.sampled_from(
            (":area: x", ":teams: a, b", "  c", "- d", "---", "", ":", "a: [b", "x: y")
        ),
    ),
    max_size=8,
)


@given(_LINES)
def test_any_lines_are_read(lines: list[str]) -> None:
    """Every text can be read; problems are on its lines, and its end is the body."""
    declaration = read("role", lines, here=Location("page", 10), first_line=10, allowed=ALLOWED)
    rest = lines[declaration.body_index :]
    late = {number for group in late_options(rest, ALLOWED) for number in group}
    assert declaration.body == ["" if n in late else line for n, line in enumerate(rest)]
    for problem in declaration.problems:
        assert 10 <= problem.location.line < 10 + max(len(lines), 1)


@given(st.lists(st.sampled_from((":area: x", ":foo: y", ":teams:", ":a", "")), max_size=6), _LINES)
def test_options_end_at_the_first_other_line(head: list[str], rest: list[str]) -> None:
    """Everything below the first line of text is the body."""
    lines = ["Maker", *head, "Text", *rest]
    declaration = read("role", lines, here=Location("page", 10), first_line=10, allowed=ALLOWED)
    index = len(list(takewhile("Text".__ne__, lines)))
    assert declaration.body_index == index
    assert len(declaration.body) == len(lines) - index
