"""Gives templates the menu, the list of contents, and the pages before and after a page.

Undocumented names used here:

- Sphinx: that ``env.tocs`` has the sections and tables of contents of each page, with the nodes
  ``only`` around them, and the ``anchorname`` of a section; ``process_only_nodes``; the labels
  ``genindex``, ``modindex`` and ``search`` of the standard domain; and that ``pathto`` uses
  ``relative_uri`` and ``allow_sharp_as_current_path``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, cast
from weakref import WeakKeyDictionary

from docutils import nodes
from markupsafe import Markup
from sphinx import addnodes
from sphinx.util.nodes import process_only_nodes
from sphinx.util.osutil import relative_uri

from sphinx_compass.reading.menu import FoldedLists, Menu, MenuEntry, MenuGroup, Sidebar
from sphinx_compass.reading.menu_output import with_menu

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.environment import BuildEnvironment
    from sphinx.util.tags import Tags

FEWEST_SECTIONS = 2  # of a page with a list of contents

# Key of the front matter of a page: the pages below it are read in their order.
IN_ORDER = "read_in_order"

# Class of elements that need the width of the list of contents, too.
_WIDE = re.compile(r'<[^<>]* class="(?:[^"]* )?compass-wide[ "]')

# What a table of contents can list besides pages: labels of the standard domain.
_GENERATED = frozenset({"genindex", "modindex", "search"})

_SECTION_DEPTH = 2  # in the list of the page's title, and in the list of its sections


class SiteMenu:
    """The menu of a site, and what is known of its pages."""

    def __init__(self, app: Sphinx) -> None:
        """Make it when all pages have been read."""
        env, uri = app.env, app.builder.get_target_uri
        self._menu = menu_of(env, app.tags)
        self._ordered = read_in_order(env)
        folders = (uri(docname).split("/")[:-1] for docname in env.found_docs)
        self._above = {
            "".join(f"{name}/" for name in names[:depth])
            for names in folders
            for depth in range(len(names))
        }
        self._folded: defaultdict[str, FoldedLists] = defaultdict(dict)

    def sidebar(self, docname: str, own: str | None, address: Callable[[str], str]) -> Sidebar:
        """Return what writes the menu for a page at an address, or for one that has no source.

        Pages in one folder link to another page with the same address, unless that page is below
        one of them.
        """
        if own is None or own in self._above:
            return Sidebar(self._menu, docname, address)
        folder = own.rstrip("/").rpartition("/")[0]
        return Sidebar(self._menu, docname, address, self._folded[folder])

    def neighbors(self, docname: str) -> tuple[str, str]:
        """Return the pages before and after a page; an empty text where there is none."""
        return self._menu.neighbors(docname, self._ordered)


class Navigation:
    """The menu of a site, which is made once in a build."""

    def __init__(self) -> None:
        """Begin without one: no page has been read."""
        self._menus: WeakKeyDictionary[BuildEnvironment, SiteMenu] = WeakKeyDictionary()

    def forget(self, _app: Sphinx, env: BuildEnvironment) -> None:
        """Forget the menu of the last build. Called at ``env-updated``."""
        self._menus.pop(env, None)

    def add_to(
        self,
        app: Sphinx,
        pagename: str,
        _templatename: str,
        context: dict[str, Any],
        _doctree: nodes.document | None,
    ) -> None:
        """Add to the context of a page what our templates show around its text."""
        env, tags = app.env, app.tags
        site, address = self._site(app), context["pathto"]
        is_source = pagename in env.found_docs
        own = app.builder.get_target_uri(pagename) if is_source else None
        menu = site.sidebar(pagename, own, address).html()
        context["compass_menu"] = Markup(menu)  # noqa: S704 - escaped there
        context["reading_order"] = [
            (kind, address(name), env.titles[name].astext())
            for kind, name in zip(("prev", "next"), site.neighbors(pagename), strict=True)
            if name in env.titles
        ]
        is_page = is_source and pagename != env.config.root_doc
        is_wide = not is_page or _WIDE.search(context.get("body", "")) is not None
        found = () if is_wide else tuple(contents_of(env, pagename, tags))
        context["compass_is_wide"] = is_wide
        context["compass_contents"] = found if len(found) >= FEWEST_SECTIONS else ()

    def renew(self, app: Sphinx, docname: str) -> bool | None:
        """Replace only the menu of a page that has been written; return None if there is none.

        A listener that changes ``compass_menu`` or ``pathto`` has no effect on the new menu.
        """
        builder = cast("StandaloneHTMLBuilder", app.builder)  # see activate()
        own = builder.get_target_uri(docname)

        def address(name: str) -> str:
            uri = relative_uri(own, builder.get_target_uri(name)) or "#"
            return own if uri == "#" and not builder.allow_sharp_as_current_path else uri

        path = builder.get_output_path(docname)
        text = self._site(app).sidebar(docname, own, address).html()
        menu = text.encode("utf-8", "xmlcharrefreplace")  # see can_replace_menus()
        output = with_menu(path.read_bytes(), menu) if path.is_file() else None
        if output is None:
            return None
        path.write_bytes(output)
        return True

    def _site(self, app: Sphinx) -> SiteMenu:
        if app.env not in self._menus:
            self._menus[app.env] = SiteMenu(app)
        return self._menus[app.env]


def read_in_order(env: BuildEnvironment) -> frozenset[str]:
    """Return the pages whose front matter says that the pages below are read in their order."""
    return frozenset(name for name, keys in env.metadata.items() if _is_true(keys.get(IN_ORDER)))


def _is_true(value: object) -> bool:
    """Tell whether a value of front matter, which Sphinx keeps as text, means yes."""
    return str(value).strip().lower() == "true"


def menu_of(env: BuildEnvironment, tags: Tags) -> Menu:
    """Return the menu of a site, as its tables of contents say."""
    return Menu.of(
        env.config.root_doc,
        {docname: tuple(_groups(env, _toc(env, docname, tags))) for docname in env.tocs},
    )


def _toc(env: BuildEnvironment, docname: str, tags: Tags) -> nodes.Element:
    """Return the sections and tables of contents of a page, without what its tags exclude."""
    toc: nodes.Element = env.tocs.get(docname, nodes.bullet_list())
    if next(toc.findall(addnodes.only), None) is not None:
        toc = toc.deepcopy()
        process_only_nodes(toc, tags)
    return toc


def _groups(env: BuildEnvironment, toc: nodes.Element) -> Iterator[MenuGroup]:
    for toctree in toc.findall(addnodes.toctree):
        entries = tuple(_known(env, toctree["entries"]))
        if entries:
            yield MenuGroup(entries, toctree.get("caption") or "")


def _known(env: BuildEnvironment, entries: Sequence[tuple[str | None, str]]) -> Iterator[MenuEntry]:
    """Yield the entries that lead to pages of this site, or to other sites."""
    labels = env.domains.standard_domain.labels
    for title, target in entries:
        if target in env.titles:
            yield MenuEntry(title or env.titles[target].astext(), target)
        elif target in _GENERATED and target in labels:
            docname, _anchor, name = labels[target]
            yield MenuEntry(title or name, docname)
        elif "://" in target:
            yield MenuEntry(title or target, address=target)


def contents_of(env: BuildEnvironment, docname: str, tags: Tags) -> Iterator[MenuEntry]:
    """Yield the sections of a page, without those inside them."""
    for reference in _toc(env, docname, tags).findall(nodes.reference):
        if reference["anchorname"] and _depth(reference) == _SECTION_DEPTH:
            yield MenuEntry(reference.astext(), address=reference["anchorname"])


def _depth(node: nodes.Node) -> int:
    """Return how many lists a node is in."""
    depth = 0
    while (node := node.parent) is not None:
        depth += isinstance(node, nodes.bullet_list)
    return depth
