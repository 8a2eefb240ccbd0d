"""Reports names with characters that nobody can see before anything else about them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.organization.text import invisible_characters

if TYPE_CHECKING:
    from sphinx_compass.source.rewording.base import Known, Message, Reword


def _written(text: str) -> str:
    """Return a name as a page has it; messages show some of its characters as numbers."""
    return re.sub(r"\\(?:u|x)([0-9a-f]{4}|[0-9a-f]{2})", lambda match: chr(int(match[1], 16)), text)


def unless_invisible(reword: Reword) -> Reword:
    """Return a rewording that reports characters that nobody can see before anything else."""

    def visible_or_not(message: Message, match: re.Match[str], known: Known) -> Problem | None:
        name = _written(match.groupdict().get("name") or "")
        unseen = invisible_characters(name)
        if not unseen:
            return reword(message, match, known)
        return Problem(
            message.location,
            Subtype.NAME,
            _("The name '{name}' contains an invisible character ({codes})").format(
                name="".join(filter(str.isprintable, name)), codes=", ".join(unseen)
            ),
            _("delete the name and type it again"),
        )

    return visible_or_not
