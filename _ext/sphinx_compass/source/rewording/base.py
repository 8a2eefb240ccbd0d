"""What a rule needs to turn a warning of Sphinx, docutils or MyST into a problem."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Collection, Mapping, Sequence

    from sphinx_compass.organization.places import Location
    from sphinx_compass.organization.problems import Problem, Subtype


@dataclass(frozen=True, slots=True)
class Message:
    """A warning that somebody else reports."""

    text: str  # without its type
    kind: str  # type and subtype, such as ``toc.not_included``; empty if it has none
    location: Location


class Known(Protocol):
    """What is known when messages are reworded, which is after all pages have been read."""

    @property
    def titles(self) -> Mapping[str, str]:
        """The title of each page, by docname."""

    @property
    def root(self) -> str:
        """The docname of the first page."""

    @property
    def toctrees(self) -> Mapping[str, Sequence[str]]:
        """What each page with a table of contents lists, by docname."""

    @property
    def meant_pages(self) -> Collection[str]:
        """The pages that wrong entries of tables of contents are meant to lead to."""

    @property
    def pictures(self) -> Sequence[str]:
        """The paths of all pictures in the source folder."""

    @property
    def labels(self) -> Collection[str]:
        """The labels that references can use."""

    @property
    def directives(self) -> Collection[str]:
        """The names of all directives, without the prefix of their domain."""

    @property
    def terms(self) -> Collection[str]:
        """The headwords of all glossaries."""

    def lines(self, docname: str) -> Sequence[str]:
        """Return the lines of a page or of another file; empty if it cannot be read."""

    def label_lines(self, docname: str) -> Mapping[str, Sequence[int]]:
        """Return the lines of a page, from 1, that give a place a label, by its name."""

    def path(self, docname: str) -> str:
        """Return the path of the file of a page."""

    def headings(self, docname: str) -> Collection[str]:
        """Return what links to a heading or label of a page can write after ``#``."""

    def former(self, kind: str, name: str) -> str:
        """Return the present name of a page, label or term that has changed its name, or ``""``."""

    def relative(self, path: str) -> str:
        """Return the path of a file relative to the source folder, if it is in it."""

    def is_misnamed(self, text: str) -> bool:
        """Tell whether a message is about a file whose name our own checks report."""

    def found(self, docname: str) -> frozenset[Subtype]:
        """Return the subtypes of what our own checks find on a page."""


# Returns None for a message that only follows from what our own checks report.
Reword: TypeAlias = "Callable[[Message, re.Match[str], Known], Problem | None]"


@dataclass(frozen=True, slots=True)
class RewordingRule:
    """Rewords the messages that a pattern matches from their beginning."""

    pattern: re.Pattern[str]
    reword: Reword
