"""The builder ``reviews``, which writes the due reviews and the updated record of reviews.

``sphinx-build -b reviews . OUT`` writes three files: ``agenda.txt`` for people,
``agenda.json`` for programs, and ``record.json``, the updated record of reviews (see
:mod:`sphinx_compass.organization.reviews`).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sphinx.builders.dummy import DummyBuilder
from sphinx.locale import get_translation

from sphinx_compass.config import CATALOG, today
from sphinx_compass.domain.domain import CompassDomain
from sphinx_compass.organization import reviews
from sphinx_compass.organization.messages import _

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sphinx_compass.organization.reviews import Due


class ReviewsBuilder(DummyBuilder):
    """Writes which reviews are due, and the record with the reviews made so far."""

    name = "reviews"
    epilog = get_translation(CATALOG)("The list of due reviews is in %(outdir)s.")

    def finish(self) -> None:
        """Write the three files."""
        directory, day = CompassDomain.of(self.env).directory, today(self.config)
        due = reviews.due_now(reviews.agenda(directory), day)
        for name, text in (
            ("agenda.txt", as_table(due, day)),
            ("agenda.json", json.dumps(as_data(due, day), indent=1) + "\n"),
            ("record.json", reviews.updated(directory).dump()),
        ):
            (self.outdir / name).write_text(text, encoding="utf-8")


def as_data(due: Iterable[Due], day: dt.date) -> list[dict[str, Any]]:
    """Return what is due, grouped by owner, in the form of ``agenda.json``."""
    owners: dict[str, dict[str, Any]] = {}
    for entry in due:
        slug = entry.owner.slug if entry.owner else ""
        name = entry.owner.name if entry.owner else _("No owner")
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
        lines += [_line(page) for page in group["pages"]]
    return "\n".join(lines or [_("No review is due.")]) + "\n"


def _line(page: dict[str, Any]) -> str:
    days = page["days_late"]
    late = _("{days} days late") if days > 1 else _("{days} day late")
    changed = [_("changed: {key}").format(key=key) for key in page["changed"]]
    due = _("due {date}").format(date=page["review_by"] or _("unknown"))
    reasons = ", ".join([late.format(days=days)] * bool(days) + changed)
    return f"  {page['page']:<40} {due}  {reasons}".rstrip()
