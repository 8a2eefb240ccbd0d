"""The checks of reporting lines: what they find, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from company import COMPANY, findings, in_company, names_in
from records import area, directory, role, team
from sphinx_compass.organization.checks.reporting import (
    managers,
    parent_cycles,
    reporting_cycles,
    reporting_lines,
)
from sphinx_compass.organization.rules import Rules

if TYPE_CHECKING:
    from sphinx_compass.organization.objects import DeclaredObject


# -- messages --------------------------------------------------------------------------


def test_words_of_a_wrong_manager() -> None:
    """The finding lists the kinds of teams that a role can report to."""
    (problem,) = managers(
        directory(
            team("Makers"),
            role("A", 10, reports_to="makers"),
            rules=Rules(governing_kinds=("governing", "board")),
        )
    )
    assert str(problem) == (
        "The role 'A' cannot report to the team 'Makers', "
        "which is not of kind governing or board; name the role that it reports to."
    )


def test_words_of_a_cycle() -> None:
    """The finding follows the cycle from its first role back to it."""
    (problem,) = reporting_cycles(
        directory(role("A", 20, reports_to="B"), role("B", 10, reports_to="A"))
    )
    assert str(problem) == (
        "The reporting lines form a cycle: 'B' reports to 'A' reports to 'B'; "
        "change the option 'reports-to' of one of them."
    )


def test_words_of_a_line_to_another_area() -> None:
    """The finding has both roles and both areas."""
    (problem,) = reporting_lines(
        directory(*COMPANY, role("A", 10, area="Operations", reports_to="Boss"))
    )
    assert str(problem) == (
        "The role 'A' of the area 'Operations' reports to 'Product Lead' of the area 'Product'; "
        "reporting lines stay inside one functional area, so correct 'reports-to' or 'area'."
    )


# -- managers ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("manager", "expected"),
    [
        ("", []),
        ("Boss", []),
        ("Council", []),
        ("Makers", [(13, "value")]),
        ("Nobody", [(13, "unknown")]),
    ],
)
def test_team_as_manager(manager: str, expected: list[tuple[int, str]]) -> None:
    """A role may report to a team only if that team governs."""
    assert in_company(role("A", 10, reports_to=manager)) == expected


def test_role_with_the_name_of_a_team_as_manager() -> None:
    """If a role and a team have the name, the role counts."""
    assert in_company(role("Makers", 10), role("A", 20, reports_to="Makers")) == []


def test_managers_of_every_declaration() -> None:
    """Each declaration is checked, including a second one of the same role."""
    problems = managers(
        directory(
            team("Makers", 1),
            role("A", 10),
            role("B", 20, reports_to="A"),
            role("A", 30, reports_to="Makers"),
            role("C", 40, reports_to="Makers"),
        )
    )
    assert findings(problems) == [(33, "value"), (43, "value")]


# -- cycles ------------------------------------------------------------------------------


def test_no_cycle() -> None:
    """A long reporting line with an end is not a cycle."""
    line = [role(f"R{n}", 10 * n, reports_to=f"R{n - 1}" if n > 1 else "") for n in range(1, 9)]
    assert in_company(*line) == []


def test_role_that_reports_to_itself() -> None:
    """The finding says so, at the option."""
    (problem,) = reporting_cycles(directory(role("A", 10, reports_to="a")))
    assert (problem.location.line, names_in(problem.message)) == (13, ["reports-to", "A"])


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_cycle_of_teams(size: int) -> None:
    """Teams that are parts of each other have one finding, at the first line in the file."""
    teams = [team(f"T{n}", 10 * (n + 1), parent=f"T{(n + 1) % size}") for n in range(size)]
    part = team("Part", 200, parent="T0")  # of the cycle, but not one of its teams
    assert findings(parent_cycles(directory(*reversed(teams), part))) == [(13, "cycle")]


@pytest.mark.parametrize("size", [2, 3, 7])
@pytest.mark.parametrize("direction", [1, -1])
def test_cycle(size: int, direction: int) -> None:
    """A cycle has one finding, at its first line in the file, in either direction."""
    cycle = [
        role(f"R{n}", 10 * (size - n), reports_to=f"R{(n + direction) % size}") for n in range(size)
    ]
    tail = role("Tail", 5, reports_to="R0")  # reports to the cycle, but is not part of it
    assert in_company(*reversed(cycle), tail) == [(13, "cycle")]
    (problem,) = reporting_cycles(directory(*cycle, tail))
    last = size - 1  # on the first line
    names = [f"R{(last + step * direction) % size}" for step in range(size)]
    assert names_in(problem.message) == [*names, f"R{last}"]


def test_two_cycles() -> None:
    """Two cycles are two findings."""
    assert in_company(
        role("A", 10, reports_to="A"),
        role("B", 20, reports_to="C"),
        role("C", 30, reports_to="B"),
    ) == [(13, "cycle"), (23, "cycle")]


# -- lines to other areas ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        pytest.param(
            [role("A", 10, area="Operations", reports_to="Boss")],
            [(13, "reporting_line")],
            id="leaves the area",
        ),
        pytest.param([role("A", 10, area="Product", reports_to="Boss")], [], id="stays"),
        pytest.param([role("A", 10, reports_to="Boss")], [], id="no area"),
        pytest.param(
            [role("A", 10, area="Nowhere", reports_to="Boss")],
            [(12, "unknown")],
            id="unknown area",
        ),
        pytest.param(
            [role("M", 20), role("A", 10, area="Product", reports_to="M")],
            [],
            id="manager without area",
        ),
        pytest.param(
            [role("A", 10, area="Product", reports_to="Nobody")],
            [(13, "unknown")],
            id="unknown manager",
        ),
        pytest.param(
            [
                area("Design", 30, lead="Design Lead"),
                role("Design Lead", 10, area="Design", reports_to="Head"),
            ],
            [],
            id="lead to director",
        ),
        pytest.param(
            [
                area("Design", 30, lead="Design Lead"),
                role("Design Lead", 10, area="Design", reports_to="Boss"),
            ],
            [(13, "reporting_line")],
            id="lead to somebody else",
        ),
        pytest.param(
            [role("A", 10, area="Product", reports_to="Head")],
            [(13, "reporting_line")],
            id="not the lead, to director",
        ),
        pytest.param(
            [
                area("Design", 30, lead="Lead of another"),
                role("Lead of another", 10, area="Product", reports_to="Head"),
            ],
            [(13, "reporting_line")],
            id="lead of another area, to director",
        ),
        pytest.param(
            [
                team("Board", 30, kind="governing"),
                role("A", 10, area="Product", reports_to="Board"),
            ],
            [],
            id="governing team without area",
        ),
        pytest.param(
            [
                team("Board", 30, kind="governing", area="Operations"),
                role("A", 10, area="Product", reports_to="Board"),
            ],
            [(13, "reporting_line")],
            id="governing team of another area",
        ),
        pytest.param(
            [
                role("A", 10, area="Operations", reports_to="Boss"),
                area("Design", 60, lead="Aide"),
                role("Aide", 50, area="Design", reports_to="Head"),
                role("B", 20),
                role("C", 30, area="Product", reports_to="Boss"),
                role("D", 40, area="Operations", reports_to="Boss"),
            ],
            [(13, "reporting_line"), (43, "reporting_line")],
            id="several",
        ),
    ],
)
def test_reporting_line(declared: list[DeclaredObject], expected: list[tuple[int, str]]) -> None:
    """Reporting to another area is a finding if both areas are known, except for area leads."""
    assert in_company(*declared) == expected


@pytest.mark.parametrize(
    ("top_role", "expected"),
    [
        ("product-lead", []),
        ("boss", []),
        ("executive-director", [(13, "reporting_line")]),
        ("nobody", [(13, "reporting_line")]),
        ("", [(13, "reporting_line")]),
    ],
)
def test_top_role_is_configured(top_role: str, expected: list[tuple[int, str]]) -> None:
    """A setting decides which role area leads may report to."""
    declared: list[DeclaredObject] = [
        area("Design", 30, lead="Design Lead"),
        role("Design Lead", 10, area="Design", reports_to="Boss"),
    ]
    assert in_company(*declared, rules=Rules(top_role=top_role)) == expected


@pytest.mark.parametrize(
    ("lead", "expected"),
    [("Design Lead", []), ("Former Name", [(33, "unknown")]), ("", [(13, "reporting_line")])],
)
def test_unknown_lead_is_the_only_finding(lead: str, expected: list[tuple[int, str]]) -> None:
    """While the lead of an area is not known, any of its roles may report to the top role."""
    declared = (
        area("Design", 30, lead=lead),
        role("Design Lead", 10, area="Design", reports_to="Executive Director"),
    )
    assert in_company(*declared) == expected
