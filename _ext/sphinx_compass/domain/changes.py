"""Reads the file of changes, and finds out where the things that it names are now."""

from __future__ import annotations

import dataclasses
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_compass.organization.changes import ChangedThing, ChangeLog
from sphinx_compass.organization.changes_file import parse
from sphinx_compass.organization.kept_json import KeptFileError, kept_bytes, unreadable
from sphinx_compass.organization.kinds import KINDS
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.objects import Area
from sphinx_compass.organization.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.environment import BuildEnvironment

    from sphinx_compass.domain.permanent import PermanentNames
    from sphinx_compass.organization.changes import Change, ChangePart
    from sphinx_compass.organization.directory import Directory


@lru_cache(maxsize=1)
def _parsed(raw: bytes) -> ChangeLog:
    """Return the changes in a file, which a process that builds often parses once."""
    return parse(raw)


def read_changes(env: BuildEnvironment) -> ChangeLog:
    """Return what the file of changes holds, or why it cannot be read.

    Without the file, nothing has been noted yet.
    """
    name = env.config.compass_changes_file
    try:
        return _parsed(kept_bytes(Path(env.srcdir, name)))
    except FileNotFoundError:
        return ChangeLog()
    except (OSError, KeptFileError) as error:
        return ChangeLog(problems=(unreadable(name, error, _("undo the last change to it")),))


def located(log: ChangeLog, directory: Directory, permanent: PermanentNames) -> ChangeLog:
    """Return changes with where the things that they name are now.

    Something that is gone leads to what replaces it, or else nowhere.
    """
    return _Locating(directory, permanent).log(log)


@dataclasses.dataclass(frozen=True)
class _Locating:
    """Finds things by the names that they had."""

    directory: Directory
    permanent: PermanentNames

    def log(self, log: ChangeLog) -> ChangeLog:
        entries = (
            dataclasses.replace(entry, changes=tuple(map(self._change, entry.changes)))
            for entry in log.entries
        )
        return dataclasses.replace(log, entries=tuple(entries))

    def _change(self, change: Change) -> Change:
        return dataclasses.replace(
            change,
            parts=tuple(map(self._part, change.parts)),
            areas=tuple(self._areas_now(change.areas)),
            pages=tuple(self._pages_now(change.pages)),
        )

    def _part(self, part: ChangePart) -> ChangePart:
        place = self._place(part.kind, part.key) if isinstance(part, ChangedThing) else None
        if place is None or not isinstance(part, ChangedThing):
            return part
        return part._replace(docname=place.docname, anchor=place.anchor)

    def _place(self, kind: str, key: str) -> Place | None:
        """Return where something is now, or what replaces it; None if there is nothing."""
        item = self.directory.objects.get((kind, key))
        if item is not None:
            return Place(item.docname, item.anchor)
        if kind == "page" and key in self.directory.titles:
            return Place(key)
        term = self.directory.index.term(key) if kind == "term" else None
        if term is not None:
            return Place(term.docname, term.anchors[0])
        return self._former.get((kind, key))

    @cached_property
    def _former(self) -> Mapping[tuple[str, str], Place]:
        """Where the former names of objects, terms and pages lead."""
        return {
            (kind, name): Place(docname, anchor)
            for kind in (*KINDS, "term", "page")
            for name, _title, _type, docname, anchor, _rank in self.permanent.former_objects(kind)
        }

    @cached_property
    def _slugs(self) -> Mapping[Place, str]:
        areas = self.directory.of_kind(Area)
        return {Place(area.docname, area.anchor): area.slug for area in areas}

    def _areas_now(self, slugs: Iterable[str]) -> Iterable[str]:
        places = (self._place(Area.KIND, slug) for slug in slugs)
        found = (self._slugs.get(place) for place in places if place is not None)
        return sorted({slug for slug in found if slug is not None})

    def _pages_now(self, docnames: Iterable[str]) -> Iterable[str]:
        places = (self._place("page", docname) for docname in docnames)
        return sorted({place.docname for place in places if place is not None})
