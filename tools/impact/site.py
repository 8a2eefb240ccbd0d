"""Reads a built site's data, names, pages and anchors for the comparison."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, TypeAlias

from sphinx.util.inventory import InventoryFile

from sphinx_compass.names.names_list import Name, is_stable, kind_of
from sphinx_compass.names.names_list import address as address_of
from sphinx_compass.outputs.compass_json import FILE
from tools.impact.page_texts import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sphinx_compass.outputs.values import Data
    from tools.impact.page_texts import PageText

    # The anchors of each page, by the page's address; None if the page only redirects.
    Anchors: TypeAlias = Mapping[str, frozenset[str] | None]

_LINKED = ("section", "span", "p")  # elements with the ids of headings, labels and kept anchors


@dataclass(frozen=True, slots=True)
class ComparedSite:
    """The parts of a built site that are compared."""

    data: Data  # the content of compass.json
    names: Mapping[Name, str]  # every name of objects.inv, with its address
    anchors: Anchors
    addresses: frozenset[str]  # of pages, and of anchors that people link to
    texts: Mapping[str, PageText] = field(default_factory=dict)  # of pages, by address

    def has(self, address: str) -> bool:
        """Tell whether an address leads somewhere; a redirect does for all anchors."""
        page, _, anchor = address.partition("#")
        if page not in self.anchors:
            return False
        anchors = self.anchors[page]
        return anchors is None or not anchor or anchor in anchors


class _PageReader(HTMLParser):
    """Collects the anchors of a page, and notes whether it only redirects."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.linked: set[str] = set()  # anchors that people link to
        self.redirects = False
        self._has_title = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the id of an element."""
        known = dict(attrs)
        self.redirects |= tag == "meta" and known.get("http-equiv") == "refresh"
        anchor = known.get("id") or ""
        self.anchors.add(anchor)
        if tag == "section" and anchor and not self._has_title:
            self._has_title = True  # its anchor is not needed: the page opens there anyway
        elif tag in _LINKED and is_stable(anchor):
            self.linked.add(anchor)


def read_site(folder: Path) -> ComparedSite | None:
    """Return the parts of a site that are compared; None if it has no ``compass.json``.

    Raise OSError if it has no inventory, and ValueError if one of its files is malformed.
    """
    path = folder / FILE
    if not path.is_file():
        return None
    inventory = InventoryFile.loads((folder / "objects.inv").read_bytes(), uri="")
    html = {
        _address(page, folder): page.read_text(encoding="utf-8")
        for page in sorted(folder.rglob("index.html"))
    }
    sources = _sources(folder / "_sources")
    pages = {address: _PageReader(text) for address, text in html.items()}
    return ComparedSite(
        data=json.loads(path.read_text(encoding="utf-8")),
        names={
            Name(kind_of(inventory_type), name): item.uri
            for inventory_type, items in inventory.data.items()
            for name, item in items.items()
        },
        anchors={
            address: None if page.redirects else frozenset(page.anchors)
            for address, page in pages.items()
        },
        addresses=frozenset(pages).union(
            f"{address}#{anchor}" for address, page in pages.items() for anchor in page.linked
        ),
        texts={
            address: read_text(text, address, sources.get(address, ""))
            for address, text in html.items()
        },
    )


def _address(page: Path, folder: Path) -> str:
    parts = page.parent.relative_to(folder).parts
    return "".join(f"{part}/" for part in parts)


def _sources(folder: Path) -> dict[str, str]:
    """Return the copies of sources that Sphinx keeps beside a site, by the address of the page."""
    return {
        address_of(path.relative_to(folder).as_posix().partition(".")[0]): path.read_text(
            encoding="utf-8"
        )
        for path in sorted(folder.rglob("*.txt"))
    }
