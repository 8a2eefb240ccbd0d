"""Searches that look nodes up find the same as those of docutils, whatever changes meanwhile."""

from __future__ import annotations

from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes
from docutils.utils import new_document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_compass.pace import indexing, traversal

if TYPE_CHECKING:
    from collections.abc import Callable

KINDS = (nodes.paragraph, nodes.emphasis, nodes.section)
MOST = 12  # nodes that one search looks at


@pytest.fixture(autouse=True)
def _replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    for owner, name, value in indexing.REPLACED:
        monkeypatch.setattr(owner, name, value, raising=False)


def _tree(plan: Any) -> nodes.Node:
    if isinstance(plan, str):
        return nodes.Text(plan)
    kind, children = plan
    made = KINDS[kind]("")
    made.extend(map(_tree, children))
    return made


def _set_children(node: nodes.Element) -> None:
    node.children = node.children[1:]


def _wrap(node: nodes.Element) -> None:
    node.parent.replace(node, [nodes.strong("", "x"), nodes.emphasis("", "", *node)])


def _set_slice(node: nodes.Element) -> None:
    node.parent[:1] = []


CHANGES: tuple[Callable[[nodes.Element], Any], ...] = (
    nodes.Element.astext,
    _wrap,
    _set_children,
    _set_slice,
    lambda node: node.append(nodes.emphasis("", "new")),
    lambda node: node.parent.insert(0, nodes.paragraph("", "new")),
    lambda node: node.parent.remove(node),
    lambda node: node.parent.pop(),
    lambda node: node.clear(),
    lambda node: node.__delitem__(slice(0, 1)),
    lambda node: node.replace_self(nodes.Text("gone")),
)
PLANS = st.recursive(
    st.text("ab", max_size=2),
    lambda inner: st.tuples(st.integers(0, len(KINDS) - 1), st.lists(inner, max_size=4)),
    max_leaves=12,
)


def _seen(search: Any, plans: list[Any], steps: list[tuple[type, int]]) -> list[str]:
    """Return what searches yield in a document that is changed at each node that they yield."""
    document = new_document("")
    document += [_tree((0, [plan])) for plan in plans]
    seen = []
    for kind, change in steps:
        for node in islice(search(document, kind), MOST):
            seen.append(node.pformat())
            if isinstance(node, nodes.Element) and node.parent is not None:
                with suppress(ValueError, IndexError):  # it is no longer in its parent
                    CHANGES[change](node)
    return [*seen, document.pformat()]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(PLANS, min_size=1, max_size=4),
    st.lists(
        st.tuples(
            st.sampled_from([*KINDS, nodes.Element, nodes.TextElement, nodes.strong, nodes.Text]),
            st.integers(0, len(CHANGES) - 1),
        ),
        max_size=5,
    ),
)
def test_search_finds_the_same(plans: list[Any], steps: list[tuple[type, int]]) -> None:
    """Searches yield the same nodes in the same order, and see each change."""
    looked_up = _seen(lambda document, kind: document.findall(kind), plans, steps)
    assert looked_up == _seen(traversal._original, plans, steps)


def test_elements_are_listed_once() -> None:
    """Searches of a document that does not change share one list."""
    document = new_document("")
    document += nodes.paragraph("", "", nodes.emphasis("", "a"))
    assert len(list(document.findall(nodes.paragraph))) == 1
    index = indexing.DocumentIndex.of(document)
    paragraph = nodes.paragraph("", "", nodes.emphasis("", "b"))
    assert indexing.DocumentIndex.of(document) is index
    document += paragraph
    assert indexing.DocumentIndex.of(document) is not index
    assert len(list(document.findall(nodes.emphasis))) == 2
