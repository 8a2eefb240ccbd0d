"""An organization without mistakes, to which the tests of checks add mistakes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from records import area, directory, role, team
from sphinx_compass.organization.checks import check
from sphinx_compass.organization.rules import Rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_compass.organization.objects import DeclaredObject
    from sphinx_compass.organization.problems import Problem

RULES = Rules(
    today=dt.date(2026, 11, 21), top_role="executive-director", require_structure_page=True
)

PRODUCT = area("Product", 100, lead="Product Lead")
OPERATIONS = area("Operations", 200)
LEAD = role("Product Lead", 300, area="Product", aliases="Boss")
DIRECTOR = role("Executive Director", 400, area="Operations", aliases="Head")
MAKERS = team("Makers", 500, area="Product", kind="service", lead="Product Lead")
COUNCIL = team("Council", 600, kind="governing")
COMPANY = (PRODUCT, OPERATIONS, LEAD, DIRECTOR, MAKERS, COUNCIL)


def findings(problems: Iterable[Problem]) -> list[tuple[int, str]]:
    """Return the lines and subtypes of problems, sorted."""
    return sorted((problem.location.line, str(problem.subtype)) for problem in problems)


def in_company(*declared: DeclaredObject, rules: Rules = RULES) -> list[tuple[int, str]]:
    """Return what all checks find for some declarations in the organization without mistakes."""
    return findings(check(directory(*COMPANY, *declared, rules=rules)))


def names_in(text: str) -> list[str]:
    """Return the names that a message quotes."""
    return text.split("'")[1::2]
