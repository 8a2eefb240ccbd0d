"""The committed list of permanent names: every name and address that was ever published.

The file is JSON, sorted, with one line for each name. ``moved`` leads from an old name
to a current one; editors write it by hand. ``names`` holds, by kind, the last title of
each name and all its addresses, oldest first; a program keeps it::

    {
     "moved": {
      "page people/maker": "roles/creator"
     },
     "names": {
      "role": {
       "maker": {"title": "Maker", "at": ["people/maker/#role-maker"]}
      }
     }
    }

A name never leaves the list.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_compass.organization.kinds import KINDS
from sphinx_compass.organization.messages import _, mark
from sphinx_compass.organization.text import parsed_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
        """Return the name as the list writes it under ``moved``."""
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class NameRecord:
    """What the list says about a name."""

    title: str = ""  # of declared objects only
    addresses: tuple[str, ...] = ()  # oldest first
    path: str = ""  # of sections only: ids of the titles around it and its own, joined


@dataclass(frozen=True, slots=True)
class NamesList:
    """The content of the file."""

    names: Mapping[Name, NameRecord] = field(default_factory=dict)
    moved: Mapping[Name, str] = field(default_factory=dict)  # old name -> current name
    lines: Mapping[Name, int] = field(default_factory=dict, compare=False)  # of ``moved``, from 1

    @classmethod
    def parse(cls, text: str) -> NamesList:
        """Return the list that the text of a file holds.

        Raises ValueError if the text is not such a list.
        """
        data: Any = parsed_json(text)
        try:
            moved = {_parsed_name(key): str(target) for key, target in data["moved"].items()}
            names = {
                Name(kind, name): NameRecord(
                    record.get("title", ""), tuple(record["at"]), record.get("path", "")
                )
                for kind, records in data["names"].items()
                for name, record in records.items()
            }
        except (AttributeError, KeyError, TypeError) as error:
            raise ValueError(_("the text is JSON, but not a list of names")) from error
        for name in moved:
            names.setdefault(name, _record_of_moved(name))
        return cls(names, moved, {name: _line_of(text, name) for name in moved})

    def dump(self) -> str:
        """Return the text of the file."""
        moved = [f"  {_json(str(name))}: {_json(self.moved[name])}" for name in sorted(self.moved)]
        kinds = []
        for kind in sorted({name.kind for name in self.names}):
            names = sorted(name for name in self.names if name.kind == kind)
            lines = [f"   {_json(name.name)}: {_json(self._data(name))}" for name in names]
            kinds.append(f"  {_json(kind)}: " + _block(lines, "  "))
        blocks = [f' "moved": {_block(moved, " ")}', f' "names": {_block(kinds, " ")}']
        return _block(blocks, "") + "\n"

    def _data(self, name: Name) -> dict[str, object]:
        record = self.names[name]
        title = {"title": record.title} if record.title else {}
        path = {"path": record.path} if record.path else {}
        return {**title, "at": list(record.addresses), **path}


def moved_line(name: Name, target: str) -> str:
    """Return the line under ``moved`` that leads from a name to a target."""
    return f"{_json(str(name))}: {_json(target)},"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _block(lines: Iterable[str], indent: str) -> str:
    body = ",\n".join(lines)
    return f"{{\n{body}\n{indent}}}" if body else "{}"


def _parsed_name(key: str) -> Name:
    kind, separator, name = key.partition(" ")
    if not separator:
        message = _("'{key}' is not a kind and a name, such as 'page guide/start'")
        raise ValueError(message.format(key=key))
    return Name(kind, name)


def _record_of_moved(name: Name) -> NameRecord:
    """Return the record of a name that is only under ``moved``."""
    known = {"page": address(name.name), "section": name.name}
    return NameRecord(addresses=(known[name.kind],) if name.kind in known else ())


def _line_of(text: str, name: Name) -> int:
    """Return the line of a name under ``moved``; 1 if its characters are escaped there."""
    found = re.search(rf"{re.escape(_json(str(name)))}\s*:", text)
    return text.count("\n", 0, found.start()) + 1 if found else 1
