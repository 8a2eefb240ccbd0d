"""Views that are tables, or lists of names with their summaries."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from sphinx_compass.views.backlinks import backlink_list, mentioned
from sphinx_compass.views.base import View
from sphinx_compass.views.chips import cell_heading
from sphinx_compass.views.details import details

if TYPE_CHECKING:
    from docutils.nodes import Element

    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.looks import Look
    from sphinx_compass.organization.records import Placement
    from sphinx_compass.views.backlinks import Backlink
    from sphinx_compass.views.drawing import Drawing
    from sphinx_compass.views.links import Link


class Column(NamedTuple):
    """A column of a table."""

    heading: str
    is_summary: bool = False  # it is wider, holds the backlinks, and needs no heading on phones


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a cell for each column, and where the thing is mentioned."""

    cells: tuple[tuple[Link, ...], ...]
    backlinks: tuple[Backlink, ...] = ()
    look: Look | None = None  # of the area that the thing is or belongs to, if cards show it


@dataclass(frozen=True, slots=True)
class Table:
    """What a table shows. If it can be a list, its second column is the summary."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def shortened(self) -> Table:
        """Return what the style ``list`` shows: names and summaries."""
        return Table(self.columns[:2], tuple(Row(row.cells[:2]) for row in self.rows))


class TableView(View[Table]):
    """Base of the views that are tables."""

    @abstractmethod
    def table(self, directory: Directory, placement: Placement) -> Table:
        """Return all that the table shows."""

    def content(self, directory: Directory, placement: Placement) -> Table:
        """Return the table, shortened if the placement asks for a list."""
        table = self.table(directory, placement)
        return table.shortened() if placement.style == "list" else table

    def nodes(self, content: Table, draw: Drawing, placement: Placement) -> Element:
        """Return a table or a list, or a sentence if there are no rows."""
        if not content.rows:
            return draw.nothing()
        shown = (_list if placement.style == "list" else _table)(content, draw)
        shown["classes"] += ["compass-list", f"compass-{self.name}"]
        return shown


def _table(table: Table, draw: Drawing) -> nodes.table:
    group = nodes.tgroup("", cols=len(table.columns))
    widths = [40 if column.is_summary else 20 for column in table.columns]
    group += [nodes.colspec("", colwidth=width) for width in widths]
    heading = nodes.row()
    heading += [nodes.entry("", nodes.paragraph("", column.heading)) for column in table.columns]
    group += nodes.thead("", heading)
    body = nodes.tbody()
    body += [_row(table.columns, row, draw) for row in table.rows]
    group += body
    return nodes.table("", group)


def _row(columns: tuple[Column, ...], row: Row, draw: Drawing) -> nodes.row:
    shown = nodes.row()
    for column, links in zip(columns, row.cells, strict=True):
        cell = _cell(column, links, draw)
        if column.is_summary and row.backlinks:
            opened = details(summary=mentioned(item.page for item in row.backlinks))
            opened += backlink_list(row.backlinks, draw)
            cell += opened
        shown += cell
    return shown


def _cell(column: Column, links: tuple[Link, ...], draw: Drawing) -> nodes.entry:
    """Return a table cell; on a site it repeats its heading, which only phones show."""
    paragraph = nodes.paragraph()
    if links and not column.is_summary and draw.is_site:
        paragraph += cell_heading(column.heading)
    paragraph += draw.inline(links)
    return nodes.entry("", paragraph, classes=[] if links else ["compass-empty"])


def _list(table: Table, draw: Drawing) -> nodes.bullet_list:
    shown = nodes.bullet_list()
    for row in table.rows:
        name, summary = row.cells
        paragraph = nodes.paragraph("", "", *draw.inline(name))
        if summary:
            paragraph += [nodes.Text(": "), *draw.inline(summary)]
        shown += nodes.list_item("", paragraph)
    return shown
