"""Finds the tables of contents that a page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx import addnodes

from sphinx_compass.organization.records import ContentsList

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes


def collect(document: nodes.document) -> Iterator[ContentsList]:
    """Yield the tables of contents of a page, hidden ones too, in their order."""
    for toctree in document.findall(addnodes.toctree):
        yield ContentsList(
            tuple((title or "", target) for title, target in toctree["entries"]),
            toctree.get("caption") or "",
            is_hidden=bool(toctree.get("hidden")),
        )
