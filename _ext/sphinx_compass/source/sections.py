"""Completes objects with what only the whole page tells: their section."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_compass.organization.text import digest, sentences
from sphinx_compass.source.context import is_top, plain_text, section_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_compass.organization.objects import DeclaredObject


def complete(
    objects: Iterable[DeclaredObject], document: nodes.document
) -> Iterator[DeclaredObject]:
    """Yield each object of a page with the anchor and digest of the section around it.

    An object that was declared without a text takes its summary from that section.
    """
    by_id = {anchor: node for node in document.findall(nodes.Element) for anchor in node["ids"]}
    for item in objects:
        node = by_id.get(item.anchor)
        # no node: it was parsed as a document of its own, as in MyST's eval-rst
        yield (
            _complete(item, node)
            if node is not None
            else dataclasses.replace(item, digest=digest(f"{item.summary} {item.option_text}"))
        )


def _complete(item: DeclaredObject, node: nodes.Element) -> DeclaredObject:
    section = node if isinstance(node, nodes.section) else section_of(node)
    around = node if section is None else section
    summary = item.summary or _first_sentence(node if isinstance(node, nodes.paragraph) else around)
    return dataclasses.replace(
        item,
        summary=summary,
        section="" if section is None or is_top(section) else section["ids"][0],
        # options are shown on the card, and are not part of the section's text
        digest=digest(f"{plain_text(around)} {item.option_text}"),
    )


def _first_sentence(node: nodes.Element) -> str:
    """Return the first sentence of a paragraph, or of the first one directly in a section."""
    paragraphs = [node] if isinstance(node, nodes.paragraph) else node.children
    found = next((child for child in paragraphs if isinstance(child, nodes.paragraph)), None)
    return sentences(plain_text(found))[0] if found is not None else ""
