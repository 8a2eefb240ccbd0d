"""Which pages need a review: overdue ones, and those that cite changed definitions.

A review date alone is no evidence that somebody read the page. A committed file
therefore records, for each page, the day of its last review and digests of everything
the page cited on that day. The digest of a role, team or area covers the section that
declares it; that of a term, its definition. When ``last_reviewed_on`` of a page changes,
the record takes the digests of the new day. Until then, the page is listed with what it
cites and what has changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_compass.organization.objects import Role
from sphinx_compass.organization.review_record import Review, ReviewRecord

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.records import Page


def cited_keys(directory: Directory, docname: str) -> tuple[str, ...]:
    """Return the target keys of what a page cites, such as ``role:product-lead``, sorted.

    Objects and terms that the page itself declares or defines are left out.
    """
    index = directory.index
    keys = index.keys_by_page.get(docname, frozenset())
    targets = ((key, index.target(key)) for key in sorted(keys))
    return tuple(key for key, target in targets if target and target.docname != docname)


def current(directory: Directory, page: Page) -> Review | None:
    """Return what a page cites now, as a review of its ``last_reviewed_on``."""
    if page.last_reviewed_on is None:
        return None
    digests = directory.index.digests
    cited = {key: digests[key] for key in cited_keys(directory, page.docname)}
    return Review(page.last_reviewed_on.isoformat(), cited)


def updated(directory: Directory) -> ReviewRecord:
    """Return the record with the reviews that have been made since it was written.

    A page keeps its entry as long as its review date is the same; entries of removed
    pages are dropped.
    """
    reviews: dict[str, Review] = {}
    for page in directory.pages:
        now = current(directory, page)
        if now is None:
            continue
        old = directory.reviews.reviews.get(page.docname)
        unchanged = old is not None and old.reviewed_on == now.reviewed_on
        reviews[page.docname] = old if old is not None and unchanged else now
    return ReviewRecord(reviews)


def changed_since_review(directory: Directory, docname: str) -> tuple[str, ...]:
    """Return the target keys that a page cites and that changed since its last review, sorted.

    Targets first cited after the review are ignored.
    """
    review = directory.reviews.reviews.get(docname)
    if review is None:
        return ()
    digests = directory.index.digests
    return tuple(
        key
        for key in cited_keys(directory, docname)
        if key in review.cited and review.cited[key] != digests[key]
    )


@dataclass(frozen=True, slots=True)
class Due:
    """A page, with what its review depends on."""

    page: Page
    owner: Role | None
    changed: tuple[str, ...]  # target keys that it cites and that changed since its last review

    def days_late(self, today: dt.date) -> int:
        """Return by how many days the review is late; negative if it is not yet due."""
        return (today - self.page.review_by).days if self.page.review_by else 0


def agenda(directory: Directory) -> tuple[Due, ...]:
    """Return all pages by owner's name, then by due date, then by docname."""
    entries = [
        Due(
            page,
            directory.meant(Role, page.owner),
            changed_since_review(directory, page.docname),
        )
        for page in directory.pages
    ]
    return tuple(
        sorted(
            entries,
            key=lambda due: (
                due.owner is None,
                due.owner.name.casefold() if due.owner else "",
                due.page.review_by.isoformat() if due.page.review_by else "",
                due.page.docname,
            ),
        )
    )


def due_now(entries: Iterable[Due], today: dt.date) -> tuple[Due, ...]:
    """Return the pages to review today: overdue, or citing changed definitions."""
    return tuple(
        due
        for due in entries
        if due.changed or (due.page.review_by is not None and due.page.review_by <= today)
    )
