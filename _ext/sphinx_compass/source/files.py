"""The files whose text a page shows: its own one, and those that it includes."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_compass.organization.places import Location
from sphinx_compass.source.context import ancestors

if TYPE_CHECKING:
    from sphinx.util.docutils import SphinxDirective


def included_file(source: str | None, page: Path, srcdir: Path) -> str:
    """Return the name of an included file, relative to the sources; empty for the page itself.

    ``source`` is the path that parsers note on nodes, and ``page`` is that of the page.
    """
    if not source or source.startswith("<"):
        return ""
    path = srcdir / source.partition(":docstring of ")[0]
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

    def __init__(self, document: nodes.document, text: str, page: Path, srcdir: Path) -> None:
        """Take the parsed page, its own text and path, and the folder of all sources."""
        self._document = document
        self._text = text
        self._page = page
        self._srcdir = srcdir

    def of(self, node: nodes.Element) -> str:
        """Return the name of the included file that a node is from; empty for the page."""
        sources = (item.source for item in (node, *ancestors(node)))
        return self._included(next(filter(None, sources), None))

    def text(self, name: str) -> str:
        """Return the text of an included file, or of the page; empty if it cannot be read."""
        if not name:
            return self._text
        try:
            return (self._srcdir / name).read_text(encoding="utf-8")
        except (OSError, ValueError):
            return ""

    @cached_property
    def included(self) -> tuple[str, ...]:
        """The names of all files whose markup the page includes, sorted."""
        found = {node.source for node in self._document.findall(nodes.paragraph) if node.source}
        return tuple(sorted({self._included(source) for source in found} - {""}))

    def _included(self, source: str | None) -> str:
        return included_file(source, self._page, self._srcdir)
