"""The view ``org-chart``: who reports to whom, as boxes with lines, or as nested lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_compass.organization.chart import Chart, chart_of
from sphinx_compass.organization.objects import Area
from sphinx_compass.organization.records import Filter
from sphinx_compass.organization.status_meanings import status_meaning
from sphinx_compass.views.base import View
from sphinx_compass.views.chart_drawing import groups, legend, trees
from sphinx_compass.views.links import Link, link_to

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils.nodes import Element

    from sphinx_compass.organization.chart_boxes import Box
    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.looks import Look
    from sphinx_compass.organization.records import Placement
    from sphinx_compass.views.drawing import Drawing


@dataclass(frozen=True, slots=True)
class ChartContent:
    """What the view shows."""

    chart: Chart
    areas: tuple[tuple[Area, Look], ...] = ()  # of its boxes, for the legend of the whole chart
    statuses: tuple[tuple[str, str], ...] = ()  # likewise, with what each means


class OrgChart(View[ChartContent]):
    """Shows who reports to whom, of the whole organization or of some areas."""

    name = "org-chart"
    filters = (Filter("area", leads_to=("area",)),)

    def content(self, directory: Directory, placement: Placement) -> ChartContent:
        """Return the chart; that of the whole organization has a legend."""
        areas = placement.values("area")
        chart = chart_of(directory, areas)
        if areas:
            return ChartContent(chart)
        boxes = [box for top in chart.boxes for box in (top, *top.all_below)]
        shown = {area.slug for box in boxes for area in (box.area, *box.led) if area}
        words = {box.status for box in boxes}
        return ChartContent(
            chart,
            tuple(
                (area, directory.looks[area.slug])
                for area in directory.of_kind(Area)
                if area.slug in shown
            ),
            tuple(
                (word, status_meaning(word)) for word in directory.rules.statuses if word in words
            ),
        )

    def nodes(self, content: ChartContent, draw: Drawing, placement: Placement) -> Element:
        """Return the chart; nested lists for other outputs than sites; a sentence without boxes."""
        chart = content.chart
        if not chart.boxes:
            return draw.nothing()
        if not draw.is_site:
            return nodes.container("", _lists(chart.boxes, draw), classes=["compass-chart"])
        shown = nodes.container("", classes=["compass-chart"])
        if not placement.values("area"):
            shown["classes"].append("compass-wide")
            shown += legend(content.areas, content.statuses, draw)
        if chart.trees:
            shown += trees(chart.trees, draw)
        if chart.groups:
            shown += groups(chart.groups, draw)
        return shown


def _lists(boxes: Iterable[Box], draw: Drawing) -> nodes.bullet_list:
    """Return boxes as nested lists, with their notes in brackets."""
    shown = nodes.bullet_list()
    for box in boxes:
        link = Link(box.text) if box.item is None else link_to(box.item)
        paragraph = nodes.paragraph("", "", draw.link(link))
        for note in box.notes:
            paragraph += nodes.Text(f" ({note})")
        item = nodes.list_item("", paragraph)
        if box.below:
            item += _lists(box.below, draw)
        shown += item
    return shown


VIEWS = (OrgChart(),)
