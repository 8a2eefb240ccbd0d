"""The view ``latest-changes``: the newest changes in short, for a front page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.records import Filter
from sphinx_compass.views.base import View
from sphinx_compass.views.changes import nothing_changed, sentence, when
from sphinx_compass.views.links import Link

if TYPE_CHECKING:
    from docutils.nodes import Element

    from sphinx_compass.organization.changes import ChangeEntry
    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.records import Placement
    from sphinx_compass.views.drawing import Drawing

USUAL_LIMIT = 3  # entries
MOST_ENTRIES = 20
MOST_SENTENCES = 1  # of one entry


@dataclass(frozen=True, slots=True)
class LatestContent:
    """What the view shows."""

    entries: tuple[tuple[ChangeEntry, int], ...]  # each with the number of its other changes
    page: str  # docname of the page that shows all changes; empty if there is none


class LatestChanges(View[LatestContent]):
    """Shows the newest changes, and leads to the page with all of them."""

    name = "latest-changes"
    filters = (Filter("limit", most=MOST_ENTRIES),)

    def content(self, directory: Directory, placement: Placement) -> LatestContent:
        """Return the newest entries with their first sentence."""
        given = placement.values("limit")
        limit = int(given[0].name) if given else USUAL_LIMIT
        return LatestContent(
            tuple(
                (
                    replace(entry, changes=entry.changes[:MOST_SENTENCES]),
                    len(entry.changes[MOST_SENTENCES:]),
                )
                for entry in directory.changes.newest_first[:limit]
            ),
            directory.page_of_changes,
        )

    def nodes(
        self,
        content: LatestContent,
        draw: Drawing,
        placement: Placement,  # noqa: ARG002 - the content is all there is to draw
    ) -> Element:
        """Return a list of entries, and the link to all of them."""
        if not content.entries:
            return nothing_changed()
        items = [_item(entry, more, draw) for entry, more in content.entries]
        shown = nodes.container(
            "", nodes.bullet_list("", *items), classes=["compass-latest-changes"]
        )
        if content.page and content.page != draw.docname:
            shown += nodes.paragraph("", "", draw.link(Link(_("All changes"), content.page)))
        return shown


def _item(entry: ChangeEntry, more: int, draw: Drawing) -> nodes.list_item:
    paragraph = nodes.paragraph("", "", *when(entry, draw), nodes.Text(":"))
    for change in entry.changes:
        paragraph += [nodes.Text(" "), *sentence(change, draw).children]
    if more == 1:
        paragraph += nodes.Text(f" {_('One more change.')}")
    elif more:
        paragraph += nodes.Text(f" {_('{count} more changes.').format(count=more)}")
    return nodes.list_item("", paragraph)


VIEWS = (LatestChanges(),)
