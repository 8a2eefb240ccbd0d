"""Finds the lines of unsafe parts of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_compass.organization.places import Location
from sphinx_compass.source.context import ancestors

if TYPE_CHECKING:
    from sphinx_compass.source.files import SourceFiles

_MOST_LINES = 200  # of a block, to look for a text in


class Places:
    """The lines of a page, and of the files that it includes."""

    def __init__(self, docname: str, files: SourceFiles) -> None:
        """Take the name of the page and its files."""
        self._docname = docname
        self._files = files
        self._lines: dict[str, list[str]] = {}
        self._first_lines: dict[str, dict[str, int]] = {}  # of each text on a line, by file

    def of(self, node: nodes.Element, text: str = "") -> Location:
        """Return the location of a node, or of the first line from there on with a text."""
        file = self._files.of(node)
        if file not in self._lines:
            self._lines[file] = self._files.text(file).split("\n")
        lines = self._lines[file]
        line = self._headword_line(node, file) or next(
            filter(None, (item.line for item in (node, *ancestors(node)))), 1
        )
        found = (
            number
            for number in range(line, min(line + _MOST_LINES, len(lines)) + 1)
            if text and text in lines[number - 1]
        )
        return Location(self._docname, next(found, line), file)

    def _headword_line(self, node: nodes.Element, file: str) -> int:
        """Return the line of the headword that has a node; 0 if none has.

        In MyST, Sphinx counts the lines of headwords from their glossary on.
        """
        term = next((item for item in ancestors(node) if isinstance(item, nodes.term)), None)
        if term is None or not term.rawsource:
            return 0
        if file not in self._first_lines:
            numbered = enumerate(self._lines[file], start=1)
            found = self._first_lines[file] = {}
            for number, line in numbered:
                found.setdefault(line.strip(), number)
        return self._first_lines[file].get(term.rawsource.strip(), 0)
