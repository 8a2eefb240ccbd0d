"""Resolved docutils nodes as mdast, the tree of plain data that mystmd works with.

It covers what summaries, definitions and first paragraphs are made of.  Of any other
node the children stand in its place, so that no word is lost.
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
_SILENT = (nodes.comment, nodes.raw, nodes.Invisible, nodes.system_message)


def text(value: str) -> Mdast:
    """Return a text node."""
    return {"type": "text", "value": value}


def paragraph(value: str) -> Mdast:
    """Return a paragraph of plain text."""
    return {"type": "paragraph", "children": [text(value)]}


def convert(tree: Iterable[nodes.Node], page: str) -> list[Mdast]:
    """Return nodes of a resolved page as mdast.

    ``page`` is the absolute address of the page, against which links are made absolute.
    Without it, which is what a site without an address of its own has, links to other
    sites stay, and of those inside the site the text alone.
    """
    return [converted for node in tree for converted in _convert(node, page)]


def _convert(node: nodes.Node, page: str) -> list[Mdast]:
    if isinstance(node, _SILENT):
        return []
    leaf = _leaf(node)
    if leaf is not None:
        return [leaf]
    children = convert(node.children, page)
    around = _around(node, page)
    return [{**around, "children": children}] if around else children


def _leaf(node: nodes.Node) -> Mdast | None:
    """Return a node that has a text and no children; None for any other."""
    if isinstance(node, nodes.Text):
        return text(node.astext().replace("\n", " "))
    if isinstance(node, nodes.image):
        return text(node.get("alt", ""))
    if isinstance(node, nodes.literal_block):
        return {"type": "code", "value": node.astext()}
    if isinstance(node, nodes.literal):
        return {"type": "inlineCode", "value": node.astext()}
    return None


def _around(node: nodes.Node, page: str) -> Mdast | None:
    """Return what goes around the children of a node; None where nothing does."""
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
