"""The card of a declared object: its options, and what refers to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_compass.domain.nodes import section_of
from sphinx_compass.organization.messages import _, mark
from sphinx_compass.organization.objects import Area, DeclaredObject, Role
from sphinx_compass.organization.options import options_of
from sphinx_compass.organization.text import fold
from sphinx_compass.views.backlinks import Backlink, backlinks, folded
from sphinx_compass.views.card_facts import AREA, LEADS, MANAGER, PAGES, REPORTS, STATUS, facts
from sphinx_compass.views.links import link_to_page, links_to, option_links
from sphinx_compass.views.snippets import LinkableName, of_object
from sphinx_compass.views.step_drawing import on_card, step_groups
from sphinx_compass.views.steps import card_steps, full_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_compass.domain.nodes import card
    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.looks import Look
    from sphinx_compass.views.drawing import Drawing
    from sphinx_compass.views.links import Link
    from sphinx_compass.views.step_drawing import OwnItems
    from sphinx_compass.views.steps import CardSteps, StepGroup


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a card: a label and its values."""

    label: str  # to translate where it is shown
    values: tuple[Link, ...]
    meaning: str = ""  # one of those in card_facts, which a site draws in a way of its own


_MEANINGS = {"reports-to": MANAGER, "status": STATUS, "area": AREA}
_INCOMING = {
    options_of(Role)["reports_to"].inverse: REPORTS,
    options_of(Area)["leads"].inverse: LEADS,
}


@dataclass(frozen=True, slots=True)
class CardContent:
    """What a card shows, besides the text of the declaration."""

    name: LinkableName
    lines: tuple[Line, ...]
    backlinks: tuple[Backlink, ...] = ()
    steps: tuple[CardSteps, ...] = ()  # that the object does, or that concern it
    groups: tuple[StepGroup, ...] = ()  # all steps of a checklist
    look: Look | None = None  # of the area that it is or belongs to
    leads_own: bool = False  # whether it leads the area that it belongs to


def content(directory: Directory, item: DeclaredObject) -> CardContent:
    """Return what the card of an object shows."""
    area = item if isinstance(item, Area) else directory.area_of(item)
    return CardContent(
        of_object(item),
        card_lines(directory, item),
        backlinks(directory, item.target_key, item.docname) if item.HAS_BACKLINKS else (),
        card_steps(directory, item),
        full_list(directory, item),
        directory.looks[area.slug] if area else None,
        isinstance(item, Role) and area in directory.led_by(item),
    )


def card_lines(directory: Directory, item: DeclaredObject) -> tuple[Line, ...]:
    """Return the lines of a card that have values."""
    return tuple(line for line in _all_lines(directory, item) if line.values)


def _all_lines(directory: Directory, item: DeclaredObject) -> Iterator[Line]:
    """Yield own options with the relations after them, then owned pages and common options."""
    incoming = {
        inverse: Line(inverse.label, links_to(items), _INCOMING.get(inverse, ""))
        for inverse, items in directory.incoming(item).items()
    }
    common = options_of(DeclaredObject)
    for attribute, option in options_of(type(item)).items():
        if attribute not in common:
            if option.label:
                values = option_links(directory, item, attribute)
                yield Line(option.label, values, _MEANINGS.get(option.name, ""))
            for inverse in [inverse for inverse in incoming if inverse.after == option.name]:
                yield incoming.pop(inverse)
    yield from incoming.values()
    pages = [link_to_page(directory, page.docname) for page in directory.pages_of(item)]
    by_title = sorted(pages, key=lambda link: fold(link.text))
    yield Line(mark("Owns pages"), tuple(by_title), PAGES)
    for attribute, option in common.items():
        yield Line(option.label, option_links(directory, item, attribute))


def fill(node: card, shown: CardContent | None, draw: Drawing, own: OwnItems) -> None:
    """Replace the placeholder of a card, and add backlinks to the end of its section.

    An object that was declared without a name has no content, only its text. A checklist has
    its steps below the card, among them the ``own`` ones of the page.
    """
    filled = nodes.container("", classes=node["classes"], ids=node["ids"])
    section = section_of(node)
    if shown is not None:
        if shown.look is not None:
            filled["classes"].append(f"compass-hue-{shown.look.hue}")
        if section is None or _title_of(section) != shown.name.title:
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
        section += folded(shown.backlinks, draw)


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
