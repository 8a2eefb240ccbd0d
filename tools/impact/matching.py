"""Matches the entries of the old site with those of the new one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sphinx_compass.names.names_list import Name
from sphinx_compass.organization.kinds import KINDS, plural
from sphinx_compass.organization.text import fold
from tools.impact.sentences import Thing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx_compass.outputs.values import Data
    from tools.impact.site import ComparedSite

    Matchings: TypeAlias = Mapping[str, "Matching"]  # by kind

# The lists of compass.json, by the kind of their entries.
LISTS: Mapping[str, str] = {
    **{kind: plural(kind) for kind in KINDS},
    "term": "terms",
    "page": "pages",
}


class SiteEntry(NamedTuple):
    """A declared object, a term or a page of one site."""

    key: str  # slug, first headword or docname
    name: str  # what people read: name, first headword or title
    other_names: tuple[str, ...]  # aliases, or further headwords
    data: Data


@dataclass(frozen=True, slots=True)
class Matching:
    """The entries of one kind in both sites, and the new entry for each old one."""

    kind: str
    old: Mapping[str, SiteEntry]
    new: Mapping[str, SiteEntry]
    successors: Mapping[str, str]  # old key -> new key; only old keys that have a new one

    @classmethod
    def of(cls, kind: str, old: ComparedSite, new: ComparedSite) -> Matching:
        """Match the entries of one kind."""
        before, after = _entries(old.data, kind), _entries(new.data, kind)
        found = {
            key: _successor(Name(kind, key), entry.name, old, new, after)
            for key, entry in before.items()
        }
        return cls(kind, before, after, {key: now for key, now in found.items() if now})

    def continues(self, key: str) -> bool:
        """Tell whether an old entry still exists; if not, it is removed or merged into another."""
        successor = self.successors.get(key)
        return successor is not None and (successor == key or successor not in self.old)

    def pairs(self) -> Iterator[tuple[SiteEntry, SiteEntry]]:
        """Yield the old and the new version of each entry that still exists."""
        for key, successor in self.successors.items():
            if self.continues(key):
                yield self.old[key], self.new[successor]

    def added(self) -> Iterator[SiteEntry]:
        """Yield the new entries that match no old entry."""
        for key in self.new.keys() - self.old.keys() - set(self.successors.values()):
            yield self.new[key]

    def current(self, key: str) -> str:
        """Return the new site's key for an old key."""
        return self.successors.get(key, key)

    def named(self, key: str) -> Thing:
        """Return the name for a key of either site."""
        entry = self.new.get(key) or self.old.get(key)
        return Thing(self.kind, key, entry.name if entry else key)


def match_all(old: ComparedSite, new: ComparedSite) -> Matchings:
    """Match the entries of all kinds."""
    return {kind: Matching.of(kind, old, new) for kind in LISTS}


def named(kind: str, entry: SiteEntry) -> tuple[str, Thing]:
    """Return an entry with its kind, as parts of a sentence: ``role 'Product Lead'``."""
    return f"{kind} ", Thing(kind, entry.key, entry.name)


def subject(kind: str, entry: SiteEntry) -> tuple[str, Thing]:
    """Return an entry with its kind for the start of a sentence: ``Role 'Product Lead'``."""
    text, thing = named(kind, entry)
    return text[:1].upper() + text[1:], thing


def _entries(data: Data, kind: str) -> dict[str, SiteEntry]:
    found = {}
    for item in data.get(LISTS[kind], ()):  # an older site may not have the kind
        match kind:
            case "page":
                entry = SiteEntry(item["docname"], item["title"], (), item)
            case "term":
                others = tuple(other["name"] for other in item["other_headwords"])
                entry = SiteEntry(item["name"], item["name"], others, item)
            case _:
                entry = SiteEntry(item["slug"], item["name"], tuple(item["aliases"]), item)
        found[entry.key] = entry
    return found


def _successor(
    name: Name, title: str, old: ComparedSite, new: ComparedSite, after: Mapping[str, SiteEntry]
) -> str | None:
    """Return the key of the new entry for an old one, by the best evidence; None without any."""
    if name.name in after:
        return name.name
    with_old_name = (
        key for key, entry in after.items() if fold(title) in map(fold, entry.other_names)
    )
    by_address: dict[str | None, str] = {
        new.names[Name(name.kind, known)]: key
        for key, entry in after.items()
        for known in (key, *entry.other_names)
        if Name(name.kind, known) in new.names
    }
    same_title = [key for key, entry in after.items() if fold(entry.name) == fold(title)]
    candidates = (
        next(with_old_name, None),  # has the old name as an alias
        by_address.get(new.names.get(name)),  # the old name leads to it
        by_address.get(old.names.get(name)),  # has the old address
        same_title[0] if len(same_title) == 1 else None,
    )
    return next((key for key in candidates if key), None)
