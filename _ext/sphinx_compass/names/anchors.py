"""Keeps published anchors on the pages that had them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from sphinx_compass.domain.builders import builder_of
from sphinx_compass.names.inventory import listed_names
from sphinx_compass.organization.messages import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_compass.names.targets import KeptAnchor
    from sphinx_compass.organization.places import Place


def kept_anchors(_app: Sphinx, env: BuildEnvironment, docname: str) -> tuple[KeptAnchor, ...]:
    """Return the anchors that a page keeps."""
    return listed_names(env).compared.kept_anchors(docname)


class KeepAnchors(SphinxPostTransform):
    """Adds published anchors that a page no longer has.

    An anchor of something that is still on the page is added to that. For the others,
    the page gets a note with links to their new places.
    """

    default_priority = 4  # before the placeholders are filled, which adds the page's last lines

    def run(self, **_kwargs: object) -> None:
        """Add the anchors to the page."""
        docname = self.env.current_document.docname
        anchors = listed_names(self.env).compared.kept_anchors(docname)
        if not anchors:
            return
        elements: dict[str, nodes.Element] = {}
        for node in self.document.findall(nodes.Element):
            elements.update(dict.fromkeys(node["ids"], node))
        page = self.document.next_node(nodes.section)
        elsewhere: dict[Place, list[KeptAnchor]] = {}
        for kept in anchors:
            if kept.anchor in elements or page is None:
                continue
            if kept.target.place.docname == docname:
                elements.get(kept.target.place.anchor, page)["ids"].append(kept.anchor)
            else:
                elsewhere.setdefault(kept.target.place, []).append(kept)
        if page is not None and elsewhere:
            page += self._note(docname, elsewhere)

    def _note(self, docname: str, elsewhere: Mapping[Place, list[KeptAnchor]]) -> nodes.paragraph:
        """Return a sentence with one link to each new place; each link has all its anchors."""
        builder = builder_of(self.env)
        before, _pages, after = _("Now on another page: {pages}.").partition("{pages}")
        note = nodes.paragraph("", before, classes=["compass-moved"])
        for number, (place, anchors) in enumerate(elsewhere.items()):
            text = nodes.inline("", anchors[0].target.title)
            link = make_refnode(builder, docname, *place, text)
            ids = [kept.anchor for kept in anchors]
            note += [nodes.Text(", " if number else ""), nodes.inline("", "", link, ids=ids)]
        note += nodes.Text(after)
        return note
