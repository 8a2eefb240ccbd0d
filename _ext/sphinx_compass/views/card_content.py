"""What the card of a declared object shows: its options, and what refers to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_compass.organization.messages import mark
from sphinx_compass.organization.objects import Area, DeclaredObject, Role, Team
from sphinx_compass.organization.options import options_of
from sphinx_compass.organization.teams import roles_in_parts
from sphinx_compass.organization.text import fold
from sphinx_compass.views.backlinks import Backlink, backlinks
from sphinx_compass.views.chips import look_of
from sphinx_compass.views.links import link_to_page, links_to, option_links
from sphinx_compass.views.snippets import LinkableName, of_object
from sphinx_compass.views.steps import card_steps, full_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.looks import Look
    from sphinx_compass.views.links import Link
    from sphinx_compass.views.steps import CardSteps, StepGroup

# Meanings of lines that a site draws in a way of their own.
MANAGER = "manager"
REPORTS = "reports"
STATUS = "status"
TEAM_KIND = "kind"
AREA = "area"
LEADS = "leads"
PAGES = "pages"
OTHER_NAMES = "other names"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a card: a label and its values."""

    label: str  # to translate where it is shown
    values: tuple[Link, ...]
    meaning: str = ""  # one of those above


_MEANINGS = {"reports-to": MANAGER, "status": STATUS, "area": AREA, "kind": TEAM_KIND}
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
    in_parts: tuple[Link, ...] = ()  # the roles of teams that are part of it


def content(directory: Directory, item: DeclaredObject) -> CardContent:
    """Return what the card of an object shows."""
    return CardContent(
        of_object(item),
        card_lines(directory, item),
        backlinks(directory, item.target_key, item.docname) if item.HAS_BACKLINKS else (),
        card_steps(directory, item),
        full_list(directory, item),
        look_of(directory, item),
        isinstance(item, Role) and directory.area_of(item) in directory.led_by(item),
        links_to(roles_in_parts(directory, item)) if isinstance(item, Team) else (),
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
        yield Line(option.label, option_links(directory, item, attribute), OTHER_NAMES)
