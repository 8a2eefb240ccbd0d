"""Messages about glossaries, which our own checks report at the right lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.source.rewording.base import RewordingRule

if TYPE_CHECKING:
    from sphinx_compass.source.rewording.base import Known, Message


def _glossary(message: Message, _match: re.Match[str], known: Known) -> Problem | None:
    if Subtype.GLOSSARY in known.found(message.location.docname):
        return None
    return Problem(
        message.location,
        Subtype.GLOSSARY,
        _("A glossary on this page cannot be read as it is meant"),
        _(
            "write each term on a line of its own, its definition below it, indented by two "
            "spaces, and an empty line between entries"
        ),
    )


def _duplicate(_message: Message, _match: re.Match[str], _known: Known) -> None:
    """Drop the message: the check of duplicate terms compares all glossaries."""


RULES = (
    RewordingRule(re.compile("glossary (terms? must|seems to be)"), _glossary),
    RewordingRule(re.compile("duplicate term description of"), _duplicate),
)
