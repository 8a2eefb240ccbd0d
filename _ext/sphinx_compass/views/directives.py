"""The view directives: lists, the chart and the reviews, placed on any page."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from sphinx_compass.source import options
from sphinx_compass.domain.directives import first_line
from sphinx_compass.organization.model import ROLE_STATUSES, TEAM_KINDS, Location, View

if TYPE_CHECKING:
    from sphinx_compass.domain.domain import CompassDomain
    from sphinx_compass.organization.model import Mention
    from sphinx_compass.source.options import Declaration


class view(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes in lower case
    """Stands where a view goes; its attribute ``view`` is the :class:`~sphinx_compass.organization.model.View`."""


# The words that a filter takes; any other filter takes names, which checks look up.
_WORDS = {"status": ROLE_STATUSES, "kind": TEAM_KINDS}


class ViewDirective(SphinxDirective):
    """Base of the views.  Filters are options; several values mean any of them.

    As with declarations no option is registered, see :mod:`sphinx_compass.source.options`.
    """

    has_content = True
    allowed: ClassVar[tuple[str, ...]] = ()

    def run(self) -> list[nodes.Node]:
        """Leave a placeholder and note the view; whatever is wrong is noted as a problem."""
        name = self.name.removeprefix("compass:")
        here = Location(self.env.current_document.docname, self.lineno)
        read = options.read(
            name,
            list(self.content),
            here=here,
            first_line=first_line(self),
            allowed=self.allowed,
        )
        if read.name or any(line.strip() for line in read.body):
            read.problem(
                here,
                "body",
                f"{read.what} takes no text",
                "remove everything but its options",
            )
        filters = tuple((key, self._values(read, key)) for key in read.options if key != "style")
        shown = View(name, here, filters, self._style(read))
        domain = cast("CompassDomain", self.env.domains["compass"])
        domain.note_view(shown)
        for problem in read.problems:
            domain.note_problem(problem)
        node = view(view=shown)
        self.set_source_info(node)
        return [node]

    @staticmethod
    def _values(read: Declaration, key: str) -> tuple[Mention, ...]:
        return read.choices(key, _WORDS[key]) if key in _WORDS else read.many(key)

    def _style(self, read: Declaration) -> str:
        return (read.choice("style", ("table", "list")) or "table") if self.allowed else "table"


class RoleList(ViewDirective):
    """Lists roles, of certain areas, teams or statuses only where options say so."""

    allowed = ("area", "team", "status", "style")


class TeamList(ViewDirective):
    """Lists teams, of certain areas, kinds or statuses only where options say so."""

    allowed = ("area", "kind", "status", "style")


class AreaList(ViewDirective):
    """Lists all functional areas."""

    allowed = ("style",)


class TermList(ViewDirective):
    """Lists all glossary terms."""

    allowed = ("style",)


class OrgChart(ViewDirective):
    """Shows who reports to whom, in one area only where an option says so."""

    allowed = ("area",)


class PageReviews(ViewDirective):
    """Lists all pages by owner and due date, of certain owners where an option says so."""

    allowed = ("owner",)


class LinkableNames(ViewDirective):
    """Lists every name that other sites can link to, with the forms of such links."""


DIRECTIVES: dict[str, type[ViewDirective]] = {
    "role-list": RoleList,
    "team-list": TeamList,
    "area-list": AreaList,
    "term-list": TermList,
    "org-chart": OrgChart,
    "page-reviews": PageReviews,
    "linkable-names": LinkableNames,
}
