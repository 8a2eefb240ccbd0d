"""What mystmd reads about a site: ``myst.xref.json``, and one small JSON file a target.

A mystmd site that lists this one under ``references:`` loads ``myst.xref.json``, and then
does not load ``objects.inv``; so the file has every name of the inventory. For the text
of a link, and for its preview, mystmd reads the data file of the target and looks for the
node whose ``identifier`` is the name.

A link may give the address of a page, with or without a name. mystmd compares it with
the addresses in the file, and links to the one that it finds there. So the file also has
each address that a name had before, with the data of today; the site redirects it.

The node is a term of a definition list, because mystmd takes the title from such a term
and shows its definition. The names of one target are successive terms with one definition.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from urllib.parse import quote

from sphinx_compass.organization.places import Place
from sphinx_compass.organization.text import digest, encoded_target
from sphinx_compass.outputs.mystmd import mdast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx_compass.organization.directory import Directory
    from sphinx_compass.organization.objects import DeclaredObject
    from sphinx_compass.organization.records import Term
    from sphinx_compass.outputs.mystmd.mdast import Mdast

# What browsers and Markdown parsers do not encode in the part of an address after ``#``.
_UNQUOTED = ";/?:@&=+$,-_.!~*'()#"

INDEX = "myst.xref.json"
LONGEST_PART = 200  # bytes of the name of a file or folder
FOLDER = "_xref"

_TERM = "std:term"

# The contents of JSON files by their names, relative to the site.
Files: TypeAlias = dict[str, dict[str, Any]]


class Address(NamedTuple):
    """An address of the site: of a place, or one that redirects to a place."""

    page: str  # relative to the site
    anchor: str  # empty for the page as such


class XrefName(NamedTuple):
    """A name of the inventory, as mystmd sites refer to it."""

    kind: str  # domain and object type, such as ``std:label``
    name: str
    title: str
    place: Place
    before: tuple[Address, ...] = ()  # where it led before; these redirect to the place

    @property
    def spellings(self) -> Iterator[str]:
        """The name as it may be written in an address after ``#``, without white space.

        Links that are ready to copy encode more than necessary, to be valid anywhere.
        """
        yield quote(self.name, safe=_UNQUOTED)
        yield encoded_target(self.name, is_headword=self.kind == _TERM)

    @property
    def identifiers(self) -> Iterator[str]:
        """All that a link to the name may have after ``#``; for a term also its anchor."""
        yield from self.spellings
        if self.kind == _TERM:
            yield self.place.anchor


def build(
    directory: Directory,
    names: Iterable[XrefName],
    addresses: Mapping[str, str],
    texts: Mapping[Place, list[Mdast]],
) -> Files:
    """Return the contents of all files.

    ``addresses`` has the address of each existing page by docname, relative to the site;
    names that lead to other pages are left out. ``texts`` has the text about each place.
    """
    known = sorted({name for name in names if name.place.docname in addresses})
    xrefs = _Xrefs(directory, tuple(known), addresses, texts)
    return {INDEX: {"version": "1", "references": list(xrefs.references())}, **xrefs.data_files()}


@dataclass(frozen=True)
class _Xrefs:
    """The names of the site, by the place that each leads to."""

    directory: Directory
    names: tuple[XrefName, ...]
    addresses: Mapping[str, str]
    texts: Mapping[Place, list[Mdast]]

    @cached_property
    def _objects(self) -> dict[Place, DeclaredObject]:
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
    def _by_place(self) -> dict[Place, list[XrefName]]:
        found: dict[Place, list[XrefName]] = {
            Place(docname, ""): [] for docname in sorted(self.addresses)
        }
        for name in self.names:
            found.setdefault(name.place, []).append(name)
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
        return f"{FOLDER}/{_short(name)}.json"

    def _title(self, place: Place) -> str:
        if place in self._objects:
            return self._objects[place].name
        if place in self._terms:
            return self._terms[place][1]
        if not place.anchor and place.docname in self.directory.titles:
            return self.directory.titles[place.docname]
        titles = [name.title for name in self._by_place[place]]
        names = {name.name for name in self._by_place[place]}
        # The title of a label without a title is its name, which says less than another's.
        return next((title for title in titles if title not in names), [*titles, ""][0])

    def _text(self, place: Place) -> list[Mdast]:
        description = "" if place.anchor else self._description(place.docname)
        return [mdast.paragraph(description)] if description else self.texts.get(place, [])

    def _description(self, docname: str) -> str:
        page = self.directory.page_of.get(docname)
        return page.description if page else ""

    # -- myst.xref.json -----------------------------------------------------------

    def references(self) -> Iterator[dict[str, str]]:
        """Yield every page by its address, every name, then names at their old addresses.

        mystmd takes the first entry that matches. So names as written come before their
        other spellings, objects before labels, and present addresses before old ones.
        """
        for place in self._by_place:
            if not place.anchor:
                yield self._reference(place, self._address(place))
        now = sorted(
            (position > 0, name.kind, identifier, name.place, self._address(name.place))
            for name in self.names
            for position, identifier in enumerate(name.identifiers)
        )
        before = sorted(
            (position > 0, name.kind, spelling, name.place, address)
            for name in self.names
            for position, spelling in enumerate(name.spellings)
            for address in name.before
        )
        for identifier, place, address in dict.fromkeys(named[2:] for named in [*now, *before]):
            yield {"identifier": identifier, **self._reference(place, address)}

    def _address(self, place: Place) -> Address:
        return Address(self.addresses[place.docname], place.anchor)

    def _reference(self, place: Place, address: Address) -> dict[str, str]:
        """Return the reference to a place by its address, or by one that redirects to it."""
        page, anchor = address
        common = {"data": f"/{self._file(place)}", "url": f"/{page}"}
        if not anchor:
            return {"kind": "page", **common}
        return {"html_id": anchor, "kind": "definitionTerm", **common}

    # -- data files ---------------------------------------------------------------

    def data_files(self) -> Files:
        """Return the contents of the data files."""
        places: dict[str, list[Place]] = {}
        for place in sorted(self._by_place):
            places.setdefault(self._file(place), []).append(place)
        return {name: self._data(found) for name, found in sorted(places.items())}

    def _data(self, places: list[Place]) -> dict[str, Any]:
        """Return the data file of an object, of a term, or of a page with its labels.

        It has no version: each version of mystmd knows other ones and warns about the
        rest, while the few types of nodes used here are the same in all of them.
        """
        first = places[0]
        frontmatter = {"title": self._title(first)}
        if first in self._terms:  # one list for all headwords, in the order of the term
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
        """Return the names of places that are the same thing, and what that is."""
        children: list[Mdast] = [term for place in places for term in self._terms_of(place)]
        text = self._text(places[0])
        if text:
            children.append({"type": "definitionDescription", "children": text})
        return {"type": "definitionList", "children": children}

    def _terms_of(self, place: Place) -> Iterator[Mdast]:
        title = [mdast.text(self._title(place))]
        identifiers = [it for name in self._by_place[place] for it in name.identifiers]
        for identifier in dict.fromkeys(identifiers):
            node: Mdast = {"type": "definitionTerm", "identifier": identifier, "children": title}
            yield node | {"html_id": place.anchor} if place.anchor else node


def _short(name: str) -> str:
    """Return the name of a file, each part of which a file system can store."""
    return "/".join(
        f"{part[:40]}-{digest(part)}" if len(part.encode()) > LONGEST_PART else part
        for part in name.split("/")
    )
