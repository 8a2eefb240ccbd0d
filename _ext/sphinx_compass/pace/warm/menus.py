"""Replaces menus in pages of which nothing else is old, if an extension says which these are.

After a page has a new title, that takes a small part of the time that writing all pages takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx

# Events of sphinx_compass, if it is there
OLD_MENUS, NEW_MENU = "compass-old-menus", "compass-new-menu"


class OldMenus:
    """The pages whose menus may show old titles."""

    def __init__(self, app: Sphinx) -> None:
        """Begin without any."""
        self.pages: set[str] = set()
        self._app = app
        if OLD_MENUS in app.events.events:
            app.connect(OLD_MENUS, self._take)

    def remove(self, docname: str) -> bool:
        """Return whether the menu of a page may be old, and forget it."""
        is_old = docname in self.pages
        self.pages.discard(docname)
        return is_old

    def replace(self, docname: str) -> bool:
        """Replace the menu of a page; return False if the page has to be written as a whole."""
        return bool(self._app.emit_firstresult(NEW_MENU, docname))

    def _take(self, _app: Sphinx, docnames: AbstractSet[str]) -> bool:
        self.pages |= docnames
        return True
