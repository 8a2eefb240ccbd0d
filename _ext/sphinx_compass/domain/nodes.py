"""The nodes that declarations, blocks of steps and earlier versions leave on their pages.

Rooms that must not import ``source`` import those that are defined there from here.
"""

from __future__ import annotations

from docutils import nodes

from sphinx_compass.source.context import section_of
from sphinx_compass.source.earlier_versions import ANCHOR as EARLIER_ANCHOR
from sphinx_compass.source.earlier_versions import earlier_versions
from sphinx_compass.source.earlier_versions import items as earlier_entries
from sphinx_compass.source.steps import steps

__all__ = ["EARLIER_ANCHOR", "card", "earlier_entries", "earlier_versions", "section_of", "steps"]


class card(nodes.container):  # noqa: N801 - docutils names nodes in lower case
    """Holds the summary of an object; views add the rest.

    Its attribute ``object`` is the kind and slug of the object, if it has a name.
    """
