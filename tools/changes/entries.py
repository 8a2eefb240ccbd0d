"""Turns what the report says about a merge into an entry of the file of changes."""

from __future__ import annotations

from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from sphinx_compass.organization.changes import Change, ChangedThing
from sphinx_compass.organization.changes_file import MOST_NAMES, clean
from tools.impact.matching import LISTS, Matching, match_all
from tools.impact.report import changes
from tools.impact.sentences import REVIEWED, Sentence, Thing
from tools.impact.site import ComparedSite

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx_compass.organization.changes import ChangePart
    from tools.impact.matching import Matchings, SiteEntry

MOST_ALIKE = 5  # sentences on the same kind of change; more of them become one sentence
MOST_SENTENCES = 40  # of one entry
# Keys of front matter that say nothing of what has changed in the organization.
_NOT_NEWS = {"facts_as_of", "keywords", "review_in"}
NOTHING_YET = ComparedSite({}, {}, {}, frozenset())


def entry_changes(old: ComparedSite | None, new: ComparedSite) -> tuple[Change, ...]:
    """Return what a merge changes, in sentences; without an old site, everything is new."""
    matchings = match_all(old or NOTHING_YET, new)
    found = {item for item in changes(matchings, new) if _is_news(item.event)}
    writer = _Writer(matchings)
    written = [change for group in _groups(found) for change in writer.changes(group)]
    more = len(written) - MOST_SENTENCES
    if more > 0:
        rest = written[MOST_SENTENCES:]
        last = Change(
            (f"And there are {more} more changes.",),
            _merged(change.areas for change in rest),
            _merged(change.pages for change in rest),
        )
        written = [*written[:MOST_SENTENCES], last]
    return tuple(written)


def _is_news(event: str) -> bool:
    """Tell whether a change is more than a page's new review or keywords."""
    _start, says, names = event.partition("changes: ")
    return event != REVIEWED and (not says or not {*names.split(", ")} <= _NOT_NEWS)


def _groups(found: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    """Yield the sentences of each kind of thing and change, sorted: pages last."""
    kinds = list(LISTS)

    def key(item: Sentence) -> tuple[int, str]:
        return kinds.index(item.kind), item.event

    ordered = sorted(found, key=lambda item: (*key(item), item.markdown()))
    for _key, group in groupby(ordered, key):
        yield list(group)


def _merged(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted({name for names in groups for name in names}))[:MOST_NAMES]


class _Writer:
    """Writes sentences with what they concern."""

    def __init__(self, matchings: Matchings) -> None:
        self._matchings = matchings

    def changes(self, group: list[Sentence]) -> Iterator[Change]:
        """Yield a sentence each, or one for all of them if they are many."""
        if len(group) <= MOST_ALIKE:
            for item in group:
                parts = tuple(map(_part, item.parts))
                first, *others = item.things
                about = [first, *(thing for thing in others if thing.kind == "page")]
                yield Change(parts, self._areas(item.things), self._pages(about))
            return
        things = [item.things[0] for item in group]
        kind, event = group[0].kind, group[0].event
        what = event if event.startswith("changes: ") else _PASSIVE.get(event)
        said = (
            what.replace("changes: ", "change: ") if what is not None else f"have another {event}"
        )
        named: list[ChangePart] = []
        for thing in things[:MOST_ALIKE]:
            named += [", ", _part(thing)] if named else [_part(thing)]
        rest = len(things) - MOST_ALIKE
        head = f"{len(things)} {LISTS[kind]} {said}: "
        yield Change((head, *named, f" and {rest} more."), self._areas(things), self._pages(things))

    def _areas(self, things: Iterable[Thing]) -> tuple[str, ...]:
        return _merged(self._areas_of(thing.kind, entry) for thing, entry in self._entries(things))

    def _pages(self, things: Iterable[Thing]) -> tuple[str, ...]:
        """Return the pages that describe things, or that they are."""
        return _merged(_pages_of(thing.kind, entry) for thing, entry in self._entries(things))

    def _entries(self, things: Iterable[Thing]) -> Iterator[tuple[Thing, SiteEntry]]:
        for thing in things:
            matching: Matching = self._matchings[thing.kind]
            entry = matching.new.get(matching.current(thing.key)) or matching.old.get(thing.key)
            if entry is not None:
                yield thing, entry

    def _areas_of(self, kind: str, entry: SiteEntry) -> tuple[str, ...]:
        """Return the areas that something belongs to.

        A page belongs to that of its owner, and to the only one that is described in its
        folder; a term belongs to those of its page.
        """
        if kind == "area":
            return (entry.key,)
        area = entry.data.get("area")
        if area:
            return (area,)
        if kind == "page":
            role = self._known("role").get(entry.data.get("owner", ""))
            owners = self._areas_of("role", role) if role is not None else ()
            described = self._areas_by_folder.get(_folder(entry.key), ())
            return (*owners, *described) if len(described) == 1 else owners
        if kind == "term":
            page = self._known("page").get(entry.data.get("defined_on", ""))
            return self._areas_of("page", page) if page is not None else ()
        return ()

    @cached_property
    def _areas_by_folder(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for area in self._known("area").values():
            if page := area.data.get("structure_page"):
                found.setdefault(_folder(page), []).append(area.key)
        return found

    def _known(self, kind: str) -> Mapping[str, SiteEntry]:
        return {**self._matchings[kind].old, **self._matchings[kind].new}


_PASSIVE = {event: f"are {event}" for event in ("added", "removed", "renamed", "moved")}


def _folder(docname: str) -> str:
    return docname.rpartition("/")[0]


def _pages_of(kind: str, entry: SiteEntry) -> tuple[str, ...]:
    if kind == "page":
        return (entry.key,)
    page = entry.data.get("defined_on" if kind == "term" else "declared_on")
    return (page,) if page else ()


def _part(part: str | Thing) -> ChangePart:
    if isinstance(part, str):
        return clean(part)
    return ChangedThing(part.kind, clean(part.key), clean(part.text))
