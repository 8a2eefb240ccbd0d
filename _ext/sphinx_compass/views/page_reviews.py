"""The view ``page-reviews``: all pages by owner, with when each is due for review."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.objects import DeclaredObject, Role
from sphinx_compass.organization.records import Filter
from sphinx_compass.organization.reviews import agenda
from sphinx_compass.views.base import View
from sphinx_compass.views.chips import cell_heading
from sphinx_compass.views.links import Link, link_to, link_to_page
from sphinx_compass.views.time_element import time_element

if TYPE_CHECKING:
    from docutils.nodes import Element

    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.records import Placement, Term
    from sphinx_compass.organization.reviews import Due
    from sphinx_compass.views.drawing import Drawing

_WIDTHS = (35, 20, 15, 30)  # of columns, in percent


@dataclass(frozen=True, slots=True)
class PageReview:
    """A page, with when it was and will be reviewed."""

    page: Link
    reviewed: dt.date | None = None
    due: dt.date | None = None
    is_late: bool = False
    changed: tuple[Link, ...] = ()  # what it cites that changed since its last review


@dataclass(frozen=True, slots=True)
class OwnerReviews:
    """The pages of an owner, the one that is due next first."""

    owner: Link | None
    reviews: tuple[PageReview, ...]


class PageReviews(View[tuple[OwnerReviews, ...]]):
    """Lists all pages, or those of some owners, by owner and due date."""

    name = "page-reviews"
    filters = (Filter("owner", leads_to=("role",)),)

    def content(self, directory: Directory, placement: Placement) -> tuple[OwnerReviews, ...]:
        """Return the wanted owners, the one whose review is due next first."""
        owners = [directory.meant(Role, mention) for mention in placement.values("owner")]
        wanted = [
            due
            for due in agenda(directory)
            if not owners or (due.owner is not None and due.owner in owners)
        ]
        groups = [
            OwnerReviews(
                link_to(owner) if owner else None,
                tuple(_review(directory, due) for due in sorted(entries, key=_day)),
            )
            for owner, entries in groupby(wanted, key=lambda due: due.owner)
        ]
        # sorting is stable: owners with the same day stay in the order of their names
        return tuple(sorted(groups, key=lambda group: (group.owner is None, _first_day(group))))

    def nodes(
        self,
        content: tuple[OwnerReviews, ...],
        draw: Drawing,
        placement: Placement,  # noqa: ARG002 - the content is all there is to draw
    ) -> Element:
        """Return a table for each owner."""
        if not content:
            return draw.nothing()
        shown = nodes.container("", classes=["compass-reviews", "compass-wide"])
        for group in content:
            heading = nodes.rubric()
            heading += draw.link(group.owner or Link(_("No owner")))
            heading += nodes.Text(f" ({len(group.reviews)})")
            heading["heading-level"] = draw.heading_level
            shown += [heading, _table(group.reviews, draw)]
        return shown


def _day(due: Due) -> dt.date:
    return due.page.review_by or dt.date.max


def _first_day(group: OwnerReviews) -> dt.date:
    return group.reviews[0].due or dt.date.max


def _review(directory: Directory, due: Due) -> PageReview:
    found = (directory.index.target(key) for key in due.changed)
    return PageReview(
        link_to_page(directory, due.page.docname),
        due.page.last_reviewed_on,
        due.page.review_by,
        due.days_late(directory.rules.today) > 0,
        tuple(_target_link(target) for target in found if target is not None),
    )


def _target_link(target: DeclaredObject | Term) -> Link:
    if isinstance(target, DeclaredObject):
        return link_to(target)
    return Link(target.headwords[0], target.docname, target.anchors[0])


def _table(reviews: tuple[PageReview, ...], draw: Drawing) -> nodes.table:
    headings = (_("Page"), _("Due"), _("Reviewed"), _("Changed since"))
    group = nodes.tgroup("", cols=len(headings))
    group += [nodes.colspec("", colwidth=width) for width in _WIDTHS]
    row = nodes.row("", *(nodes.entry("", nodes.paragraph("", text)) for text in headings))
    group += nodes.thead("", row)
    group += nodes.tbody("", *(_row(review, headings, draw) for review in reviews))
    return nodes.table("", group, classes=["compass-review-list"])


def _row(review: PageReview, headings: tuple[str, ...], draw: Drawing) -> nodes.row:
    late = [nodes.Text(" "), nodes.inline("", _("late"), classes=["compass-badge"])]
    cells: tuple[list[nodes.Node], ...] = (
        [draw.link(review.page)],
        [*_date(review.due, draw), *(late if review.is_late else [])],
        _date(review.reviewed, draw),
        draw.inline(review.changed),
    )
    return nodes.row(
        "",
        *(_cell(heading, cell, draw) for heading, cell in zip(headings, cells, strict=True)),
    )


def _cell(heading: str, shown: list[nodes.Node], draw: Drawing) -> nodes.entry:
    """Return a table cell; on a site it repeats its heading, which only phones show."""
    paragraph = nodes.paragraph()
    if shown and draw.is_site:
        paragraph += cell_heading(heading)
    paragraph += shown
    return nodes.entry("", paragraph, classes=[] if shown else ["compass-empty"])


def _date(date: dt.date | None, draw: Drawing) -> list[nodes.Node]:
    if date is None:
        return []
    return [time_element("", draw.date(date), datetime=date.isoformat())]


VIEWS = (PageReviews(),)
