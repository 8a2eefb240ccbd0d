"""Finds the pages that are about the same things as a page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sphinx_compass.organization.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST = 5  # pages
COMMON = 12  # pages that refer to something from which on it says nothing about them
SAME_OWNER = 0.15  # what the same owner adds
LEAST = 0.25  # of what pages must share


@dataclass(frozen=True)
class RelatedPages:
    """Compares pages by what they refer to, and by who owns them.

    What few pages refer to counts more, as in the inverse document frequency of searches. What
    more than :data:`COMMON` pages refer to counts nothing, so that time grows with the number of
    references only.
    """

    keys: Mapping[str, frozenset[str]]  # what each page refers to or declares, by docname
    owners: Mapping[str, str]  # slug of the role that owns each page
    titles: Mapping[str, str]

    @cached_property
    def _pages(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for docname in sorted(self.keys):
            for key in self.keys[docname]:
                found[key].append(docname)
        return {key: tuple(pages) for key, pages in found.items() if 1 < len(pages) <= COMMON}

    def of(self, docname: str) -> tuple[str, ...]:
        """Return at most :data:`MOST` docnames, the most related first."""
        scores: dict[str, float] = defaultdict(float)
        for key in sorted(self.keys.get(docname, ())):
            pages = self._pages.get(key, ())
            for other in pages:
                scores[other] += 1 / len(pages)
        scores.pop(docname, None)
        owner = self.owners.get(docname)
        found = {
            other: score + SAME_OWNER * (owner is not None and self.owners.get(other) == owner)
            for other, score in scores.items()
            if score >= LEAST and other in self.titles
        }
        ordered = sorted(found, key=lambda other: (-found[other], fold(self.titles[other]), other))
        return tuple(ordered[:MOST])
