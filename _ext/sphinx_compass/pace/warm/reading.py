"""Reads pages, and keeps the last good state of a page that cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinx_compass.pace.warm import internals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx

    from sphinx_compass.pace.warm.sources import Sources

logger = logging.getLogger(__name__)


class Reader:
    """Reads pages from their files, or else from the text that could be read last."""

    def __init__(self, app: Sphinx, sources: Sources) -> None:
        """Take an application, and what each page was read from last."""
        self._app, self._sources = app, sources
        self._instead: dict[str, str] = {}
        app.connect("source-read", self._replace, priority=0)

    def read(self, docnames: Sequence[str]) -> None:
        """Read pages. Whatever an extension raises is a finding, at the page."""
        before = {docname: self._sources.note(docname) for docname in docnames}
        if internals.can_read_in_parallel(self._app, docnames):
            try:
                internals.read_in_parallel(self._app, docnames)
            except Exception:  # noqa: BLE001 - one by one, it is known which page it was
                logger.info("some page cannot be read")
            else:
                return
        for docname in docnames:
            self._read(docname, before[docname])

    def _read(self, docname: str, before: bytes) -> None:
        try:
            internals.read_page(self._app, docname)
        except Exception as error:  # noqa: BLE001 - whatever extensions raise
            logger.error("%s", error, location=docname)  # noqa: TRY400 - no traceback
            self._read_instead(docname, before)

    def _read_instead(self, docname: str, text: bytes) -> None:
        """Read a page from its last good text, and from its file with the next change."""
        self._instead[docname] = text.decode("utf-8-sig", "replace")
        try:
            with logging.suppress_logging():
                internals.read_page(self._app, docname)
            self._app.env.all_docs[docname] = 0  # so that the next process reads the file
        except Exception:  # noqa: BLE001 - the same again: there was no good text
            self._app.env.clear_doc(docname)
        finally:
            del self._instead[docname]
            self._sources.restore(docname, text)

    def _replace(self, _app: Sphinx, docname: str, content: list[str]) -> None:
        if docname in self._instead:
            content[0] = self._instead[docname]
