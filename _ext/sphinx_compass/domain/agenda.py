"""The builder ``reviews``: which reviews are due, as a table, as JSON, and as a new record.

``sphinx-build -b reviews . OUT`` writes three files: ``agenda.txt`` for people,
``agenda.json`` for programs, and ``record.json``, the record of reviews brought up to
date (see :mod:`sphinx_compass.organization.reviews`).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from sphinx.builders.dummy import DummyBuilder

from sphinx_compass.organization import reviews
from sphinx_compass.domain.domain import today

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sphinx_compass.domain.domain import CompassDomain
    from sphinx_compass.organization.reviews import Due


class ReviewsBuilder(DummyBuilder):
    """Writes what is due for review, and the record that the reviews made so far give."""

    name = "reviews"
    epilog = "The agenda of reviews is in %(outdir)s."

    def finish(self) -> None:
        """Write the three files."""
        domain = cast("CompassDomain", self.env.domains["compass"])
        directory, record, day = domain.directory, domain.record, today(self.config)
        due = reviews.due_now(reviews.agenda(directory, record), day)
        for name, text in (
            ("agenda.txt", as_table(due, day)),
            ("agenda.json", json.dumps(as_data(due, day), indent=1) + "\n"),
            ("record.json", reviews.updated(record, directory).dump()),
        ):
            (self.outdir / name).write_text(text, encoding="utf-8")


def as_data(due: Iterable[Due], day: dt.date) -> list[dict[str, Any]]:
    """Return what is due, grouped by owner, in the form of ``agenda.json``."""
    owners: dict[str, dict[str, Any]] = {}
    for entry in due:
        slug = entry.owner.slug if entry.owner else ""
        name = entry.owner.name if entry.owner else "No owner"
        group = owners.setdefault(slug, {"owner": slug, "name": name, "pages": []})
        group["pages"].append(
            {
                "page": entry.page.docname,
                "review_by": entry.page.review_by.isoformat() if entry.page.review_by else None,
                "days_late": max(0, entry.days_late(day)),
                "changed": list(entry.changed),
            }
        )
    return list(owners.values())


def as_table(due: Iterable[Due], day: dt.date) -> str:
    """Return what is due as a table of text, by owner."""
    lines = []
    for group in as_data(due, day):
        lines.append(group["name"])
        for page in group["pages"]:
            days = page["days_late"]
            late = f"{days} day{'s' if days > 1 else ''} late" if days else ""
            reasons = [late, *(f"changed: {key}" for key in page["changed"])]
            lines.append(
                f"  {page['page']:<40} due {page['review_by'] or 'unknown'}"
                f"  {', '.join(filter(None, reasons))}".rstrip()
            )
    return "\n".join(lines or ["No review is due."]) + "\n"
