"""Messages about pictures."""

from __future__ import annotations

import posixpath
import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Problem, Subtype, did_you_mean
from sphinx_compass.source.rewording.base import RewordingRule

if TYPE_CHECKING:
    from sphinx_compass.source.rewording.base import Known, Message


def _missing(message: Message, match: re.Match[str], known: Known) -> Problem:
    path = match[1]
    name = posixpath.basename(path)
    lines = known.lines(message.location.docname)
    numbers = range(message.location.line - 1, len(lines))
    line = next((n + 1 for n in numbers if name in lines[n]), message.location.line)
    files = known.pictures
    same = [file for file in files if posixpath.basename(file).casefold() == name.casefold()]
    close = same or get_close_matches(path, files, n=2, cutoff=0.75)
    return Problem(
        Location(message.location.docname, line),
        Subtype.IMAGE,
        _("The picture '{path}' does not exist").format(path=path),
        did_you_mean([f"/{file}" for file in close], _("upload it, or correct its name")),
    )


RULES = (RewordingRule(re.compile("image file not readable: (.*)"), _missing),)
