"""Declarations: name, options and body told apart, with the line of every value."""

from __future__ import annotations

from itertools import takewhile
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compass.organization.model import Location
from sphinx_compass.source.options import Declaration, read
from records import mention

ALLOWED = ("slug", "area", "reports-to", "teams", "status")


def declare(text: str, *, directive_line: int = 10) -> Declaration:
    """Read what a directive on line 10 holds, its name first."""
    return read(
        "role",
        dedent(text).splitlines(),
        here=Location("page", directive_line),
        first_line=10,
        allowed=ALLOWED,
    )


def options(text: str) -> dict[str, list[tuple[str, int]]]:
    """Return the values of each option of a sound declaration, with their lines."""
    declaration = declare(text)
    assert declaration.problems == []
    return {
        key: [(value.name, value.location.line) for value in values]
        for key, values in declaration.options.items()
    }


def problems(text: str) -> list[tuple[int, str, str]]:
    """Return line, subtype and message of each problem of a declaration."""
    return [
        (problem.location.line, problem.subtype, problem.message)
        for problem in declare(text).problems
    ]


# -- name and body --------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Maker\n:area: x\n\nMakes.\n\nMore.", ["Makes.", "", "More."]),
        ("Maker\n:area: x\nMakes.", ["Makes."]),
        ("Maker\n\n:area: x\n\n\nMakes.", ["Makes."]),
        ("Maker\nMakes.\n:area: x", ["Makes.", ":area: x"]),
        ("Maker\n---\narea: x\n---\nMakes.\n---", ["Makes.", "---"]),
        ("Maker\n:area: x\n:::{note}\nMakes.\n:::", [":::{note}", "Makes.", ":::"]),
        ("Maker\nMakes.", ["Makes."]),
        ("Maker", []),
    ],
)
def test_body(text: str, body: list[str]) -> None:
    """The body begins below the options, and its index says where."""
    declaration = declare(text)
    assert declaration.body == body
    assert text.splitlines()[declaration.body_index :] == body
    assert declaration.problems == []


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
    """The name is the text on the directive's own line, as it stands."""
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
    """Each way to write options gives the same values, each with its own line."""
    assert options(text) == expected


# -- mistakes -------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("A\n:foo: x", (11, "option", "A role has no option 'foo'")),
        ("A\n:area: x\n:Status: new", (12, "option", "A role has no option 'Status'")),
        ("A\n:area:Product", (11, "option", "The option line ':area:Product' cannot be read")),
        ("A\n:area Product", (11, "option", "The option line ':area Product' cannot be read")),
        ("A\n:", (11, "option", "The option line ':' cannot be read")),
        ("A\n:area: x\n:area: y", (12, "option", "The option 'area' is given twice")),
        ("A\n:area:", (11, "value", "The option 'area' has no value")),
        ("A\n:teams: ,", (11, "value", "The option 'teams' has no value")),
        ("A\n:area: ''", (11, "value", "The option 'area' has no value")),
        ("A\n---\nfoo: x\n---", (12, "option", "A role has no option 'foo'")),
        ("A\n---\narea: x\narea: y\n---", (13, "option", "The option 'area' is given twice")),
        ("A\n---\narea:\n---", (12, "value", "The option 'area' has no value")),
        ("A\n---\narea: {x: y}\n---", (12, "value", "The option 'area' has no value")),
    ],
)
def test_mistakes(text: str, problem: tuple[int, str, str]) -> None:
    """An option that is wrong is one problem, at its own line."""
    assert problems(text) == [problem]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("A\n---\narea: x\nteams: x: y\n---\nBody", 13),
        ("A\n---\n- area\n---\nBody", 12),
        ("A\n---\narea: *x\n---\nBody", 12),
        ("A\n---\narea: \x07\n---\nBody", 12),
        ("A\n---\n? [area]\n: x\n---\nBody", 12),
    ],
)
def test_unreadable_block(text: str, line: int) -> None:
    """Options between '---' lines that cannot be read are one problem, and the body stays."""
    assert problems(text) == [
        (line, "option", "The options between the '---' lines cannot be read")
    ]
    assert declare(text).body == ["Body"]


@pytest.mark.parametrize(
    ("line", "suggestion"),
    [
        (":stauts: new", "did you mean 'status'?"),
        (":reports_to: x", "did you mean 'reports-to'?"),
        (":Area: x", "did you mean 'area'?"),
        (":AREA: x", "did you mean 'area'?"),
        (":email: x", "its options are slug, area, reports-to, teams, status"),
    ],
)
def test_suggested_option(line: str, suggestion: str) -> None:
    """The closest option is offered, or all of them."""
    (problem,) = declare(f"A\n{line}").problems
    assert problem.suggestion == suggestion


def test_mistakes_do_not_hide_options() -> None:
    """What is right is read though other lines are wrong."""
    declaration = declare("A\n:foo: x\n:area: Product\n:teams\n:status: new\n\nBody")
    assert declaration.options == {
        "area": (mention("Product", 12),),
        "status": (mention("new", 14),),
    }
    assert [problem.location.line for problem in declaration.problems] == [11, 13]
    assert declaration.body == ["Body"]


def test_one() -> None:
    """Of two values of an option that takes one the first counts, the second is a problem."""
    declaration = declare("A\n:area: Product,\n  Operations")
    assert declaration.one("area") == mention("Product", 11)
    assert declaration.one("status") is None
    (problem,) = declaration.problems
    assert (problem.location.line, problem.subtype, problem.message) == (
        12,
        "value",
        "The option 'area' takes one value, and 'Operations' is a second one",
    )


@pytest.mark.parametrize(
    ("value", "chosen", "suggestions"),
    [
        ("new", "new", []),
        ("New", "", ["did you mean 'new'?"]),
        ("vacent", "", ["did you mean 'vacant'?"]),
        ("busy", "", ["it is one of new, vacant"]),
    ],
)
def test_choice(value: str, chosen: str, suggestions: list[str]) -> None:
    """A word that is not one of the allowed ones is a problem and counts as none."""
    declaration = declare(f"A\n:status: {value}")
    assert declaration.choice("status", ("new", "vacant")) == chosen
    assert [problem.suggestion for problem in declaration.problems] == suggestions
    assert {problem.location.line for problem in declaration.problems} <= {11}


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
    """No text is beyond reading; problems stand on its lines, and the body is its end."""
    declaration = read("role", lines, here=Location("page", 10), first_line=10, allowed=ALLOWED)
    assert declaration.body == lines[declaration.body_index :]
    for problem in declaration.problems:
        assert 10 <= problem.location.line < 10 + max(len(lines), 1)


@given(st.lists(st.sampled_from((":area: x", ":foo: y", ":teams:", ":a", "")), max_size=6), _LINES)
def test_options_end_at_the_first_other_line(head: list[str], rest: list[str]) -> None:
    """What stands below the first line of text is body, whatever it looks like."""
    lines = ["Maker", *head, "Text", *rest]
    declaration = read("role", lines, here=Location("page", 10), first_line=10, allowed=ALLOWED)
    body = lines[len(list(takewhile("Text".__ne__, lines))) :]
    assert declaration.body == body
