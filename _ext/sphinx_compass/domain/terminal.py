"""Shows control characters in warnings as escapes, so that no page can command a terminal.

Our own problems are on one line already; Sphinx, docutils and MyST show texts as they are, and
so does everybody with the names of files.

Private or undocumented names used here:

- Sphinx: the logger of ``sphinx.util.logging``, its handler ``WarningStreamHandler``, and that
  a filter of the handler makes a text of ``location``, before those that are added later;
  and that ``getMessage`` of its records adds the location.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from sphinx.util.logging import NAMESPACE, WarningStreamHandler

from sphinx_compass.organization.text import on_one_line

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class EscapeControl(logging.Filter):
    """Escapes control characters in the message and the location of a warning."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record, and keep it."""
        text = logging.LogRecord.getMessage(record)  # Sphinx's own method adds the location
        record.msg = "\n".join(map(on_one_line, text.split("\n")))
        record.args = ()
        location = getattr(record, "location", None)
        if isinstance(location, str):
            record.location = on_one_line(location)
        return True


def setup(app: Sphinx) -> None:
    """Add the filter once the handlers are there, after those of Sphinx."""
    app.connect("builder-inited", _start, priority=900)


def _start(_app: Sphinx) -> None:
    for handler in logging.getLogger(NAMESPACE).handlers:
        if isinstance(handler, WarningStreamHandler):
            handler.addFilter(EscapeControl())
