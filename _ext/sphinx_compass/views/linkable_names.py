"""The view ``linkable-names``: the names that other sites can link to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.records import Filter
from sphinx_compass.views.base import View
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
        """Return a list for each kind; on a site, each name has a link button."""
        shown = nodes.container("", classes=["compass-names"])
        for kind, heading in HEADINGS.items():
            items = [_item(name, draw) for name in content if name.kind == kind]
            if items:
                shown += nodes.container(
                    "", nodes.rubric("", _(heading)), nodes.bullet_list("", *items)
                )
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
