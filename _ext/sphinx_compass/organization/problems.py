"""Problems that checks find, and the closed list of their kinds.

Checks yield :class:`Problem`; the domain alone reports them, as Sphinx warnings of
type ``compass`` with the problem's subtype, so that
``suppress_warnings = ["compass.unknown"]`` and the like work.  No Sphinx here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_compass.organization.model import Location

Subtype: TypeAlias = Literal[
    "ambiguous",
    "body",
    "cycle",
    "duplicate",
    "front_matter",
    "label",
    "moved",
    "name",
    "option",
    "owner",
    "reporting_line",
    "review",
    "structure_page",
    "unknown",
    "value",
]

SUBTYPES: dict[Subtype, str] = {
    "ambiguous": "A name or alias means more than one role, team or area.",
    "body": "A declaration has no text that says what the thing is.",
    "cycle": "Roles report to each other in a circle.",
    "duplicate": "The same role, team or area is declared more than once.",
    "front_matter": "A page lacks a front matter key that every page needs.",
    "label": "A page uses a label that belongs to a role, team or area.",
    "moved": "A line of the committed list of names leads nowhere, or is not needed.",
    "name": "A declaration has no name, or one that no slug can be made of.",
    "option": "A declaration has an option that does not exist, is repeated or is malformed.",
    "owner": "The owner of a page is not a role that can answer for it.",
    "reporting_line": "A role reports to somebody in another functional area.",
    "review": "A page's review date or interval cannot be read or lies in the future.",
    "structure_page": "A functional area has no page that describes its structure.",
    "unknown": "A name is not that of any declared role, team or area.",
    "value": "An option has a value that it cannot take.",
}

if frozenset(SUBTYPES) != frozenset(get_args(Subtype)):  # pragma: no cover
    msg = "every warning subtype needs its sentence, and no other has one"
    raise RuntimeError(msg)


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding of a check: what is wrong, where, and how to mend it."""

    location: Location
    subtype: Subtype
    message: str  # one sentence without the full stop
    suggestion: str = ""  # what to do, added after a semicolon

    def __str__(self) -> str:
        """Return the sentence that an editor reads."""
        text = f"{self.message}; {self.suggestion}" if self.suggestion else self.message
        return text if text.endswith("?") else f"{text}."


def did_you_mean(names: Sequence[str], otherwise: str = "") -> str:
    """Return a suggestion that offers the closest names, or ``otherwise`` without any.

    >>> did_you_mean(["Product Lead", "Partnerships Lead"])
    "did you mean 'Product Lead' or 'Partnerships Lead'?"
    """
    if not names:
        return otherwise
    return f"did you mean {' or '.join(repr(name) for name in names)}?"
