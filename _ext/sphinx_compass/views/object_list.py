"""The views that list declared objects, one a kind: ``role-list``, ``team-list``, and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_compass.organization.kinds import KINDS
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.options import options_of, words
from sphinx_compass.organization.records import Filter
from sphinx_compass.views.links import link_to, option_links, texts
from sphinx_compass.views.table import Column, Row, Table, TableView

if TYPE_CHECKING:
    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.objects import DeclaredObject
    from sphinx_compass.organization.options import Option
    from sphinx_compass.organization.places import Mention
    from sphinx_compass.organization.records import Placement
    from sphinx_compass.views.links import Link


class ObjectList(TableView):
    """Lists the objects of one kind; its columns and filters come from the kind's options."""

    has_style = True

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

    def table(self, directory: Directory, placement: Placement) -> Table:
        """Return the objects that pass all filters, by name."""
        return Table(
            (
                Column(_(self._record.KIND).capitalize()),
                Column(_(self._record.SUMMARY_HEADING), is_summary=True),
                *(Column(_(described.column)) for described in self._columns.values()),
            ),
            tuple(
                Row(
                    (
                        (link_to(item), *_status(directory, item)),
                        texts(directory.text(item.summary)),
                        *(option_links(directory, item, name) for name in self._columns),
                    )
                )
                for item in directory.of_kind(self._record)
                if self._passes(directory, placement, item)
            ),
        )

    def _passes(self, directory: Directory, placement: Placement, item: DeclaredObject) -> bool:
        """Tell whether an object has one of the values of each filter."""
        return all(
            not (values := placement.values(described.filter))
            or _has_any(directory, item, attribute, described, values)
            for attribute, described in self._filters.items()
        )


def _has_any(
    directory: Directory,
    item: DeclaredObject,
    attribute: str,
    described: Option,
    values: tuple[Mention, ...],
) -> bool:
    if not described.leads_to:
        return not {value.name for value in values}.isdisjoint(words(item, attribute))
    wanted = [directory.target(described, value) for value in values]
    return any(target in wanted for target in directory.targets(item, attribute))


def _status(directory: Directory, item: DeclaredObject) -> tuple[Link, ...]:
    """Return an object's status, unless it is the ordinary one."""
    options = options_of(type(item))
    found = [name for name in options if options[name].choices == "statuses"]
    statuses = (word for name in found for word in words(item, name))
    return texts(*(word for word in statuses if word != directory.rules.ordinary_status))


VIEWS = tuple(ObjectList(record) for record in KINDS.values())
