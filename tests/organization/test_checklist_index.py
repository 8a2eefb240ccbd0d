"""The steps of checklists: their order, who does them, and what they undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from records import area, checklist, mention, role, steps, team
from sphinx_compass.organization.directory import Directory

if TYPE_CHECKING:
    from sphinx_compass.organization.checklist_index import ChecklistIndex

LEAD = role("Lead", 10, aliases="Boss", area="Product", teams="Makers")
MAKERS = team("Makers", 20)
PRODUCT = area("Product", 30)
ARRIVING = checklist("Arriving", 40, phases="Late, Early")
LEAVING = checklist("Leaving", 50, docname="other")
BLOCKS = (
    steps("Arriving", "Say hello.", "Wave.", line=90, phase="early", by="boss, Nobody"),
    steps("arriving", "Open doors.", docname="a", line=5, phase="Early", section="Doors"),
    steps("Arriving", "Open more doors.", docname="a", phase="Late", by="Makers", section="Doors"),
    steps("Arriving", "Get lost.", docname="z", phase="Never"),
    steps("Leaving", "Close doors.", docname="a", line=9, undoes="arriving", section="Doors"),
    steps("Leaving", "Go.", docname="b", line=9, undoes="Arriving", concerned="Product, Lead"),
    steps("Nothing", "Do nothing."),
)


@pytest.fixture(params=[1, -1], ids=["in order", "reversed"])
def index(request: pytest.FixtureRequest) -> ChecklistIndex:
    """Return the index of the same records, in whatever order they come."""
    declared = [LEAD, MAKERS, PRODUCT, ARRIVING, LEAVING][:: request.param]
    return Directory.build(declared, step_blocks=BLOCKS[:: request.param]).checklists


def test_order(index: ChecklistIndex) -> None:
    """Phases come as declared; in each, steps on the page of the checklist come first."""
    found = [(item.number, item.phase, item.step.text) for item in index.steps["arriving"]]
    assert found == [
        (1, "Late", "Open more doors."),
        (2, "Early", "Say hello."),
        (3, "Early", "Wave."),
        (4, "Early", "Open doors."),
        (5, "", "Get lost."),
    ]
    assert [item.checklist for item in index.steps["arriving"]] == [ARRIVING] * 5


def test_every_step(index: ChecklistIndex) -> None:
    """Steps of unknown checklists are left out."""
    every = [(item.checklist.slug, item.number) for item in index.every_step]
    assert every == [*(("arriving", number) for number in range(1, 6)), *_leaving()]


def _leaving() -> list[tuple[str, int]]:
    return [("leaving", 1), ("leaving", 2)]


def test_who(index: ChecklistIndex) -> None:
    """Names, slugs and aliases of roles, teams and areas are known, each object once."""
    names = ("boss", "Product", "Nobody", "makers", "Lead")
    assert index.who([mention(name) for name in names]) == (LEAD, PRODUCT, MAKERS)


def test_done_by(index: ChecklistIndex) -> None:
    """An object does the steps that name it."""
    assert [item.step.text for item in index.done_by(LEAD)] == ["Say hello.", "Wave."]
    assert [item.step.text for item in index.done_by(MAKERS)] == ["Open more doors."]
    assert index.done_by(PRODUCT) == ()


def test_concerning(index: ChecklistIndex) -> None:
    """A step concerns each object that it names, and no others of the same area."""
    for item in (PRODUCT, LEAD):
        assert [listed.step.text for listed in index.concerning(item)] == ["Go."]
    assert index.concerning(MAKERS) == ()


def test_undone(index: ChecklistIndex) -> None:
    """A step undoes those of another checklist in the same section of the same page."""
    close, go = index.steps["leaving"]
    undone = [item.step.text for item in index.undone_by(close)]
    assert undone == ["Open more doors.", "Open doors."]
    assert index.undone_by(go) == ()
    assert index.undone_by(index.steps["arriving"][0]) == ()
