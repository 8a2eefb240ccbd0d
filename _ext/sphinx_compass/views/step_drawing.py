"""Draws steps of checklists as nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_compass.organization.messages import _
from sphinx_compass.views.details import details
from sphinx_compass.views.links import Link
from sphinx_compass.views.steps import caption_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx_compass.organization.step_text import ShownRun
    from sphinx_compass.views.drawing import Drawing
    from sphinx_compass.views.steps import Caption, CardSteps, StepGroup, StepItem

_STYLES: Mapping[str, type[nodes.TextElement]] = {
    "strong": nodes.strong,
    "emphasis": nodes.emphasis,
    "code": nodes.literal,
}
_MOST_OPEN = 3  # steps on a card that need no click

# The items of the page that is drawn, by the HTML id of the step.
OwnItems = dict[str, nodes.list_item]


def step_groups(
    groups: Iterable[StepGroup], draw: Drawing, own: OwnItems | None = None
) -> nodes.container:
    """Return the groups; a list with ``own`` items is the full one, in which steps have numbers."""
    shown = nodes.container("", classes=["compass-checklist"])
    for group in groups:
        if group.heading.text:
            shown += nodes.rubric("", "", draw.link(group.heading))
        items = [_item(item, draw, own or {}) for item in group.items]
        if own is None:
            shown += nodes.bullet_list("", *items)
        else:
            numbers = {"enumtype": "arabic", "prefix": "", "suffix": "."}
            shown += nodes.enumerated_list("", *items, start=group.items[0].number, **numbers)
    return shown


def _item(item: StepItem, draw: Drawing, own: OwnItems) -> nodes.list_item:
    written = own.get(item.anchor)
    if written is None:
        runs = [_run(run, draw) for run in item.runs]
        shown = nodes.list_item("", nodes.paragraph("", "", *runs))
    else:  # the page says more about it than other pages show
        shown = nodes.list_item("", *written.children, ids=written["ids"])
    if item.facts:
        facts = [(_(label), values) for label, values in item.facts]
        shown.insert(1, _facts(facts, draw, "compass-step-facts"))
    return shown


def _run(run: ShownRun, draw: Drawing) -> nodes.Node:
    if run.address:
        inner = nodes.inline("", run.text)
        found: nodes.Node = nodes.reference("", "", inner, refuri=run.address, internal=False)
    else:
        found = draw.link(Link(run.text, run.place.docname, run.place.anchor))
    return _STYLES[run.style]("", "", found) if run.style else found


def _facts(
    facts: Iterable[tuple[str, tuple[Link, ...]]], draw: Drawing, name: str
) -> nodes.paragraph:
    """Return a paragraph of labels and values."""
    paragraph = nodes.paragraph("", "", classes=[name])
    for label, values in facts:
        if paragraph.children:
            paragraph += nodes.Text(". ")
        paragraph += nodes.Text(_("{heading}: ").format(heading=label))
        paragraph += draw.inline(values)
    return paragraph


def caption_of(shown: Caption, draw: Drawing) -> nodes.paragraph:
    """Return the caption of a block of steps."""
    return _facts(caption_text(shown), draw, "compass-steps-caption")


def on_card(found: CardSteps, draw: Drawing) -> nodes.Element:
    """Return the steps on a card; many are folded."""
    heading = _("{label} ({count})").format(label=_(found.label), count=found.count)
    shown: nodes.Element
    if found.count > _MOST_OPEN:
        shown = details(summary=heading, classes=["compass-fold"])
    else:
        label = nodes.paragraph("", heading, classes=["compass-step-facts"])
        shown = nodes.container("", label, classes=["compass-card-steps"])
    for checklist, steps in found.lists:
        items = [nodes.list_item("", nodes.paragraph("", "", draw.link(step))) for step in steps]
        title = nodes.paragraph("", "", draw.link(checklist))
        shown.extend([title, nodes.bullet_list("", *items)])
    return shown
