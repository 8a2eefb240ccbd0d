"""The values of a declaration's options, and their problems."""

from __future__ import annotations

import pytest

from records import mention
from sphinx_compass.organization.places import Location
from sphinx_compass.source.declaration import Declaration


def declaration(kind: str = "role", *, body: tuple[str, ...] = (), **options: str) -> Declaration:
    """Return a declaration on line 10 whose options have one value per line, from line 11 on."""
    found = Declaration(kind, "Maker", Location("page", 10), list(body), 1)
    line = 11
    for key, values in options.items():
        names = values.split()
        found.options[key] = tuple(mention(name, line + i) for i, name in enumerate(names))
        line += len(names)
    return found


@pytest.mark.parametrize(
    ("kind", "what"),
    [("role", "A role"), ("area", "An area"), ("team-list", "A team-list")],
)
def test_what(kind: str, what: str) -> None:
    """Sentences start with the article and the kind."""
    assert declaration(kind).what == what


@pytest.mark.parametrize(
    ("body", "has_body"),
    [((), False), (("", "  ", "\t"), False), (("", "Makes."), True), (("% comment",), True)],
)
def test_has_body(body: tuple[str, ...], *, has_body: bool) -> None:
    """Blank lines are not a body."""
    assert declaration(body=body).has_body is has_body


def test_many() -> None:
    """An option with several values has all of them; it is empty if it is not given."""
    found = declaration(teams="A B")
    assert found.many("teams") == (mention("A", 11), mention("B", 12))
    assert found.many("area") == ()
    assert found.problems == []


def test_one() -> None:
    """An option with one value has the first one."""
    found = declaration(area="Product", teams="A")
    assert found.one("area") == mention("Product", 11)
    assert found.one("status") is None
    assert found.problems == []


def test_one_of_two() -> None:
    """A second value of an option with one value is a problem."""
    found = declaration(area="Product Operations Design")
    assert found.one("area") == mention("Product", 11)
    (problem,) = found.problems
    assert (problem.location, problem.subtype) == (Location("page", 12), "value")
    assert str(problem) == (
        "The option 'area' takes one value, and 'Operations' is a second one; keep one of them."
    )


@pytest.mark.parametrize(
    ("value", "chosen", "suggestion"),
    [
        ("new", "new", None),
        ("New", "", "did you mean 'new'?"),
        ("vacent", "", "did you mean 'vacant'?"),
        ("busy", "", "it is one of new, vacant"),
    ],
)
def test_choice(value: str, chosen: str, suggestion: str | None) -> None:
    """A word that is not allowed is a problem, and the option counts as unset."""
    found = declaration(area="Product", status=value)
    assert found.choice("status", ("new", "vacant")) == chosen
    assert [problem.suggestion for problem in found.problems] == (
        [] if suggestion is None else [suggestion]
    )
    assert {problem.location.line for problem in found.problems} <= {12}


def test_choice_that_is_not_made() -> None:
    """An option that is not given is an empty string without a problem."""
    found = declaration()
    assert found.choice("status", ("new",)) == ""
    assert found.choices("status", ("new",)) == ()
    assert found.problems == []


def test_words_of_choice() -> None:
    """The finding has the kind, the option and the value."""
    found = declaration("area", status="busy")
    found.choice("status", ("new", "vacant"))
    (problem,) = found.problems
    assert problem.subtype == "value"
    assert problem.message == "An area cannot have the status 'busy'"


def test_choices() -> None:
    """Allowed words are kept, and each other one is a problem."""
    found = declaration(status="new busy vacant Vacant")
    assert found.choices("status", ("new", "vacant")) == (mention("new", 11), mention("vacant", 13))
    assert [problem.location.line for problem in found.problems] == [12, 14]
