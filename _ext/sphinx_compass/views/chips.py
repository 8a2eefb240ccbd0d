"""Chips, badges, states and other small labels: what something belongs to, and how it is.

A chip is a link, a badge is a fact that leads nowhere, and a status has a sign of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.objects import Area
from sphinx_compass.views.icons import icon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.looks import Look
    from sphinx_compass.organization.objects import DeclaredObject
    from sphinx_compass.views.drawing import Drawing
    from sphinx_compass.views.links import Link


def look_of(directory: Directory, item: DeclaredObject) -> Look | None:
    """Return how the area looks that an object is or belongs to."""
    area = item if isinstance(item, Area) else directory.area_of(item)
    return directory.looks[area.slug] if area else None


def chip(link: Link, draw: Drawing, *, look: Look | None = None, kind: str = "") -> nodes.Node:
    """Return a link as a chip: tinted and with an icon for an area, plain for others.

    Where there are no styles, it is an ordinary link.
    """
    shown = draw.link(link)
    if not draw.is_site:
        return shown
    name = look.icon if look else kind
    if not isinstance(shown, nodes.Element):
        shown = nodes.inline("", "", shown)
    if name:
        shown.insert(0, icon(name=name))
    shown["classes"] += ["compass-chip", *([f"compass-hue-{look.hue}"] if look else [])]
    return shown


def badge(text: str) -> nodes.inline:
    """Return a fact that is not a link."""
    return nodes.inline("", text, classes=["compass-badge"])


def capitalized(word: str) -> str:
    """Return a word of an option as it starts a label.

    >>> capitalized("cross-functional")
    'Cross-functional'
    """
    return word[:1].upper() + word[1:]


def status(word: str, meaning: str = "") -> nodes.inline:
    """Return a status: a sign, the word, and what it means, if that is known."""
    name = f"compass-is-{nodes.make_id(word)}"
    shown = nodes.inline("", capitalized(word), classes=["compass-status", name])
    if meaning:
        shown += nodes.Text(f": {meaning}")
    return shown


def cell_heading(heading: str) -> nodes.inline:
    """Return the heading of a column, which only phones show, to repeat it in a table cell."""
    text = _("{heading}: ").format(heading=heading)
    return nodes.inline("", text, classes=["compass-cell-heading"])


def spaced(shown: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
    """Yield nodes with spaces between them, for readers without styles."""
    for position, node in enumerate(shown):
        if position:
            yield nodes.Text(" ")
        yield node
