"""Suggestions for unknown names."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from company import COMPANY, RULES, names_in
from records import area, directory, mention, reference, role, team
from sphinx_compass.organization.checks import check
from sphinx_compass.organization.checks.mentions import name_problems, unknown_options
from sphinx_compass.organization.directory import Directory, FormerNames
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.organization.records import Filter, Page, Placement

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


@pytest.mark.parametrize(
    ("kind", "name", "offered"),
    [
        ("role", "Prodct Lead", ["Product Lead"]),
        ("role", "bos", ["Product Lead"]),
        ("team", "Maker", ["Makers"]),
        ("area", "operatons", ["Operations"]),
        ("team", "boss", ["Product Lead"]),
        ("area", "Makers", ["Makers"]),
        ("role", "operations", ["Operations"]),
        ("role", "Treasurer", []),
    ],
)
def test_suggestion(kind: Kind, name: str, offered: list[str]) -> None:
    """The closest names are suggested, or the name as another kind."""
    (problem,) = referring(kind, name)
    assert problem.subtype is Subtype.UNKNOWN
    assert names_in(problem.message) == [name]
    assert names_in(problem.suggestion) == offered


def test_other_kind_is_the_first() -> None:
    """If two other kinds have the name, the first kind is suggested."""
    both = directory(area("X", 1), team("X", 10))
    (problem,) = name_problems(both, ("role",), "x", HERE)
    assert "team" in problem.suggestion
    assert "area" not in problem.suggestion
    (problem,) = name_problems(directory(area("X", 1)), ("team", "role"), "x", HERE)
    assert problem.suggestion.index("area") < problem.suggestion.index("team")
    assert "role" not in problem.suggestion


def test_close_name_of_two_kinds() -> None:
    """A name of a role and a team is suggested once."""
    manager = role("Counsel", 1), team("Counsel", 10, kind="governing")
    (problem,) = unknown_options(directory(*manager, role("A", 20, reports_to="Counsle")))
    assert names_in(problem.suggestion) == ["Counsel"]


def test_close_names_of_all_kinds() -> None:
    """If a value can be of two kinds, names of both are suggested, in the order of kinds."""
    others = role("Makers", 1), team("Maker", 10)
    (problem,) = name_problems(directory(*others), ("role", "team"), "Makerz", HERE)
    assert names_in(problem.suggestion) == ["Makers", "Maker"]


def test_close_name_goes_before_another_kind() -> None:
    """A similar name of the right kind is suggested before the same name of another kind."""
    (problem,) = referring("role", "Makers", role("Maker", 1))
    assert names_in(problem.suggestion) == ["Maker"]


def test_former_name_goes_before_a_close_one() -> None:
    """For a former name, the current one is suggested, wherever it is written."""
    former = {("role", "product leader"): "it moved", ("team", "maker"): "it grew"}
    filters = ((Filter("team", ("team",)), (mention("MAKER", 60),)),)

    def suggestions(former: FormerNames) -> dict[int, str]:
        merged = Directory.build(
            (*COMPANY, role("A", 20, teams="Maker"), role("B", 30, reports_to="Product Leader")),
            references=[reference("role", "product leader", line=50)],
            placements=[Placement("role-list", Location("page", 60), filters)],
            pages=[Page("page", mention("Product Leader", 2))],
            titles={"page": "Page"},
        )
        organization = dataclasses.replace(merged, former_names=former)
        return {problem.location.line: problem.suggestion for problem in check(organization)}

    assert suggestions(former) == {
        2: "it moved",
        24: "it grew",
        33: "it moved",
        50: "it moved",
        60: "it grew",
    }
    assert {line: names_in(text) for line, text in suggestions({}).items()} == {
        2: ["Product Lead"],
        24: ["Makers"],
        33: ["Product Lead"],
        50: ["Product Lead"],
        60: ["Makers"],
    }


def test_former_name_of_a_second_kind() -> None:
    """A former name is looked up in all kinds that the value can be of."""
    former = {("team", "board"): "it moved", ("area", "board"): "it grew"}
    (problem,) = name_problems(Directory(former_names=former), ("role", "team"), "Board", HERE)
    assert problem.suggestion == "it moved"
