"""Messages about headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.source.rewording.base import RewordingRule

if TYPE_CHECKING:
    from sphinx_compass.source.rewording.base import Known, Message


def _skipped(message: Message, match: re.Match[str], known: Known) -> Problem:
    lines = known.lines(message.location.docname)
    words = lines[message.location.line - 1].strip("# \t\r") if lines else "…"
    return Problem(
        message.location,
        Subtype.HEADING,
        _("This heading is of level {level}, below one of level {above}").format(
            level=match["level"], above=match["above"]
        ),
        _("write '{heading}'").format(heading=f"{'#' * (int(match['above']) + 1)} {words}"),
    )


def _without_title(_message: Message, _match: re.Match[str], _known: Known) -> None:
    """Drop the message: ``page_checks/headings.py`` finds pages without a title."""


RULES = (
    RewordingRule(
        re.compile(r"Non-consecutive header level increase; H(?P<above>\d) to H(?P<level>\d)"),
        _skipped,
    ),
    RewordingRule(re.compile(r"Document headings start at H\d, not H1"), _without_title),
)
