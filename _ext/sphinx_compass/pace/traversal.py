"""Finds nodes without one generator per level: ``pace_traversal``.

docutils yields each node through the generators of all its ancestors, and starts a generator for
each text. Transforms call ``findall`` a hundred times per page, with a function as often as with
a class, which takes longest. Here a stack takes the place of generators. It visits nodes in the
same order, also in a tree that changes meanwhile: children are looked up when the caller asks
for the next node, as before.

Private names used here:

- docutils: that ``Node.findall`` is a function of ``Node``, and what its arguments mean.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx

_original = nodes.Node.findall


def turn_on(_app: Sphinx) -> None:
    """Replace the method in this process."""
    nodes.Node.findall = findall  # type: ignore[method-assign, assignment]


def findall(
    self: nodes.Node,
    condition: type | Callable[[nodes.Node], bool] | None = None,
    include_self: bool = True,  # noqa: FBT001, FBT002 - as in docutils
    descend: bool = True,  # noqa: FBT001, FBT002
    siblings: bool = False,  # noqa: FBT001, FBT002
    ascend: bool = False,  # noqa: FBT001, FBT002
) -> Iterator[nodes.Node]:
    """Yield nodes as ``Node.findall`` of docutils does."""
    if not include_self or not descend or siblings or ascend:
        return _original(self, condition, include_self, descend, siblings, ascend)
    if condition is None:
        return matching(self, lambda _node: True)
    if isinstance(condition, type):
        return of_class(self, condition)
    return matching(self, condition)


def of_class(root: nodes.Node, cls: type) -> Iterator[nodes.Node]:
    """Yield a node and all below it that belong to a class."""
    if issubclass(nodes.Text, cls):
        yield from matching(root, lambda node: isinstance(node, cls))
        return
    if isinstance(root, cls):
        yield root
    yield from below(root, cls, [])


def below(
    element: nodes.Node, cls: type, above: list[Iterator[nodes.Node]]
) -> Iterator[nodes.Node]:
    """Yield what belongs to a class below an element, and then in iterators, the last one first."""
    children = iter(element.children)
    while True:
        for child in children:
            if type(child) is nodes.Text:
                continue
            if isinstance(child, cls):
                yield child
            inside = child.children
            if inside and (len(inside) > 1 or type(inside[0]) is not nodes.Text):
                above.append(children)
                children = iter(inside)
                break
        else:
            if not above:
                return
            children = above.pop()


def matching(root: nodes.Node, condition: Callable[[nodes.Node], bool]) -> Iterator[nodes.Node]:
    """Yield a node and all below it that meet a condition."""
    if condition(root):
        yield root
    above: list[Iterator[nodes.Node]] = []
    children = iter(root.children)
    while True:
        for child in children:
            if condition(child):
                yield child
            if child.children:
                above.append(children)
                children = iter(child.children)
                break
        else:
            if not above:
                return
            children = above.pop()
