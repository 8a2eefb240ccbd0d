"""Earlier versions: they open on demand on a site, and are a part with a heading elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_compass.domain.nodes import EARLIER_ANCHOR, earlier_entries, earlier_versions
from sphinx_compass.organization.messages import _
from sphinx_compass.views.details import details

if TYPE_CHECKING:
    from sphinx_compass.views.drawing import Drawing


def draw_all(document: nodes.document, draw: Drawing) -> None:
    """Replace each block of earlier versions of a page.

    The anchor is in what opens, so that browsers open it for links to it.
    """
    for block in list(document.findall(earlier_versions)):
        body = nodes.container("", *block.children, ids=[draw.new_id(EARLIER_ANCHOR)])
        if not draw.is_site:
            block.replace_self([nodes.rubric("", _("Earlier versions")), body])
            continue
        count = sum(1 for _item in earlier_entries(block))
        summary = _("Earlier versions ({count})").format(count=count)
        classes = [*block["classes"], "compass-earlier"]
        block.replace_self(details("", body, summary=summary, classes=classes))
