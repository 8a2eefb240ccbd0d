"""What mystmd reads of us: ``myst.xref.json``, and one small JSON file a target.

A mystmd site that lists us under ``references:`` loads ``myst.xref.json`` and, from then
on, no ``objects.inv``: so every name of the inventory is in it.  For the text of a link,
and for its preview, it reads the target's data file and looks for the node that has the
name as its ``identifier``.

A link may name a page by its address, alone or together with a name.  mystmd compares that
address with the one in the file, and leads to the latter: so each address that a name had
before is in the file too, with the data of today.  The site leads on from there.

That node is a term of a definition list: mystmd takes the title from it, and shows the
definition below.  Names of one target are terms in a row, with one definition in common.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from urllib.parse import quote

from sphinx_compass.outputs import mdast
from sphinx_compass.views import snippets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx_compass.outputs.mdast import Mdast
    from sphinx_compass.organization.model import Declared, Directory, Term

# What browsers and Markdown parsers leave as it is in the part of an address after ``#``.
_UNQUOTED = ";/?:@&=+$,-_.!~*'()#"

DATA_FOLDER = "_xref"
INDEX = "myst.xref.json"


class Place(NamedTuple):
    """Where a name leads: a page, and an HTML id on it, empty for the page as such."""

    docname: str
    anchor: str


class Address(NamedTuple):
    """An address of the site: of a place, or one that leads on to a place."""

    page: str  # relative to the site
    anchor: str  # empty for the page as such


class Entry(NamedTuple):
    """A name in the inventory."""

    kind: str  # domain and object type, such as ``std:label``
    name: str
    title: str
    place: Place
    before: tuple[Address, ...] = ()  # where it led before; the site leads on from there

    @property
    def spellings(self) -> Iterator[str]:
        """The name, as it may be written in an address after ``#``: without white space.

        Links ready to copy encode more than need be, so that they can stand anywhere.
        """
        yield quote(self.name, safe=_UNQUOTED)
        yield snippets.encoded(self.name, prose=self.kind == "std:term")

    @property
    def identifiers(self) -> Iterator[str]:
        """All that a link to the name may have after ``#``; for a term also its anchor."""
        yield from self.spellings
        if self.kind == "std:term":
            yield self.place.anchor


Files: TypeAlias = dict[str, dict[str, Any]]


def build(
    directory: Directory,
    entries: Iterable[Entry],
    addresses: Mapping[str, str],
    texts: Mapping[Place, list[Mdast]],
) -> Files:
    """Return the contents of all files by their names, relative to the site.

    ``addresses`` has the address of each page that exists, relative to the site; a name
    that leads to no such page is left out.  ``texts`` has the summary, the definition or
    the beginning of what is at a place, links absolute.
    """
    known = sorted({entry for entry in entries if entry.place.docname in addresses})
    site = _Site(directory, tuple(known), addresses, texts)
    return {INDEX: {"version": "1", "references": list(site.references())}, **site.data_files()}


@dataclass(frozen=True)
class _Site:
    """The names of the site, by the place that each leads to."""

    directory: Directory
    entries: tuple[Entry, ...]
    addresses: Mapping[str, str]
    texts: Mapping[Place, list[Mdast]]

    @cached_property
    def _objects(self) -> dict[Place, Declared]:
        items = self.directory.objects.values()
        return {Place(item.docname, item.anchor): item for item in items}

    @cached_property
    def _terms(self) -> dict[Place, tuple[Term, str]]:
        """Each term, with one of its headwords, by the headword's place."""
        return {
            Place(term.docname, anchor): (term, headword)
            for term in self.directory.terms
            for anchor, headword in zip(term.anchors, term.headwords, strict=True)
        }

    @cached_property
    def _by_place(self) -> dict[Place, list[Entry]]:
        found: dict[Place, list[Entry]] = {
            Place(docname, ""): [] for docname in sorted(self.addresses)
        }
        for entry in self.entries:
            found.setdefault(entry.place, []).append(entry)
        return found

    def _file(self, place: Place) -> str:
        """Return the data file of a place: its object's, its term's, or else its page's."""
        item, term = self._objects.get(place), self._terms.get(place)
        if item is not None:
            name = f"{item.KIND}/{item.slug}"
        elif term is not None:
            name = f"term/{place.docname}/{term[0].anchors[0]}"
        else:
            name = f"page/{place.docname}"
        return f"{DATA_FOLDER}/{name}.json"

    def _title(self, place: Place) -> str:
        if place in self._objects:
            return self._objects[place].name
        if place in self._terms:
            return self._terms[place][1]
        if not place.anchor and place.docname in self.directory.titles:
            return self.directory.titles[place.docname]
        titles = [entry.title for entry in self._by_place[place]]
        names = {entry.name for entry in self._by_place[place]}
        # A label without a title of its own goes by its name, which says less.
        return next((title for title in titles if title not in names), [*titles, ""][0])

    def _text(self, place: Place) -> list[Mdast]:
        description = "" if place.anchor else self._description(place.docname)
        return [mdast.paragraph(description)] if description else self.texts.get(place, [])

    def _description(self, docname: str) -> str:
        pages = self.directory.pages
        return next((page.description for page in pages if page.docname == docname), "")

    # -- myst.xref.json -----------------------------------------------------------

    def references(self) -> Iterator[dict[str, str]]:
        """Yield every page by its address, then every name, then names where they were before.

        mystmd takes the first entry that fits: names as they are written go before
        their other spellings, objects before what the pages label, and today before then.
        """
        for place in self._by_place:
            if not place.anchor:
                yield self._reference(place, self._address(place))
        now = sorted(
            (position > 0, entry.kind, identifier, entry.place, self._address(entry.place))
            for entry in self.entries
            for position, identifier in enumerate(entry.identifiers)
        )
        then = sorted(
            (position > 0, entry.kind, spelling, entry.place, before)
            for entry in self.entries
            for position, spelling in enumerate(entry.spellings)
            for before in entry.before
        )
        for identifier, place, address in dict.fromkeys(named[2:] for named in [*now, *then]):
            yield {"identifier": identifier, **self._reference(place, address)}

    def _address(self, place: Place) -> Address:
        return Address(self.addresses[place.docname], place.anchor)

    def _reference(self, place: Place, address: Address) -> dict[str, str]:
        """Return the reference to a place by its address, or by one that leads there."""
        page, anchor = address
        common = {"data": f"/{self._file(place)}", "url": f"/{page}"}
        if not anchor:
            return {"kind": "page", **common}
        return {"html_id": anchor, "kind": "definitionTerm", **common}

    # -- data files ---------------------------------------------------------------

    def data_files(self) -> Files:
        """Return the data files by their names."""
        places: dict[str, list[Place]] = {}
        for place in sorted(self._by_place):
            places.setdefault(self._file(place), []).append(place)
        return {name: self._data(found) for name, found in sorted(places.items())}

    def _data(self, places: list[Place]) -> dict[str, Any]:
        """Return the data file of one object, of one term, or of a page with its labels.

        It says no version: versions of mystmd differ in which they know, and warn of
        others, whereas none of them has changed the few types of nodes used here.
        """
        first = places[0]
        frontmatter = {"title": self._title(first)}
        if first in self._terms:  # a list for all of its headwords, the first one first
            anchors = self._terms[first][0].anchors
            frontmatter["title"] = self._terms[first][0].headwords[0]
            lists = [self._definition(sorted(places, key=lambda it: anchors.index(it.anchor)))]
        else:
            lists = [self._definition([place]) for place in places if self._by_place[place]]
        if not first.anchor and self._description(first.docname):
            frontmatter["description"] = self._description(first.docname)
        return {
            "kind": "Article",
            "frontmatter": frontmatter,
            "mdast": {"type": "root", "children": lists},
        }

    def _definition(self, places: list[Place]) -> Mdast:
        """Return names that mean the same, and what that is."""
        children: list[Mdast] = [term for place in places for term in self._names(place)]
        definition = self._text(places[0])
        if definition:
            children.append({"type": "definitionDescription", "children": definition})
        return {"type": "definitionList", "children": children}

    def _names(self, place: Place) -> Iterator[Mdast]:
        title = [mdast.text(self._title(place))]
        identifiers = [name for entry in self._by_place[place] for name in entry.identifiers]
        for identifier in dict.fromkeys(identifiers):
            node: Mdast = {"type": "definitionTerm", "identifier": identifier, "children": title}
            yield node | {"html_id": place.anchor} if place.anchor else node
