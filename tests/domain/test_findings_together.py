"""Many mistakes at once, and how a project silences some."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from mistakes import COMPANY, INDEX, findings, places

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook


TWENTY = """\
---
owner: Prodct Lead
last_reviewed_on: 2026-02-30
review_in: half a year
---
# Page

Somebody asks
the {role}`Prodct Lead`.

| Group | Task |
| --- | --- |
| {team}`Maker` | work |

:::{glossary}
Hub
  A place
  of {area}`Prodct`.
:::

:::{role} Helper
:aliases: Boss
:area: Operations
:reports-to: Product Lead
:stauts: new

Helps.
:::

:::{role} Product Lead
:area Product
:teams:

Leads again.
:::

:::{role} Cycle
:reports-to: Cycle
:status: busy
:status: new

Turns.
:::

:::{area} Design
:aliases: Drawing

Draws.
:::

:::{area} Research
:page: reserch

Finds out.
:::

:::{team}
:kind: service

Has no name.
:::

:::{team} Silent
:kind: servce
:::
"""

TWENTY_PLACES = [
    (2, "owner"),
    (3, "review"),
    (4, "review"),
    (9, "unknown"),
    (13, "unknown"),
    (18, "unknown"),
    (22, "ambiguous"),
    (24, "reporting_line"),
    (25, "option"),
    (30, "duplicate"),
    (31, "option"),
    (32, "value"),
    (38, "cycle"),
    (39, "value"),
    (40, "option"),
    (45, "structure_page"),
    (52, "structure_page"),
    (57, "name"),
    (63, "body"),
    (64, "value"),
]

# Words that an editor who does not program does not need to know.
JARGON = re.compile(
    r"Traceback|Error|Exception|\bNone\b|\bTrue\b|\bFalse\b|docname|directive|xref|\bnode\b"
    r"|YAML|parse|invalid|\bstr\b|\bnull\b|Node\(|\\|regex|token|string",
    re.IGNORECASE,
)


@pytest.mark.parametrize("nitpicky", [True, False])
def test_twenty_mistakes(handbook: Callable[..., Handbook], *, nitpicky: bool) -> None:
    """Twenty mistakes on a page are twenty findings, each one sentence in plain words."""
    found = findings(handbook, TWENTY, conf=f"nitpicky = {nitpicky}")
    assert places(found) == TWENTY_PLACES
    assert len(found) == 20
    for sentence in (finding.text for finding in found):
        assert sentence[0].isupper()
        assert re.findall(r"[.?!](?=\s|$)", sentence) in (["."], ["?"])
        assert sentence[-1] in ".?"
        assert not JARGON.search(sentence)


def test_mistakes_fail_a_strict_build(handbook: Callable[..., Handbook]) -> None:
    """A strict build reports all in one run and fails, and every page is there."""
    book = handbook({"index.md": INDEX, "company.md": COMPANY, "page.md": TWENTY})
    assert book.run("-W", "--keep-going", "-q") != 0
    assert places(book.findings) == TWENTY_PLACES
    assert "Traceback" not in book.warnings
    assert "Has no name." in book.html("page")


@pytest.mark.parametrize("subtype", sorted({subtype for _, subtype in TWENTY_PLACES}))
def test_suppressed(handbook: Callable[..., Handbook], subtype: str) -> None:
    """A project can silence one kind of finding, and then has all the others."""
    found = findings(handbook, TWENTY, conf=f'suppress_warnings += ["compass.{subtype}"]')
    assert places(found) == [place for place in TWENTY_PLACES if place[1] != subtype]


def test_all_suppressed(handbook: Callable[..., Handbook]) -> None:
    """A project can silence all of them at once."""
    assert findings(handbook, TWENTY, conf='suppress_warnings += ["compass"]') == []
