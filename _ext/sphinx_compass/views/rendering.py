"""Turns rows, boxes and facts into docutils nodes, and fills the placeholders with them.

The post-transform runs before references are resolved (MyST resolves at priority 9,
Sphinx at 10), so that all it leaves are docutils nodes and ordinary references, for
every builder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from sphinx_compass.organization import chart
from sphinx_compass.views import facts
from sphinx_compass.views import snippets
from sphinx_compass.source.citations import section_of
from sphinx_compass.domain.directives import card
from sphinx_compass.views.disclosure import disclosure
from sphinx_compass.views.linking import link_button
from sphinx_compass.views.pages import page_foot, page_top
from sphinx_compass.views.directives import view

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sphinx_compass.organization.chart import Box
    from sphinx_compass.domain.domain import CompassDomain
    from sphinx_compass.views.facts import Fact, Link, Quotation, Row, Table
    from sphinx_compass.organization.model import View
    from sphinx_compass.views.snippets import Name

    MakeLink = Callable[[Link], nodes.Node]


class FillPlaceholders(SphinxPostTransform):
    """Replaces cards and views, and adds what every page shows of itself."""

    default_priority = 5

    def run(self, **_kwargs: object) -> None:
        """Fill every placeholder of the page."""
        docname = self.env.current_document.docname
        domain = cast("CompassDomain", self.env.domains["compass"])
        for node in list(self.document.findall(card)):
            self._fill_card(domain, node)
        for placeholder in list(self.document.findall(view)):
            placeholder.replace_self(self._view(domain, placeholder["view"]))
        self._add_term_links(domain, docname)
        foot = domain.foot(docname)
        page = next(
            (node for node in self.document.children if isinstance(node, nodes.section)), None
        )
        if foot is not None and page is not None:
            page.insert(1, page_top(foot))
            lines = page_foot(foot, docname, self.env, self._link, site=self._is_html())
            if lines.children:
                self.document += lines  # below footnotes, which stand outside of the section

    def _is_html(self) -> bool:
        """Tell whether a site is built, with styles of our own; an epub is none."""
        builder = self.env._builder_cls  # noqa: SLF001 - as in Sphinx's own post-transforms
        return builder.format == "html" and builder.name != "epub"

    # -- cards -------------------------------------------------------------------

    def _fill_card(self, domain: CompassDomain, node: card) -> None:
        directory = domain.directory
        filled = nodes.container("", classes=node["classes"], ids=node["ids"])
        item = directory.objects.get(node.get("object"))
        section = section_of(node)
        if item is not None:
            title = nodes.paragraph("", "", classes=["compass-card-title"])
            title += nodes.strong("", item.name)
            title += nodes.Text(" ")
            title += nodes.inline("", f"({item.KIND})", classes=["compass-card-kind"])
            filled += title
            filled += self._link_button(domain, snippets.of_object(item))
        filled += node.children
        lines = facts.card_facts(directory, item) if item is not None else ()
        if lines:
            filled += self._facts(lines)
        node.replace_self(filled)
        if item is not None and item.KIND != "area" and section is not None:
            quotations = facts.mentions(directory, item.cite_key)
            if quotations:
                section += [
                    nodes.rubric("", f"Where {item.name} is mentioned"),
                    self._quotations(quotations),
                ]

    def _facts(self, lines: Iterable[Fact]) -> nodes.field_list:
        fields = nodes.field_list("", classes=["compass-facts"])
        for line in lines:
            paragraph = nodes.paragraph("", "", *self._inline(line.values))
            fields += nodes.field(
                "", nodes.field_name("", line.label), nodes.field_body("", paragraph)
            )
        return fields

    def _quotations(self, quotations: Iterable[Quotation]) -> nodes.bullet_list:
        shown = nodes.bullet_list("", classes=["compass-mentions"])
        for quotation in quotations:
            paragraph = nodes.paragraph("", "", self._link(quotation.place))
            if quotation.sentence:
                paragraph += nodes.Text(f" – {quotation.sentence}")  # noqa: RUF001 - a dash
            shown += nodes.list_item("", paragraph)
        return shown

    # -- views -------------------------------------------------------------------

    def _view(self, domain: CompassDomain, shown: View) -> nodes.Element:
        if shown.name == "org-chart":
            boxes = chart.reporting_tree(domain.directory, shown.many("area"))
            return self._chart(boxes) if boxes else self._nothing()
        if shown.name == "linkable-names":
            return self._names(domain)
        table = domain.table(shown)
        if not table.rows:
            return self._nothing()
        make = self._list if shown.style == "list" else self._table
        return make(table, shown.name)

    @staticmethod
    def _nothing() -> nodes.paragraph:
        return nodes.paragraph("", "None is declared yet.", classes=["compass-empty"])

    def _table(self, table: Table, name: str) -> nodes.table:
        group = nodes.tgroup("", cols=len(table.headings))
        widths = [40 if heading == "Summary" else 20 for heading in table.headings]
        group += [nodes.colspec("", colwidth=width) for width in widths]
        heading = nodes.row()
        heading += [nodes.entry("", nodes.paragraph("", text)) for text in table.headings]
        group += nodes.thead("", heading)
        body = nodes.tbody()
        body += [self._row(table.headings, row) for row in table.rows]
        group += body
        return nodes.table("", group, classes=["compass-list", f"compass-{name}"])

    def _row(self, headings: Sequence[str], row: Row) -> nodes.row:
        shown = nodes.row()
        shown += [self._cell(*pair) for pair in zip(headings, row.cells, strict=True)]
        if row.mentions:
            count = len(row.mentions)
            opened = disclosure(
                summary=f"Mentioned {count} times" if count > 1 else "Mentioned once"
            )
            opened += self._quotations(row.mentions)
            cast("nodes.entry", shown[headings.index("Summary")]).append(opened)
        return shown

    def _cell(self, heading: str, links: tuple[Link, ...]) -> nodes.entry:
        """Return a table cell; in HTML with its heading, which shows on phones only."""
        paragraph = nodes.paragraph()
        if links and heading != "Summary" and self._is_html():
            paragraph += nodes.inline("", f"{heading}: ", classes=["compass-cell-heading"])
        paragraph += self._inline(links)
        return nodes.entry("", paragraph, classes=[] if links else ["compass-empty"])

    def _list(self, table: Table, name: str) -> nodes.bullet_list:
        shown = nodes.bullet_list("", classes=["compass-list", f"compass-{name}"])
        for row in table.rows:
            first, summary = row.cells
            paragraph = nodes.paragraph("", "", *self._inline(first))
            if summary:
                paragraph += [nodes.Text(": "), *self._inline(summary)]
            shown += nodes.list_item("", paragraph)
        return shown

    def _chart(self, boxes: Iterable[Box]) -> nodes.container:
        return nodes.container("", self._boxes(boxes), classes=["compass-chart"])

    def _boxes(self, boxes: Iterable[Box]) -> nodes.bullet_list:
        shown = nodes.bullet_list()
        for box in boxes:
            link = facts.Link(box.text) if box.item is None else facts.link_to(box.item)
            paragraph = nodes.paragraph("", "", self._link(link), classes=["compass-box"])
            for note in box.notes:
                paragraph += nodes.Text(" ")
                paragraph += nodes.inline("", f"({note})", classes=["compass-note"])
            if box.status:
                paragraph["classes"].append(f"compass-{box.status}")
            item = nodes.list_item("", paragraph)
            if box.below:
                item += self._boxes(box.below)
            shown += item
        return shown

    # -- linking from other sites -------------------------------------------------

    def _add_term_links(self, domain: CompassDomain, docname: str) -> None:
        """Put a link button beside the first headword of each term of the page."""
        buttons = {
            term.anchors[0]: snippets.of_headword(term, term.headwords[0])
            for term in domain.terms.get(docname, ())
        }
        for glossary in self.document.findall(addnodes.glossary):
            for headword in glossary.findall(nodes.term):
                name = next((buttons[key] for key in headword["ids"] if key in buttons), None)
                if name is not None:
                    headword.extend(self._link_button(domain, name))

    def _link_button(self, domain: CompassDomain, name: Name) -> list[link_button]:
        """Return the button with the forms of a link, where there is a site to link to."""
        if not (self._is_html() and domain.site.is_known):
            return []
        builder = self.env._app.builder  # noqa: SLF001 - Sphinx's own post-transforms do so
        address = builder.get_target_uri(name.docname)
        forms = snippets.forms(name, domain.site, address)
        return [link_button(title=name.title, forms=forms)]

    def _names(self, domain: CompassDomain) -> nodes.container:
        """Return all linkable names by kind; on a site, each with its link button."""
        shown = nodes.container("", classes=["compass-names"])
        found = snippets.names(domain.directory)
        prefix = domain.site.prefix
        for kind, heading in snippets.HEADINGS.items():
            items = [
                nodes.list_item(
                    "",
                    nodes.paragraph(
                        "",
                        "",
                        self._link(facts.Link(name.title, name.docname, name.anchor)),
                        nodes.Text(" "),
                        nodes.literal("", f"{prefix}:{name.target}" if prefix else name.target),
                    ),
                    *self._link_button(domain, name),
                )
                for name in found
                if name.kind == kind
            ]
            if items:
                shown += nodes.container(
                    "", nodes.rubric("", heading), nodes.bullet_list("", *items)
                )
        return shown

    # -- text --------------------------------------------------------------------

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
