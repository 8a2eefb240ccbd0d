"""What the checks find in checklists and their steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from company import COMPANY, RULES, findings, names_in
from records import checklist, mention, steps
from sphinx_compass.organization.checks import check
from sphinx_compass.organization.directory import Directory
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.records import Filter, Placement

if TYPE_CHECKING:
    from sphinx_compass.organization.checklists import StepBlock
    from sphinx_compass.organization.objects import DeclaredObject
    from sphinx_compass.organization.problems import Problem

ARRIVING = checklist("Arriving", 700, phases="Early, Late")
SOUND = steps("Arriving", "Sit down.", line=710, phase="Early", by="Boss, makers")


def problems(
    *blocks: StepBlock, declared: tuple[DeclaredObject, ...] = (ARRIVING,), lost: str = ""
) -> list[Problem]:
    """Return what all checks find for some steps in an organization without mistakes."""
    titles = {"page": "Page", "other": "Other"}
    company = Directory.build(
        [*COMPANY, *declared],
        step_blocks=blocks,
        titles=titles,
        rules=RULES,
        lost=[("steps", lost)] if lost else [],
    )
    return list(check(company))


@pytest.mark.parametrize(
    ("block", "line", "subtype", "names"),
    [
        (steps("Ariving", "Go."), 1, "unknown", ["Ariving", "Arriving"]),
        (steps("Product Lead", "Go."), 1, "unknown", ["Product Lead"] * 2),
        (steps("Arriving", "Go.", phase="Erly"), 2, "unknown", ["Arriving", "Erly", "Early"]),
        (steps("Arriving", "Go.", phase="Noon"), 2, "unknown", ["Arriving", "Noon"]),
        (steps("Arriving", "Go."), 1, "value", ["Arriving", ":phase: Early"]),
        (steps("Arriving", "Go.", phase="late", by="Makrs"), 3, "unknown", ["Makrs", "Makers"]),
        (steps("Arriving", "Go.", phase="late", concerned="Op"), 4, "unknown", ["Op"]),
        (steps("Arriving", "Go.", phase="Late", undoes="Leving"), 5, "unknown", ["Leving"]),
        (steps("Arriving", "SIT  down", phase="Late"), 710 + 10, "duplicate", ["Arriving"]),
    ],
)
def test_one_finding(block: StepBlock, line: int, subtype: str, names: list[str]) -> None:
    """One mistake is one finding at its line, with the names that are involved."""
    (problem,) = problems(SOUND, block)
    assert (problem.location.line, problem.subtype) == (line, subtype)
    assert names_in(str(problem))[: len(names)] == names


def test_no_finding() -> None:
    """Nothing is wrong with steps whose names are known, in any case."""
    assert problems(SOUND, steps("arriving", "Go.", phase="LATE", concerned="product")) == []


def test_phase_of_a_checklist_without_phases() -> None:
    """A checklist without phases takes none."""
    plain = checklist("Leaving", 700)
    block = steps("Leaving", "Go.", phase="Early")
    (problem,) = problems(block, declared=(plain,))
    assert (problem.location.line, problem.subtype) == (2, "unknown")
    assert problems(steps("Leaving", "Go."), declared=(plain,)) == []


def test_nothing_to_undo() -> None:
    """Steps can undo a checklist only in a section that has steps of it."""
    plain = checklist("Leaving", 800)
    there = steps("Arriving", "Sit down.", line=710, phase="Early", section="Here")
    for section, expected in (("Here", []), ("Elsewhere", [(5, "value")])):
        block = steps("Leaving", "Stand up.", undoes="Arriving", section=section)
        assert findings(problems(there, block, declared=(ARRIVING, plain))) == expected


def test_checklist_without_steps() -> None:
    """A checklist needs steps, unless a misspelled or unreadable block has them."""
    assert findings(problems()) == [(700, "body")]
    assert findings(problems(steps("Ariving", "Go."))) == [(1, "unknown")]
    assert findings(problems(lost="arriving")) == []
    similar = checklist("Arrivings", 900)
    found = problems(steps("Arriving", "Go.", phase="Early"), declared=(ARRIVING, similar))
    assert findings(found) == [(900, "body")]
    assert findings(problems(steps("Arriving", phase="Early"))) == []  # the block is a finding


def test_phases_of_a_view() -> None:
    """A view takes phases of the checklists that it shows."""
    filters = ((Filter("phase"), (mention("late", 9), mention("Later", 9))),)
    company = Directory.build(
        [*COMPANY, ARRIVING],
        step_blocks=[SOUND],
        placements=[Placement("step-list", Location("page", 8), filters)],
        titles={"page": "Page"},
        rules=RULES,
    )
    (problem,) = check(company)
    assert (problem.location.line, problem.subtype) == (9, "unknown")
    assert names_in(str(problem)) == ["Later", "Late"]
