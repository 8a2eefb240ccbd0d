"""Every name and address that was ever published, and where each leads now: no Sphinx here.

A committed file lists what was published.  A name of it that the handbook has no more
leads on: by an alias of a role, team or area, or by a line under ``moved`` that an
editor wrote.  An address follows the name that it was published for, so that nobody
has to write down where an anchor went.  What leads nowhere is :class:`Missing`, with
the one line that mends it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_compass.organization.model import KINDS as OBJECT_KINDS
from sphinx_compass.organization.model import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# What editors call each kind of name, and its type in the inventory; another type of
# the inventory is its own kind.  A section is a heading without a label, known by its
# address alone.
TYPES = {
    "role": "compass:role",
    "team": "compass:team",
    "area": "compass:area",
    "term": "std:term",
    "label": "std:label",
    "page": "std:doc",
    "section": "",
}
_KIND_OF_TYPE = {inventory_type: kind for kind, inventory_type in TYPES.items()}

_AUTOMATIC = re.compile(r"(?:id|index-)\d+")


def kind_of(inventory_type: str) -> str:
    """Return the kind of a type of the inventory, such as ``page`` for ``std:doc``."""
    return _KIND_OF_TYPE.get(inventory_type, inventory_type)


def is_stable(anchor: str) -> bool:
    """Tell whether an anchor is made of words, and not of its number on the page."""
    return bool(anchor) and not _AUTOMATIC.fullmatch(anchor)


def address(docname: str, anchor: str = "") -> str:
    """Return the address of a page or anchor, relative to the site.

    >>> address("about/index"), address("about/mission", "values")
    ('about/', 'about/mission/#values')
    """
    if docname == "index" or docname.endswith("/index"):
        path = docname.removesuffix("index")
    else:
        path = f"{docname}/"
    return f"{path}#{anchor}" if anchor else path


class Name(NamedTuple):
    """What identifies something published."""

    kind: str  # one of TYPES, or a type of the inventory
    name: str  # slug, headword, label, docname; for a section its address

    def __str__(self) -> str:
        """Return the name as it stands under ``moved``."""
        return f"{self.kind} {self.name}"


class Place(NamedTuple):
    """Where something stands on the site."""

    docname: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """Something that the handbook has now."""

    title: str
    place: Place
    also: tuple[str, ...] = ()  # further anchors on the page that mean the same
    aliases: tuple[str, ...] = ()  # of a role, team or area, as written

    @property
    def places(self) -> tuple[Place, ...]:
        """All places at which it can be linked."""
        return (self.place, *(Place(self.place.docname, anchor) for anchor in self.also))


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that was published: its last title and all its addresses, oldest first."""

    title: str = ""  # of roles, teams and areas only
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """The committed list."""

    names: Mapping[Name, Entry] = field(default_factory=dict)
    moved: Mapping[Name, str] = field(default_factory=dict)  # old name -> name of today

    @classmethod
    def parse(cls, text: str) -> Published:
        """Return the list that a file's text holds.

        Raises ValueError where the text is not such a list.
        """
        data: Any = json.loads(text)
        try:
            moved = {_name(key): str(target) for key, target in data["moved"].items()}
            names = {
                Name(kind, name): Entry(entry.get("title", ""), tuple(entry["at"]))
                for kind, entries in data["names"].items()
                for name, entry in entries.items()
            }
        except (AttributeError, KeyError, TypeError) as error:
            message = "the text is JSON, but no list of names"
            raise ValueError(message) from error
        for name in moved:
            names.setdefault(name, _entry_of_moved(name))
        return cls(names, moved)

    def dump(self) -> str:
        """Return the text of the file: sorted, one line a name."""
        moved = [f"  {_json(str(name))}: {_json(self.moved[name])}" for name in sorted(self.moved)]
        kinds = []
        for kind in sorted({name.kind for name in self.names}):
            names = sorted(name for name in self.names if name.kind == kind)
            lines = [f"   {_json(name.name)}: {_json(self._data(name))}" for name in names]
            kinds.append(f"  {_json(kind)}: " + _block(lines, "  "))
        blocks = [f' "moved": {_block(moved, " ")}', f' "names": {_block(kinds, " ")}']
        return _block(blocks, "") + "\n"

    def _data(self, name: Name) -> dict[str, object]:
        entry = self.names[name]
        title = {"title": entry.title} if entry.title else {}
        return {**title, "at": list(entry.addresses)}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _block(lines: Iterable[str], indent: str) -> str:
    body = ",\n".join(lines)
    return f"{{\n{body}\n{indent}}}" if body else "{}"


def _name(key: str) -> Name:
    kind, separator, name = key.partition(" ")
    if not separator:
        message = f"'{key}' is not a kind and a name, such as 'page about/mission'"
        raise ValueError(message)
    return Name(kind, name)


def _entry_of_moved(name: Name) -> Entry:
    """Return the entry of a name that only stands under ``moved``."""
    known = {"page": address(name.name), "section": name.name}
    return Entry(addresses=(known[name.kind],) if name.kind in known else ())


@dataclass(frozen=True, slots=True, order=True)
class Missing:
    """A published name that leads nowhere, and the one line that mends it."""

    name: Name
    message: str  # one sentence, ends with a colon
    line: str

    def __str__(self) -> str:
        """Return what an editor reads."""
        return f"{self.message}\n{self.line}"  # without an indent: it is to be copied


@dataclass(frozen=True, slots=True)
class Redirect:
    """Where the address of a page that is gone leads."""

    target: Target
    anchors: Mapping[str, Place]  # anchors of the old page that are elsewhere, or are named anew


class Kept(NamedTuple):
    """An anchor that a page keeps for an address that was published."""

    anchor: str
    target: Target


@dataclass(frozen=True)
class Names:
    """The committed list, compared with what the handbook has now."""

    published: Published
    living: Mapping[Name, Target]
    aliases: Mapping[Name, Name] = field(default_factory=dict)  # slug of an alias -> its object

    # -- where a name leads -------------------------------------------------

    def now(self, name: Name) -> Name | None:
        """Return the living name that a name leads to; None where it leads nowhere."""
        met: set[Name] = set()
        step: Name | None = name
        while step is not None and step not in self.living:
            if step in met:
                return None
            met.add(step)
            step = self._step(step)
        return step

    def target(self, name: Name) -> Target | None:
        """Return what a name leads to, likewise."""
        now = self.now(name)
        return self.living[now] if now is not None else None

    def _step(self, name: Name) -> Name | None:
        if name in self.aliases:
            return self.aliases[name]
        if name in self.published.moved:
            return self._named(self.published.moved[name], name.kind)
        if name.kind == "section":
            return self._anchor_now(self.place(name.name))
        return self._object_of(name)

    def _named(self, text: str, kind: str) -> Name:
        """Return the name that a target under ``moved`` means: of its own kind, or of another."""
        same = Name(kind, text)
        other, _, rest = text.partition(" ")
        if same in self.living or same in self.published.names or other not in TYPES:
            return same
        return Name(other, rest)

    def _anchor_now(self, place: Place) -> Name | None:
        """Return what has the anchor of a section now, on its page or where that moved."""
        page = self.target(Name("page", place.docname))
        return self._by_place.get(Place(page.place.docname, place.anchor)) if page else None

    def _object_of(self, name: Name) -> Name | None:
        """Return the object whose own label a name is."""
        kind, _, slug = name.name.partition("-")
        item = Name(kind, slug)
        known = any(item in names for names in (self.published.names, self.aliases, self.living))
        return item if name.kind == "label" and kind in OBJECT_KINDS and known else None

    # -- addresses -------------------------------------------------------------

    @cached_property
    def _by_place(self) -> Mapping[Place, Name]:
        return {place: name for name in sorted(self.living) for place in self.living[name].places}

    @cached_property
    def _docnames(self) -> Mapping[str, str]:
        """The docname of each page's address, of pages that are gone too."""
        known = [*self.published.names, *self.living]  # of two, the living one holds
        return {address(name.name): name.name for name in known if name.kind == "page"}

    def place(self, published: str) -> Place:
        """Return the place that an address meant."""
        path, _, anchor = published.partition("#")
        return Place(self._docnames.get(path, path.rstrip("/") or "index"), anchor)

    @cached_property
    def pages(self) -> frozenset[str]:
        """The addresses of all living pages."""
        return frozenset(address(name.name) for name in self.living if name.kind == "page")

    def _is_page(self, docname: str) -> bool:
        return Name("page", docname) in self.living

    @cached_property
    def _by_page(self) -> Mapping[str, Mapping[str, Target]]:
        """What each anchor of each page, living or gone, leads to now."""
        found: dict[str, dict[str, Target]] = {}
        for name, entry in sorted(self.published.names.items()):
            target = self.target(name)
            for place in map(self.place, entry.addresses):
                anchors = found.setdefault(place.docname, {})
                if target is not None and place.anchor:
                    anchors.setdefault(place.anchor, target)
        return found

    def kept(self, docname: str) -> tuple[Kept, ...]:
        """Return the anchors that a living page keeps, sorted."""
        anchors = self._by_page.get(docname, {})
        return tuple(
            Kept(anchor, target)
            for anchor, target in sorted(anchors.items())
            if Place(docname, anchor) not in self._by_place
        )

    @cached_property
    def redirects(self) -> Mapping[str, Redirect]:
        """Where the address of each page that is gone leads, by docname."""
        found = {}
        for name in sorted(self.published.names):
            target = self.target(name)
            if name.kind == "page" and target is not None and address(name.name) not in self.pages:
                page = target.place.docname
                anchors = {
                    anchor: there.place
                    for anchor, there in sorted(self._by_page.get(name.name, {}).items())
                    if Place(page, anchor) not in there.places
                }
                found[name.name] = Redirect(target, anchors)
        return found

    def old(self, kind: str) -> Iterator[tuple[str, Target]]:
        """Yield each published name of a kind that the handbook has no more, and its target."""
        for name in sorted(self.published.names):
            target = self.target(name)
            if name.kind == kind and name not in self.living and target is not None:
                yield name.name, target

    def before(self, name: Name) -> tuple[Place, ...]:
        """Return where a name stood before, oldest first: places that lead to what it means.

        A place that something else has taken over is none of them.
        """
        entry = self.published.names.get(name)
        if entry is None or self.target(name) is None:
            return ()
        places = dict.fromkeys(map(self.place, entry.addresses))
        return tuple(
            place
            for place in places
            if place not in self._by_place
            and (self._is_page(place.docname) or place.docname in self.redirects)
        )

    # -- keeping the list --------------------------------------------------------

    def merged(self) -> Published:
        """Return the list with everything that the handbook has now; nothing leaves it."""
        names = dict(self.published.names)
        for name, target in self.living.items():
            old = names.get(name, Entry())
            now = [address(*place) for place in target.places if is_stable(place.anchor or "page")]
            title = target.title if name.kind in OBJECT_KINDS else ""
            names[name] = Entry(title, tuple(dict.fromkeys([*old.addresses, *now])))
        by_alias = {
            name: self.aliases[name].name
            for name in names
            if name in self.aliases and name not in self.living
        }
        return Published(names, {**self.published.moved, **by_alias})

    def wrong_moves(self) -> Iterator[tuple[Name, str]]:
        """Yield each name under ``moved`` whose line is no help, with a sentence on it."""
        for name, target in sorted(self.published.moved.items()):
            if name in self.living:
                yield name, f"'{name}' moved, it says, but it is there; remove that line."
            elif self.now(name) is None:
                yield name, f"'{name}' leads to '{target}', which is not there; correct that line."

    def missing(self) -> tuple[Missing, ...]:
        """Return each published name that leads nowhere; what goes with another goes unsaid."""
        gone = {name for name in self.published.names if self.now(name) is None}
        return tuple(
            self._explained(name)
            for name in sorted(gone - self.published.moved.keys())
            if self._leader(name) not in gone
        )

    def _leader(self, name: Name) -> Name | None:
        """Return the name that takes this one along when it moves."""
        if name.kind == "section":
            return Name("page", self.place(name.name).docname)
        return self._object_of(name)

    # -- what an editor can do -----------------------------------------------------

    def _explained(self, name: Name) -> Missing:
        successor = self._successor(name)
        told = f"The {name.kind} '{name.name}' was published and is gone"
        heading = self._heading_of(name)
        if heading is not None:
            where = f"above the heading '{heading.title}' on the page '{heading.place.docname}'"
            return Missing(name, f"{told}; write this line {where}:", f"({name.name})=")
        if successor is not None and name.kind in OBJECT_KINDS:
            where, line = self._alias(name, successor)
            return Missing(name, f"{told}; write this line {where}:", line)
        if successor is not None and name.kind == "term":
            page = self.living[successor].place.docname
            where = f"below the term '{successor.name}' on the page '{page}'"
            return Missing(name, f"{told}; write this line {where}:", name.name)
        if successor is not None and name.kind == "label":
            page = self.living[successor].place.docname
            where = f"above the line '({successor.name})=' on the page '{page}'"
            return Missing(name, f"{told}; write this line {where}:", f"({name.name})=")
        to = successor.name if successor is not None else str(self._last_page(name))
        line = f"{_json(str(name))}: {_json(to)},"
        return Missing(name, f'{told}; add this line below "moved" in names.json:', line)

    def _alias(self, name: Name, successor: Name) -> tuple[str, str]:
        """Return where to write an alias that keeps an object's name, and the line for it."""
        item = self.living[successor]
        where = f"in the declaration of '{item.title}' on the page '{item.place.docname}'"
        if item.aliases:
            where = f"in the place of ':aliases:' {where}"
        names = (*item.aliases, self._title(name))
        return where, f":aliases: {', '.join(names)}"

    def _title(self, name: Name) -> str:
        return self.published.names[name].title or name.name

    def former(self) -> Mapping[tuple[str, str], str]:
        """Return what to do where a page mentions a role, team or area by a name of before.

        By kind, and by published title or slug without case.  It is asked for names that
        nothing has today.
        """
        found: dict[tuple[str, str], str] = {}
        for name in sorted(self.published.names):
            if name.kind in OBJECT_KINDS:
                for written in (self._title(name), name.name):
                    found.setdefault((name.kind, fold(written)), self._advice(name))
        return found

    def _advice(self, name: Name) -> str:
        now = self.now(name)
        if now is not None and now != name:
            what = "it is called" if now.kind == name.kind else f"its name leads to the {now.kind}"
            title = self.living[now].title if now.kind == name.kind else now.name
            return f"{what} '{title}' now"
        told = f"'{self._title(name)}' was a published name"
        successor = now or self._successor(name)  # itself, where its slug stays
        if successor is None:
            return f"{told}, and `nox -s names` says which line keeps it"
        where, line = self._alias(name, successor)
        return f"{told}, and '{line}' {where} keeps it"

    def _heading_of(self, name: Name) -> Target | None:
        """Return the section whose label is gone while its heading is still there."""
        if name.kind == "label":
            for published in self.published.names[name].addresses:
                found = self._anchor_now(self.place(published))
                if found is not None and found.kind == "section":
                    return self.living[found]
        return None

    def _successor(self, name: Name) -> Name | None:
        """Return the name that most likely took the place of one that is gone; a new one if any."""
        new = [
            candidate
            for candidate in sorted(self.living)
            if candidate.kind == name.kind and candidate not in self.published.names
        ]
        if name.kind == "page":
            return self._page_instead(name, new)
        own_label = [candidate for candidate in new if self._object_of(candidate) is None]
        page = self._last_page(name).name
        near = [item for item in own_label if self.living[item].place.docname == page]
        if len(near) == 1:
            return near[0]
        if name.kind == "label":  # one that looks like no other goes where its page goes
            return _lookalike(name, near or own_label)
        return _closest(name, near or own_label)

    def _page_instead(self, name: Name, new: list[Name]) -> Name | None:
        """Return the page that has what an old page had: a new one, else that with the most."""
        votes = [page for page, _ in self._pages_of_what_was_on(name.name).most_common()]
        likely = [page for page in votes if page in new]
        signs = (*likely, _lookalike(name, new), *votes, _closest(name, new))
        return next(filter(None, signs), None)

    def _pages_of_what_was_on(self, docname: str) -> Counter[Name]:
        """Count the pages that have what an old page had."""
        return Counter(
            Name("page", self.living[name].place.docname)
            for name, entry in sorted(self.published.names.items())
            if name in self.living
            and self._is_page(self.living[name].place.docname)
            and any(self.place(published).docname == docname for published in entry.addresses)
        )

    def _last_page(self, name: Name) -> Name:
        """Return the page where something was found last, or what stands in that page's place."""
        addresses = self.published.names[name].addresses
        docname = self.place(addresses[-1]).docname if addresses else "index"
        last = Name("page", docname)
        page = self.now(last) or (self._successor(last) if name != last else None)
        if page is not None and page.kind == "page":
            return page
        above = [f"{folder}/index" for folder in _folders(docname)]
        return Name("page", next(filter(self._is_page, above), "index"))


def _folders(docname: str) -> Iterator[str]:
    """Yield the folders that a page is in, the nearest first."""
    folder = docname.rpartition("/")[0]
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]


def _closest(name: Name, candidates: list[Name]) -> Name | None:
    """Return the candidate that looks most like a name, or the only one."""
    return candidates[0] if len(candidates) == 1 else _lookalike(name, candidates)


def _lookalike(name: Name, candidates: list[Name]) -> Name | None:
    """Return the candidate that looks most like a name; None where none does."""
    close = get_close_matches(name.name, [candidate.name for candidate in candidates], n=1)
    return Name(name.kind, close[0]) if close else None
