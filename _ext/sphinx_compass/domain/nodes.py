"""The placeholder that a declaration leaves on its page.

Rooms that must not import ``source`` import :func:`section_of` from here.
"""

from __future__ import annotations

from docutils import nodes

from sphinx_compass.source.context import section_of

__all__ = ["card", "section_of"]


class card(nodes.container):  # noqa: N801 - docutils names nodes in lower case
    """Holds the summary of an object; views add the rest.

    Its attribute ``object`` is the kind and slug of the object, if it has a name.
    """
