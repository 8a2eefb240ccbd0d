"""What names and addresses lead to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from sphinx_compass.names.names_list import Name, address
from sphinx_compass.organization.places import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_compass.organization.places import Location
    from sphinx_compass.organization.records import Redirection


@dataclass(frozen=True, slots=True)
class Target:
    """Something that the handbook has now."""

    title: str
    place: Place
    location: Location | None = None  # in the source, if known
    words: str = ""  # digest of its text, which names do not change; empty without text
    more_anchors: tuple[str, ...] = ()  # on the same page, with the same meaning
    aliases: tuple[str, ...] = ()  # of a declared object, as written
    path: str = ""  # of a section: ids of the titles around it and its own, joined

    @property
    def places(self) -> tuple[Place, ...]:
        """All places where it can be linked."""
        page = self.place.docname
        return (self.place, *(Place(page, anchor) for anchor in self.more_anchors))


@dataclass(frozen=True, slots=True)
class Redirect:
    """Where the address of a page that is gone leads."""

    target: Target
    anchors: Mapping[str, Place] = field(default_factory=dict)  # those that lead elsewhere


class Move(NamedTuple):
    """Where an old name leads, and the line that says so."""

    new: Name
    said: Redirection


class KeptAnchor(NamedTuple):
    """An anchor that a page keeps because its address was published."""

    anchor: str
    target: Target


def old_name(said: Redirection) -> Name:
    """Return the old name in a value of ``redirect_from``, as the list has it."""
    if said.kind == "section":
        docname, _hash, anchor = said.name.partition("#")
        return Name("section", address(docname, anchor))
    return Name(said.kind, said.name)
