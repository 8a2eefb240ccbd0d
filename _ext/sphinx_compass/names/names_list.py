"""The committed list of permanent names: every name and address that was ever published.

The file is JSON, sorted, with one line for each name. A program keeps it. It holds, by
kind, the last title of each name, a digest of the words that it is for, and all its
addresses, oldest first. A former name that leads to another page has its docname as ``page``::

    {
     "names": {
      "role": {
       "maker": {"title": "Maker", "words": "0123456789ab", "at": ["people/maker/#role-maker"]}
      }
     }
    }

A name never leaves the list. Where an old name leads is in the front matter of a page.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from sphinx_compass.organization.addresses import is_clean, is_safe_address, is_safe_docname
from sphinx_compass.organization.kept_json import read_kept
from sphinx_compass.organization.kinds import KINDS
from sphinx_compass.organization.messages import _, mark
from sphinx_compass.organization.text import slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx_compass.organization.kept_json import KeptData

# The kinds of names of Sphinx's ``add_crossref_type``, and the kind of object of each.
OBJECT_NAMES: Mapping[str, str] = {f"std:{kind}": kind for kind in KINDS}

# The kinds of names, and the type of each in an inventory. A section is a heading
# without a label; it is in no inventory, so its address is its name.
INVENTORY_TYPES: Mapping[str, str] = {
    **{kind: f"compass:{kind}" for kind in KINDS},
    mark("term"): "std:term",
    mark("label"): "std:label",
    mark("page"): "std:doc",
    mark("section"): "",
    **{kind: kind for kind in OBJECT_NAMES},
}
_KINDS_BY_TYPE = {inventory_type: kind for kind, inventory_type in INVENTORY_TYPES.items()}

# Anchors that docutils and Sphinx number within a page, so that an edit may change them.
_NUMBERED = re.compile(r"(?:id|index-)\d+")


def kind_of(inventory_type: str) -> str:
    """Return the kind for an inventory type: ``page`` for ``std:doc``; others are unchanged."""
    return _KINDS_BY_TYPE.get(inventory_type, inventory_type)


def is_stable(anchor: str) -> bool:
    """Tell whether an anchor is made of words, so that edits elsewhere do not change it."""
    return bool(anchor) and not _NUMBERED.fullmatch(anchor)


def address(docname: str, anchor: str = "") -> str:
    """Return the address of a page or an anchor on it, relative to the site.

    >>> address("guide/index"), address("guide/start", "first-day")
    ('guide/', 'guide/start/#first-day')
    """
    if docname == "index" or docname.endswith("/index"):
        path = docname.removesuffix("index")
    else:
        path = f"{docname}/"
    return f"{path}#{anchor}" if anchor else path


class Name(NamedTuple):
    """What identifies something that was published."""

    kind: str  # a key of INVENTORY_TYPES, or another type of an inventory
    name: str  # slug, headword, label or docname; the address of a section

    def __str__(self) -> str:
        """Return the name as an editor writes it, such as ``term Old word``."""
        return f"{self.kind} {self.name}"


def possible_objects(name: Name) -> Iterator[Name]:
    """Yield the declared objects that a name of the std domain can be for."""
    if name.kind in OBJECT_NAMES:
        yield Name(OBJECT_NAMES[name.kind], slugify(name.name))
    elif name.kind == "label":
        for kind in KINDS:
            if name.name.startswith(f"{kind}-"):
                yield Name(kind, name.name.removeprefix(f"{kind}-"))


_TEXTS = ("title", "words", "path", "page")  # keys of a record besides its addresses


@dataclass(frozen=True, slots=True)
class NameRecord:
    """What the list says about a name."""

    title: str = ""  # of declared objects only
    addresses: tuple[str, ...] = ()  # oldest first
    words: str = ""  # digest of the words that it is for, or leads to; empty if unknown
    path: str = ""  # of sections only: ids of the titles around it and its own, joined
    page: str = ""  # docname that a former name led to last; empty if an address says it


@dataclass(frozen=True, slots=True)
class NamesList:
    """The content of the file."""

    names: Mapping[Name, NameRecord] = field(default_factory=dict)
    former: Mapping[str, tuple[str, int]] = field(default_factory=dict, compare=False)

    @classmethod
    def parse(cls, raw: bytes) -> NamesList:
        """Return the list that a file holds.

        Files of earlier versions also have names below ``moved``, which do not count. They
        are in ``former``, each with its target and its line.

        Raises KeptFileError if it is not such a list, or has a name or address that would
        lead out of the site's folder.
        """
        kept = read_kept(raw)
        unknown = kept.object_at().keys() - {"names", "moved"}
        if unknown:
            raise kept.error(_("this key is unknown"), min(unknown))
        former = kept.object_at("moved") if "moved" in kept.value else {}
        names = {
            Name(kind, name): _record(kept, kind, name)
            for kind in (kept.object_at("names") if "names" in kept.value else {})
            for name in kept.object_at("names", kind)
        }
        lines = {key: (str(to), kept.lines["moved", key]) for key, to in former.items()}
        return cls(names, lines)

    def dump(self) -> str:
        """Return the text of the file."""
        by_kind: dict[str, list[Name]] = {}
        for name in sorted(self.names):
            by_kind.setdefault(name.kind, []).append(name)
        kinds = []
        for kind, names in by_kind.items():
            lines = [f"   {_json(name.name)}: {_json(self._data(name))}" for name in names]
            kinds.append(f"  {_json(kind)}: " + _block(lines, "  "))
        return _block([f' "names": {_block(kinds, " ")}'], "") + "\n"

    def _data(self, name: Name) -> dict[str, object]:
        record = self.names[name]
        texts = (record.title, record.words, record.path, record.page)
        return {
            **{key: text for key, text in zip(_TEXTS, texts, strict=True) if text},
            "at": list(record.addresses),
        }

    def with_names(self, names: Iterable[Name]) -> NamesList:
        """Return the list with further names, of which it only knows what their text says."""
        records = {name: _record_of(name) for name in names} | dict(self.names)
        return NamesList(records, self.former)


def _record(kept: KeptData, kind: str, name: str) -> NameRecord:
    """Return the record of a name, after checking that it is one.

    Raises KeptFileError if not.
    """
    at = ("names", kind, name)
    texts = kept.object_at(*at)
    addresses = texts.get("at")
    is_safe = {"page": is_safe_docname, "section": is_safe_address}.get(kind, is_clean)
    if not is_safe(name):
        raise kept.error(_("'{name}' cannot be a name").format(name=name), *at)
    if texts.keys() - {*_TEXTS, "at"} or not isinstance(addresses, list):
        raise kept.error(_("the record of '{name}' is not complete").format(name=name), *at)
    for key in texts.keys() & set(_TEXTS):
        if not isinstance(texts[key], str):
            raise kept.error(_("this must be a text in quotes"), *at, key)
    for number, item in enumerate(addresses):
        if not isinstance(item, str) or not is_safe_address(item):
            raise kept.error(_("this cannot be an address"), *at, "at", number)
    title, words, path, page = (texts.get(key, "") for key in _TEXTS)
    if page and not is_safe_docname(page):
        raise kept.error(_("this cannot be an address"), *at, "page")
    return NameRecord(title, tuple(addresses), words, path, page)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _block(lines: Iterable[str], indent: str) -> str:
    body = ",\n".join(lines)
    return f"{{\n{body}\n{indent}}}" if body else "{}"


def _record_of(name: Name) -> NameRecord:
    """Return the record of a name that is in the front matter of a page only."""
    known = {"page": address(name.name), "section": name.name}
    return NameRecord(addresses=(known[name.kind],) if name.kind in known else ())
