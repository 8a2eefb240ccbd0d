"""Does not make messages that nobody sees at each node: ``pace_visiting``.

When pages are written, docutils makes a message for debugging before and after it visits each node,
and gives it to a reporter that drops it.

Private names used here:

- docutils: the code of ``Node.walkabout``, and ``debug_flag`` of a reporter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from docutils.nodes import NodeVisitor
    from sphinx.application import Sphinx

_original = nodes.Node.walkabout


def turn_on(_app: Sphinx) -> None:
    """Replace the method in this process."""
    nodes.Node.walkabout = walkabout  # type: ignore[method-assign, assignment]


def walkabout(node: nodes.Node, visitor: NodeVisitor) -> bool:
    """Visit a node and those below it; return whether the visitor wants to stop."""
    if visitor.document.reporter.debug_flag:
        return bool(_original(node, visitor))
    departs, stops = True, False
    try:
        try:
            visitor.dispatch_visit(node)
        except nodes.SkipNode:
            return False
        except nodes.SkipDeparture:
            departs = False
        try:
            for child in node.children[:]:
                if child.walkabout(visitor):
                    stops = True
                    break
        except nodes.SkipSiblings:
            pass
    except nodes.SkipChildren:
        pass
    except nodes.StopTraversal:
        stops = True
    if departs:
        visitor.dispatch_departure(node)
    return stops
