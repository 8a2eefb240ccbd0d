"""Compares the list of permanent names with what the handbook has now.

A former name leads to a current one by an alias of a declared object, or by a line under
``moved``. A published address leads to the same place as its name, so nobody has to record
where an anchor went.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from sphinx_compass.names.names_list import (
    INVENTORY_TYPES,
    OBJECT_NAMES,
    Name,
    NameRecord,
    NamesList,
    address,
    is_stable,
)
from sphinx_compass.organization.kinds import KINDS
from sphinx_compass.organization.places import Place
from sphinx_compass.organization.text import slugify

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Target:
    """Something that the handbook has now."""

    title: str
    place: Place
    more_anchors: tuple[str, ...] = ()  # on the same page, with the same meaning
    aliases: tuple[str, ...] = ()  # of a declared object, as written
    path: str = ""  # of a section: ids of the titles around it and its own, joined

    @property
    def places(self) -> tuple[Place, ...]:
        """All places where it can be linked."""
        page = self.place.docname
        return (self.place, *(Place(page, anchor) for anchor in self.more_anchors))


@dataclass(frozen=True, slots=True)
class Redirect:
    """Where the address of a page that is gone leads."""

    target: Target
    anchors: Mapping[str, Place] = field(default_factory=dict)  # those that lead elsewhere


class KeptAnchor(NamedTuple):
    """An anchor that a page keeps because its address was published."""

    anchor: str
    target: Target


@dataclass(frozen=True)
class ComparedNames:
    """The list of names, with what the handbook has now."""

    listed: NamesList = field(default_factory=NamesList)
    current: Mapping[Name, Target] = field(default_factory=dict)
    aliases: Mapping[Name, Name] = field(default_factory=dict)  # slug of an alias -> its object

    # -- where a name leads -------------------------------------------------

    def current_name(self, name: Name) -> Name | None:
        """Return the current name that a name leads to; None if it leads nowhere."""
        visited: set[Name] = set()
        step: Name | None = name
        while step is not None and step not in self.current:
            if step in visited:
                return None
            visited.add(step)
            step = self._next(step)
        return step

    def target(self, name: Name) -> Target | None:
        """Return what a name leads to; None if it leads nowhere."""
        current = self.current_name(name)
        return self.current[current] if current is not None else None

    def _next(self, name: Name) -> Name | None:
        if name in self.aliases:
            return self.aliases[name]
        if name in self.listed.moved:
            return self._meant(self.listed.moved[name], name.kind)
        if name.kind == "section":
            return self.name_at(self.place(name.name))
        return self.object_of(name)

    def _meant(self, text: str, kind: str) -> Name:
        """Return the name that a target under ``moved`` means, of the same or another kind."""
        same_kind = Name(kind, text)
        other, _, rest = text.partition(" ")
        known = same_kind in self.current or same_kind in self.listed.names
        return same_kind if known or other not in INVENTORY_TYPES else Name(other, rest)

    def name_at(self, place: Place) -> Name | None:
        """Return the current name that has an anchor, on its page or where that page moved."""
        page = self.target(Name("page", place.docname))
        return self._by_place.get(Place(page.place.docname, place.anchor)) if page else None

    def object_of(self, name: Name) -> Name | None:
        """Return the declared object, current or former, that a name of the std domain is for.

        Such a name is the label of the object, or what Sphinx's ``add_crossref_type`` calls
        it, which a declaration that is only a name has as well.
        """
        if name.kind in OBJECT_NAMES:
            item = Name(OBJECT_NAMES[name.kind], slugify(name.name))
            return item if self._is_known(item) else None
        if name.kind == "label":
            for kind in KINDS:
                before, prefix, slug = name.name.partition(f"{kind}-")
                item = Name(kind, slug)
                if prefix and not before and self._is_known(item):
                    return item
        return None

    def _is_known(self, name: Name) -> bool:
        return name in self.current or name in self.listed.names or name in self.aliases

    # -- addresses -------------------------------------------------------------

    @cached_property
    def _by_place(self) -> Mapping[Place, Name]:
        return {place: name for name in sorted(self.current) for place in self.current[name].places}

    @cached_property
    def _docnames(self) -> Mapping[str, str]:
        """The docnames of current and former pages, by address; current ones take precedence."""
        names = [*self.listed.names, *self.current]
        return {address(name.name): name.name for name in names if name.kind == "page"}

    def place(self, published: str) -> Place:
        """Return the place that a published address means."""
        path, _, anchor = published.partition("#")
        return Place(self._docnames.get(path, path.rstrip("/") or "index"), anchor)

    @cached_property
    def page_addresses(self) -> frozenset[str]:
        """The addresses of all current pages."""
        return frozenset(address(name.name) for name in self.current if name.kind == "page")

    def is_page(self, docname: str) -> bool:
        """Tell whether a docname is that of a current page."""
        return Name("page", docname) in self.current

    @cached_property
    def _published_anchors(self) -> Mapping[str, Mapping[str, Target]]:
        """What each published anchor leads to, by the docname of its current or former page."""
        found: dict[str, dict[str, Target]] = {}
        for name, record in sorted(self.listed.names.items()):
            target = self.target(name)
            for place in map(self.place, record.addresses):
                if target is not None and place.anchor:
                    found.setdefault(place.docname, {}).setdefault(place.anchor, target)
        return found

    def kept_anchors(self, docname: str) -> tuple[KeptAnchor, ...]:
        """Return the published anchors that a page would otherwise lack, sorted."""
        anchors = self._published_anchors.get(docname, {})
        return tuple(
            KeptAnchor(anchor, target)
            for anchor, target in sorted(anchors.items())
            if Place(docname, anchor) not in self._by_place
        )

    @cached_property
    def redirects(self) -> Mapping[str, Redirect]:
        """Where the address of each page that is gone leads, by docname."""
        found = {}
        for name in sorted(self.listed.names):
            target = self.target(name)
            if name.kind != "page" or target is None or address(name.name) in self.page_addresses:
                continue
            page = target.place.docname
            anchors = {
                anchor: there.place
                for anchor, there in sorted(self._published_anchors.get(name.name, {}).items())
                if Place(page, anchor) not in there.places
            }
            found[name.name] = Redirect(target, anchors)
        return found

    def former(self, kind: str) -> Iterator[tuple[str, Target]]:
        """Yield each name of a kind that the handbook no longer has, and what it leads to."""
        for name in sorted(self.listed.names):
            if name.kind == kind and name not in self.current:
                target = self.target(name)
                if target is not None:
                    yield name.name, target

    def places_before(self, name: Name) -> tuple[Place, ...]:
        """Return former places of a name that lead to what it means now, oldest first.

        Places that something else has taken over are left out.
        """
        record = self.listed.names.get(name)
        if record is None or self.target(name) is None:
            return ()
        return tuple(
            place
            for place in dict.fromkeys(map(self.place, record.addresses))
            if place not in self._by_place
            and (self.is_page(place.docname) or place.docname in self.redirects)
        )

    # -- keeping the list --------------------------------------------------------

    def merged(self) -> NamesList:
        """Return the list with everything that the handbook has now; no name leaves it."""
        names = dict(self.listed.names)
        for name, target in self.current.items():
            old = names.get(name, NameRecord())
            now = [address(*place) for place in target.places if is_stable(place.anchor or "page")]
            title = target.title if name.kind in KINDS else ""
            addresses = tuple(dict.fromkeys([*old.addresses, *now]))
            names[name] = NameRecord(title, addresses, target.path)
        by_alias = {
            name: self.aliases[name].name
            for name in names
            if name in self.aliases and name not in self.current
        }
        return NamesList(names, {**self.listed.moved, **by_alias})
