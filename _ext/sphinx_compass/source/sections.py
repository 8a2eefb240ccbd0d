"""Completes objects with their sections, which are known when the whole page has been read."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_compass.organization.text import digest, digests_after, sentences
from sphinx_compass.source.context import START_MARK, ancestors, is_top, plain_text, section_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinx_compass.organization.objects import DeclaredObject


def complete(
    objects: Iterable[DeclaredObject], document: nodes.document
) -> Iterator[DeclaredObject]:
    """Yield each object of a page with the anchor and digest of the section around it.

    An object that was declared without a text takes its summary from the element that has
    its anchor, such as a section or a note.
    """
    by_id = {anchor: node for node in document.findall(nodes.Element) for anchor in node["ids"]}
    # the digest of each section with options of an object; a section can contain many objects
    texts: dict[nodes.Element, Callable[[str], str]] = {}
    for item in objects:
        node = by_id.get(item.anchor)
        # without a node, it was parsed as a document of its own, as in MyST's eval-rst
        yield (
            _complete(item, node, texts)
            if node is not None
            else dataclasses.replace(item, digest=digest(f"{item.summary} {item.option_text}"))
        )


def _tags(node: nodes.Element) -> str:
    """Return the condition of all blocks ``only`` around a node."""
    found = [str(item["expr"]) for item in ancestors(node) if isinstance(item, addnodes.only)]
    return " and ".join(f"({expression})" for expression in found)


def _complete(
    item: DeclaredObject, node: nodes.Element, texts: dict[nodes.Element, Callable[[str], str]]
) -> DeclaredObject:
    section = node if isinstance(node, nodes.section) else section_of(node)
    around = node if section is None else section
    if around not in texts:
        texts[around] = digests_after(plain_text(around))
    paragraph = _paragraph(node) or _paragraph(around)
    summary = item.summary or ("" if paragraph is None else _first_sentence(paragraph))
    return dataclasses.replace(
        item,
        summary=summary,
        only=_tags(node),
        section="" if section is None or is_top(section) else section["ids"][0],
        # options are shown on the card, and are not part of the section's text
        digest=texts[around](item.option_text),
    )


def _paragraph(node: nodes.Element) -> nodes.paragraph | None:
    """Return the element itself if it is a paragraph, or else the first one directly in it."""
    candidates = [node, *node.children]
    return next((item for item in candidates if isinstance(item, nodes.paragraph)), None)


def _first_sentence(paragraph: nodes.paragraph) -> str:
    """Return the first sentence of a paragraph; an empty text if not all of it is known yet."""
    copy = paragraph.deepcopy()
    for reference in copy.findall(addnodes.pending_xref):
        if _will_show_a_title(reference):
            reference.insert(0, nodes.Text(START_MARK))
    first = sentences(plain_text(copy))[0]
    return "" if START_MARK in first else first


def _will_show_a_title(reference: addnodes.pending_xref) -> bool:
    """Tell whether a reference has no text of its own.

    It will show the title of a page, section or figure.  Names of objects are no such texts:
    their marks are replaced.
    """
    shows_target = reference["reftype"] in {"doc", "numref", "ref"}
    return not reference.get("refexplicit") and (shows_target or not reference.astext())
