"""Draws the lines of a card on a site: who is above and below, chips, and what opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_compass.organization.messages import _
from sphinx_compass.views.chips import badge, chip, status
from sphinx_compass.views.details import details

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx_compass.views.card import CardContent, Line
    from sphinx_compass.views.drawing import Drawing
    from sphinx_compass.views.links import Link

# Meanings of lines that are drawn in a way of their own.
MANAGER = "manager"
REPORTS = "reports"
STATUS = "status"
AREA = "area"
LEADS = "leads"
PAGES = "pages"

MOST_IN_CHAIN = 2  # managers, or roles that report, which need no click


def facts(shown: CardContent, draw: Drawing) -> Iterator[nodes.Element]:
    """Yield what a card shows below the text of the declaration. Empty rows are left out."""
    found = {line.meaning: line.values for line in shown.lines if line.meaning}
    if MANAGER in found or REPORTS in found:
        yield _chain(shown, found.get(MANAGER, ()), found.get(REPORTS, ()), draw)
    if row := list(_first_row(shown, found, draw)):
        yield nodes.paragraph("", "", *_spaced(row), classes=["compass-row"])
    for line in shown.lines:
        values = line.values
        if line.meaning == LEADS and shown.leads_own:
            values = tuple(value for value in values if value not in found.get(AREA, ()))
        if line.meaning in {"", LEADS} and values:
            yield _row(line, values, draw)
    if pages := found.get(PAGES):
        opened = details(summary=_owned(len(pages)), classes=["compass-fold"])
        items = [nodes.list_item("", nodes.paragraph("", "", draw.link(page))) for page in pages]
        opened += nodes.bullet_list("", *items, classes=["compass-owned"])
        yield opened


def _chain(
    shown: CardContent, above: Sequence[Link], below: Sequence[Link], draw: Drawing
) -> nodes.bullet_list:
    """Return manager, role and reports; the role itself is between them."""
    own = nodes.strong("", shown.name.title)
    parts = (
        (_("Manager"), _listed(above, draw)),
        (_("This role") if shown.name.kind == "role" else _("This team"), [own]),
        (_("Reports here"), _listed(below, draw)),
    )
    items = [
        nodes.list_item(
            "",
            nodes.paragraph(
                "", "", nodes.inline("", label, classes=["compass-label"]), nodes.Text(" "), *values
            ),
        )
        for label, values in parts
        if values
    ]
    return nodes.bullet_list("", *items, classes=["compass-chain"])


def _listed(links: Sequence[Link], draw: Drawing) -> list[nodes.Node]:
    """Return the first links, and how many more there are."""
    shown = draw.inline(links[:MOST_IN_CHAIN])
    if (more := len(links) - MOST_IN_CHAIN) > 0:
        shown.append(nodes.Text(_(", and {count} more").format(count=more)))
    return shown


def _first_row(
    shown: CardContent, found: dict[str, tuple[Link, ...]], draw: Drawing
) -> Iterator[nodes.Node]:
    """Yield the status, whether the role leads its area, and the area."""
    for word in found.get(STATUS, ()):
        yield status(word.text)
    if shown.leads_own:
        yield badge(_("Area lead"))
    for area in found.get(AREA, ()):
        yield chip(area, draw, look=shown.look)


def _row(line: Line, values: Iterable[Link], draw: Drawing) -> nodes.paragraph:
    """Return a label with chips, or with text for values that lead nowhere."""
    label = nodes.inline("", _(line.label), classes=["compass-label"])
    chips = [
        chip(value, draw) if value.docname else nodes.inline("", value.text) for value in values
    ]
    return nodes.paragraph("", "", *_spaced([label, *chips]), classes=["compass-row"])


def _spaced(shown: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
    """Yield nodes with spaces between them, for readers without styles."""
    for position, node in enumerate(shown):
        if position:
            yield nodes.Text(" ")
        yield node


def _owned(count: int) -> str:
    return _("Owns one page") if count == 1 else _("Owns {count} pages").format(count=count)
