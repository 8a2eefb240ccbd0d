"""Locations in the sources, and places on the site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from sphinx_compass.organization.messages import _


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A line of a source file."""

    docname: str  # of the page that contains the line
    line: int  # counted from 1
    file: str = ""  # name of an included file, relative to the sources, that has the line

    @property
    def place(self) -> tuple[str, int]:
        """What an editor opens, the included file or else the page, and the line in it."""
        return self.file or self.docname, self.line

    def __str__(self) -> str:
        """Return the location as an editor reads it."""
        return _("{docname}, line {line}").format(docname=self.place[0], line=self.line)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as somebody wrote it, with its location."""

    name: str
    location: Location


class Place(NamedTuple):
    """A page of the site, or an HTML id on it."""

    docname: str
    anchor: str = ""  # empty for the page itself
