"""The frozen records of what a page holds besides objects: terms, references, front matter."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_compass.organization.places import Location
from sphinx_compass.organization.text import fold

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from sphinx_compass.organization.objects import Kind
    from sphinx_compass.organization.places import Mention


@dataclass(frozen=True, slots=True)
class Term:
    """One glossary entry."""

    headwords: tuple[str, ...]  # the first is the one that lists show
    anchors: tuple[str, ...]  # HTML ids, one per headword
    summary: str  # the definition's first sentence, plain text with title marks
    defined_at: Location
    digest: str = ""  # of the words of the definition

    @property
    def docname(self) -> str:
        """The page that defines the term."""
        return self.defined_at.docname

    @property
    def headword_lines(self) -> tuple[tuple[str, Location], ...]:
        """Each headword with its location; they are on consecutive lines."""
        first = self.defined_at
        return tuple(
            (headword, dataclasses.replace(first, line=first.line + number))
            for number, headword in enumerate(self.headwords)
        )

    @property
    def target_key(self) -> str:
        """The term in references and review records: its first headword, case folded."""
        return f"term:{fold(self.headwords[0])}"


@dataclass(frozen=True, slots=True, order=True)
class Label:
    """A name that a page gives to one of its places: a section, a figure, a paragraph."""

    name: str
    docname: str
    anchor: str  # HTML id on the page
    title: str = ""  # of the section or figure; empty if the place has none


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """A cross-reference in the text of a page, with the sentence around it."""

    location: Location
    kind: str  # a kind of object, ``term``, ``label``, or ``any`` of those
    name: str
    section: str = ""  # title of the section or glossary entry; empty at the page's top
    anchor: str = ""  # its HTML id, likewise
    sentence: str = ""  # plain text with title marks

    @property
    def docname(self) -> str:
        """The page that holds the reference."""
        return self.location.docname


@dataclass(frozen=True, slots=True)
class Filter:
    """An option of a view that selects what the view shows.

    Its values are names of objects if it has ``leads_to``, or words if it has ``choices`` or
    ``words``, or a number if it has ``most``.
    """

    name: str  # of the option
    leads_to: tuple[Kind, ...] = ()  # kinds of the objects
    choices: str = ""  # field of Rules that lists the words
    words: tuple[str, ...] = ()  # the words, if they are the same on all sites
    most: int = 0  # if not 0, the value is one number from 1 to this one


@dataclass(frozen=True, slots=True)
class Placement:
    """A view that a page shows, with the values of its filters as somebody wrote them."""

    view: str  # name of the view, such as ``role-list``
    location: Location
    filters: tuple[tuple[Filter, tuple[Mention, ...]], ...] = ()
    style: str = "table"  # or ``list``

    @property
    def docname(self) -> str:
        """The page that shows the view."""
        return self.location.docname

    def values(self, name: str) -> tuple[Mention, ...]:
        """Return the values of the filter with a name; empty if it is not used."""
        return next((values for used, values in self.filters if used.name == name), ())


@dataclass(frozen=True, slots=True)
class Redirection:
    """An old address or name that now leads to a page, or to something on it."""

    kind: str  # ``page``, ``section`` for an address with an anchor, or a kind of names
    name: str  # such as ``guide/old-page``, ``guide/page#old-heading`` or ``Old word``
    location: Location
    target: str = ""  # an anchor on the page, or the name there; empty for the page itself
    indent: int = -1  # spaces before it, if it has a line of its own in a list

    @property
    def written(self) -> str:
        """The old address or name as it stands in the front matter."""
        return self.name if self.kind in {"page", "section"} else f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class ContentsList:
    """A table of contents: what a directive ``toctree`` lists."""

    entries: tuple[tuple[str, str], ...]  # title, if it is not the page's, and docname or address
    caption: str = ""
    is_hidden: bool = False  # only menus show it


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says about itself in its front matter."""

    docname: str
    owner: Mention | None = None  # a role
    last_reviewed_on: dt.date | None = None
    review_by: dt.date | None = None  # last_reviewed_on plus review_in
    description: str = ""
    facts_as_of: dt.date | None = None  # first day of the month that it describes
    keywords: tuple[str, ...] = ()  # words that readers search for and the page does not use
    redirect_from: tuple[Redirection, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)  # line of each key, from 1
    misread: tuple[str, ...] = ()  # keys whose values YAML does not read as they are written
    readable: bool = True  # False if the front matter is malformed

    def location_of(self, key: str) -> Location:
        """Return the location of a front matter key, or the page's first line if it lacks it."""
        return Location(self.docname, self.lines.get(key, 1))
