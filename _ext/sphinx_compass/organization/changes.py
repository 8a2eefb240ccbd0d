"""What changed in the handbook: entries with sentences that name things."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sphinx_compass.organization.messages import _

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from sphinx_compass.organization.problems import Problem

FEED = "changes.xml"  # the file that feed readers read


class ChangedThing(NamedTuple):
    """Something that a change names; it may no longer exist."""

    kind: str  # a kind of object, ``term`` or ``page``; empty for a plain word
    key: str  # slug, first headword or docname
    name: str  # what it was called
    docname: str = ""  # where it is now; empty if it leads nowhere
    anchor: str = ""

    @property
    def quoted(self) -> str:
        """The name, for a text without links."""
        return _("“{name}”").format(name=self.name)


ChangePart: TypeAlias = str | ChangedThing


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence on what changed."""

    parts: tuple[ChangePart, ...]
    areas: tuple[str, ...] = ()  # slugs of the areas that it concerns
    pages: tuple[str, ...] = ()  # docnames of the pages that it concerns

    def __str__(self) -> str:
        """Return the sentence as plain text."""
        return "".join(
            part.quoted if isinstance(part, ChangedThing) else part for part in self.parts
        )


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """What one pull request, or one day without pull requests, changed."""

    date: dt.date
    commit: str  # the last one, in full
    changes: tuple[Change, ...]
    pull_request: int | None = None


@dataclass(frozen=True)
class ChangeLog:
    """All entries, oldest first."""

    entries: tuple[ChangeEntry, ...] = ()
    up_to: str = ""  # the last commit whose changes are in them; empty before the first one
    problems: tuple[Problem, ...] = ()  # why it is empty

    @property
    def newest_first(self) -> tuple[ChangeEntry, ...]:
        """The entries by date; those of one day in the reverse order of the file."""
        return tuple(sorted(self.entries, key=lambda entry: entry.date)[::-1])

    @cached_property
    def _last_changes(self) -> Mapping[str, dt.date]:
        found: dict[str, dt.date] = {}
        for entry in self.entries:
            for page in {page for change in entry.changes for page in change.pages}:
                found[page] = max(entry.date, found.get(page, entry.date))
        return found

    def last_change(self, docname: str) -> dt.date | None:
        """Return the day of the last change that concerns a page; None without any."""
        return self._last_changes.get(docname)


def month_anchor(day: dt.date, prefix: str = "") -> str:
    """Return the HTML id of a month in the list of changes."""
    return f"changes-{prefix}{day:%Y-%m}"
