"""The view ``directory``: all roles, teams and areas by group, which a script can filter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.objects import Area, Role, Team
from sphinx_compass.organization.role_groups import stated_groups
from sphinx_compass.views.base import View
from sphinx_compass.views.chips import cell_heading, chip, look_of, status
from sphinx_compass.views.icons import icon
from sphinx_compass.views.links import Link, link_to, option_links, texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from docutils.nodes import Element

    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.looks import Look
    from sphinx_compass.organization.objects import DeclaredObject, Kind
    from sphinx_compass.organization.records import Placement
    from sphinx_compass.views.drawing import Drawing


@dataclass(frozen=True, slots=True)
class DirectoryEntry:
    """One object: its name, what it is, and what lists say about it."""

    link: Link
    summary: str
    aliases: tuple[str, ...]
    area: str  # name of the area that it belongs to; empty for areas
    look: Look | None  # of the area that it is or belongs to
    relation: str  # what it reports to, its kind, or who leads it
    last: str  # its status; for an area, its number of roles


@dataclass(frozen=True, slots=True)
class DirectoryGroup:
    """Entries of one kind below a heading."""

    kind: Kind
    heading: str
    columns: tuple[str, ...]  # headings
    entries: tuple[DirectoryEntry, ...]


class DirectoryView(View[tuple[DirectoryGroup, ...]]):
    """Lists all roles, teams and areas: jobs first, then other roles, teams and areas."""

    name = "directory"

    def content(self, directory: Directory, placement: Placement) -> tuple[DirectoryGroup, ...]:  # noqa: ARG002 - it has no options
        """Return the groups that have entries."""
        return tuple(group for group in _groups(directory) if group.entries)

    def nodes(
        self,
        content: tuple[DirectoryGroup, ...],
        draw: Drawing,
        placement: Placement,  # noqa: ARG002 - the content is all there is to draw
    ) -> Element:
        """Return a heading and a table for each group; lists in other formats than sites."""
        if not content:
            return draw.nothing()
        shown = nodes.container("", classes=["compass-directory", "compass-wide"])
        for group in content:
            anchor = draw.new_id(f"directory-{nodes.make_id(group.heading)}")
            heading = nodes.rubric("", f"{group.heading} ", ids=[anchor])
            heading["heading-level"] = 2
            heading += nodes.inline("", str(len(group.entries)), classes=["compass-count"])
            listed = _table(group, draw) if draw.is_site else _list(group.entries, draw)
            around = nodes.container("", heading, listed, classes=[f"compass-of-{group.kind}"])
            shown += around
        return shown


def grouped_roles(directory: Directory) -> Mapping[str, tuple[Role, ...]]:
    """Return jobs, then the roles of each group that the site names, by heading.

    Roles that report, directly or not, to a role of a named group are in that group, too.
    """
    stated = stated_groups(directory, directory.of_kind(Role))
    titles = {role.slug: title for title, roles in stated.items() for role in roles}
    waiting = [role for roles in stated.values() for role in roles]
    while waiting:
        manager = waiting.pop()
        for role in directory.reports(manager):
            if role.slug not in titles:
                titles[role.slug] = titles[manager.slug]
                waiting.append(role)
    first = _("Jobs") if stated else _(Role.TITLE)  # without groups, nothing says what is a job
    found: dict[str, list[Role]] = {first: [], **{title: [] for title in stated}}
    for role in directory.of_kind(Role):
        found[titles.get(role.slug, first)].append(role)
    return {title: tuple(roles) for title, roles in found.items()}


def _groups(directory: Directory) -> Iterator[DirectoryGroup]:
    columns: tuple[str, ...] = (_("Role"), _("Area"), _("Reports to"), _("Status"))
    for heading, roles in grouped_roles(directory).items():
        entries = tuple(_entry(directory, role, "reports_to", role.status) for role in roles)
        yield DirectoryGroup(Role.KIND, heading, columns, entries)
    columns = (_("Team"), _("Area"), _("Kind"), _("Status"))
    entries = tuple(
        _entry(directory, team, "kind", team.status) for team in directory.of_kind(Team)
    )
    yield DirectoryGroup(Team.KIND, _(Team.TITLE), columns, entries)
    columns = (_("Area"), _("Lead"), _("Roles"))
    entries = tuple(
        _entry(directory, area, "leads", str(len(directory.sources(area, Role, "area"))))
        for area in directory.of_kind(Area)
    )
    yield DirectoryGroup(Area.KIND, _(Area.TITLE), columns, entries)


def _entry(directory: Directory, item: DeclaredObject, relation: str, last: str) -> DirectoryEntry:
    area = directory.area_of(item)
    return DirectoryEntry(
        link_to(item),
        directory.text(item.summary),
        tuple(alias.name for alias in item.aliases),
        area.name if area else "",
        look_of(directory, item),
        ", ".join(link.text for link in option_links(directory, item, relation)),
        last,
    )


def _list(entries: Iterable[DirectoryEntry], draw: Drawing) -> nodes.bullet_list:
    shown = nodes.bullet_list()
    for entry in entries:
        paragraph = nodes.paragraph("", "", draw.link(entry.link))
        if entry.summary:
            paragraph += nodes.Text(f": {entry.summary}")
        shown += nodes.list_item("", paragraph)
    return shown


def _table(group: DirectoryGroup, draw: Drawing) -> nodes.table:
    columns = nodes.tgroup("", cols=len(group.columns))
    columns += [nodes.colspec("", colwidth=25) for _column in group.columns]
    heading = nodes.row()
    heading += [nodes.entry("", nodes.paragraph("", column)) for column in group.columns]
    columns += nodes.thead("", heading)
    columns += nodes.tbody("", *(_row(group, entry, draw) for entry in group.entries))
    return nodes.table("", columns, classes=["compass-entries"])


def _row(group: DirectoryGroup, entry: DirectoryEntry, draw: Drawing) -> nodes.row:
    """Return a row, of which only the name is a link: the whole row leads there."""
    is_area = group.kind == Area.KIND
    name = nodes.paragraph("", "", draw.link(entry.link))
    first = nodes.entry("", name)
    if entry.summary:
        first += nodes.paragraph("", entry.summary, classes=["compass-summary"])
    if entry.aliases:
        also = _("Also called {names}").format(names=", ".join(entry.aliases))
        first += nodes.paragraph("", also, classes=["compass-also"])
    shown = nodes.row("", first)
    if is_area and entry.look:
        shown["classes"].append(f"compass-hue-{entry.look.hue}")
        name.insert(0, [icon(name=entry.look.icon), nodes.Text(" ")])
    cells = [_labeled(group.columns[-2], entry.relation)]
    if is_area:
        cells.append(_labeled(group.columns[-1], entry.last))
    else:
        area = texts(entry.area)
        cells.insert(0, [chip(link, draw, look=entry.look) for link in area])
        cells.append([status(entry.last)] if entry.last else [])
    for cell in cells:
        shown += nodes.entry("", nodes.paragraph("", "", *cell)) if cell else nodes.entry()
    return shown


def _labeled(heading: str, text: str) -> list[nodes.Node]:
    """Return a text behind the heading of its column, which only phones show."""
    if not text:
        return []
    return [cell_heading(heading), nodes.Text(text)]


VIEWS = (DirectoryView(),)
