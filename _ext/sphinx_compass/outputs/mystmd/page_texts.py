"""Keeps what each page says about its anchors, as mdast.

The texts come from the doctree of the page as it is written. Because the pages that an
incremental build does not write keep their texts, and because pages may be resolved in
parallel processes, there is one file for each page, beside the doctrees.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_compass.config import site_address
from sphinx_compass.domain.builders import is_site, state_folder
from sphinx_compass.domain.nodes import card
from sphinx_compass.organization.places import Place
from sphinx_compass.outputs.mystmd import mdast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.builders.html import StandaloneHTMLBuilder

    from sphinx_compass.outputs.mystmd.mdast import Mdast

# Attribute of a node that says what anchors are about: the list of these anchors.
_ABOUT = "compass-about"


def setup(app: Sphinx) -> None:
    """Connect what keeps the texts of pages."""
    app.add_post_transform(MarkTexts)
    # After other listeners, which may still change the page.
    app.connect("doctree-resolved", keep, priority=900)


class MarkTexts(SphinxPostTransform):
    """Marks the nodes that say what each anchor of the page is about."""

    default_priority = 3  # before anything is added to the page
    formats = ("html",)

    def run(self, **_kwargs: object) -> None:
        """Mark the nodes with the anchors that they are about."""
        for anchor, found in about(self.document):
            for node in found:
                node[_ABOUT] = [*_anchors(node), anchor]


def keep(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Write the texts of a page that is about to be written."""
    if not is_site(app.builder):
        return
    base = site_address(app.config)
    page = urljoin(base, app.builder.get_target_uri(docname)) if base else ""
    path = _path(app.builder, docname)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(texts(doctree, page)), encoding="utf-8")


def texts(doctree: nodes.document, page: str) -> dict[str, list[Mdast]]:
    """Return the text about each anchor of a resolved page; see :func:`.mdast.convert`.

    The text about the page as such has the anchor "".
    """
    found: dict[str, list[Mdast]] = {}
    for node in doctree.findall(nodes.Element):
        for anchor in node.attributes.get(_ABOUT, ()):
            found.setdefault(anchor, []).extend(mdast.convert([node], page))
    return found


def _anchors(node: nodes.Element) -> list[str]:
    anchors: list[str] = node.get(_ABOUT, [])
    return anchors


def read(builder: StandaloneHTMLBuilder) -> dict[Place, list[Mdast]]:
    """Return the texts of all pages, and remove those of pages that are gone."""
    paths = {_path(builder, docname): docname for docname in builder.env.found_docs}
    for path in _folder(builder).rglob("*.json"):
        if path not in paths:
            path.unlink()
    return {
        Place(docname, anchor): text
        for path, docname in sorted(paths.items())
        if path.is_file()
        for anchor, text in json.loads(path.read_text(encoding="utf-8")).items()
    }


def _path(builder: Builder, docname: str) -> Path:
    return _folder(builder) / f"{docname}.json"


def _folder(builder: Builder) -> Path:
    return state_folder(builder) / "mystmd"


# -- what an anchor is about ---------------------------------------------------------


def about(doctree: nodes.document) -> Iterator[tuple[str, list[nodes.Element]]]:
    """Yield each anchor that something is said about, with the nodes that say it.

    For an object that is its summary; for a term, the definition; for a section or the
    page as such, the first object or paragraph; for a paragraph, the paragraph itself.
    """
    page = next((node for node in doctree if isinstance(node, nodes.section)), None)
    if page is not None:
        yield "", _beginning(page)
    for node in doctree.findall(nodes.Element):
        found = _said_by(node) if node["ids"] else []
        for anchor in node["ids"]:
            yield anchor, found


def _said_by(node: nodes.Element) -> list[nodes.Element]:
    """Return the nodes that say what the anchors of a node are about."""
    if isinstance(node, card):
        return _elements(node.children)
    if isinstance(node, nodes.term) and node.parent is not None:
        definition = node.parent.children[-1]
        return _elements(definition.children) if isinstance(definition, nodes.definition) else []
    if isinstance(node, nodes.section):
        return _beginning(node)
    return [node] if isinstance(node, nodes.paragraph) else []


def _beginning(section: nodes.section) -> list[nodes.Element]:
    """Return the summary of a section's first object, or its first paragraph."""
    first = next((node for node in section if isinstance(node, card | nodes.paragraph)), None)
    return (
        [] if first is None else _elements(first.children) if isinstance(first, card) else [first]
    )


def _elements(found: Iterable[nodes.Node]) -> list[nodes.Element]:
    """Return nodes that stay until the page is written.

    Sphinx removes ``only`` nodes, so the nodes in them are returned instead.
    """
    elements: list[nodes.Element] = []
    for node in found:
        if isinstance(node, addnodes.only):
            elements += _elements(node.children)
        elif isinstance(node, nodes.Element):
            elements.append(node)
    return elements
