"""Compares pages: where they are, when they were reviewed, and which reviews are reopened."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sphinx_compass.organization.intervals import Interval
from tools.impact.matching import subject
from tools.impact.sentences import ADDED, MOVED, REOPENED, REVIEWED, Sentence, Thing, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.impact.matching import Matching, Matchings, SiteEntry
    from tools.impact.sentences import Part


def page_changes(pages: Matching) -> Iterator[Sentence]:
    """Yield which pages are added or moved, and which have a new review date."""
    for page in pages.added():
        yield Sentence.of("page", ADDED, *subject("page", page), " is added.")
    for was, now in pages.pairs():
        if was.key != now.key:
            moved = (*subject("page", was), " is moved to ", Thing("page", now.key, now.name), ".")
            yield Sentence.of("page", MOVED, *moved)
        yield from _reviewed(was, now)


def _reviewed(was: SiteEntry, now: SiteEntry) -> Iterator[Sentence]:
    before, after = (page.data.get("last_reviewed_on") for page in (was, now))
    page = subject("page", now)
    if after is None and before is not None:
        says = f" no longer says when it was reviewed (before: {before})."
        yield Sentence.of("page", REVIEWED, *page, says)
    elif before != after:
        instead = f", not {before}" if before is not None else ""
        says = f" now says that it was reviewed on {after}{instead}."
        yield Sentence.of("page", REVIEWED, *page, says)


def interval_changes(was: SiteEntry, now: SiteEntry) -> bool:
    """Tell whether the time between two reviews changes.

    ``compass.json`` does not have the interval itself, only its start and its end.
    """
    old, old_due = _ends(was)
    new, new_due = _ends(now)
    if old is None or new is None:
        return False  # _reviewed reports the date itself
    if old_due is None or new_due is None:
        return old_due != new_due
    months = (old_due.year - old.year) * 12 + old_due.month - old.month
    same = (Interval(days=(old_due - old).days), Interval(months=months))
    return new_due not in {
        interval.after(new) for interval in same if interval.after(old) == old_due
    }


def _ends(page: SiteEntry) -> tuple[dt.date | None, dt.date | None]:
    reviewed, due = (page.data.get(key) for key in ("last_reviewed_on", "review_by"))
    return (
        dt.date.fromisoformat(reviewed) if reviewed else None,
        dt.date.fromisoformat(due) if due else None,
    )


def reopened_reviews(matchings: Matchings) -> Iterator[Sentence]:
    """Yield the pages whose review was current and that now cite changed definitions.

    They are grouped by definition; definitions that most pages cite come first.
    """
    groups: dict[tuple[Thing, ...], list[Thing]] = {}
    for was, now in matchings["page"].pairs():
        changed = sorted(
            matchings[cited["kind"]].named(cited.get("slug") or cited["name"])
            for cited in now.data.get("changed_since_review", ())
        )
        # Without a list (from another version, or without a recorded review), we don't know whether
        # the review was current before.
        if changed and was.data.get("changed_since_review") == []:
            groups.setdefault(tuple(changed), []).append(Thing("page", now.key, now.name))
    for definitions, pages in sorted(groups.items(), key=lambda group: (-len(group[1]), group)):
        yield Sentence.of("page", REOPENED, *_reopened(definitions, sorted(pages)))


def _reopened(definitions: tuple[Thing, ...], pages: list[Thing]) -> tuple[Part, ...]:
    cited = _listed(definitions)
    changes = "which change" if len(definitions) > 1 else "which changes"
    names = joined(pages, ", ")
    if len(pages) == 1:
        return (
            "The review of page ",
            *names,
            " is reopened, since it cites ",
            *cited,
            f", {changes}.",
        )
    opened = f"The review of {len(pages)} pages is reopened, since they cite "
    return (opened, *cited, f", {changes}: ", *names, ".")


def _listed(things: tuple[Thing, ...]) -> tuple[Part, ...]:
    """Return things with their kinds: ``role 'A', role 'B' and term 'C'``."""
    parts: list[Part] = []
    for number, thing in enumerate(things):
        between = "" if not number else " and " if number == len(things) - 1 else ", "
        parts += [f"{between}{thing.kind} ", thing]
    return tuple(parts)
