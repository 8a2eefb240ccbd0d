"""The menu of a site, of which each page shows a part of limited size.

The theme puts either the whole menu or one branch of it on each page: the first grows with
the site, and with the second readers cannot look into other sections. Here each page has all
sections, the pages directly below each one, folded, and the branch of the page itself. Long lists
are cut, so that the size of the menu does not grow with the site.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from docutils import nodes
from markupsafe import Markup
from sphinx import addnodes

from sphinx_compass.reading.messages import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

FOLDED = 12  # entries shown of a section that the page is not in
FEWEST_SECTIONS = 2  # of a page with a list of contents
OPEN = 24  # entries shown of a list on the way to the page

# Key of the front matter of a page: the pages below it are read in their order.
IN_ORDER = "read_in_order"

# Class of elements that need the width of the list of contents, too.
_WIDE = "compass-wide"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu: a page of the site, or a link to elsewhere."""

    title: str
    docname: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The entries of one table of contents, with its caption."""

    entries: tuple[Entry, ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """The groups below each page of a site."""

    root: str
    groups: Mapping[str, tuple[Group, ...]]
    parents: Mapping[str, str]

    @classmethod
    def of(cls, root: str, groups: Mapping[str, tuple[Group, ...]]) -> Menu:
        """Return the menu with these groups; the first page that lists another is its parent."""
        parents: dict[str, str] = {}
        waiting = [root]
        while waiting:
            page = waiting.pop(0)
            for entry in _entries(groups.get(page, ())):
                if entry.docname and entry.docname != root and entry.docname not in parents:
                    parents[entry.docname] = page
                    waiting.append(entry.docname)
        return cls(root, groups, parents)

    def way_to(self, docname: str) -> tuple[str, ...]:
        """Return the pages from a section to a page; empty if the menu does not have it."""
        way: list[str] = []
        while docname in self.parents:
            way.append(docname)
            docname = self.parents[docname]
        return tuple(reversed(way))


def _entries(groups: Iterable[Group]) -> Iterator[Entry]:
    return (entry for group in groups for entry in group.entries)


def menu_of(env: BuildEnvironment) -> Menu:
    """Return the menu of a site, as its tables of contents say."""
    return Menu.of(
        env.config.root_doc,
        {docname: tuple(_groups(env, toc)) for docname, toc in env.tocs.items()},
    )


def _groups(env: BuildEnvironment, toc: nodes.Node) -> Iterator[Group]:
    for toctree in toc.findall(addnodes.toctree):
        entries = tuple(_known(env, toctree["entries"]))
        if entries:
            yield Group(entries, toctree.get("caption") or "")


def _known(env: BuildEnvironment, entries: Sequence[tuple[str | None, str]]) -> Iterator[Entry]:
    """Yield the entries that lead to pages of this site, or to other sites."""
    for title, target in entries:
        if target in env.titles:
            yield Entry(title or env.titles[target].astext(), target)
        elif "://" in target:
            yield Entry(title or target, address=target)


def shortened(groups: Sequence[Group], most: int, current: str = "") -> tuple[Group, ...]:
    """Return groups with at most so many entries, among them the one with a docname.

    >>> group = Group(tuple(Entry(name, name) for name in "abcdef"))
    >>> [entry.title for entry in shortened([group], 3, "e")[0].entries]
    ['d', 'e', 'f']
    """
    names = [entry.docname for entry in _entries(groups)]
    if len(names) <= most:
        return tuple(groups)
    place = names.index(current) if current in names else 0
    first = max(0, min(place - most // 2, len(names) - most))
    found: list[Group] = []
    number = 0
    for group in groups:
        kept = [
            entry
            for position, entry in enumerate(group.entries, number)
            if first <= position < first + most
        ]
        number += len(group.entries)
        if kept:
            found.append(Group(tuple(kept), group.caption))
    return tuple(found)


class Sidebar:
    """Writes the menu as each page shows it."""

    def __init__(self, menu: Menu, docname: str, address: Callable[[str], str]) -> None:
        """Write for a page; ``address`` returns the address of another one, seen from there."""
        self._menu = menu
        self._docname = docname
        self._address = address
        self._way = menu.way_to(docname)

    def html(self) -> str:
        """Return the menu as HTML; empty if there is none."""
        return self._list(self._menu.root, "compass-tree")

    def _list(self, page: str, classes: str = "") -> str:
        """Return the list of the pages below a page."""
        groups = self._menu.groups.get(page, ())
        on_way = page == self._menu.root or page in self._way
        inside = next((name for name in self._way if self._menu.parents[name] == page), "")
        shown = shortened(groups, OPEN if on_way else FOLDED, inside)
        items = [item for group in shown for item in self._group(group)]
        if sum(len(group.entries) for group in shown) < sum(1 for _entry in _entries(groups)):
            items.append(self._rest(page))
        attribute = f' class="{classes}"' if classes else ""
        return f"<ul{attribute}>{''.join(items)}</ul>" if items else ""

    def _group(self, group: Group) -> Iterator[str]:
        if group.caption:
            yield f'<li class="compass-caption">{html.escape(group.caption)}</li>'
        for entry in group.entries:
            yield f"<li>{self._link(entry)}{self._below(entry)}</li>"

    def _link(self, entry: Entry) -> str:
        title = html.escape(entry.title)
        if not entry.docname:
            return f'<a class="external" href="{html.escape(entry.address)}">{title}</a>'
        current = ' aria-current="page"' if entry.docname == self._docname else ""
        return f'<a href="{html.escape(self._address(entry.docname))}"{current}>{title}</a>'

    def _below(self, entry: Entry) -> str:
        """Return what opens below an entry: sections, and pages on the way, have it."""
        name = entry.docname
        is_section = self._menu.parents.get(name) == self._menu.root
        if not (name in self._way or is_section):
            return ""
        inside = self._list(name)
        if not inside:
            return ""
        label = html.escape(_("Pages below {title}").format(title=entry.title))
        is_open = " open" if name in self._way else ""
        return f'<details{is_open}><summary aria-label="{label}"></summary>{inside}</details>'

    def _rest(self, page: str) -> str:
        address = html.escape(self._address(page))
        return f'<li><a href="{address}">{html.escape(_("All pages of this section"))}</a></li>'


_menus: WeakKeyDictionary[BuildEnvironment, Menu] = WeakKeyDictionary()


def forget(_app: Sphinx, env: BuildEnvironment) -> None:
    """Forget the menu of the last build. Called at ``env-updated``."""
    _menus.pop(env, None)


def add_menu(
    app: Sphinx,
    pagename: str,
    _templatename: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Give the template ``compass-menu.html`` the menu as a page shows it."""
    menu = _menus.get(app.env)
    if menu is None:
        menu = _menus[app.env] = menu_of(app.env)
    sidebar = Sidebar(menu, pagename, context["pathto"])
    context["compass_menu"] = Markup(sidebar.html())  # noqa: S704 - escaped above
    context["reading_links"] = {
        place: [(title, _resolved(app.env, target, context["pathto"])) for title, target in links]
        for place, links in (
            ("header", app.config.reading_header_links),
            ("footer", app.config.reading_footer_links),
        )
    }
    parent = menu.parents.get(pagename, "")
    context["reading_in_order"] = bool(app.env.metadata.get(parent, {}).get(IN_ORDER))
    body = context.get("body", "")
    is_wide = pagename == menu.root or _WIDE in body
    found = contents_of(app.env, pagename)
    context["compass_contents"] = () if is_wide or len(found) < FEWEST_SECTIONS else found


def _resolved(env: BuildEnvironment, target: str, address: Callable[[str], str]) -> str:
    """Return the address of a page of the site; any other target is an address itself."""
    return address(target) if target in env.found_docs else target


def contents_of(env: BuildEnvironment, docname: str) -> tuple[Entry, ...]:
    """Return the sections of a page, without those inside them."""
    toc = env.tocs.get(docname)
    if toc is None:
        return ()
    depth = 2  # the list of the page's title, and the list of its sections
    references = (
        reference
        for reference in toc.findall(nodes.reference)
        if reference["anchorname"] and _depth(reference) == depth
    )
    return tuple(
        Entry(item.astext(), address=item["anchorname"].removeprefix("#")) for item in references
    )


def _depth(node: nodes.Node) -> int:
    """Return how many lists a node is in."""
    depth = 0
    while (node := node.parent) is not None:
        depth += isinstance(node, nodes.bullet_list)
    return depth
