"""Gives templates the menu, the list of contents, and the pages before and after a page.

Undocumented names used here:

- Sphinx: that ``env.tocs`` has the sections and tables of contents of each page, with the nodes
  ``only`` around them, and the ``anchorname`` of a section; ``process_only_nodes``; and the
  labels ``genindex``, ``modindex`` and ``search`` of the standard domain.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from docutils import nodes
from markupsafe import Markup
from sphinx import addnodes
from sphinx.util.nodes import process_only_nodes

from sphinx_compass.reading.menu import Menu, MenuEntry, MenuGroup, Sidebar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.application import Sphinx
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


class Navigation:
    """The menu of a site, which is made once in a build."""

    def __init__(self) -> None:
        """Begin without one: no page has been read."""
        self._menus: WeakKeyDictionary[BuildEnvironment, tuple[Menu, frozenset[str]]]
        self._menus = WeakKeyDictionary()

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
        if env not in self._menus:
            self._menus[env] = (menu_of(env, tags), read_in_order(env))
        menu, ordered = self._menus[env]
        address = context["pathto"]
        sidebar = Sidebar(menu, pagename, address)
        context["compass_menu"] = Markup(sidebar.html())  # noqa: S704 - escaped there
        context["reading_order"] = [
            (kind, address(name), env.titles[name].astext())
            for kind, name in zip(("prev", "next"), menu.neighbors(pagename, ordered), strict=True)
            if name in env.titles
        ]
        is_page = pagename in env.found_docs and pagename != menu.root
        is_wide = not is_page or _WIDE.search(context.get("body", "")) is not None
        found = () if is_wide else tuple(contents_of(env, pagename, tags))
        context["compass_is_wide"] = is_wide
        context["compass_contents"] = found if len(found) >= FEWEST_SECTIONS else ()


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
