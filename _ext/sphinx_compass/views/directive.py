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
    from sphinx_compass.views.base import AnyView


class view_placeholder(nodes.General, nodes.Element):  # noqa: N801 - as docutils names nodes
    """Marks where a view goes; its attribute ``placement`` is the :class:`Placement`."""


class ViewDirective(SphinxDirective):
    """Places the view that has the directive's name.

    Options are filters; several values of a filter mean any of them.  No option is
    registered, so that docutils hands over every line as it is.
    """

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Note the placement and leave a placeholder; problems are noted too."""
        view = views()[self.name.lower().rpartition(":")[2]]  # without the domain
        written = read_declaration(self, view.name, view.options)
        if written.name or written.has_body:
            written.problem(
                written.location,
                Subtype.BODY,
                _("{what} takes no text").format(what=written.what),
                _("remove everything but its options"),
            )
        filters = tuple(self._filters(view, written))
        style = written.choice("style", STYLES) if view.has_style else ""
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
    ) -> Iterator[tuple[str, tuple[Mention, ...]]]:
        """Yield the filters in the order written, with the values that they can have."""
        decided = rules(self.config)
        for name in written.options:
            if name in view.filters:
                field = view.filters[name]
                allowed = getattr(decided, field) if field else ()
                yield name, written.choices(name, allowed) if field else written.many(name)
