"""Replaces the placeholders on pages, and adds each page's lines about itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_compass.domain import CompassDomain
from sphinx_compass.domain.builders import builder_of
from sphinx_compass.domain.nodes import card, steps
from sphinx_compass.views import card as cards
from sphinx_compass.views import children, earlier_versions, page_lines
from sphinx_compass.views.contents import page_content
from sphinx_compass.views.directive import view_placeholder
from sphinx_compass.views.drawing import Drawing
from sphinx_compass.views.registry import views
from sphinx_compass.views.snippets import of_headword
from sphinx_compass.views.step_drawing import caption_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_compass.organization.records import Term
    from sphinx_compass.views.card_content import CardContent
    from sphinx_compass.views.steps import Caption


class FillPlaceholders(SphinxPostTransform):
    """Replaces cards, views and earlier versions, and adds link buttons and the page's own lines.

    It runs before references are resolved (MyST does so at priority 9, Sphinx at 10), so
    that it leaves docutils nodes and ordinary references, for every builder.
    """

    default_priority = 5

    def run(self, **_kwargs: object) -> None:
        """Fill every placeholder of the page."""
        docname = self.env.current_document.docname
        domain = CompassDomain.of(self.env)
        draw = Drawing(self.env, builder_of(self.env), docname)
        listed = page_content(domain, docname).children
        if listed is not None and draw.is_site:  # before backlinks follow the last section
            children.draw_all(self.document, listed, draw)
        found = list(self.document.findall(card))
        own = {item["ids"][0]: item for item in (_own_items(self.document) if found else ())}
        for node in found:
            cards.fill(node, _card_content(domain, node), draw, own)
        for block in list(self.document.findall(steps)):
            captions = page_content(domain, block["block"].docname).captions
            _show_steps(block, captions.get(block["block"]), draw)
        for placeholder in list(self.document.findall(view_placeholder)):
            placement = placeholder["placement"]
            draw.heading_level = children.heading_level(placeholder)
            view, shown = views()[placement.view], page_content(domain, placement.docname)
            placeholder.replace_self(view.nodes(shown.views[placement], draw, placement))
        earlier_versions.draw_all(self.document, draw)
        _add_term_buttons(self.document, domain.record_of(docname).terms, draw)
        lines = page_content(domain, docname).lines
        if lines is not None:
            page_lines.add(self.document, lines, draw)


def _card_content(domain: CompassDomain, node: card) -> CardContent | None:
    """Return what a card shows; a document can consist of several pages, each with cards."""
    item = domain.directory.objects.get(node.get("object"))
    return None if item is None else page_content(domain, item.docname).cards[item.key]


def _own_items(document: nodes.document) -> Iterator[nodes.list_item]:
    """Yield each item of a block of steps that has an HTML id."""
    for block in document.findall(steps):
        for item in block.findall(nodes.list_item):
            if item["ids"]:
                yield item


def _show_steps(block: steps, caption: Caption | None, draw: Drawing) -> None:
    """Add the caption of a block, or remove a block without one."""
    if caption is None:
        block.parent.remove(block)
        return
    shown = nodes.container("", caption_of(caption, draw), classes=block["classes"])
    shown += block.children
    block.replace_self(shown)


def _add_term_buttons(document: nodes.document, terms: Iterable[Term], draw: Drawing) -> None:
    """Add a link button to the first headword of each term of a page."""
    names = {term.anchors[0]: of_headword(term, term.headwords[0]) for term in terms}
    for glossary in document.findall(addnodes.glossary) if names else ():
        for headword in glossary.findall(nodes.term):
            name = next((names[anchor] for anchor in headword["ids"] if anchor in names), None)
            if name is not None:
                headword.extend(draw.link_button(name))
