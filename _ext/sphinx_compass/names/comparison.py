"""Compares the list of permanent names with what the handbook has now.

A former name leads to a current one by an alias of a declared object, or by a value of
``redirect_from``. A published address leads to the same place as its name, so nobody has to
record where an anchor went. What was on a page that is gone follows that page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from sphinx_compass.names.names_list import Name, NameRecord, NamesList, address, possible_objects
from sphinx_compass.names.targets import KeptAnchor, Move, Redirect, old_name
from sphinx_compass.names.words import WordIndex
from sphinx_compass.organization.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinx_compass.names.targets import Target
    from sphinx_compass.organization.records import Page, Redirection


@dataclass(frozen=True)
class ComparedNames:
    """The list of names, with what the handbook has now."""

    listed: NamesList = field(default_factory=NamesList)
    current: Mapping[Name, Target] = field(default_factory=dict)
    aliases: Mapping[Name, Name] = field(default_factory=dict)  # slug of an alias -> its object
    pages: Mapping[str, Page] = field(default_factory=dict)  # docname -> its front matter

    # -- where a name leads -------------------------------------------------

    def current_name(self, name: Name) -> Name | None:
        """Return the current name that a name leads to; None if it leads nowhere."""
        path: dict[Name, None] = {}
        step: Name | None = name
        while step is not None and step not in self.current and step not in self._resolved:
            if step in path:
                step = None
            else:
                path[step] = None
                step = self.next(step)
        found = self._resolved.get(step, step) if step is not None else None
        self._resolved.update(dict.fromkeys(path, found))
        return found

    @cached_property
    def _resolved(self) -> dict[Name, Name | None]:
        """What each name leads to that has been asked for, so that chains are followed once."""
        return {}

    def target(self, name: Name) -> Target | None:
        """Return what a name leads to; None if it leads nowhere."""
        current = self.current_name(name)
        return self.current[current] if current is not None else None

    def next(self, name: Name) -> Name | None:
        """Return the name that a former name leads to, which can be a former name itself."""
        if name in self.aliases:
            return self.aliases[name]
        if name in self.moves:
            return self.moves[name].new
        found = self.name_at(self.place(name.name)) if name.kind == "section" else None
        return found or self.object_of(name) or self._on_page_that_is_gone(name)

    @cached_property
    def moves(self) -> Mapping[Name, Move]:
        """What the pages say about old names; the first page counts."""
        found: dict[Name, Move] = {}
        for _docname, page in sorted(self.pages.items()):
            for said in page.redirect_from:
                old = old_name(said)
                found.setdefault(old, Move(self._meant(old, said), said))
        return found

    def _meant(self, old: Name, said: Redirection) -> Name:
        """Return the name that a redirection leads to."""
        docname = said.location.docname
        if said.target:
            same_kind = Name(old.kind, said.target)
            is_name = same_kind in self.current or same_kind in self.listed.names
            is_address = old.kind in {"page", "section"}
            at = Name("section", address(docname, said.target))
            return same_kind if is_name and not is_address else at
        page = Name("page", docname)
        return page if old.kind == "page" else self._with_same_words(old, docname) or page

    def _with_same_words(self, old: Name, docname: str) -> Name | None:
        """Return the only name of a kind on a page that is for the same words as an old name."""
        found = [
            name
            for name in self.words.names(old.kind, self.words.last(old))
            if self.current[name].place.docname == docname
        ]
        return found[0] if len(found) == 1 else None

    def _on_page_that_is_gone(self, name: Name) -> Name | None:
        """Return what a name leads to if the page on which it was last is gone.

        That is the same words where the page leads to, or else the page. The address of a
        former page follows the page that it led to.
        """
        docname = self.last_docname(name)
        page = Name("page", docname)
        if not docname or page in self.current:
            return None
        if name.kind == "page":
            return page
        target = self.target(page)
        return self._with_same_words(name, target.place.docname) or page if target else None

    def last_docname(self, name: Name) -> str:
        """Return the docname of the page that had a name last; empty if it is not known.

        That is the page that it led to, if it was a former name already.
        """
        record = self.listed.names.get(name, NameRecord())
        if record.page or name.kind == "page" or not record.addresses:
            return record.page
        return self.place(record.addresses[-1]).docname

    def name_at(self, place: Place) -> Name | None:
        """Return the current name that has an anchor, on its page or where that page moved."""
        page = self.target(Name("page", place.docname))
        return self._by_place.get(Place(page.place.docname, place.anchor)) if page else None

    def object_of(self, name: Name) -> Name | None:
        """Return the declared object, current or former, that a name of the std domain is for.

        Such a name is the label of the object, or what Sphinx's ``add_crossref_type`` calls
        it, which a declaration that is only a name has as well.
        """
        return next(filter(self._is_known, possible_objects(name)), None)

    def _is_known(self, name: Name) -> bool:
        return name in self.current or name in self.listed.names or name in self.aliases

    # -- words ------------------------------------------------------------------

    @cached_property
    def words(self) -> WordIndex:
        """The words that names are, or were, for."""
        return WordIndex(self.listed.names, self.current)

    @cached_property
    def new_names(self) -> Mapping[str, Sequence[Name]]:
        """The current names that are not in the list, sorted, by kind."""
        found: dict[str, list[Name]] = {}
        for name in sorted(self.current.keys() - self.listed.names.keys()):
            found.setdefault(name.kind, []).append(name)
        return found

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

    def has_address(self, published: str) -> bool:
        """Tell whether a page has an address with an anchor itself."""
        place = self.place(published)
        return self.is_page(place.docname) and place in self._by_place

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
