"""The checks of names: what they find, where, and what they suggest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from company import COMPANY, RULES, findings, in_company, names_in
from records import area, directory, mention, reference, role, team
from sphinx_compass.organization.checks import check
from sphinx_compass.organization.checks.mentions import (
    name_problems,
    unknown_filters,
    unknown_options,
    unknown_references,
)
from sphinx_compass.organization.checks.names import (
    declared_twice,
    shared_aliases,
)
from sphinx_compass.organization.directory import Directory
from sphinx_compass.organization.kinds import KINDS
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.organization.records import Filter, Placement

if TYPE_CHECKING:
    from sphinx_compass.organization.objects import DeclaredObject, Kind

HERE = Location("page", 7)


def referring(kind: str, name: str, *declared: DeclaredObject) -> list[Problem]:
    """Return the findings for a reference on line 7 in an organization without mistakes."""
    organization = Directory.build(
        (*COMPANY, *declared),
        references=[reference(kind, name, line=7)],
        titles={"page": "Page"},
        rules=RULES,
    )
    return list(check(organization))


def test_sound_company() -> None:
    """Without mistakes, there are no findings."""
    assert in_company(role("Maker", 1, reports_to="boss", area="PRODUCT", teams="makers")) == []


# -- messages --------------------------------------------------------------------------


def test_words_of_declared_twice() -> None:
    """The finding has the location of the first declaration, and says what to do."""
    (problem,) = declared_twice(directory(role("A", 1), role("A", 20)))
    assert str(problem) == (
        "The role 'A' is declared here and at page, line 1; "
        "keep one of the two, and refer to it in the other place."
    )


def test_words_of_a_shared_alias() -> None:
    """The finding has both objects, and the location of the other one."""
    (problem,) = shared_aliases(directory(team("A", 1), team("B", 10, aliases="a")))
    assert str(problem) == (
        "The alias 'a' of the team 'B' also means 'A' (page, line 1); remove it here or there."
    )


def test_words_of_an_ambiguous_name() -> None:
    """The finding lists the objects with the name."""
    shared = directory(role("A", 1, aliases="X"), role("B", 10, aliases="X"))
    (problem,) = name_problems(shared, ("role",), "x", HERE)
    assert str(problem) == (
        "The role 'x' can mean 'A' or 'B'; write the full name of the one you mean."
    )


def test_words_of_an_unknown_name() -> None:
    """The finding says what to do if no name is similar."""
    (problem,) = name_problems(directory(), ("team", "role"), "Nobody", HERE)
    assert str(problem) == (
        "There is no team named 'Nobody'; "
        "correct the name, or declare the team on the page that describes it."
    )


def test_words_of_another_kind() -> None:
    """The finding has the kind of the name."""
    (problem,) = name_problems(directory(area("Product")), ("role",), "product", HERE)
    assert problem.suggestion == "'Product' is an area, not a role"


# -- declared once -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("second", "line"),
    [
        (role("Maker", 20), 20),
        (role("MAKER", 20), 20),
        (role("Maker", 20, slug="other"), 20),
        (role("Other", 20, slug="maker"), 20),
        (role("Maker", 20, docname="other"), 10),  # 'other' comes before 'page'
    ],
)
def test_declared_twice(second: DeclaredObject, line: int) -> None:
    """If two declarations have the same name or slug, the later one has one finding."""
    assert in_company(role("Maker", 10), second) == [(line, "duplicate")]


def test_declared_three_times() -> None:
    """Each declaration after the first one has a finding that refers to the first one."""
    problems = list(declared_twice(directory(role("A", 1), role("A", 20), role("A", 30))))
    assert findings(problems) == [(20, "duplicate"), (30, "duplicate")]
    assert all(str(Location("page", 1)) in problem.message for problem in problems)


def test_third_is_like_the_second_only() -> None:
    """A declaration with the same name as a duplicate has a finding that refers to it."""
    declared = role("A", 1), role("A", 20, slug="b"), role("Other", 30, slug="b")
    problems = list(declared_twice(directory(*declared)))
    assert findings(problems) == [(20, "duplicate"), (30, "duplicate")]
    assert str(Location("page", 20)) in problems[1].message


def test_same_name_of_another_kind() -> None:
    """Objects of different kinds may have the same name."""
    assert in_company(team("Product", 10), role("Makers", 20)) == []


@pytest.mark.parametrize(
    ("declared", "lines"),
    [
        (role("A", 10, aliases="product lead"), [11]),
        (role("A", 10, aliases="product-lead"), [11]),
        (role("A", 10, aliases="boss"), [301]),  # the later of two equal aliases is wrong
        (role("A", 900, aliases="BOSS, Head, Chief"), [901, 901]),
        (role("A", 900, docname="other", aliases="boss"), [301]),
        (team("A", 10, aliases="boss"), []),
        (role("A", 10, aliases="Product, Makers"), []),
        (role("A", 10, aliases="A, a"), []),
    ],
)
def test_shared_alias(declared: DeclaredObject, lines: list[int]) -> None:
    """An alias of two objects of a kind has one finding, at the alias."""
    assert in_company(declared) == [(line, "ambiguous") for line in lines]


def test_aliases_on_one_line() -> None:
    """Two equal aliases at the same location both have findings, since neither is later."""
    declared = role("A", 10, aliases="X"), role("B", 10, aliases="X")
    assert findings(shared_aliases(directory(*declared))) == [(11, "ambiguous")] * 2


# -- references --------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_unknown_reference(kind: Kind) -> None:
    """An unknown name of any kind has a finding."""
    (problem,) = referring(kind, "Nobody")
    assert (problem.location, problem.subtype) == (HERE, Subtype.UNKNOWN)
    assert names_in(str(problem)) == ["Nobody"]
    assert kind in problem.message
    assert kind in problem.suggestion


@pytest.mark.parametrize("name", ["Product Lead", "product-lead", "BOSS"])
def test_known_reference(name: str) -> None:
    """Names, slugs and aliases have no findings."""
    assert referring("role", name) == []


@pytest.mark.parametrize("kind", ["term", "label", "any"])
def test_other_references(kind: str) -> None:
    """References to terms, labels and `any` are checked by Sphinx."""
    assert referring(kind, "Nobody") == []


def test_ambiguous_reference() -> None:
    """A reference with a shared alias has a finding with both objects, besides the alias."""
    problems = referring("role", "boss", role("A", 900, aliases="Boss"))
    assert findings(problems) == [(7, "ambiguous"), (901, "ambiguous")]
    at_reference = next(problem for problem in problems if problem.location == HERE)
    assert names_in(str(at_reference)) == ["boss", "A", "Product Lead"]


def test_reference_to_what_is_declared_twice() -> None:
    """A name of two objects has a finding only at the second declaration."""
    twice = role("Maker", 10), role("Maker", 20, slug="other")
    assert findings(referring("role", "maker", *twice)) == [(20, "duplicate")]


def test_every_reference_is_checked() -> None:
    """Each of several references has its own finding."""
    organization = Directory.build(
        references=[
            reference("role", "Nobody", line=1),
            reference("any", "Nobody", line=2),
            reference("team", "Nobody", line=3),
        ]
    )
    assert findings(unknown_references(organization)) == [(1, "unknown"), (3, "unknown")]


# -- options and filters -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("declared", "lines"),
    [
        (role("A", 10, area="Prodct"), [12]),
        (role("A", 10, reports_to="Nobody"), [13]),
        (role("A", 10, reports_to="Product"), [13]),
        (role("A", 10, teams="Makers, Nobody, No one"), [14, 14]),
        (team("A", 10, area="Nowhere"), [12]),
        (team("A", 10, parent="Nobody"), [13]),
        (team("A", 10, parent="Product Lead"), [13]),
        (team("A", 10, lead="Boss, Makers"), [14]),
        (area("A", 10, lead="Nobody"), [13]),
    ],
)
def test_unknown_option(declared: DeclaredObject, lines: list[int]) -> None:
    """An unknown name in an option has a finding at its line."""
    assert in_company(declared) == [(line, "unknown") for line in lines]


def test_options_of_every_declaration() -> None:
    """The options of a second declaration are checked as well."""
    assert in_company(role("A", 10), role("A", 20, area="Nowhere")) == [
        (20, "duplicate"),
        (22, "unknown"),
    ]


def test_options_that_name_nothing() -> None:
    """Aliases, words and pages are not looked up as names of objects."""
    declared = area("A", 10, page="Nowhere", aliases="Nothing"), role("B", 20, status="odd")
    assert list(unknown_options(directory(*declared))) == []


def test_ambiguous_option() -> None:
    """An ambiguous name in an option has a finding at its line."""
    shared = role("A", 10, aliases="X"), role("B", 20, aliases="X"), team("C", 30, lead="x")
    (problem,) = unknown_options(directory(*shared))
    assert (problem.location.line, problem.subtype) == (34, Subtype.AMBIGUOUS)


@pytest.mark.parametrize(
    ("kinds", "value", "kind"),
    [
        (("area",), "Nowhere", "area"),
        (("team",), "Nobody", "team"),
        (("role",), "Nobody", "role"),
        (("area",), "Makers", "area"),
        (("role", "team"), "Nobody", "role"),
        (("area",), "product", None),
        (("team",), "Makers", None),
        (("role",), "Boss", None),
        (("role", "team"), "Makers", None),
        ((), "Nobody", None),
    ],
)
def test_filters(kinds: tuple[Kind, ...], value: str, kind: str | None) -> None:
    """A filter by objects is checked like an option; other filters are plain words."""
    filters = ((Filter("other"), (mention("X"),)), (Filter("this", kinds), (mention(value, 9),)))
    placements = [Placement("role-list", Location("page", 1), filters)]
    found = list(unknown_filters(Directory.build(COMPANY, placements=placements)))
    assert [(problem.location.line, problem.subtype) for problem in found] == (
        [(9, Subtype.UNKNOWN)] if kind else []
    )
    assert all(kind in problem.message for problem in found if kind)


def test_every_value_of_a_filter() -> None:
    """Each value of each filter of each view is checked."""
    here = Location("page", 1)
    by_area, by_team = Filter("area", ("area",)), Filter("team", ("team",))
    organization = Directory.build(
        placements=[
            Placement("role-list", here, ((by_area, (mention("A", 2), mention("B", 3))),)),
            Placement(
                "team-list", here, ((by_area, (mention("C", 4),)), (by_team, (mention("D", 5),)))
            ),
        ]
    )
    assert findings(unknown_filters(organization)) == [(n, "unknown") for n in range(2, 6)]
