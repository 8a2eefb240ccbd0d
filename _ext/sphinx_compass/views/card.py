"""Draws the card of a declared object, and where the object is mentioned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_compass.domain.nodes import section_of
from sphinx_compass.organization.messages import _
from sphinx_compass.views.backlinks import folded
from sphinx_compass.views.card_facts import facts
from sphinx_compass.views.step_drawing import on_card, step_groups

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_compass.domain.nodes import card
    from sphinx_compass.views.card_content import CardContent, Line
    from sphinx_compass.views.drawing import Drawing
    from sphinx_compass.views.snippets import LinkableName
    from sphinx_compass.views.step_drawing import OwnItems


def fill(node: card, shown: CardContent | None, draw: Drawing, own: OwnItems) -> None:
    """Replace the placeholder of a card, and add backlinks to the end of its section.

    An object that was declared without a name has no content, only its text. A checklist has
    its steps below the card, among them the ``own`` ones of the page.
    """
    filled = nodes.container("", classes=node["classes"], ids=node["ids"])
    section = section_of(node)
    is_named = shown is not None and section is not None and _title_of(section) == shown.name.title
    if shown is not None:
        if shown.look is not None:
            filled["classes"].append(f"compass-hue-{shown.look.hue}")
        if not is_named:
            filled += _title(shown.name)
        filled += draw.link_button(shown.name)
    filled += node.children
    if shown is not None and shown.lines:
        filled += facts(shown, draw) if draw.is_site else [_field_list(shown.lines, draw)]
    if shown is not None:
        filled += [on_card(found, draw) for found in shown.steps]
    below = [step_groups(shown.groups, draw, own)] if shown is not None and shown.groups else []
    node.replace_self([filled, *below])
    if shown is not None and shown.backlinks and section is not None:
        section += folded(shown.backlinks, draw, "" if is_named else shown.name.title)


def _title_of(section: nodes.Element) -> str:
    title = section.next_node(nodes.title)
    return "" if title is None else title.astext()


def _title(name: LinkableName) -> nodes.paragraph:
    title = nodes.paragraph("", "", classes=["compass-card-title"])
    title += nodes.strong("", name.title)
    title += nodes.Text(" ")
    title += nodes.inline("", f"({_(name.kind)})", classes=["compass-card-kind"])
    return title


def _field_list(lines: Iterable[Line], draw: Drawing) -> nodes.field_list:
    fields = nodes.field_list("", classes=["compass-facts"])
    for line in lines:
        paragraph = nodes.paragraph("", "", *draw.inline(line.values))
        fields += nodes.field(
            "", nodes.field_name("", _(line.label)), nodes.field_body("", paragraph)
        )
    return fields
