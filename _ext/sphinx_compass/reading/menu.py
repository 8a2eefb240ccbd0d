"""The menu of a site, of which each page shows a part of limited size. No Sphinx.

The theme puts either the whole menu or one branch of it on each page: the first grows with
the site, and with the second readers cannot look into other sections. Here each page has all
sections, the pages directly below each one, folded, and the branch of the page itself. Long lists
are cut, so that the size of the menu does not grow with the site.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_compass.reading.messages import _

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

FOLDED = 12  # entries shown of a section that the page is not in
OPEN = 24  # entries shown of a list on the way to the page


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A line of the menu: a page of the site, or a link to elsewhere."""

    title: str
    docname: str = ""
    address: str = ""  # of a link to elsewhere


@dataclass(frozen=True, slots=True)
class MenuGroup:
    """The entries of one table of contents, with its caption."""

    entries: tuple[MenuEntry, ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """The groups below each page of a site."""

    root: str
    groups: Mapping[str, tuple[MenuGroup, ...]]
    parents: Mapping[str, str]

    @classmethod
    def of(cls, root: str, groups: Mapping[str, tuple[MenuGroup, ...]]) -> Menu:
        """Return the menu with these groups; the first page that lists another is its parent."""
        parents: dict[str, str] = {}
        found = [root]
        for page in found:  # grows while it is read, level by level
            for entry in _entries(groups.get(page, ())):
                if entry.docname and entry.docname != root and entry.docname not in parents:
                    parents[entry.docname] = page
                    found.append(entry.docname)
        return cls(root, groups, parents)

    def way_to(self, docname: str) -> tuple[str, ...]:
        """Return the pages from a section to a page; empty if the menu does not have it."""
        way: list[str] = []
        while docname in self.parents:
            way.append(docname)
            docname = self.parents[docname]
        return tuple(reversed(way))

    def neighbors(self, docname: str, ordered: Container[str]) -> tuple[str, str]:
        """Return the pages before and after a page; an empty text where there is none.

        Only pages in ``ordered`` have neighbors: they are read before the pages that they list,
        which are read one after the other.
        """
        parent = self.parents.get(docname, "")
        around = ["", *(self._listed(parent) if parent in ordered else [docname]), ""]
        if parent in ordered:
            around[0] = parent
        place = around.index(docname)
        following = around[place + 1]
        if docname in ordered:
            following = next(iter(self._listed(docname)), following)
        return around[place - 1], following

    def _listed(self, page: str) -> list[str]:
        """Return the pages of the site that a page lists as their parent."""
        names = (entry.docname for entry in _entries(self.groups.get(page, ())))
        return [name for name in dict.fromkeys(names) if self.parents.get(name) == page]


def _entries(groups: Iterable[MenuGroup]) -> Iterator[MenuEntry]:
    return (entry for group in groups for entry in group.entries)


@dataclass(frozen=True, slots=True)
class MenuPart:
    """A part of some groups, and whether they have more entries before and after it."""

    groups: tuple[MenuGroup, ...]
    has_more_before: bool = False
    has_more_after: bool = False


def shortened(groups: Sequence[MenuGroup], most: int, current: str = "") -> MenuPart:
    """Return the part of groups that has at most so many entries, and the one with a docname.

    >>> group = MenuGroup(tuple(MenuEntry(name, name) for name in "abcdef"))
    >>> [entry.title for entry in shortened([group], 3, "e").groups[0].entries]
    ['d', 'e', 'f']
    """
    names = [entry.docname for entry in _entries(groups)]
    place = names.index(current) if current in names else 0
    first = max(0, min(place - most // 2, len(names) - most))
    found: list[MenuGroup] = []
    number = 0  # of the first entry of a group
    for group in groups:
        kept = group.entries[max(0, first - number) : max(0, first + most - number)]
        number += len(group.entries)
        if kept:
            found.append(MenuGroup(kept, group.caption))
    return MenuPart(
        tuple(found), has_more_before=first > 0, has_more_after=first + most < len(names)
    )


# The list of a section as HTML, and the pages that the section lists, by the name of the section.
FoldedLists = dict[str, tuple[str, frozenset[str]]]


class Sidebar:
    """Writes the menu as a page shows it."""

    def __init__(
        self,
        menu: Menu,
        docname: str,
        address: Callable[[str], str],
        folded: FoldedLists | None = None,
    ) -> None:
        """Write for a page; ``address`` returns the address of another one, seen from there.

        Pages share ``folded`` if ``address`` returns the same for each of them, except for the
        addresses of these pages.
        """
        self._folded: FoldedLists = {} if folded is None else folded
        self._menu = menu
        self._docname = docname
        self._address = address
        self._way = menu.way_to(docname)
        self._inside = dict(zip((menu.root, *self._way), self._way, strict=False))

    def html(self) -> str:
        """Return the menu as HTML; empty if there is none."""
        return self._list(self._menu.root, "compass-tree")

    def _list(self, page: str, classes: str = "") -> str:
        """Return the list of the pages below a page."""
        on_way = page == self._menu.root or page in self._way
        part = shortened(
            self._menu.groups.get(page, ()),
            OPEN if on_way else FOLDED,
            self._inside.get(page, ""),
        )
        items = [item for group in part.groups for item in self._group(group, page)]
        if part.has_more_before:
            items.insert(0, self._all(page))
        if part.has_more_after:
            items.append(self._all(page))
        attribute = f' class="{classes}"' if classes else ""
        return f"<ul{attribute}>{''.join(items)}</ul>" if items else ""

    def _group(self, group: MenuGroup, page: str) -> Iterator[str]:
        if group.caption:
            yield f'<li class="compass-caption">{html.escape(group.caption)}</li>'
        for entry in group.entries:
            yield f"<li>{self._link(entry)}{self._below(entry, page)}</li>"

    def _link(self, entry: MenuEntry) -> str:
        title = html.escape(entry.title)
        if not entry.docname:
            return f'<a class="external" href="{html.escape(entry.address)}">{title}</a>'
        current = ' aria-current="page"' if entry.docname == self._docname else ""
        return f'<a href="{html.escape(self._address(entry.docname))}"{current}>{title}</a>'

    def _below(self, entry: MenuEntry, page: str) -> str:
        """Return what opens below an entry: sections, and pages on the way, have it.

        A page that several pages list has it once, below its parent. So lists in a circle end.
        """
        name = entry.docname
        is_open = name in self._way
        is_child = self._menu.parents.get(name) == page
        has_list = is_child and (is_open or page == self._menu.root)
        if not has_list:
            return ""
        inside = self._list(name) if is_open else self._folded_list(name)
        if not inside:
            return ""
        label = html.escape(_("Pages below {title}").format(title=entry.title))
        attribute = " open" if is_open else ""
        return f'<details{attribute}><summary aria-label="{label}"></summary>{inside}</details>'

    def _folded_list(self, section: str) -> str:
        """Return the list of a section that the page is not below."""
        text, listed = self._folded.get(section, ("", None))
        if listed is None:
            entries = _entries(self._menu.groups.get(section, ()))
            text, listed = self._list(section), frozenset(entry.docname for entry in entries)
            if self._docname not in listed:
                self._folded[section] = text, listed
        return text if self._docname not in listed else self._list(section)

    def _all(self, page: str) -> str:
        address = html.escape(self._address(page))
        return f'<li><a href="{address}">{html.escape(_("All pages of this section"))}</a></li>'
