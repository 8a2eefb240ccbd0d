"""Draws the chart of an organization on a site: boxes with lines, groups and a legend.

Links and lists say all. Styles draw the lines between boxes, and a script adds filters, and a
panel about the role that a reader has chosen.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_compass.organization.chart_boxes import rows_side_by_side
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.objects import Team
from sphinx_compass.views.chips import badge, capitalized, chip, spaced, status
from sphinx_compass.views.details import details
from sphinx_compass.views.icons import icon
from sphinx_compass.views.links import link_to

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from sphinx_compass.organization.chart_boxes import Box
    from sphinx_compass.organization.looks import Look
    from sphinx_compass.organization.objects import Area
    from sphinx_compass.views.drawing import Drawing


class chart_item(nodes.Part, nodes.Element):  # noqa: N801 - as docutils names nodes
    """An item of a list, with what filters look for: ``areas``, ``status``, ``is_team``."""


def trees(boxes: Iterable[Box], draw: Drawing) -> nodes.container:
    """Return trees of boxes. Lists that have room side by side have the class ``compass-bus``."""
    shown = nodes.bullet_list("", classes=["compass-org"])
    for box in boxes:
        item = _item(box, nodes.paragraph("", "", _box(box, draw), classes=["compass-node"]))
        if box.below:
            item += _below(box, draw, rows_side_by_side(box))
        shown += item
    return nodes.container("", shown, classes=["compass-stage"])


def _below(box: Box, draw: Drawing, rows: int) -> nodes.bullet_list:
    """Return the boxes below a box, so many rows of which are side by side."""
    shown = nodes.bullet_list("", classes=["compass-bus" if rows else "compass-stack"])
    for child in box.below:
        item = _item(child, nodes.paragraph("", "", _box(child, draw), classes=["compass-node"]))
        if child.below:
            item += _below(child, draw, rows - 1 if rows else 0)
        shown += item
    return shown


def _item(box: Box, *children: nodes.Node) -> chart_item:
    areas = [area.slug for area in (box.area, *box.led) if area]
    is_team = isinstance(box.item, Team)
    return chart_item("", *children, areas=sorted(set(areas)), status=box.status, is_team=is_team)


def _box(box: Box, draw: Drawing) -> nodes.Element:
    """Return the link that a box is."""
    shown = _link(box, draw)
    shown["classes"].append("compass-box")
    if box.look is not None:
        shown["classes"].append(f"compass-hue-{box.look.hue}")
    parts: list[nodes.Element] = []
    if isinstance(box.item, Team):
        kind = capitalized(_("{kind} team").format(kind=box.item.kind or "").strip())
        parts.append(_label("team", kind))
    elif box.area is not None and box.look is not None:
        parts.append(_label(box.look.icon, box.area.name))
    parts.append(nodes.strong("", box.text))
    if facts := [*_facts(box)]:
        parts.append(nodes.inline("", "", *spaced(facts), classes=["compass-row"]))
    shown.children = []
    shown += [*spaced(parts)]
    return shown


def _link(box: Box, draw: Drawing) -> nodes.Element:
    """Return the link to what a box is about; without an address it is a text."""
    found = nodes.Text(box.text) if box.item is None else draw.link(link_to(box.item))
    return found if isinstance(found, nodes.Element) else nodes.inline("", "", found)


def _label(name: str, text: str) -> nodes.inline:
    return nodes.inline("", "", icon(name=name), nodes.Text(text), classes=["compass-label"])


def _facts(box: Box) -> Iterator[nodes.Element]:
    """Yield what a box says below the name."""
    if len(box.led) > 1:
        yield badge(_("Leads {count} areas").format(count=len(box.led)))
    elif box.led:
        own = box.led == (box.area,)
        yield badge(_("Area lead") if own else _("Leads {area}").format(area=box.led[0].name))
    if box.status:
        yield status(box.status)
    if box.remark:
        yield nodes.inline("", box.remark, classes=["compass-remark"])


# -- Roles without a line -----------------------------------------------------------


def groups(boxes: Iterable[Box], draw: Drawing) -> nodes.container:
    """Return groups of roles that no line leads to, folded."""
    title = nodes.paragraph("", "", classes=["compass-groups-title"])
    title += nodes.strong("", _("Roles without a stated reporting line"))
    shown = nodes.container("", classes=["compass-groups"])
    for box in boxes:
        look = box.look
        group = details(
            summary=box.text,
            icon=look.icon if look else "role",
            note=_count(sum(1 for _box in box.all_below)),
            classes=["compass-group", *([f"compass-hue-{look.hue}"] if look else [])],
        )
        group += _members(box.below, draw)
        shown += group
    return nodes.container("", title, shown, classes=["compass-apart"])


def _count(number: int) -> str:
    return _("1 role") if number == 1 else _("{count} roles").format(count=number)


def _members(boxes: Iterable[Box], draw: Drawing) -> nodes.bullet_list:
    shown = nodes.bullet_list("", classes=["compass-members"])
    for box in boxes:
        parts = [_link(box, draw), *_facts(box)]
        item = _item(box, nodes.paragraph("", "", *spaced(parts), classes=["compass-row"]))
        if box.below:
            item += _members(box.below, draw)
        shown += item
    return shown


# -- Legend -----------------------------------------------------------------------


def legend(
    areas: Sequence[tuple[Area, Look]], statuses: Sequence[tuple[str, str]], draw: Drawing
) -> list[nodes.Element]:
    """Return the areas as links, and the signs with what they mean."""
    shown: list[nodes.Element] = []
    if areas:
        chips = [
            _legend_item(chip(link_to(area), draw, look=look), area=area.slug)
            for area, look in areas
        ]
        shown.append(nodes.bullet_list("", *chips, classes=["compass-legend", "compass-areas"]))
    signs = [_legend_item(*_sign(status(word), meaning), word=word) for word, meaning in statuses]
    if areas:
        unsigned = nodes.inline("", _("no sign: not stated"), classes=["compass-label"])
        signs += [
            _legend_item(*_sign(badge(_("Area lead")), _("leads the area"))),
            _legend_item(unsigned),
        ]
    if signs:
        shown.append(nodes.bullet_list("", *signs, classes=["compass-legend", "compass-signs"]))
    return shown


def _legend_item(*shown: nodes.Node, area: str = "", word: str = "") -> chart_item:
    """Return an item for an area or for the word of a status; filters need no other ones."""
    paragraph = nodes.paragraph("", "", *shown)
    return chart_item("", paragraph, areas=[area] if area else [], status=word)


def _sign(sign: nodes.Element, meaning: str) -> Iterator[nodes.Node]:
    yield sign
    if meaning:
        yield nodes.Text(" ")
        yield nodes.inline("", meaning, classes=["compass-label"])


# -- HTML ---------------------------------------------------------------------------


def _visit_html(self: HTML5Translator, node: chart_item) -> None:
    found = {"data-areas": " ".join(node["areas"]), "data-status": node["status"]}
    written = [f' {name}="{html.escape(value)}"' for name, value in found.items() if value]
    if node.get("is_team"):
        written.append(" data-team")
    self.body.append(f"<li{''.join(written)}>")


def _depart_html(self: HTML5Translator, _node: chart_item) -> None:
    self.body.append("</li>\n")


def setup(app: Sphinx) -> None:
    """Register the node with the writer of sites; no other output has it."""
    app.add_node(chart_item, html=(_visit_html, _depart_html))
