"""Problems that checks find, and the closed list of their subtypes.

Checks yield :class:`Problem`; only the domain reports them, as Sphinx warnings of
type ``compass`` with the problem's subtype, so that
``suppress_warnings = ["compass.unknown"]`` and the like work.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.text import on_one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_compass.organization.missing_names import MissingName
    from sphinx_compass.organization.places import Location


class Subtype(StrEnum):
    """The kind of a problem: its stable name, and a sentence on what it means."""

    sentence: str

    def __new__(cls, name: str, sentence: str) -> Self:
        """Return the member with a name; its sentence is an attribute."""
        member = str.__new__(cls, name)
        member._value_ = name
        member.sentence = sentence
        return member

    ADDRESS = (
        "address",
        "A file is not published, or its name makes a bad address or one that another page has.",
    )
    AMBIGUOUS = "ambiguous", "A name or alias means more than one object."
    BLOCK = (
        "block",
        "A block is not closed, is indented, has no text, or its name is not read as one.",
    )
    BODY = "body", "A declaration has no text that says what the thing is."
    CYCLE = "cycle", "Roles report to each other, or teams are parts of each other, in a cycle."
    DUPLICATE = "duplicate", "The same object or term is declared more than once."
    EARLIER = (
        "earlier",
        "Earlier versions are not at the end of the page, or are not read as they are meant.",
    )
    ENCODING = "encoding", "A file is not written in UTF-8, or contains a control character."
    FRONT_MATTER = (
        "front_matter",
        "A page lacks a front matter key that every page needs, or has one without an effect.",
    )
    GLOSSARY = "glossary", "An entry of a glossary is not read as it is meant."
    HEADING = (
        "heading",
        "A page has no title or several, or a heading skips a level or has no words.",
    )
    HTML = "html", "A page has HTML other than the few elements that are allowed."
    IMAGE = "image", "A picture cannot be shown, or not to everybody."
    KEPT_FILE = "kept_file", "A file that a program keeps cannot be read, or has a line to remove."
    LABEL = "label", "A page uses a label that belongs to a declared object."
    LOST = "lost", "A name or address that was published leads nowhere."
    MARKUP = (
        "markup",
        "Markup has a mistake, so that readers would see it as text, or not see its content.",
    )
    NAME = "name", "A declaration has no name, or one that no slug can be made from."
    NESTING = "nesting", "A page has too many blocks in each other."
    OPTION = (
        "option",
        "A declaration has an option that does not exist, is repeated or is malformed.",
    )
    OWNER = "owner", "The owner of a page is not a role that can answer for it."
    REDIRECT = (
        "redirect",
        "A value of `redirect_from` is malformed, wrong or not needed.",
    )
    REPORTING_LINE = "reporting_line", "A role reports to somebody in another functional area."
    REVIEW = "review", "A date or interval in front matter cannot be read or is in the future."
    STRUCTURE_PAGE = "structure_page", "A functional area has no page that describes its structure."
    TOCTREE = "toctree", "A table of contents lists a page that does not exist, or lacks a page."
    UNKNOWN = "unknown", "A name belongs to nothing that the handbook has."
    UNSAFE = "unsafe", "A page has something that is not safe to publish."
    VALUE = "value", "An option has a value that it cannot take."


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding of a check: what is wrong, where, and how to fix it."""

    location: Location
    subtype: Subtype
    message: str  # one sentence without the full stop
    suggestion: str = ""  # what to do, added after a semicolon
    lost: frozenset[MissingName] = frozenset()  # what is missing because of it
    last_line: int = 0  # last one of the lines that are not read as meant; 0 if it is only one
    about: frozenset[MissingName] = frozenset()  # what is missing according to it

    def __str__(self) -> str:
        """Return the sentence that an editor reads, on one line that a terminal can show."""
        text = f"{self.message}; {self.suggestion}" if self.suggestion else self.message
        text = on_one_line(text)
        return text if text.endswith("?") else f"{text}."


def did_you_mean(names: Sequence[str], otherwise: str = "") -> str:
    """Return a suggestion that offers the closest names, or ``otherwise`` without any.

    >>> did_you_mean(["Product Lead", "Partnerships Lead"])
    "did you mean 'Product Lead' or 'Partnerships Lead'?"
    """
    if not names:
        return otherwise
    choice = _(" or ").join(repr(name) for name in names)
    return _("did you mean {names}?").format(names=choice)
