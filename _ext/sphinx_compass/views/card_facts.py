"""Draws the lines of a card on a site: who is above and below, chips, and what opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_compass.organization.messages import _, mark
from sphinx_compass.organization.objects import Role
from sphinx_compass.organization.status_meanings import status_meaning
from sphinx_compass.organization.text import without_plurals
from sphinx_compass.views.card_content import (
    AREA,
    LEADS,
    MANAGER,
    OTHER_NAMES,
    PAGES,
    REPORTS,
    STATUS,
    TEAM_KIND,
)
from sphinx_compass.views.chips import badge, capitalized, chip, spaced, status
from sphinx_compass.views.details import details
from sphinx_compass.views.links import texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_compass.views.card_content import CardContent
    from sphinx_compass.views.drawing import Drawing
    from sphinx_compass.views.links import Link

# How many links need no click; of more, how many stand before those that open.
MOST_PEOPLE, FIRST_PEOPLE = 4, 2  # managers, or roles that report
MOST_CHIPS, FIRST_CHIPS = 8, 6


def facts(shown: CardContent, draw: Drawing) -> Iterator[nodes.Element]:
    """Yield what a card shows below the text of the declaration. Empty rows are left out."""
    found = {line.meaning: line.values for line in shown.lines if line.meaning}
    if MANAGER in found or REPORTS in found:
        yield _chain(shown, found.get(MANAGER, ()), found.get(REPORTS, ()), draw)
    if row := list(_first_row(shown, found, draw)):
        yield nodes.paragraph("", "", *spaced(row), classes=["compass-row"])
    for label, values in unrepeated(shown):
        yield from _row(label, values, draw)
    if pages := found.get(PAGES):
        opened = details(summary=_owned(len(pages)), classes=["compass-fold"])
        items = [nodes.list_item("", nodes.paragraph("", "", draw.link(page))) for page in pages]
        opened += nodes.bullet_list("", *items, classes=["compass-owned"])
        yield opened


def unrepeated(shown: CardContent) -> Iterator[tuple[str, tuple[Link, ...]]]:
    """Yield the label and values of each ordinary row, without what the card has said before.

    A role that leads its area or a team also belongs to it, and the page that readers are on
    needs no link. Neither does a plural need to be among the other names.
    """
    said = {value for line in shown.lines if line.meaning == AREA for value in line.values}
    rows = [(line.label, line.values) for line in shown.lines if line.meaning in {"", LEADS}]
    for label, links in (*rows, (mark("In its parts"), shown.in_parts)):
        values = tuple(
            value
            for value in links
            if value not in said and (value.anchor or value.docname != shown.name.docname)
        )
        said.update(values)
        if values:
            yield label, values
    for line in shown.lines:
        if line.meaning == OTHER_NAMES:
            names = without_plurals([shown.name.title, *(value.text for value in line.values)])
            if names:
                yield line.label, texts(*names)


def _chain(
    shown: CardContent, above: Sequence[Link], below: Sequence[Link], draw: Drawing
) -> nodes.bullet_list:
    """Return manager, role and reports; the role itself is between them."""
    own = _("This role") if shown.name.kind == Role.KIND else _("This team")
    parts = (
        (_("Manager"), _people(above, draw)),
        (own, [nodes.paragraph("", "", nodes.strong("", shown.name.title))]),
        (_("Reports here"), _people(below, draw)),
    )
    items = [
        nodes.list_item("", nodes.paragraph("", label, classes=["compass-label"]), *values)
        for label, values in parts
        if values
    ]
    return nodes.bullet_list("", *items, classes=["compass-chain"])


def _people(links: Sequence[Link], draw: Drawing) -> list[nodes.Element]:
    """Return links; if they are many, all but the first ones open on demand."""
    if not links:
        return []
    count = len(links) if len(links) <= MOST_PEOPLE else FIRST_PEOPLE
    shown: list[nodes.Element] = [nodes.paragraph("", "", *draw.inline(links[:count]))]
    if rest := links[count:]:
        shown.append(_more(len(rest), nodes.paragraph("", "", *draw.inline(rest))))
    return shown


def _more(count: int, rest: nodes.Element) -> details:
    summary = _("and {count} more").format(count=count)
    return details("", rest, summary=summary, classes=["compass-more"])


def _first_row(
    shown: CardContent, found: dict[str, tuple[Link, ...]], draw: Drawing
) -> Iterator[nodes.Node]:
    """Yield the status and what it means, what kind of role or team it is, and the area."""
    for word in found.get(STATUS, ()):
        yield status(word.text, status_meaning(word.text))
    for word in found.get(TEAM_KIND, ()):
        yield badge(_("{kind} team").format(kind=capitalized(word.text)))
    if shown.leads_own:
        yield badge(_("Area lead"))
    for area in found.get(AREA, ()):
        yield chip(area, draw, look=shown.look)


def _row(label: str, values: Sequence[Link], draw: Drawing) -> Iterator[nodes.Element]:
    """Yield a label with chips, or with text for values that lead nowhere; then more chips."""
    chips = [chip(value, draw) for value in values if value.docname]
    count = len(chips) if len(chips) <= MOST_CHIPS else FIRST_CHIPS
    shown = [nodes.inline("", _(label), classes=["compass-label"]), *chips[:count]]
    if written := [value.text for value in values if not value.docname]:
        shown.append(nodes.inline("", ", ".join(written), classes=["compass-words"]))
    yield nodes.paragraph("", "", *spaced(shown), classes=["compass-row"])
    if rest := chips[count:]:
        row = nodes.paragraph("", "", *spaced(rest), classes=["compass-row"])
        yield _more(len(rest), row)


def _owned(count: int) -> str:
    return _("Owns one page") if count == 1 else _("Owns {count} pages").format(count=count)
