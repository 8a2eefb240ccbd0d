"""Finds the pages that are about the same things as a page."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sphinx_compass.organization.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST = 5  # pages
COMMON = 12  # pages that have a subject; one that more pages have does not make them related
LEAST = 0.18  # of what pages share, from 0 (nothing) to 1 (everything)
SAME_OWNER = 0.05  # what the same owner adds to that, and so does the same folder
SAME_FOLDER = 0.05


@dataclass(frozen=True)
class RelatedPages:
    """Compares pages by their subjects: what they declare, refer to and link to.

    Each page is a subject itself, so that it shares one with the pages that link to it. Two pages
    are as close as the cosine of the angle between their vectors of subjects, in which one that
    few pages have weighs more. A page without a part in this changes nothing about other pages.
    """

    named: Mapping[str, frozenset[str]]  # keys of what each page declares or refers to
    links: Mapping[str, frozenset[str]]  # docnames that each page links to
    owners: Mapping[str, str]  # slug of the role that owns each page
    titles: Mapping[str, str]  # of all pages

    @cached_property
    def _subjects(self) -> Mapping[str, tuple[str, ...]]:
        return {
            docname: (
                *sorted(self.named.get(docname, ())),
                *(f"page:{page}" for page in sorted({docname, *self.links.get(docname, ())})),
            )
            for docname in sorted(self.titles)
        }

    @cached_property
    def _pages(self) -> Mapping[str, tuple[str, ...]]:
        """The pages that have each subject, if there are at least two."""
        found: dict[str, list[str]] = defaultdict(list)
        for docname, subjects in self._subjects.items():
            for subject in subjects:
                found[subject].append(docname)
        return {subject: tuple(pages) for subject, pages in found.items() if len(pages) > 1}

    @cached_property
    def _lengths(self) -> Mapping[str, float]:
        """The length of each page's vector."""
        weights = {subject: 1 / len(pages) for subject, pages in self._pages.items()}
        return {
            docname: math.sqrt(sum(weights.get(subject, 0) for subject in subjects))
            for docname, subjects in self._subjects.items()
        }

    def of(self, docname: str) -> tuple[str, ...]:
        """Return at most :data:`MOST` docnames, the most related first.

        The first pages of the folders that a page is in are left out: they are above it in menus.
        """
        shared: dict[str, float] = defaultdict(float)
        for subject in self._subjects.get(docname, ()):
            pages = self._pages.get(subject, ())
            if len(pages) <= COMMON:
                for other in pages:
                    shared[other] += 1 / len(pages)
        found = {
            other: self._closeness(docname, other, weight)
            for other, weight in shared.items()
            if other != docname and not _is_above(other, docname)
        }
        close = [other for other, closeness in found.items() if closeness >= LEAST]
        close.sort(key=lambda other: (-found[other], fold(self.titles[other]), other))
        return tuple(close[:MOST])

    def _closeness(self, docname: str, other: str, weight: float) -> float:
        owner = self.owners.get(docname)
        has_same_owner = owner is not None and self.owners.get(other) == owner
        is_in_same_folder = docname.rpartition("/")[0] == other.rpartition("/")[0]
        return (
            weight / (self._lengths[docname] * self._lengths[other])
            + SAME_OWNER * has_same_owner
            + SAME_FOLDER * is_in_same_folder
        )


def _is_above(other: str, docname: str) -> bool:
    folder, _slash, name = other.rpartition("/")
    return name == "index" and docname.startswith(f"{folder}/" if folder else "")
