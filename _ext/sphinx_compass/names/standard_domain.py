"""Keeps former terms, labels and pages in ``objects.inv``, for references on other sites.

Private or undocumented names used here:

- Sphinx: ``py-modindex``, the page of the label ``modindex``, which most sites do not have;
  and that ``IndexBuilder.get_objects`` leaves entries with a negative rank out of the search.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.domains.std import StandardDomain

from sphinx_compass.domain import CompassDomain
from sphinx_compass.names.names_list import INVENTORY_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_compass.domain.permanent import InventoryEntry

MODULE_INDEX = "py-modindex"


class StandardDomainWithFormerNames(StandardDomain):
    """Sphinx's standard domain, with former names in the inventory only.

    Pages of the handbook cannot refer to a former name.
    """

    def get_objects(self) -> Iterator[InventoryEntry]:
        """Yield the current terms, labels and pages, then the former ones."""
        yield from self.current_objects()
        permanent = CompassDomain.of(self.env).permanent
        for kind, inventory_type in INVENTORY_TYPES.items():
            if inventory_type.startswith(f"{self.name}:"):
                yield from permanent.former_objects(kind)

    def current_objects(self) -> Iterator[InventoryEntry]:
        """Yield what the handbook has now."""
        return (entry for entry in super().get_objects() if entry[3] != MODULE_INDEX)
