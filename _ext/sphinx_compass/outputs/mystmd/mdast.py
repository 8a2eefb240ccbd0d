"""Converts resolved docutils nodes to mdast, the tree of plain data that mystmd uses.

This covers what summaries, definitions and first paragraphs consist of. Any other node is
replaced by its children, so that no word is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urljoin, urlsplit

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable

Mdast: TypeAlias = dict[str, Any]  # ``type``, then ``children`` or ``value``

_NAMES: dict[type[nodes.Node], str] = {
    nodes.paragraph: "paragraph",
    nodes.emphasis: "emphasis",
    nodes.title_reference: "emphasis",
    nodes.strong: "strong",
    nodes.list_item: "listItem",
    nodes.block_quote: "blockquote",
    nodes.subscript: "subscript",
    nodes.superscript: "superscript",
}
_HIDDEN = (nodes.comment, nodes.raw, nodes.Invisible, nodes.system_message)


def text(value: str) -> Mdast:
    """Return a text node."""
    return {"type": "text", "value": value}


def paragraph(value: str) -> Mdast:
    """Return a paragraph of plain text."""
    return {"type": "paragraph", "children": [text(value)]}


def convert(tree: Iterable[nodes.Node], page: str) -> list[Mdast]:
    """Return nodes of a resolved page as mdast.

    ``page`` is the absolute address of the page, and links become absolute. If it is
    empty because the site has no address, links within the site become plain text.
    """
    return [converted for node in tree for converted in _convert(node, page)]


def _convert(node: nodes.Node, page: str) -> list[Mdast]:
    if isinstance(node, _HIDDEN):
        return []
    leaf = _leaf(node)
    if leaf is not None:
        return [leaf]
    children = convert(node.children, page)
    parent = _parent(node, page)
    return [{**parent, "children": children}] if parent else children


def _leaf(node: nodes.Node) -> Mdast | None:
    """Return the mdast of a node without children; None if it has some."""
    if isinstance(node, nodes.Text):
        return text(node.astext().replace("\n", " "))
    if isinstance(node, nodes.image):
        return text(node.get("alt", ""))
    if isinstance(node, nodes.literal_block):
        return {"type": "code", "value": node.astext()}
    if isinstance(node, nodes.literal):
        return {"type": "inlineCode", "value": node.astext()}
    return None


def _parent(node: nodes.Node, page: str) -> Mdast | None:
    """Return the mdast node that the children of a node go into; None if they need none."""
    if isinstance(node, nodes.reference):
        address = _address(node, page)
        return {"type": "link", "url": address} if address else None
    if isinstance(node, nodes.bullet_list | nodes.enumerated_list):
        return {"type": "list", "ordered": isinstance(node, nodes.enumerated_list)}
    name = _NAMES.get(type(node))
    return {"type": name} if name else None


def _address(node: nodes.reference, page: str) -> str:
    absolute = urljoin(page, node.get("refuri") or f"#{node.get('refid', '')}")
    return absolute if urlsplit(absolute).scheme else ""
