"""The directive of every view: reads its options and leaves a placeholder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from sphinx_compass.config import rules
from sphinx_compass.domain import CompassDomain
from sphinx_compass.domain.declarations import read_declaration
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.problems import Subtype
from sphinx_compass.organization.records import Placement
from sphinx_compass.views.base import STYLES
from sphinx_compass.views.registry import views

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_compass.domain.declarations import Declaration
    from sphinx_compass.organization.places import Mention
    from sphinx_compass.organization.records import Filter
    from sphinx_compass.views.base import AnyView


class view_placeholder(nodes.General, nodes.Element):  # noqa: N801 - as docutils names nodes
    """Marks where a view goes; its attribute ``placement`` is the :class:`Placement`."""


class ViewDirective(SphinxDirective):
    """Places the view that has the directive's name.

    Several values of a filter mean any of them. No option is registered, so that docutils
    passes on every line as it is.
    """

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Note the placement and any problems, and return a placeholder."""
        view = views()[self.name.lower().rpartition(":")[2]]  # without the domain
        written = read_declaration(self, view.name, view.options)
        if written.name or written.has_body:
            written.problem(
                written.location if written.name else written.body_location,
                Subtype.BODY,
                _("{what} takes no text").format(what=written.what),
                _("remove everything but its options"),
            )
        filters = tuple(self._filters(view, written))
        style = written.choice("style", view.styles) if view.styles else ""
        placement = Placement(view.name, written.location, filters, style or STYLES[0])
        domain = CompassDomain.of(self.env)
        domain.note_placement(placement)
        for problem in written.problems:
            domain.note_problem(problem)
        node = view_placeholder(placement=placement)
        self.set_source_info(node)
        return [node]

    def _filters(
        self, view: AnyView, written: Declaration
    ) -> Iterator[tuple[Filter, tuple[Mention, ...]]]:
        """Yield the filters in the order written, with the values that they can have."""
        filters = {item.name: item for item in view.filters}
        for used in (filters[name] for name in written.options if name in filters):
            if used.choices or used.words:
                allowed = used.words or getattr(rules(self.config), used.choices)
                yield used, written.choices(used.name, allowed)
            elif used.most:
                number = written.number(used.name, used.most)
                yield used, () if number is None else (number,)
            else:
                yield used, written.many(used.name)
