"""Notes which pages have warnings, so that the next build reads these pages again.

Sphinx warns of what is wrong on a page when it reads or writes that page. A build in
which the page is unchanged would report nothing, and a strict one would succeed.

Private or undocumented names used here:

- Sphinx: the logger of ``sphinx.util.logging``, the attributes ``location``, ``type`` and
  ``subtype`` of its records, ``get_node_location`` and ``is_suppressed_warning``.
"""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.logging import NAMESPACE, get_node_location, is_suppressed_warning

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

# What Sphinx adds to the name of a page or file: a line, or the object of a docstring.
_DETAILS = re.compile(r"(?::docstring of .*)?(?::\d*)?$")


class WarnedPages(logging.Handler):
    """Collects the locations of all warnings that a build shows.

    A process can run several builds, one after the other.
    """

    def __init__(self, config: Config) -> None:
        """Begin without any location."""
        super().__init__(logging.WARNING)
        self._config = config
        self._locations: set[str] = set()

    def start(self) -> None:
        """Listen to Sphinx's warnings."""
        logging.getLogger(NAMESPACE).addHandler(self)

    def stop(self) -> None:
        """Listen no longer."""
        logging.getLogger(NAMESPACE).removeHandler(self)

    def forget(self) -> None:
        """Forget the locations, when what the next build must know has been kept."""
        self._locations.clear()

    def emit(self, record: logging.LogRecord) -> None:
        """Note the page or file of a warning."""
        kind, subtype = getattr(record, "type", ""), getattr(record, "subtype", "")
        location = getattr(record, "location", None)
        if isinstance(location, nodes.Node):
            location = get_node_location(location)
        if isinstance(location, tuple):
            location = location[0]
        if location and not is_suppressed_warning(kind, subtype, self._config.suppress_warnings):
            self._locations.add(_DETAILS.sub("", location))

    def docnames(self, env: BuildEnvironment, others: Iterable[str] = ()) -> list[str]:
        """Return the pages that must be read again to get all these warnings again.

        ``others`` are locations, as of Sphinx's warnings, of problems that were not shown.
        """
        places = self._locations | {_DETAILS.sub("", location) for location in others}
        found = {name for location in places for name in _docnames(env, location)}
        return sorted(found & env.found_docs)


def _docnames(env: BuildEnvironment, location: str) -> Iterator[str]:
    """Yield the page that a location names, or else the pages that include that file.

    The root page stands for a file that is in no page, because Sphinx checks the
    consistency of a project only if some page is read.
    """
    docname = location if location in env.found_docs else env.path2doc(location)
    if docname in env.found_docs:
        yield docname
        return
    path = Path(location)
    users = [
        docname
        for docname, files in env.dependencies.items()
        if any(Path(env.srcdir, file) == path for file in files)
    ]
    yield from users or [env.config.root_doc]
