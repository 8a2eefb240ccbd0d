"""The view ``changes``: what changed, by month, newest first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_compass.config import site_address
from sphinx_compass.organization.changes import FEED, ChangedThing, month_anchor
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.objects import Area
from sphinx_compass.organization.records import Filter
from sphinx_compass.views.base import View
from sphinx_compass.views.details import details
from sphinx_compass.views.icons import icon
from sphinx_compass.views.links import Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docutils.nodes import Element

    from sphinx_compass.organization.changes import Change, ChangeEntry
    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.looks import Look
    from sphinx_compass.organization.records import Placement
    from sphinx_compass.views.drawing import Drawing

LARGEST = 30_000  # bytes of HTML, about, that the sentences on one page may have
MOST_AREAS = 12  # links that filter; changes.css has a rule for each
RECENT = dt.timedelta(days=365)  # before the newest entry; what is older is folded


@dataclass(frozen=True, slots=True)
class ChangesContent:
    """What the view shows."""

    entries: tuple[ChangeEntry, ...] = ()  # newest first
    left_out: int = 0  # older sentences
    areas: tuple[tuple[str, str, Look], ...] = ()  # slug, name, look of those to choose from
    prefix: str = ""  # of the anchors of months


class Changes(View[ChangesContent]):
    """Shows what changed, all of it or in some areas."""

    name = "changes"
    filters = (Filter("area", leads_to=("area",)),)

    def content(self, directory: Directory, placement: Placement) -> ChangesContent:
        """Return the newest changes, and the areas that they concern."""
        chosen = [directory.meant(Area, mention) for mention in placement.values("area")]
        slugs = {area.slug for area in chosen if area is not None}
        entries = directory.changes.newest_first
        if chosen:
            entries = tuple(_only(entries, slugs))
        shown, left_out = limited(entries, LARGEST)
        concerned = {slug for entry in shown for change in entry.changes for slug in change.areas}
        areas = [
            (area.slug, area.name, directory.looks[area.slug])
            for area in directory.of_kind(Area)
            if area.slug in concerned and not chosen
        ]
        return ChangesContent(
            entries=shown,
            left_out=left_out,
            areas=tuple(areas[:MOST_AREAS]),
            prefix="".join(f"{slug}-" for slug in sorted(slugs)),
        )

    def nodes(
        self,
        content: ChangesContent,
        draw: Drawing,
        placement: Placement,  # noqa: ARG002 - the content is all there is to draw
    ) -> Element:
        """Return a list for each month; on a site with links that filter it."""
        if not content.entries:
            return nothing_changed()
        shown = nodes.container("", classes=["compass-changes"])
        if draw.is_site and len(content.areas) > 1:
            shown += _choices(content, draw)
        numbers = {area[0]: number for number, area in enumerate(content.areas, 1)}
        oldest = content.entries[0].date - RECENT
        older = details(summary=_("Older changes"))
        for month, entries in groupby(content.entries, lambda entry: entry.date.replace(day=1)):
            part = _month(month, tuple(entries), numbers, draw, content.prefix)
            if month >= oldest.replace(day=1):
                shown += part
            else:
                older += part
        if older.children:
            shown += older
        if content.left_out:
            text = _("{count} older changes are not shown.").format(count=content.left_out)
            shown += nodes.paragraph("", text)
        if draw.is_site and site_address(draw.env.config):
            feed = draw.file_link(_("Atom feed"), FEED)
            shown += nodes.paragraph("", "", nodes.Text(_("To follow what changes: ")), feed)
        return shown


def nothing_changed() -> nodes.paragraph:
    """Return what is shown if there are no changes."""
    return nodes.paragraph("", _("Nothing has changed yet."), classes=["compass-empty"])


def limited(entries: Iterable[ChangeEntry], largest: int) -> tuple[tuple[ChangeEntry, ...], int]:
    """Return the first changes that fit into a size, and how many are left out."""
    shown: list[ChangeEntry] = []
    size = left_out = 0
    for entry in entries:
        fitting = []
        for change in entry.changes:
            size += _size(change)
            if size <= largest:
                fitting.append(change)
        if fitting:
            shown.append(replace(entry, changes=tuple(fitting)))
        left_out += len(entry.changes) - len(fitting)
    return tuple(shown), left_out


def _size(change: Change) -> int:
    """Return about how many bytes of HTML a sentence has."""
    words = sum(len(str(part)) for part in change.parts if not isinstance(part, ChangedThing))
    links = [part for part in change.parts if isinstance(part, ChangedThing)]
    named = sum(90 + len(link.name) + len(link.docname) + len(link.anchor) for link in links)
    return 60 + 15 * len(change.areas) + words + named


def _only(entries: Iterable[ChangeEntry], slugs: set[str]) -> Iterator[ChangeEntry]:
    """Yield the entries that concern some areas, without their other changes."""
    for entry in entries:
        changes = tuple(change for change in entry.changes if slugs.intersection(change.areas))
        if changes:
            yield replace(entry, changes=changes)


def _choices(content: ChangesContent, draw: Drawing) -> list[nodes.Element]:
    """Return links that each show the changes of one area, and what they lead to.

    The stylesheet hides the others while a link's target is the target of the page's
    address, so this works without scripts.
    """
    everything = draw.new_id("changes-everywhere")
    targets: list[nodes.Element] = [nodes.container("", ids=[everything])]
    links = [_within(_("All areas"), everything, "compass-chip")]
    for number, (slug, name, look) in enumerate(content.areas, 1):
        anchor = draw.new_id(f"changes-in-{slug}")
        text = _("Only changes that concern {area}.").format(area=name)
        paragraph = nodes.paragraph("", f"{text} ", _within(_("Show all"), everything))
        classes = ["compass-chosen", f"compass-chosen-{number}"]
        targets.append(nodes.container("", paragraph, ids=[anchor], classes=classes))
        link = _within(name, anchor, "compass-chip", f"compass-hue-{look.hue}")
        link.insert(0, icon(name=look.icon))
        links.append(link)
    items = [nodes.list_item("", nodes.paragraph("", "", link)) for link in links]
    return [nodes.bullet_list("", *items, classes=["compass-choices"]), *targets]


def _within(text: str, anchor: str, *classes: str) -> nodes.reference:
    shown = nodes.inline("", text)
    return nodes.reference("", "", shown, refid=anchor, internal=True, classes=list(classes))


def _month(
    month: dt.date,
    entries: tuple[ChangeEntry, ...],
    numbers: dict[str, int],
    draw: Drawing,
    prefix: str,
) -> nodes.container:
    anchor = draw.new_id(month_anchor(month, prefix))
    heading = nodes.rubric("", draw.date(month, _("%B %Y")), ids=[anchor])
    heading["heading-level"] = draw.heading_level
    changes = [change for entry in entries for change in entry.changes]
    shown = nodes.container("", heading, classes=_classes(changes, numbers))
    for entry in entries:
        items = [
            nodes.list_item("", sentence(change, draw), classes=_classes([change], numbers))
            for change in entry.changes
        ]
        shown += nodes.container(
            "",
            nodes.paragraph("", "", *when(entry, draw), classes=["compass-change-date"]),
            nodes.bullet_list("", *items, classes=["compass-change-list"]),
            classes=_classes(entry.changes, numbers),
        )
    return shown


def _classes(changes: Iterable[Change], numbers: dict[str, int]) -> list[str]:
    """Return the classes by which the stylesheet finds what concerns an area."""
    areas = {slug for change in changes for slug in change.areas}
    return ["compass-change", *(f"compass-in-{numbers[slug]}" for slug in numbers if slug in areas)]


def when(entry: ChangeEntry, draw: Drawing) -> list[nodes.Node]:
    """Return the day of an entry, with its pull request if there is one."""
    shown: list[nodes.Node] = [nodes.Text(draw.date(entry.date))]
    repository = draw.env.config.compass_repository_url
    if entry.pull_request is not None:
        text = _("pull request {number}").format(number=entry.pull_request)
        link: nodes.Node = nodes.Text(text)
        if repository:
            address = f"{repository}/pull/{entry.pull_request}"
            link = nodes.reference("", "", nodes.inline("", text), refuri=address, internal=False)
        shown += [nodes.Text(" ("), link, nodes.Text(")")]
    return shown


def sentence(change: Change, draw: Drawing) -> nodes.paragraph:
    """Return a sentence with links to what still exists; other names are quoted."""
    shown = nodes.paragraph()
    for part in change.parts:
        if not isinstance(part, ChangedThing):
            shown += nodes.Text(part)
        elif part.docname:
            shown += draw.link(Link(part.name, part.docname, part.anchor))
        else:
            shown += nodes.Text(part.quoted)
    return shown


VIEWS = (Changes(),)
