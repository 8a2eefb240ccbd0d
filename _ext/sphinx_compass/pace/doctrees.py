"""Keeps a limited number of pages in memory: ``pace_doctrees``.

After reading, Sphinx keeps the nodes of all pages in memory until it writes them, although it has
stored them in files, too. A text of one page takes half a megabyte.

Private names used here:

- Sphinx: ``_write_doc_doctree_cache`` and ``_pickled_doctree_cache`` of the environment. A page
  that is not in the first is loaded from its file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

MOST = 500  # pages


def turn_on(app: Sphinx) -> None:
    """Limit what is kept in each build."""
    app.connect("env-before-read-docs", _limit)


def _limit(_app: Sphinx, env: BuildEnvironment, _docnames: list[str]) -> None:
    env._write_doc_doctree_cache = KeptPages()
    env._pickled_doctree_cache = KeptPages()


class KeptPages(dict[str, Any]):
    """Keeps the first pages, and forgets others at once."""

    def __setitem__(self, docname: str, kept: Any) -> None:
        """Keep a page if there is room for it."""
        if len(self) < MOST or docname in self:
            super().__setitem__(docname, kept)
