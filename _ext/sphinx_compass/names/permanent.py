"""The permanent names of a handbook that keeps a list of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_compass.names.missing import former_names, missing_names
from sphinx_compass.names.names_list import INVENTORY_TYPES, Name, kind_of
from sphinx_compass.names.wrong_lines import former_lines, wrong_redirections
from sphinx_compass.organization.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_compass.domain.permanent import InventoryEntry
    from sphinx_compass.names.comparison import ComparedNames
    from sphinx_compass.names.suggestions import Hints
    from sphinx_compass.organization.directory import FormerNames
    from sphinx_compass.organization.problems import Problem

_NOT_IN_SEARCH = -1  # the rank of inventory entries that Sphinx's search leaves out


@dataclass(frozen=True)
class ListedNames:
    """Implements the protocol :class:`~sphinx_compass.domain.permanent.PermanentNames`."""

    compared: ComparedNames
    hints: Hints
    unreadable: Problem | None = None  # why the list is empty

    def former_names(self) -> FormerNames:
        """Return what to write instead of each former name of a declared object."""
        return former_names(self.compared, self.hints)

    def former_objects(self, kind: str) -> Iterator[InventoryEntry]:
        """Yield the former names of a kind, as inventory entries that lead to current places."""
        _domain, _colon, object_type = INVENTORY_TYPES[kind].partition(":")
        for name, target in self.compared.former(kind):
            title = name if kind == "term" else target.title
            yield name, title, object_type, *target.place, _NOT_IN_SEARCH

    def places_before(self, inventory_type: str, name: str) -> tuple[Place, ...]:
        """Return the former places of a name, oldest first."""
        return self.compared.places_before(Name(kind_of(inventory_type), name))

    def moved(self) -> Iterator[tuple[Place, Place]]:
        """Yield each published place that is gone, with the one that it now leads to."""
        for docname, redirect in self.compared.redirects.items():
            yield Place(docname), redirect.target.place
        for name in self.compared.listed.names:
            if name.kind == "page":
                for kept in self.compared.kept_anchors(name.name):
                    yield Place(name.name, kept.anchor), kept.target.place

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong with the list, and each name of it that leads nowhere."""
        if self.unreadable is not None:
            yield self.unreadable
        yield from former_lines(self.compared, self.hints)
        yield from wrong_redirections(self.compared)
        yield from missing_names(self.compared, self.hints)
