"""The view ``org-chart``: who reports to whom, as nested lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_compass.organization.chart import Box, reporting_tree
from sphinx_compass.organization.records import Filter
from sphinx_compass.views.base import View
from sphinx_compass.views.links import Link, link_to

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils.nodes import Element

    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.records import Placement
    from sphinx_compass.views.drawing import Drawing


class OrgChart(View[tuple[Box, ...]]):
    """Shows who reports to whom, of the whole organization or of some areas."""

    name = "org-chart"
    filters = (Filter("area", leads_to=("area",)),)

    def content(self, directory: Directory, placement: Placement) -> tuple[Box, ...]:
        """Return the reporting tree."""
        return reporting_tree(directory, placement.values("area"))

    def nodes(
        self,
        content: tuple[Box, ...],
        draw: Drawing,
        placement: Placement,  # noqa: ARG002 - the content is all there is to draw
    ) -> Element:
        """Return the boxes as nested lists, or a sentence if there are none."""
        if not content:
            return draw.nothing()
        return nodes.container("", _boxes(content, draw), classes=["compass-chart"])


def _boxes(boxes: Iterable[Box], draw: Drawing) -> nodes.bullet_list:
    shown = nodes.bullet_list()
    for box in boxes:
        link = Link(box.text) if box.item is None else link_to(box.item)
        paragraph = nodes.paragraph("", "", draw.link(link), classes=["compass-box"])
        for note in box.notes:
            paragraph += nodes.Text(" ")
            paragraph += nodes.inline("", f"({note})", classes=["compass-note"])
        if status := nodes.make_id(box.status):
            paragraph["classes"].append(f"compass-{status}")
        item = nodes.list_item("", paragraph)
        if box.below:
            item += _boxes(box.below, draw)
        shown += item
    return shown


VIEWS = (OrgChart(),)
