"""What a build finds in blocks of steps."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from mistakes import assert_found, findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook
    from mistakes import Found

# MyST uses what Sphinx 11 will drop.
pytestmark = pytest.mark.filterwarnings(r"ignore:'myst_parser\.:PendingDeprecationWarning")

CHECKLIST = """\
# Page

:::{checklist} Arriving
:phases: Early, Late

Somebody arrives.
:::

"""  # the next line is the ninth
CONF = "compass_check_pages = True\ncompass_untrusted_pages = True\ncompass_stable_ids = True\n"

WRONG: dict[str, tuple[str, Found]] = {
    "no name": (":::{steps}\n:phase: Early\n\n- Go.\n:::", (9, "name")),
    "no such checklist": (
        ":::{steps} Ariving\n:phase: Early\n\n- Go.\n:::",
        (9, "unknown", "Ariving", "Arriving"),
    ),
    "no such option": (":::{steps} Arriving\n:fase: Early\n\n- Go.\n:::", (10, "option", "fase")),
    "no such phase": (
        ":::{steps} Arriving\n:phase: Erly\n\n- Go.\n:::",
        (10, "unknown", "Erly", "Early"),
    ),
    "no phase": (":::{steps} Arriving\n\n- Go.\n:::", (9, "value", "Arriving")),
    "no such role": (
        ":::{steps} Arriving\n:phase: Early\n:by: Makers, Prodct Lead\n\n- Go.\n:::",
        (11, "unknown", "Prodct Lead", "Product Lead"),
    ),
    "no steps": (":::{steps} Arriving\n:phase: Early\n:::", (9, "body")),
    "a sentence": (":::{steps} Arriving\n:phase: Early\n\nGo.\n:::", (9, "body")),
    "a sentence above steps": (
        ":::{steps} Arriving\n:phase: Early\n\nFirst:\n\n- Go.\n:::",
        (12, "body"),
    ),
    "a second list": (":::{steps} Arriving\n:phase: Early\n\n- Go.\n\n1. Stop.\n:::", (14, "body")),
    "a step without text": (":::{steps} Arriving\n:phase: Early\n\n- Go.\n-\n:::", (13, "body")),
    "a step that is code": (
        ":::{steps} Arriving\n:phase: Early\n\n- Go.\n-     code\n:::",
        (13, "body"),
    ),
    "a step that is there": (
        ":::{steps} Arriving\n:phase: Early\n\n- Go.\n- **go**\n:::",
        (13, "duplicate", "Arriving"),
    ),
    "nothing to undo": (
        ":::{steps} Arriving\n:phase: Early\n:undoes: Product\n\n- Go.\n:::",
        (11, "unknown", "Product"),
    ),
    "no such word in a step": (
        ":::{steps} Arriving\n:phase: Early\n\n- Go.\n- Ask the {role}`Prodct Lead`.\n:::",
        (13, "unknown", "Prodct Lead"),
    ),
    "no braces": (":::steps Arriving\n:phase: Early\n\n- Go.\n:::", (9, "block", "steps")),
    "no end": (":::{steps} Arriving\n:phase: Early\n\n- Go.\n", (9, "block")),
}


@pytest.mark.parametrize("name", WRONG)
def test_one_finding(handbook: Callable[..., Handbook], name: str) -> None:
    """One mistake is one finding at its line, with the names that are involved."""
    text, found = WRONG[name]
    assert_found(findings(handbook, f"{CHECKLIST}{text}\n", conf=CONF), [found])


@pytest.mark.parametrize("marker", ["-", "*", "1."])
def test_no_finding(handbook: Callable[..., Handbook], marker: str) -> None:
    """Any list will do, and steps can have more than text."""
    text = f"""
    :::{{steps}} arriving
    :phase: early
    :by: boss, Makers
    :for: product

    {marker} Go to the {{role}}`boss` with **all** `things`.

       More on that.

       - With a list.
    {marker} See [this page](page.md) and <https://example.org>.
    :::
    """
    assert findings(handbook, CHECKLIST + dedent(text), conf=CONF) == []


def test_message(handbook: Callable[..., Handbook]) -> None:
    """A finding says what to write."""
    text = ":::{steps} Arriving\n:phase: Early\n\nGo.\n:::\n"
    (finding,) = findings(handbook, CHECKLIST + text, conf=CONF)
    assert finding.text == (
        "A block of steps has no list of steps; write each step on a line that begins with '- '."
    )


def test_reading_restructuredtext(handbook: Callable[..., Handbook]) -> None:
    """Steps and their findings are the same in reStructuredText."""
    text = """\
    Page
    ====

    .. checklist:: Arriving

       Somebody arrives.

    .. steps:: Arriving
       :by: Bos

       - Ask the :role:`boss`.
       - Ask the :role:`Bos`.
    """
    found = findings(handbook, dedent(text), suffix=".rst")
    assert_found(found, [(9, "unknown", "Bos"), (12, "unknown", "Bos")])


def test_checklist_without_steps(handbook: Callable[..., Handbook]) -> None:
    """A checklist to which no block of steps belongs is a finding at its first line."""
    assert_found(findings(handbook, CHECKLIST, conf=CONF), [(3, "body", "Arriving")])
