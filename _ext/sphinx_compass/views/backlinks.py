"""Where an object or term is mentioned: the sentences of the handbook that refer to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_compass.organization.text import fold
from sphinx_compass.views.links import Link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.records import Reference
    from sphinx_compass.views.drawing import Drawing


@dataclass(frozen=True, slots=True)
class Backlink:
    """A sentence that refers to something, with the section that it is in."""

    place: Link
    sentence: str


def backlinks(directory: Directory, target_key: str) -> tuple[Backlink, ...]:
    """Return all sentences that refer to an object or term, by title of page and section."""
    found = {
        Backlink(_place(directory, reference), directory.text(reference.sentence)): None
        for reference in directory.index.references_to.get(target_key, ())
    }
    return tuple(sorted(found, key=lambda backlink: fold(backlink.place.text)))


def _place(directory: Directory, reference: Reference) -> Link:
    page = directory.titles.get(reference.docname, reference.docname)
    section = directory.text(reference.section)
    text = f"{page}: {section}" if section else page
    return Link(text, reference.docname, reference.anchor)


def backlink_list(found: Iterable[Backlink], draw: Drawing) -> nodes.bullet_list:
    """Return the list that shows backlinks."""
    shown = nodes.bullet_list("", classes=["compass-mentions"])
    for backlink in found:
        paragraph = nodes.paragraph("", "", draw.link(backlink.place))
        if backlink.sentence:
            paragraph += nodes.Text(f" – {backlink.sentence}")  # noqa: RUF001 - a dash
        shown += nodes.list_item("", paragraph)
    return shown
