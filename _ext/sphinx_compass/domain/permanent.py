"""What the domain needs to know about the names that were ever published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_compass.organization.directory import FormerNames
    from sphinx_compass.organization.places import Place
    from sphinx_compass.organization.problems import Problem

# Name, title, type, docname, anchor and search rank, as ``Domain.get_objects`` yields them.
InventoryEntry: TypeAlias = tuple[str, str, str, str, str, int]


class PermanentNames(Protocol):
    """The published names, compared with what the handbook has now."""

    def former_names(self) -> FormerNames:
        """Return what to write instead of each name that is no longer declared."""

    def former_objects(self, kind: str) -> Iterator[InventoryEntry]:
        """Yield the published names of a kind that are gone, as entries of the inventory."""

    def places_before(self, inventory_type: str, name: str) -> tuple[Place, ...]:
        """Return the former places of a name, oldest first, which now lead to it.

        ``inventory_type`` is the type of the name, such as ``std:doc``.
        """

    def moved(self) -> Iterator[tuple[Place, Place]]:
        """Yield each published place that is gone, with the one that it now leads to."""

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong with old names, and each published name that leads nowhere."""


class NoNames:
    """The permanent names of a handbook that keeps no list of them."""

    def former_names(self) -> FormerNames:
        """Return nothing."""
        return {}

    def former_objects(self, kind: str) -> Iterator[InventoryEntry]:  # noqa: ARG002
        """Yield nothing."""
        yield from ()

    def places_before(self, inventory_type: str, name: str) -> tuple[Place, ...]:  # noqa: ARG002
        """Return nothing."""
        return ()

    def moved(self) -> Iterator[tuple[Place, Place]]:
        """Yield nothing."""
        yield from ()

    def problems(self) -> Iterator[Problem]:
        """Yield nothing."""
        yield from ()
