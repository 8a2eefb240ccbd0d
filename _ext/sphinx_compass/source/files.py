"""The files whose text a page shows: its own one, and those that it includes."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from sphinx_compass.organization.places import Location
from sphinx_compass.source.context import ancestors

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from docutils import nodes
    from sphinx.util.docutils import SphinxDirective


def included_file(source: str | None, page: Path, srcdir: Path) -> str:
    """Return the name of an included file, relative to the sources; empty for the page itself.

    ``source`` is the path that parsers note on nodes, and ``page`` is that of the page.
    """
    if not source or source.startswith("<"):
        return ""
    name = Path(source.partition(":docstring of ")[0])
    # docutils notes paths that are relative to the current folder; links are not followed
    paths = (Path(os.path.abspath(name)), srcdir / name)  # noqa: PTH100
    path = next(filter(Path.exists, paths), srcdir / name)
    if path == page:
        return ""
    return path.relative_to(srcdir).as_posix() if path.is_relative_to(srcdir) else str(path)


def location_of(directive: SphinxDirective) -> Location:
    """Return the location of the first line of a directive."""
    env = directive.env
    docname = env.current_document.docname
    source, _line = directive.get_source_info()
    file = included_file(source, Path(env.doc2path(docname)), Path(env.srcdir))
    return Location(docname, directive.lineno, file)


class SourceFiles:
    """The texts of the files of the page that is being read."""

    def __init__(
        self,
        document: nodes.document,
        text: str,
        page: Path,
        srcdir: Path,
        parts: Mapping[str, Collection[int]] = MappingProxyType({}),
    ) -> None:
        """Take the parsed page, its own text and path, and the folder of all sources.

        ``parts`` are the indexes of the lines that the page includes, by path.
        """
        self._document = document
        self._text = text
        self._page = page
        self._srcdir = srcdir
        self._names: dict[str | None, str] = {}  # of files, by what parsers note on nodes
        self._parts = {self._included(path): lines for path, lines in parts.items()}

    def of(self, node: nodes.Element) -> str:
        """Return the name of the included file that a node is from; empty for the page."""
        sources = (item.source for item in (node, *ancestors(node)))
        return self._included(next(filter(None, sources), None))

    def text(self, name: str) -> str:
        """Return the text of an included file, or of the page; empty if it cannot be read.

        Lines that the page does not include are empty.
        """
        if not name:
            return self._text
        try:
            lines = (self._srcdir / name).read_text(encoding="utf-8").split("\n")
        except (OSError, ValueError):
            return ""
        shown = self._parts.get(name, range(len(lines)))
        return "\n".join(line if index in shown else "" for index, line in enumerate(lines))

    @cached_property
    def included(self) -> tuple[str, ...]:
        """The names of all files whose Markdown the page includes, sorted."""
        return tuple(sorted(name for name, lines in self._parts.items() if lines))

    def _included(self, source: str | None) -> str:
        if source not in self._names:
            self._names[source] = included_file(source, self._page, self._srcdir)
        return self._names[source]
