"""Cards and list views: placeholder nodes, and the post-transform that fills them.

The post-transform runs before references are resolved (MyST resolves at priority 9,
Sphinx at 10), so that all it leaves are docutils nodes and ordinary references.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode

from compass import facts
from compass.directives import card

if TYPE_CHECKING:
    from collections.abc import Iterable

    from compass.domain import CompassDomain
    from compass.facts import Fact, Link, Table


class view(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes in lower case
    """Stands where a list view goes; its attribute ``view`` names which."""


class ViewDirective(SphinxDirective):
    """Base of the list views, ``{role-list}`` and the like."""

    has_content = False
    option_spec: ClassVar[dict[str, Any]] = {}

    def run(self) -> list[nodes.Node]:
        """Leave a placeholder and note that this page shows the view."""
        node = view(view=self.name.removeprefix("compass:"))
        self.set_source_info(node)
        domain = cast("CompassDomain", self.env.domains["compass"])
        domain.note_view(self.env.current_document.docname, node["view"])
        return [node]


class FillPlaceholders(SphinxPostTransform):
    """Replaces cards and views with nodes made from the whole organisation."""

    default_priority = 5

    def run(self, **_kwargs: object) -> None:
        """Fill every placeholder of the page."""
        domain = cast("CompassDomain", self.env.domains["compass"])
        for node in list(self.document.findall(card)):
            self._fill_card(domain, node)
        for placeholder in list(self.document.findall(view)):
            table = facts.VIEWS[placeholder["view"]](domain.directory)
            placeholder.replace_self(self._table(table, placeholder["view"]))

    def _fill_card(self, domain: CompassDomain, node: card) -> None:
        filled = nodes.container("", classes=node["classes"], ids=node["ids"])
        item = domain.directory.objects.get(node.get("object"))
        if item is not None:
            title = nodes.paragraph("", "", classes=["compass-card-title"])
            title += nodes.strong("", item.name)
            title += nodes.Text(" ")
            title += nodes.inline("", f"({item.KIND})", classes=["compass-card-kind"])
            filled += title
        filled += node.children
        lines = facts.card_facts(domain.directory, item) if item is not None else ()
        if lines:
            filled += self._facts(lines)
        node.replace_self(filled)

    def _facts(self, lines: Iterable[Fact]) -> nodes.field_list:
        fields = nodes.field_list("", classes=["compass-facts"])
        for line in lines:
            paragraph = nodes.paragraph("", "", *self._inline(line.values))
            fields += nodes.field(
                "", nodes.field_name("", line.label), nodes.field_body("", paragraph)
            )
        return fields

    def _table(self, table: Table, name: str) -> nodes.Element:
        if not table.rows:
            return nodes.paragraph("", "", nodes.Text("None is declared yet."))
        width = 100 // len(table.headings)
        group = nodes.tgroup("", cols=len(table.headings))
        group += [nodes.colspec("", colwidth=width) for _ in table.headings]
        heading = nodes.row()
        heading += [nodes.entry("", nodes.paragraph("", text)) for text in table.headings]
        group += nodes.thead("", heading)
        body = nodes.tbody()
        for cells in table.rows:
            row = nodes.row()
            row += [self._cell(*pair) for pair in zip(table.headings, cells, strict=True)]
            body += row
        group += body
        return nodes.table("", group, classes=["compass-list", f"compass-{name}"])

    def _cell(self, heading: str, links: tuple[Link, ...]) -> nodes.entry:
        """Return a table cell; in HTML with its heading, which shows on phones only."""
        paragraph = nodes.paragraph()
        builder = self.env._builder_cls  # noqa: SLF001 - as in Sphinx's own post-transforms
        if links and builder.format == "html" and builder.name != "epub":
            paragraph += nodes.inline("", f"{heading}: ", classes=["compass-cell-heading"])
        paragraph += self._inline(links)
        return nodes.entry("", paragraph, classes=[] if links else ["compass-empty"])

    def _inline(self, links: Iterable[Link]) -> list[nodes.Node]:
        """Return links and texts, separated by commas."""
        shown: list[nodes.Node] = []
        for link in links:
            if shown:
                shown.append(nodes.Text(", "))
            shown.append(self._link(link))
        return shown

    def _link(self, link: Link) -> nodes.Node:
        if not link.docname:
            return nodes.Text(link.text)
        here = self.env.current_document.docname
        builder = self.env._app.builder  # noqa: SLF001 - Sphinx's own post-transforms do so
        try:
            return make_refnode(
                builder, here, link.docname, link.anchor, nodes.inline("", link.text)
            )
        except NoUri:
            return nodes.Text(link.text)
