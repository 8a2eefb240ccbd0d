"""Searches a document once for nodes of all classes, until it changes: ``pace_indexing``.

While Sphinx reads and writes a page, transforms, domains and extensions search the whole document a
hundred times for nodes of some class, and it changes eight times meanwhile. Here the first search
after a change lists the elements by their class, and others look them up. If a document changes
while somebody loops over what was found, the search goes on in the tree from there, as docutils
does.

A change is noticed if it is made with the methods of an element, or by setting ``children``. If an
extension changes that list itself, as in ``node.children.append(other)``, later searches do not
find what it has added. Texts are not listed.

Private names used here:

- docutils: the methods of ``Element`` that change ``children``, and that all of them that add nodes
  call ``setup_child``; that ``children`` is in the ``__dict__`` of an element.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_compass.pace.traversal import below

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sphinx.application import Sphinx

_setup_child = nodes.Node.setup_child
_set_item = nodes.Element.__setitem__
_delete_item = nodes.Element.__delitem__
_pop = nodes.Element.pop
_remove = nodes.Element.remove


def turn_on(_app: Sphinx) -> None:
    """Replace the methods in this process."""
    for owner, name, value in REPLACED:
        setattr(owner, name, value)


class SetChildren:
    """Notes when ``children`` is set. Without ``__get__``, it is read as before."""

    def __set__(self, element: nodes.Element, children: list[nodes.Node]) -> None:
        DocumentIndex.note_change(element)
        element.__dict__["children"] = children


def setup_child(self: nodes.Node, child: nodes.Node) -> None:
    """Note that a node gets a child."""
    DocumentIndex.note_change(self)
    _setup_child(self, child)


def set_item(self: nodes.Element, key: Any, item: Any) -> None:
    """Note it if children are set, not an attribute, unless a text takes the place of a text."""
    if isinstance(key, str):
        self.attributes[key] = item
    elif type(item) is nodes.Text and type(key) is int and type(self.children[key]) is nodes.Text:
        _setup_child(self, item)
        self.children[key] = item
    else:
        DocumentIndex.note_change(self)
        _set_item(self, key, item)


def delete_item(self: nodes.Element, key: Any) -> None:
    """Note it if children are deleted; this is also called for attributes."""
    DocumentIndex.note_change(self)
    _delete_item(self, key)


def pop(self: nodes.Element, i: int = -1) -> nodes.Node:
    """Note that a child is removed."""
    DocumentIndex.note_change(self)
    return _pop(self, i)


def remove(self: nodes.Element, item: nodes.Node) -> None:
    """Note that a child is removed."""
    DocumentIndex.note_change(self)
    _remove(self, item)


def findall(
    self: nodes.document,
    condition: type | Callable[[nodes.Node], bool] | None = None,
    *arguments: bool,
    **options: bool,
) -> Iterator[nodes.Node]:
    """Yield nodes as ``Node.findall`` of docutils does."""
    is_class = isinstance(condition, type) and not issubclass(nodes.Text, condition)
    if arguments or options or not is_class:
        return nodes.Node.findall(self, condition, *arguments, **options)
    return _listed(self, condition)  # type: ignore[arg-type]


def _listed(document: nodes.document, cls: type) -> Iterator[nodes.Node]:
    """Yield the elements of a class, from the list as long as it is current."""
    index = DocumentIndex.of(document)
    for number in index.numbers(cls):
        element = index.elements[number]
        yield element
        if not index.is_current:
            yield from below(element, cls, index.rest(number))
            return


REPLACED = (
    (nodes.document, "findall", findall),
    (nodes.Node, "setup_child", setup_child),
    (nodes.Element, "__setitem__", set_item),
    (nodes.Element, "__delitem__", delete_item),
    (nodes.Element, "pop", pop),
    (nodes.Element, "remove", remove),
    (nodes.Element, "children", SetChildren()),
)


class DocumentIndex:
    """The elements of a document, in its order, numbered from 0, and which of them have a class."""

    _latest: DocumentIndex | None = None  # that of another document is not kept

    def __init__(self, document: nodes.document) -> None:
        self.is_current = True
        self.elements: list[nodes.Node] = [document]
        self._children: list[Sequence[nodes.Node]] = [document.children]  # of each element
        self._parents = [-1]  # number of the parent of each element
        self._places = [0]  # of each element in the children of its parent
        self._of_class: dict[type, Sequence[int]] = {}
        self._fill()
        self._of_type: dict[type, list[int]] = {}
        for number, element in enumerate(self.elements):
            self._of_type.setdefault(type(element), []).append(number)
        self._members = frozenset(self.elements)

    def _fill(self) -> None:
        """Note the elements below the document."""
        above: list[tuple[Iterator[tuple[int, nodes.Node]], int]] = []
        children: Iterator[tuple[int, nodes.Node]] = enumerate(self.elements[0].children)
        parent = 0
        while True:
            for place, child in children:
                if type(child) is nodes.Text:
                    continue
                inside = child.children
                self.elements.append(child)
                self._children.append(inside)
                self._parents.append(parent)
                self._places.append(place)
                if inside and (len(inside) > 1 or type(inside[0]) is not nodes.Text):
                    above.append((children, parent))
                    children, parent = enumerate(inside), len(self.elements) - 1
                    break
            else:
                if not above:
                    return
                children, parent = above.pop()

    @classmethod
    def of(cls, document: nodes.document) -> DocumentIndex:
        """Return the index of a document as it is now."""
        index = cls._latest
        if index is None or not index.is_current or index.elements[0] is not document:
            index = cls._latest = cls(document)
        return index

    @classmethod
    def note_change(cls, element: nodes.Node) -> None:
        """Note that the children of an element change.

        Nodes become part of the document only if such children do, so others are of no interest.
        """
        index = cls._latest
        if index is not None and element in index._members:
            index.is_current = False
            cls._latest = None

    def numbers(self, cls: type) -> Sequence[int]:
        """Return the numbers of the elements of a class, in order."""
        found = self._of_class.get(cls)
        if found is None:
            lists = [numbers for kind, numbers in self._of_type.items() if issubclass(kind, cls)]
            found = lists[0] if len(lists) == 1 else sorted(chain.from_iterable(lists))
            self._of_class[cls] = found
        return found

    def rest(self, number: int) -> list[Iterator[nodes.Node]]:
        """Return what follows below the parent of an element, and below those above it.

        That of the outermost is the first.
        """
        found = []
        while number:
            parent = self._parents[number]
            found.append(_from(self._children[parent], self._places[number] + 1))
            number = parent
        return found[::-1]


def _from(children: Sequence[nodes.Node], place: int) -> Iterator[nodes.Node]:
    """Yield the children from a place on, as an iterator of the list that has come there."""
    while place < len(children):
        yield children[place]
        place += 1
