"""The view ``page-reviews``: all pages by owner, with when each is due for review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.objects import DeclaredObject, Role
from sphinx_compass.organization.records import Filter
from sphinx_compass.organization.reviews import agenda
from sphinx_compass.views.links import Link, link_to, link_to_page, texts
from sphinx_compass.views.table import Column, Row, Table, TableView

if TYPE_CHECKING:
    import datetime as dt

    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.records import Placement, Term
    from sphinx_compass.organization.reviews import Due


class PageReviews(TableView):
    """Lists all pages, or those of some owners, by owner and due date."""

    name = "page-reviews"
    filters = (Filter("owner", leads_to=("role",)),)

    def table(self, directory: Directory, placement: Placement) -> Table:
        """Return the pages of the wanted owners.

        The last column names what a page cites that changed since its last review.
        """
        owners = [directory.meant(Role, mention) for mention in placement.values("owner")]
        headings = (_("Page"), _("Owner"), _("Reviewed"), _("Due"), _("Changed since"))
        return Table(
            tuple(Column(heading) for heading in headings),
            tuple(
                _row(directory, due)
                for due in agenda(directory)
                if not owners or (due.owner is not None and due.owner in owners)
            ),
        )


def _row(directory: Directory, due: Due) -> Row:
    found = (directory.index.target(key) for key in due.changed)
    return Row(
        (
            (link_to_page(directory, due.page.docname),),
            (link_to(due.owner),) if due.owner else (),
            _date(due.page.last_reviewed_on),
            _date(due.page.review_by),
            tuple(_target_link(target) for target in found if target is not None),
        )
    )


def _date(date: dt.date | None) -> tuple[Link, ...]:
    return texts(date.isoformat()) if date else ()


def _target_link(target: DeclaredObject | Term) -> Link:
    if isinstance(target, DeclaredObject):
        return link_to(target)
    return Link(target.headwords[0], target.docname, target.anchors[0])


VIEWS = (PageReviews(),)
