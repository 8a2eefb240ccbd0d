"""Lists of objects as small cards, each in the hue of its area: the style ``cards``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_compass.views.icons import icon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_compass.views.drawing import Drawing
    from sphinx_compass.views.table import Row

CARDS = "cards"


def draw_cards(rows: Iterable[Row], draw: Drawing) -> nodes.bullet_list:
    """Return a list of cards: a link with the name, and the other values below it.

    A whole card leads to the place of its link, so the other values are only text.
    """
    shown = nodes.bullet_list("", classes=["compass-cards"])
    shown += [_card(row, draw) for row in rows]
    return shown


def _card(row: Row, draw: Drawing) -> nodes.list_item:
    name, *others = row.cells
    title = nodes.paragraph("", "", *draw.inline(name), classes=["compass-cards-name"])
    texts = [", ".join(link.text for link in cell) for cell in others if cell]
    shown = nodes.list_item("", title, *(nodes.paragraph("", text) for text in texts))
    if row.look and draw.is_site:
        title.insert(0, [icon(name=row.look.icon), nodes.Text(" ")])
        shown["classes"].append(f"compass-hue-{row.look.hue}")
    return shown
