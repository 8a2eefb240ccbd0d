"""Completes objects with their sections, which are known when the whole page has been read."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_compass.organization.text import digest
from sphinx_compass.source.context import first_sentence, is_top, plain_text, section_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_compass.organization.objects import DeclaredObject


def complete(
    objects: Iterable[DeclaredObject], document: nodes.document
) -> Iterator[DeclaredObject]:
    """Yield each object of a page with the anchor and digest of the section around it.

    The summary of an object without a text of its own comes from that section.
    """
    by_id = {anchor: node for node in document.findall(nodes.Element) for anchor in node["ids"]}
    for item in objects:
        node = by_id.get(item.anchor)
        # without a node, it was parsed as a document of its own, as in MyST's eval-rst
        yield (
            _complete(item, node)
            if node is not None
            else dataclasses.replace(item, digest=digest(f"{item.summary} {item.option_text}"))
        )


def _complete(item: DeclaredObject, node: nodes.Element) -> DeclaredObject:
    section = node if isinstance(node, nodes.section) else section_of(node)
    around = node if section is None else section
    paragraph = node if isinstance(node, nodes.paragraph) else _first_paragraph(around)
    return dataclasses.replace(
        item,
        summary=item.summary or first_sentence(paragraph),
        section="" if section is None or is_top(section) else section["ids"][0],
        # options are shown on the card, and are not part of the section's text
        digest=digest(f"{plain_text(around)} {item.option_text}"),
    )


def _first_paragraph(section: nodes.Element) -> nodes.paragraph | None:
    """Return the first paragraph that is directly in a section."""
    return next((child for child in section if isinstance(child, nodes.paragraph)), None)
