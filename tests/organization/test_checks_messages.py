"""All messages of checks can be translated."""

from __future__ import annotations

import re
from gettext import NullTranslations
from typing import TYPE_CHECKING

import pytest

from company import COMPANY, RULES
from records import area, checklist, mention, page, reference, role, steps, team, term
from sphinx_compass.organization.chart import chart_of
from sphinx_compass.organization.checks import CHECKS, check
from sphinx_compass.organization.directory import Directory
from sphinx_compass.organization.messages import use_translation
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Subtype
from sphinx_compass.organization.records import Filter, Page, Placement
from sphinx_compass.organization.rules import Rules

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Pseudo(NullTranslations):
    """Translates each message by adding brackets."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"


@pytest.fixture
def _pseudo() -> Iterator[None]:
    use_translation(_Pseudo())
    yield
    use_translation(NullTranslations())


# One mistake for each message of the checks.
MISTAKES = Directory.build(
    [
        *COMPANY,
        *(role("A", 10), role("A", 20, aliases="Boss")),
        role("B", 30, aliases="BOSS", reports_to="Makers", teams="Product"),
        role("C", 40, reports_to="C"),
        role("D", 50, area="Operations", reports_to="Product Lead"),
        role("E", 60, status="vacant"),
        role("Soft\u00ad", 65),
        *(team("I", 100, parent="I"), team("J", 110, parent="K"), team("K", 120, parent="J")),
        *(checklist("Sitting", 170), checklist("Standing", 180)),
        *(area("F", 70, page=""), area("G", 80, page="nowhere"), team("H", 90, parent="Makerz")),
        checklist("Arriving", 140, phases="Early, Late"),
        *(checklist("Leaving", 150), checklist("Moving", 160, phases="Once")),
    ],
    step_blocks=[
        steps("Arriving", "Say hello.", "say hello!", line=400, phase="Erly", by="Nobody"),
        steps("Arriving", "Wave.", line=420, undoes="Moving", section="Hands"),
        steps("Moving", "Pack.", line=440, section="Boxes"),
        steps("Moving", "Pack more.", line=460, phase="Some day"),
        steps("Leavingg", "Wave.", line=480),
        steps("Sleeping", "Wave.", line=500, phase="Late"),
        steps("Sitting", "Wave.", line=520, phase="Late"),
    ],
    placements=[
        Placement(
            "step-list", Location("page", 600), ((Filter("phase"), (mention("Never", 601),)),)
        )
    ],
    terms=[term("Word", line=300), term("word", line=310)],
    hidden=frozenset({role("Away", 130)}),
    references=[reference("role", "boss"), reference("area", "Treasurer")],
    pages=[
        Page("a", owner=mention("Nobody")),
        Page("b", owner=mention("E"), lines={"owner": 1, "descripton": 2}),
        Page("c", lines={"owner": 1}),
        page("d", reviewed="2027-01-01"),
    ],
    rules=Rules(
        today=RULES.today,
        top_role=RULES.top_role,
        required_front_matter=("description",),
        require_structure_page=True,
        check_pages=True,
    ),
)


def test_every_check_has_a_mistake() -> None:
    """Every check finds a mistake, so that the other test gets all messages."""
    silent = [rule.__name__ for rule in CHECKS if not list(rule(MISTAKES))]
    assert silent == ["unknown_filters"]  # its messages are those of options
    assert {problem.subtype for problem in check(MISTAKES)} == {
        Subtype.AMBIGUOUS,
        Subtype.BLOCK,
        Subtype.BODY,
        Subtype.CYCLE,
        Subtype.DUPLICATE,
        Subtype.FRONT_MATTER,
        Subtype.NAME,
        Subtype.OWNER,
        Subtype.REPORTING_LINE,
        Subtype.REVIEW,
        Subtype.STRUCTURE_PAGE,
        Subtype.UNKNOWN,
        Subtype.VALUE,
    }


@pytest.mark.usefixtures("_pseudo")
def test_messages_are_translated() -> None:
    """Messages have no untranslated words, and no unfilled placeholders."""
    for problem in check(MISTAKES):
        for text in (problem.message, problem.suggestion):
            assert re.fullmatch(r"⟦.+⟧", text)
            assert "{" not in text


@pytest.mark.usefixtures("_pseudo")
def test_chart_is_translated() -> None:
    """The headings and notes of the chart can be translated too."""
    organization = Directory.build([role("A", 1), area("B", 10, lead="A")])
    (box,) = chart_of(organization).boxes
    assert (box.text, box.notes) == (
        "⟦In no functional area⟧",
        ("⟦no reporting line is stated⟧",),
    )
    assert box.below[0].notes == ("⟦leads B⟧",)
