"""What of a page's ground has moved since its last review: no Sphinx, no git, no network.

A review date alone is no evidence.  So a committed file records, for each page, the
day of its last review and a digest of everything that the page cited on that day: of
roles, teams and areas the section that declares them, of terms the definition.  A
digest knows words and numbers only, so that a comma or a line break changes nothing,
and a changed number does.  When a page's ``last_reviewed_on`` moves, the record takes
the digests of the new day; until then a changed digest is shown beside the page.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from sphinx_compass.organization.model import Directory, Page, Role

_WORD = re.compile(r"\w+")
_NO_RECORD = "the text is JSON, but no record of reviews"


def digest(text: str) -> str:
    """Return a short digest of the words and numbers of a text, in their order.

    >>> digest("At most 3 days.") == digest("at most 3, days")
    True
    >>> digest("At most 3 days.") == digest("At most 4 days.")
    False
    """
    words = " ".join(_WORD.findall(text.casefold()))
    return hashlib.sha256(words.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Review:
    """What one page cited on the day of its last review."""

    reviewed_on: str  # YYYY-MM-DD
    cited: Mapping[str, str] = field(default_factory=dict)  # key -> digest


@dataclass(frozen=True, slots=True)
class Record:
    """The committed file: one review a page, by docname."""

    reviews: Mapping[str, Review] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str) -> Record:
        """Return the record that a file's text holds.

        Raises ValueError where the text is not such a record.
        """
        data: Any = json.loads(text)
        try:
            pages = {
                docname: (review["reviewed_on"], review["cited"].items())
                for docname, review in data["pages"].items()
            }
        except (AttributeError, KeyError, TypeError) as error:
            raise ValueError(_NO_RECORD) from error
        for date, cited in pages.values():
            if not all(isinstance(word, str) for word in (date, *chain.from_iterable(cited))):
                raise ValueError(_NO_RECORD)
        return cls({docname: Review(date, dict(cited)) for docname, (date, cited) in pages.items()})

    def dump(self) -> str:
        """Return the text of the file: sorted, so that a change shows as one line."""
        pages = {
            docname: {
                "reviewed_on": review.reviewed_on,
                "cited": dict(sorted(review.cited.items())),
            }
            for docname, review in sorted(self.reviews.items())
        }
        return json.dumps({"pages": pages}, indent=1, ensure_ascii=False) + "\n"


def cited_keys(directory: Directory, docname: str) -> tuple[str, ...]:
    """Return the keys of what a page cites, such as ``role:product-lead``, sorted.

    What the page itself declares or defines is no ground that moves below it.
    """
    keys = {
        directory.cited(citation) for citation in directory.citations if citation.docname == docname
    }
    return tuple(sorted(key for key in keys if key and directory.home_of(key) != docname))


def current(directory: Directory, page: Page) -> Review | None:
    """Return what a page cites now, as a review of its ``last_reviewed_on``."""
    if page.last_reviewed_on is None:
        return None
    digests = directory.digests
    cited = {key: digests[key] for key in cited_keys(directory, page.docname)}
    return Review(page.last_reviewed_on.isoformat(), cited)


def updated(record: Record, directory: Directory) -> Record:
    """Return the record with the reviews that have been made since it was written.

    A page keeps its entry as long as its review date stays; pages that are gone leave.
    """
    reviews: dict[str, Review] = {}
    for page in directory.pages:
        now = current(directory, page)
        if now is None:
            continue
        old = record.reviews.get(page.docname)
        reviews[page.docname] = (
            old if old is not None and old.reviewed_on == now.reviewed_on else now
        )
    return Record(reviews)


def changed_since_review(record: Record, directory: Directory, docname: str) -> tuple[str, ...]:
    """Return the keys that a page cites and that changed since its last review, sorted.

    What was first cited later is no news to the page and does not count.
    """
    review = record.reviews.get(docname)
    if review is None:
        return ()
    digests = directory.digests
    return tuple(
        key
        for key in cited_keys(directory, docname)
        if key in review.cited and review.cited[key] != digests[key]
    )


@dataclass(frozen=True, slots=True)
class Due:
    """A page with the day its review is due."""

    page: Page
    owner: Role | None
    changed: tuple[str, ...]  # keys of what it cites that changed since its last review

    def days_late(self, today: dt.date) -> int:
        """Return by how many days the review is late; negative where it is not yet due."""
        return (today - self.page.review_by).days if self.page.review_by else 0


def agenda(directory: Directory, record: Record) -> tuple[Due, ...]:
    """Return all pages by owner's name, then by due date, then by docname."""
    entries = [
        Due(
            page,
            directory.role(page.owner),
            changed_since_review(record, directory, page.docname),
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
    """Return what wants a review today: overdue, or standing on changed ground."""
    return tuple(
        due
        for due in entries
        if due.changed or (due.page.review_by is not None and due.page.review_by <= today)
    )
