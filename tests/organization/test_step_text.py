"""The text of a step, on other pages than its own."""

from __future__ import annotations

import pytest

from records import role, steps, term
from sphinx_compass.organization.checklists import Run
from sphinx_compass.organization.directory import Directory
from sphinx_compass.organization.places import Place
from sphinx_compass.organization.records import Label
from sphinx_compass.organization.step_text import ShownRun, shown_runs, shown_text
from sphinx_compass.organization.text import title_mark

DIRECTORY = Directory.build(
    [role("Lead", docname="roles", aliases="Boss")],
    terms=[term("Hub", "Hubs", docname="words")],
    titles={"roles": "Roles", "words": "Words"},
    labels=[Label("how", "words", "how-id", "How it works"), Label("bare", "words", "bare-id")],
)


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        (Run("Go"), ShownRun("Go")),
        (Run("Go", "strong"), ShownRun("Go", "strong")),
        (Run("x", kind="address", target="https://x"), ShownRun("x", address="https://x")),
        (Run("", kind="page", target="words"), ShownRun("Words", place=Place("words"))),
        (Run("x", kind="page", target="words", anchor="a"), ShownRun("x", "", Place("words", "a"))),
        (Run("x", kind="page", target="gone"), ShownRun("x")),
        (Run("", kind="page", target="gone"), ShownRun("gone")),
        (
            Run(title_mark("role", "boss"), kind="role", target="boss"),
            ShownRun("Lead", place=Place("roles", "role-lead")),
        ),
        (Run("him", kind="role", target="boss"), ShownRun("him", "", Place("roles", "role-lead"))),
        (Run("x", kind="role", target="nobody"), ShownRun("x")),
        (Run("hubs", kind="term", target="hubs"), ShownRun("hubs", "", Place("words", "term-hub"))),
        (
            Run("", kind="label", target="how"),
            ShownRun("How it works", place=Place("words", "how-id")),
        ),
        (Run("", kind="label", target="bare"), ShownRun("bare", "", Place("words", "bare-id"))),
        (
            Run("", kind="label", target="role-lead"),
            ShownRun("Lead", place=Place("roles", "role-lead")),
        ),
        (Run("x", kind="any", target="how"), ShownRun("x", "", Place("words", "how-id"))),
        (Run("", kind="term", target="how"), ShownRun("how")),
    ],
)
def test_runs(run: Run, expected: ShownRun) -> None:
    """A link leads to what its name means on every page; without one, it is text."""
    (block,) = [steps("Arriving", (run,))]
    (shown,) = shown_runs(DIRECTORY, block.steps[0])
    assert shown == expected


def test_text() -> None:
    """The text without markup has single spaces, and parts without text are left out."""
    runs = (Run("Ask\n the "), Run(title_mark("role", "boss")), Run(""), Run(" "), Run(" now."))
    (block,) = [steps("Arriving", runs)]
    assert shown_text(DIRECTORY, block.steps[0]) == "Ask the Lead now."
    assert len(shown_runs(DIRECTORY, block.steps[0])) == 4
