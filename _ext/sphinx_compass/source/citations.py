"""Which page says what about whom: each reference with its section and sentence."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Literal, cast

from docutils import nodes
from sphinx import addnodes

from sphinx_compass.source.glossary import plain_text, sentences
from sphinx_compass.organization.model import Citation, Location
from sphinx_compass.organization.reviews import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_compass.organization.model import Declared, Kind

# A mark from a private use area of Unicode, before the reference within its block.
_START = "\ue002"


def collect(document: nodes.document, docname: str) -> Iterator[Citation]:
    """Yield each reference of a page to an object or a term, in the order of the page."""
    for node in document.findall(addnodes.pending_xref):
        kind = _kind(node)
        if kind is None:
            continue
        section, anchor = _place(node)
        yield Citation(
            location=Location(docname, node.line or 1),
            kind=kind,
            name=node["reftarget"],
            section=section,
            anchor=anchor,
            sentence=_sentence(node),
        )


def _kind(node: addnodes.pending_xref) -> Kind | Literal["term", "label", "any"] | None:
    """Return what kind of thing a reference may mean; None where none of ours."""
    match node.get("refdomain"), node["reftype"]:
        case "compass", kind:
            return cast("Kind", kind)
        case "std", "term":
            return "term"
        case "std", "ref":
            return "label"
        case "doc", _:  # a Markdown link to a page
            return None
        case _, "any" | "myst":  # the latter is a Markdown link to a name
            return "any"
    return None


def with_section(item: Declared, document: nodes.document) -> Declared:
    """Return a declared object with the anchor and digest of the section around it."""
    card = next(
        (node for node in document.findall(nodes.Element) if item.anchor in node["ids"]), None
    )
    if card is None:  # it was parsed as a document of its own, as in MyST's eval-rst
        return dataclasses.replace(item, digest=digest(" ".join([item.summary, *item.stated])))
    section = section_of(card)
    at_top = section is None or isinstance(section.parent, nodes.document)
    text = plain_text(card if section is None else section)
    return dataclasses.replace(
        item,
        section="" if at_top or section is None else section["ids"][0],
        # options show on the card, and are no text of the section
        digest=digest(" ".join([text, *item.stated])),
    )


def section_of(node: nodes.Element) -> nodes.section | None:
    """Return the section that a node stands in."""
    parent = node.parent
    while parent is not None and not isinstance(parent, nodes.section):
        parent = parent.parent
    return parent


def _place(node: nodes.Element) -> tuple[str, str]:
    """Return title and anchor of the smallest part of the page around a node.

    The part is a glossary entry or a section; the title of a page's first section is
    empty, since the page's own title names it.
    """
    parent = node.parent
    while parent is not None:
        if isinstance(parent, nodes.definition_list_item):
            terms = [child for child in parent.children if isinstance(child, nodes.term)]
            if terms and terms[0]["ids"]:
                return terms[0].astext(), terms[0]["ids"][0]
        if isinstance(parent, nodes.section):
            if isinstance(parent.parent, nodes.document):
                return "", ""
            return plain_text(cast("nodes.Element", parent[0])), parent["ids"][0]
        parent = parent.parent
    return "", ""


def _sentence(node: addnodes.pending_xref) -> str:
    """Return the sentence around a reference; in a table, the row."""
    block: nodes.Element = node
    while not isinstance(block, nodes.TextElement) or isinstance(block, nodes.Inline):
        block = cast("nodes.Element", block.parent)
    row = block.parent
    while row is not None and not isinstance(row, (nodes.row, nodes.section)):
        row = row.parent
    if isinstance(row, nodes.row):
        cells = (plain_text(cast("nodes.Element", cell)) for cell in row.children)
        return "; ".join(cell for cell in cells if cell)
    index = list(block.findall(addnodes.pending_xref)).index(node)
    copy = block.deepcopy()
    marked = list(copy.findall(addnodes.pending_xref))[index]
    marked.insert(0, nodes.Text(_START))
    text = plain_text(copy, keep=_START)
    return next((part.replace(_START, "") for part in sentences(text) if _START in part), "")
