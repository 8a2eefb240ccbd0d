"""The view ``linkable-names``: the names that other sites can link to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.records import Filter
from sphinx_compass.views.base import View
from sphinx_compass.views.details import details
from sphinx_compass.views.links import Link
from sphinx_compass.views.snippets import HEADINGS, LinkableName, linkable_names

if TYPE_CHECKING:
    from docutils.nodes import Element

    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.records import Placement
    from sphinx_compass.views.drawing import Drawing


class LinkableNames(View[tuple[LinkableName, ...]]):
    """Lists the names that other sites can link to, with the forms of such links."""

    name = "linkable-names"
    filters = (Filter("kind", words=tuple(HEADINGS)),)

    def content(self, directory: Directory, placement: Placement) -> tuple[LinkableName, ...]:
        """Return the names of the wanted kinds, by kind and title."""
        kinds = {value.name for value in placement.values("kind")} or HEADINGS.keys()
        return tuple(name for name in linkable_names(directory) if name.kind in kinds)

    def nodes(
        self,
        content: tuple[LinkableName, ...],
        draw: Drawing,
        placement: Placement,  # noqa: ARG002 - the content is all there is to draw
    ) -> Element:
        """Return a list for each kind; on a site they open, and each name has a link button."""
        shown = nodes.container("", classes=["compass-names"])
        kinds = {name.kind for name in content}
        for kind in (kind for kind in HEADINGS if kind in kinds):
            items = [_item(name, draw) for name in content if name.kind == kind]
            listed = nodes.bullet_list("", *items, classes=["compass-name-list"])
            heading = _(HEADINGS[kind])
            if draw.is_site and len(kinds) > 1:
                summary = _("{heading} ({count})").format(heading=heading, count=len(items))
                classes = ["compass-group", "compass-fold"]
                shown += details("", listed, summary=summary, classes=classes)
            else:
                title = nodes.rubric("", heading)
                shown += nodes.container("", title, listed, classes=["compass-group"])
        return shown


def _item(name: LinkableName, draw: Drawing) -> nodes.list_item:
    paragraph = nodes.paragraph(
        "",
        "",
        draw.link(Link(name.title, name.docname, name.anchor)),
        nodes.Text(" "),
        nodes.literal("", draw.link_base.prefixed(name)),
    )
    return nodes.list_item("", paragraph, *draw.link_button(name))


VIEWS = (LinkableNames(),)
