"""The views that list declared objects, one per kind: ``role-list``, ``team-list`` and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_compass.organization.kinds import KINDS
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.objects import Area
from sphinx_compass.organization.options import options_of, words
from sphinx_compass.organization.records import Filter
from sphinx_compass.views.base import STYLES
from sphinx_compass.views.chips import look_of
from sphinx_compass.views.links import Link, link_to, option_links, texts
from sphinx_compass.views.object_cards import CARDS, draw_cards
from sphinx_compass.views.table import Column, Row, Table, TableView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Element

    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.objects import DeclaredObject
    from sphinx_compass.organization.options import Option
    from sphinx_compass.organization.places import Mention
    from sphinx_compass.organization.records import Placement
    from sphinx_compass.views.drawing import Drawing


class ObjectList(TableView):
    """Lists the objects of one kind; its columns and filters come from the kind's options."""

    styles = (*STYLES, CARDS)

    def __init__(self, record: type[DeclaredObject]) -> None:
        """List the objects of a record type."""
        options = options_of(record)
        self.name = f"{record.KIND}-list"
        self._record = record
        self._columns = {name: item for name, item in options.items() if item.column}
        filtering = [item for item in options.items() if item[1].filter]
        # filters by names come before filters by words
        self._filters = dict(sorted(filtering, key=lambda item: bool(item[1].choices)))
        self.filters = tuple(
            Filter(item.filter, item.leads_to if item.leads_to_objects else (), item.choices)
            for item in self._filters.values()
        )

    def content(self, directory: Directory, placement: Placement) -> Table:
        """Return the table, or what the cards show: no summary, and the looks of areas."""
        if placement.style != CARDS:
            return super().content(directory, placement)
        return Table(
            (),
            tuple(
                Row(
                    (
                        (_main_place(directory, item), *texts(*directory.shown_statuses(item))),
                        *(option_links(directory, item, name) for name in self._columns),
                    ),
                    look=look_of(directory, item),
                )
                for item in self._items(directory, placement)
            ),
        )

    def nodes(self, content: Table, draw: Drawing, placement: Placement) -> Element:
        """Return a table, a list or cards."""
        if placement.style == CARDS and content.rows:
            return draw_cards(content.rows, draw)
        return super().nodes(content, draw, placement)

    def table(self, directory: Directory, placement: Placement) -> Table:
        """Return the objects that pass all filters, by name."""
        return Table(
            (
                Column(_(self._record.KIND).capitalize()),
                Column(_("Summary"), is_summary=True),
                *(Column(_(option.column)) for option in self._columns.values()),
            ),
            tuple(
                Row(
                    (
                        (link_to(item), *texts(*directory.shown_statuses(item))),
                        texts(directory.text(item.summary)),
                        *(option_links(directory, item, name) for name in self._columns),
                    )
                )
                for item in self._items(directory, placement)
            ),
        )

    def _items(self, directory: Directory, placement: Placement) -> Iterator[DeclaredObject]:
        """Yield the objects that pass all filters, by name."""
        for item in directory.of_kind(self._record):
            if self._passes(directory, placement, item):
                yield item

    def _passes(self, directory: Directory, placement: Placement, item: DeclaredObject) -> bool:
        """Tell whether an object has one of the values of each filter."""
        return all(
            not (values := placement.values(option.filter))
            or _has_any(directory, item, attribute, option, values)
            for attribute, option in self._filters.items()
        )


def _has_any(
    directory: Directory,
    item: DeclaredObject,
    attribute: str,
    option: Option,
    values: tuple[Mention, ...],
) -> bool:
    if not option.leads_to:
        return not {value.name for value in values}.isdisjoint(words(item, attribute))
    wanted = [directory.target(option, value) for value in values]
    return any(target in wanted for target in directory.targets(item, attribute))


def _main_place(directory: Directory, item: DeclaredObject) -> Link:
    """Return the link to an object: for an area, to the page that describes its structure."""
    page = item.page if isinstance(item, Area) else None
    if page is not None and page.name in directory.titles:
        return Link(item.name, page.name)
    return link_to(item)


VIEWS = tuple(ObjectList(record) for record in KINDS.values())
