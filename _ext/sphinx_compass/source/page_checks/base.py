"""What checks of single pages get."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from docutils import nodes

from sphinx_compass.organization.places import Location
from sphinx_compass.source.blocks import blocks
from sphinx_compass.source.files import included_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sphinx_compass.organization.problems import Problem
    from sphinx_compass.source.blocks import Block


@dataclass(frozen=True)
class PageSource:
    """The text of a page, or of a file that it includes, and what the parser made of the page."""

    docname: str
    text: str
    is_markdown: bool
    document: nodes.document  # of the page, before references are resolved
    file: str = ""  # name of the included file, relative to the sources
    _files: dict[str, Sequence[str]] = field(default_factory=dict, init=False, compare=False)
    _names: dict[str | None, str] = field(default_factory=dict, init=False, compare=False)

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text; the first one has the index 0."""
        return self.text.split("\n")

    @cached_property
    def blocks(self) -> list[Block]:
        """All fenced blocks, in the order of their first lines."""
        return blocks(self.lines)

    @cached_property
    def literal_blocks(self) -> list[nodes.literal_block]:
        """The code that the page shows."""
        return list(self.document.findall(nodes.literal_block))

    @cached_property
    def _page(self) -> Path:
        return Path(self.document["source"])

    @cached_property
    def _folder(self) -> Path:
        """The folder of all sources."""
        name = self._page.as_posix().removesuffix(self._page.suffix)
        return Path(name.removesuffix(self.docname))

    def location(self, line: int) -> Location:
        """Return the location of a line, which is counted from 1."""
        return Location(self.docname, line, self.file)

    def file_of(self, source: str | None) -> tuple[str, Sequence[str]]:
        """Return the name of the included file that a node is from, and its lines.

        The name is empty for the page itself, and the lines if the file cannot be read.
        ``source`` is the path that parsers note on nodes.
        """
        if source not in self._names:
            self._names[source] = included_file(source, self._page, self._folder)
        name = self._names[source]
        if not name:
            return "", self.lines
        if name not in self._files:
            try:
                text = (self._folder / name).read_text(encoding="utf-8")
            except (OSError, ValueError):
                text = ""
            self._files[name] = text.split("\n")
        return name, self._files[name]


PageCheck: TypeAlias = "Callable[[PageSource], Iterator[Problem]]"
