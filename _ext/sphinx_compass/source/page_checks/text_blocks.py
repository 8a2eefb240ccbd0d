"""The text that readers see, block by block, with the lines that it comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes

from sphinx_compass.organization.places import Location
from sphinx_compass.source.context import ancestors
from sphinx_compass.source.leftovers.base import CODE, OTHER, BlockPosition
from sphinx_compass.source.lines import without_inline_code

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_compass.source.page_checks.base import PageSource

_BLOCKS = (
    nodes.attribution,
    nodes.caption,
    nodes.line,
    nodes.paragraph,
    nodes.rubric,
    nodes.subtitle,
    nodes.term,
    nodes.title,
)
_UNSEEN = (nodes.comment, nodes.target, addnodes.index)
_OPAQUE = (
    nodes.footnote_reference,
    nodes.image,
    nodes.math,
    nodes.problematic,
    nodes.system_message,  # instead of a role that does not exist
)
_DELIMITER = re.compile(r"[ \t>]*+\|?(?:[ \t]*+:?-++:?[ \t]*+\|)++(?:[ \t]*+:?-++:?)?[ \t]*+")
# Sphinx makes typographic quotation marks of straight ones
_QUOTES = str.maketrans(dict.fromkeys('‘’‚‛“”„‟"', "'"))  # noqa: RUF001
_NEAR = 40  # lines around the one that the parser reports
_MOST_UNFOUND = 50  # literals in a block that are escaped; more would cost too much time


class SourceLine(NamedTuple):
    """A line of a file from which something on a page comes."""

    docname: str
    file: str  # name of the included file; empty for the page itself
    lines: Sequence[str]
    line: int  # from 1, as far as the parser says so

    @property
    def location(self) -> Location:
        """The line as problems have it."""
        return Location(self.docname, self.line, self.file)

    @property
    def text(self) -> str:
        """The text of the line; empty if there is no such line."""
        return self.lines[self.line - 1] if 0 < self.line <= len(self.lines) else ""


@dataclass(frozen=True)
class TextBlock:
    """A paragraph, heading, table cell or the like."""

    node: nodes.TextElement
    around: BlockPosition
    source: SourceLine  # of its first line

    @cached_property
    def text(self) -> str:
        """What readers see, with one character for code and one for references."""
        return "".join(_parts(self.node))

    def locations(self, literals: Sequence[str]) -> Iterator[Location | None]:
        """Yield the location of each literal, in their order; None if it is not in the source.

        That is so if its characters are escaped, because somebody wants readers to see them.
        """
        _docname, _file, lines, line = self.source
        raw = self.node.rawsource or "\n".join(lines[line - 1 : line - 1 + _NEAR])
        text, position = without_inline_code(raw).translate(_QUOTES), 0
        unfound: set[str] = set()
        for literal in literals:
            plain = literal.translate(_QUOTES)
            found = -1 if plain in unfound else text.find(plain, position)
            if found < 0:
                unfound.add(plain)
                if len(unfound) > _MOST_UNFOUND:
                    return
                yield None
                continue
            line += text.count("\n", position, found)
            position = found
            yield self.source._replace(line=_nearest(lines, plain, line)).location


def blocks(page: PageSource) -> Iterator[TextBlock]:
    """Yield the blocks of text of a page, without code and comments."""
    rows = {id(row): source for row, source in table_rows(page)}
    for parent in page.document.findall(nodes.Element):
        if isinstance(parent, nodes.system_message):
            continue
        before = None
        for child in parent.children:
            if isinstance(child, _BLOCKS):
                source = rows.get(id(parent.parent)) or source_of(child, page)
                yield TextBlock(child, _around(parent, before), source)
            before = child


def source_of(node: nodes.Element, page: PageSource) -> SourceLine:
    """Return the line of an element, as far as the parser says so."""
    line = next((item.line for item in (node, *ancestors(node)) if item.line), 1)
    return SourceLine(page.docname, *page.file_of(node.source), line)


def _around(parent: nodes.Element, before: nodes.Node | None) -> BlockPosition:
    match parent, before:
        case _, nodes.table():
            return BlockPosition.BELOW_TABLE
        case nodes.list_item(), None:
            return BlockPosition.ITEM
        case nodes.block_quote(), None:
            return BlockPosition.QUOTE
    return BlockPosition.OTHER


def table_rows(page: PageSource) -> Iterator[tuple[nodes.row, SourceLine]]:
    """Yield each row of each table that is written with ``|``, with its line."""
    for table in page.document.findall(nodes.table):
        head = source_of(table, page)
        if _DELIMITER.fullmatch(head._replace(line=head.line + 1).text):
            for index, row in enumerate(table.findall(nodes.row)):
                yield row, head._replace(line=head.line + index + bool(index))


def _parts(node: nodes.Element) -> Iterator[str]:
    for child in node.children:
        match child:
            case nodes.Text():
                yield child.astext()
            case nodes.raw():
                yield "\n" if is_line_break(child) else ""
            case nodes.literal():
                yield CODE
            case nodes.reference() if child.astext() == child.get("refuri"):
                yield OTHER
            case addnodes.pending_xref() if child["reftype"] != "myst":
                yield OTHER
            case nodes.Element():
                if isinstance(child, _OPAQUE):
                    yield OTHER
                elif not isinstance(child, _UNSEEN):
                    yield from _parts(child)


def is_line_break(node: nodes.raw) -> bool:
    """Tell whether a node is the line break that a backslash or two spaces make."""
    text = node.astext()
    return text.startswith("<br") and text.endswith("\n")


def _nearest(lines: Sequence[str], literal: str, line: int) -> int:
    """Return the line closest to the expected one that has a literal."""
    for distance in range(_NEAR):
        for candidate in (line + distance, line - distance):
            if not 0 < candidate <= len(lines):
                continue
            if literal in lines[candidate - 1].translate(_QUOTES):
                return candidate
    return line
