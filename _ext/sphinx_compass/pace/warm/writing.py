"""Writes pages, and knows which of them are still to be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import logging

from sphinx_compass.pace.warm import internals
from sphinx_compass.pace.warm.indexing import PagesToIndex
from sphinx_compass.pace.warm.menus import OldMenus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx

    from sphinx_compass.pace.warm.sources import Sources
    from sphinx_compass.pace.warm.timing import Timings

logger = logging.getLogger(__name__)


class PagesToWrite:
    """The pages whose output may be old, and those that have been written."""

    def __init__(self, app: Sphinx, sources: Sources, timings: Timings) -> None:
        """Begin without any."""
        self._app, self._sources, self._timings = app, sources, timings
        self.unwritten: set[str] = set()  # pages of which anything may be old
        self.old_menus = OldMenus(app)  # of pages of which nothing else may be old
        self.early: set[str] = set()  # pages written before it is settled, as what changed says
        self.written: set[str] = set()  # pages that have been written, until somebody clears it
        self._index: PagesToIndex | None = None
        builder = app.builder
        if isinstance(builder, StandaloneHTMLBuilder) and builder.search:
            self._index = PagesToIndex(builder)

    def __bool__(self) -> bool:
        """Tell whether there is any whose output may be old."""
        return bool(self.unwritten or self.old_menus.pages)

    def forget(self, docname: str) -> None:
        """Forget a page that is gone."""
        self.unwritten.discard(docname)
        self.old_menus.remove(docname)

    def keep(self, docnames: AbstractSet[str]) -> None:
        """Forget all other pages."""
        self.unwritten &= docnames
        self.old_menus.pages &= docnames

    def prepare(self, docnames: AbstractSet[str]) -> None:
        """Prepare the index of the search for pages that are written as a whole."""
        if self._index is not None:
            self._index.start(docnames)

    def write(self, docname: str) -> None:
        """Write a page, if its output may be old. If that fails, the next change tries again."""
        has_old_menu = self.old_menus.remove(docname)
        if docname not in self.unwritten and not has_old_menu:
            return
        with self._timings.of("write"):
            try:
                if docname in self.unwritten or not self.old_menus.replace(docname):
                    self._write_whole(docname)
                self.written.add(docname)
            except Exception as error:  # noqa: BLE001 - whatever extensions raise
                self._sources.forget(docname)
                logger.error("%s", error, location=docname)  # noqa: TRY400 - no traceback

    def write_early(self, docname: str) -> bool:
        """Write a page that somebody looks at, before what follows from the change is known.

        It is written again later, so that it also shows that, and is reported then.
        """
        with self._timings.of("write"), logging.suppress_logging():
            try:
                internals.write_page(self._app, docname)
                self.written.add(docname)
                self.early.add(docname)
            except Exception:  # noqa: BLE001 - what extensions raise; reported later
                return False
        return True

    def write_all(self, first: Callable[[], Sequence[str]]) -> Iterator[None]:
        """Write all pages: those with old menus, which take little time, and then the others.

        Before each page, ``first`` returns pages to write next, unless several processes write.
        """
        while self.old_menus.pages:
            self.write(self._next(first, self.old_menus.pages))
            yield
        if internals.can_write_in_parallel(self._app) and len(self.unwritten) > self._app.parallel:
            with self._timings.of("write"):
                internals.write_pages(self._app, sorted(self.unwritten))
            self.unwritten.clear()
        while self.unwritten:
            self.write(self._next(first, self.unwritten))
            yield

    def finish(self) -> None:
        """Let the builder write the index of the search."""
        if self._index is not None:
            with self._timings.of("finish"):
                self._index.finish()

    def _next(self, first: Callable[[], Sequence[str]], others: AbstractSet[str]) -> str:
        old = self.unwritten | self.old_menus.pages
        return next((docname for docname in first() if docname in old), None) or min(others)

    def _write_whole(self, docname: str) -> None:
        self.prepare({docname})
        self.unwritten.discard(docname)
        internals.write_page(self._app, docname)
