"""Messages about glossaries, which our own checks report at the right lines."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.source.rewording.base import RewordingRule

if TYPE_CHECKING:
    from sphinx_compass.source.rewording.base import Known, Message

_GLOSSARY = re.compile(r"\{(?:std:)?glossary\}|\.\. (?:std:)?glossary::", re.IGNORECASE)


def _glossary(message: Message, _match: re.Match[str], known: Known) -> Problem | None:
    docname = message.location.docname
    is_torn = any(line.lstrip().startswith("<<<<<<<") for line in known.lines(docname))
    if is_torn or Subtype.GLOSSARY in known.found(docname):
        return None
    numbers = (
        number
        for number, line in enumerate(known.lines(message.location.docname), start=1)
        if _GLOSSARY.search(line)
    )
    return Problem(
        dataclasses.replace(message.location, line=next(numbers, message.location.line)),
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
