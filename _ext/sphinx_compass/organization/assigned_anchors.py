"""Decides which part of a page has which HTML id.

An id depends on the words of the part that has it, and never on what is above it. If
several parts would get the same id, the one that had it first keeps it, as far as the
published ids tell. Without that knowledge none of them gets it, because a link must not
lead to something else after an edit.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from sphinx_compass.organization.anchors import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from sphinx_compass.organization.anchors import Part, PublishedIds

_NUMBER_AT_END = re.compile(r"-\d+$")


def depends_on_list(parts: Sequence[Part]) -> bool:
    """Tell whether the ids of parts can depend on which ids are published."""
    firsts = [part.forms[0] for part in parts]
    return len(set(firsts)) < len(firsts) or not all(part.has_one_id for part in parts)


def assign_ids(
    parts: Sequence[Part], published: PublishedIds, taken: AbstractSet[str]
) -> list[tuple[str, ...]]:
    """Return the ids of each part; the first is the one that permalinks use.

    ``taken`` are ids of other elements, which no part gets.
    """
    return _Assignment(parts, published, set(taken)).run()


class _Assignment:
    """The ids of the parts of one page while they are assigned."""

    def __init__(self, parts: Sequence[Part], published: PublishedIds, used: set[str]) -> None:
        self._parts = parts
        self._published = published
        self._used = used
        self._ids: list[list[str]] = [[] for _ in parts]
        self._named: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._claimants: dict[str, list[int]] = defaultdict(list)
        self._by_path: dict[tuple[str, str], list[int]] = defaultdict(list)  # and by claim
        for index, part in enumerate(parts):
            for name in part.names:
                self._named[name].append(index)
            for claim in part.claims:
                self._claimants[claim].append(index)
                self._by_path[part.path, claim].append(index)
        self._unsettled = self._without_known_id()

    def run(self) -> list[tuple[str, ...]]:
        """Assign published ids first, then those of the page itself, then all others."""
        for anchor in sorted(self._published.here.keys() - self._used):
            index = self._owner(anchor)
            if index is not None:
                self._give(index, anchor)
        for index, part in enumerate(self._parts):
            for anchor in part.usual_claims if part.is_page else ():
                self._give_free(index, anchor)
        self._keep_published_elsewhere()
        for level in range(max((len(part.forms) for part in self._parts), default=0)):
            self._give_unique(level)
        self._number_equal_parts()
        return [self._sorted(index) for index in range(len(self._parts))]

    def _sorted(self, index: int) -> tuple[str, ...]:
        order = {anchor: number for number, anchor in enumerate(self._parts[index].claims)}
        return tuple(sorted(self._ids[index], key=lambda anchor: order.get(anchor, len(order))))

    def _give(self, index: int, anchor: str) -> None:
        self._ids[index].append(anchor)
        self._used.add(anchor)

    def _give_free(self, index: int, anchor: str) -> None:
        if anchor not in self._used and anchor not in self._published.here:
            self._give(index, anchor)

    # -- published ids -----------------------------------------------------------

    def _owner(self, anchor: str) -> int | None:
        """Return the part that a published id belongs to; None if that is not known."""
        records = self._published.here[anchor]
        names = [(kind, name) for kind, name, _path in records]
        named = (index for name in names for index in self._named.get(name, ()))
        index = next((index for index in named if self._can_have(index, anchor)), None)
        if index is not None:
            return index
        if not any(record.path for record in records):
            return self._owner_without_path(anchor, {kind for kind, _name in names})
        found = self._with_path(anchor, {record.path for record in records})
        if not found:
            found = list(islice(self._candidates(anchor, self._unsettled), 2))
        return found[0] if len(found) == 1 else None

    def _with_path(self, anchor: str, paths: AbstractSet[str]) -> list[int]:
        """Return up to two parts with one of the paths that a published id can belong to."""
        keys = [(path, claim) for path in paths - {""} for claim in self._stems(anchor)]
        indexes = dict.fromkeys(index for key in keys for index in self._by_path.get(key, ())[:2])
        return list(indexes)[:2]

    def _can_have(self, index: int, anchor: str) -> bool:
        return not self._parts[index].claims_set.isdisjoint(self._stems(anchor))

    def _candidates(self, anchor: str, claimants: Mapping[str, Sequence[int]]) -> Iterator[int]:
        """Yield each of some claimants that a published id can belong to."""
        found = (index for stem in self._stems(anchor) for index in claimants.get(stem, ()))
        seen: set[int] = set()
        for index in found:
            if index not in seen:
                seen.add(index)
                yield index

    def _stems(self, anchor: str) -> tuple[str, ...]:
        """Return the claims that fit a published id: that of a section can have a number."""
        is_section = any(record.kind == "section" for record in self._published.here[anchor])
        number = _NUMBER_AT_END.search(anchor) if is_section else None
        return (anchor,) if number is None else (anchor, anchor[: number.start()])

    def _without_known_id(self) -> Mapping[str, Sequence[int]]:
        """Return, by claim, the parts that no published id is known to belong to."""
        known: dict[str, set[str]] = defaultdict(set)  # path -> claims
        for anchor, records in self._published.here.items():
            for record in records:
                if record.path:
                    known[record.path].update(self._stems(anchor))
        found: dict[str, list[int]] = defaultdict(list)
        for claim, indexes in self._claimants.items():
            for index in indexes:
                part = self._parts[index]
                if part.claims_set.isdisjoint(known.get(part.path, ())):
                    found[claim].append(index)
        return found

    def _owner_without_path(self, anchor: str, kinds: AbstractSet[str]) -> int | None:
        """Return the owner of an id that was published before paths were recorded.

        Docutils gave it to the first section with such a title.  A section can also have
        lost its label, under which the list has its id.
        """
        found = [i for i in self._claimants[anchor] if self._parts[i].kind == "section"]
        if kinds != {"section"}:
            return found[0] if kinds == {"label"} and len(found) == 1 else None
        here = self._published.here
        was_there = [i for i in found if any(claim in here for claim in self._parts[i].own_claims)]
        return next(iter(was_there or found), None)

    # -- other ids -----------------------------------------------------------------

    def _keep_published_elsewhere(self) -> None:
        """Give ids that another page has published, because the parts may come from there."""
        moved = {
            index
            for index, part in enumerate(self._parts)
            if not self._ids[index]
            and not (part.has_one_id and len(self._claimants[part.forms[0]]) == 1)
        }
        for anchor, indexes in sorted(self._claimants.items()):
            paths = self._published.anywhere.get(anchor, ())
            found = [index for index in indexes if self._parts[index].path in paths]
            if len(found) == 1 and found[0] in moved and self._is_needed(found[0], anchor):
                self._give_free(found[0], anchor)

    def _is_needed(self, index: int, anchor: str) -> bool:
        """Tell whether an id is one that a part has without others, or whether it has others."""
        part = self._parts[index]
        return anchor in part.usual_claims or len(self._claimants[part.forms[0]]) > 1

    def _give_unique(self, level: int) -> None:
        """Give the form of a level to each part without an id, unless several want it."""
        wanted: dict[str, list[int]] = defaultdict(list)
        for index, forms in self._without_id():
            if level < len(forms):
                wanted[forms[level]].append(index)
        for anchor, indexes in wanted.items():
            if len(indexes) == 1:
                self._give_free(indexes[0], anchor)

    def _number_equal_parts(self) -> None:
        """Assign numbers to parts that nothing distinguishes, not even their text."""
        numbers: dict[str, int] = defaultdict(int)
        for index, forms in self._without_id():
            while not self._ids[index]:
                numbers[forms[-1]] += 1
                self._give_free(index, f"{forms[-1]}{SEPARATOR}{numbers[forms[-1]]}")

    def _without_id(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        for index, part in enumerate(self._parts):
            if not self._ids[index]:
                yield index, part.forms
