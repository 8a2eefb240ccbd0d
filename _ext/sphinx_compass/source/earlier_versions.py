"""The block of earlier versions: what was different before, as a list of dates with texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "earlier-versions"  # of the directive
ANCHOR = "compass-earlier"  # HTML id of what opens


class earlier_versions(nodes.General, nodes.Element):  # noqa: N801 - as docutils names nodes
    """What was different before; views draw it."""


def items(block: earlier_versions) -> Iterator[nodes.definition_list_item]:
    """Yield the entries of a block."""
    for found in block.children:
        if isinstance(found, nodes.definition_list):
            yield from (item for item in found if isinstance(item, nodes.definition_list_item))
