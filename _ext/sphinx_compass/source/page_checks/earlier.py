"""Checks blocks of earlier versions: where they are, and their entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.places import Location
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.source.dates import month_names
from sphinx_compass.source.directive_blocks import directive_blocks
from sphinx_compass.source.earlier_entries import EntryReader, wrong_dates
from sphinx_compass.source.earlier_versions import NAME, earlier_versions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_compass.source.directive_blocks import DirectiveBlock
    from sphinx_compass.source.page_checks.base import PageSource

# What can follow the block: menus, labels, and what readers see elsewhere or not at all.
_AFTER = (
    addnodes.index,
    addnodes.toctree,
    nodes.citation,
    nodes.comment,
    nodes.footnote,
    nodes.Invisible,
    nodes.system_message,
    nodes.target,
    nodes.transition,  # above the footnotes
)


def places(page: PageSource) -> Iterator[Problem]:
    """Yield a problem for each block that is not the only one, at the end of the page."""
    found = list(page.document.findall(earlier_versions))
    for block in found[1:]:
        yield Problem(
            _location(page, block),
            Subtype.EARLIER,
            _("The page has a second block of earlier versions"),
            _("move its entries to the one in line {line}").format(
                line=_location(page, found[0]).line
            ),
        )
    for block in found[:1]:
        if len(found) == 1 and not _is_last(block):
            yield Problem(
                _location(page, block),
                Subtype.EARLIER,
                _("The earlier versions are not at the end of the page"),
                _("move the block there; only a 'toctree' can stand below it"),
            )


def _location(page: PageSource, block: earlier_versions) -> Location:
    file, _lines = page.file_of(block.source)
    return Location(page.docname, block.line or 1, file)


def _is_last(node: nodes.Element) -> bool:
    """Tell whether a node is in no other block, and nothing but menus and labels follows it."""
    while not isinstance(node, nodes.document):
        parent = node.parent
        if not isinstance(parent, nodes.document | nodes.section):
            return False
        below = parent.children[parent.index(node) + 1 :]
        if not all(_can_follow(other) for other in below):
            return False
        node = parent
    return True


def _can_follow(node: nodes.Node) -> bool:
    if isinstance(node, nodes.compound) and "toctree-wrapper" in node["classes"]:
        return True
    return isinstance(node, _AFTER)


def entries(page: PageSource) -> Iterator[Problem]:
    """Yield a problem for each entry of a block that is not read as it is meant."""
    for block in directive_blocks(NAME, page.lines, page.blocks, is_markdown=page.is_markdown):
        yield from _entry_problems(page, block)


def _entry_problems(page: PageSource, block: DirectiveBlock) -> Iterator[Problem]:
    months = month_names(page.document.settings.env.config.language)
    reader = EntryReader(months, block.is_markdown)
    reader.read(block)
    found = [*reader.slips, *wrong_dates(reader.entries, months)]
    last = block.content[-1][0] if block.content else block.line
    for line, message, suggestion in sorted(found):
        yield Problem(page.location(line), Subtype.EARLIER, message, suggestion, last_line=last)
    if not found and not reader.entries:
        yield Problem(
            page.location(block.line),
            Subtype.EARLIER,
            _("This block of earlier versions has no entries"),
            _("write a date on the next line, and below it what was different, or remove it"),
        )


CHECKS = (places,)
TEXT_CHECKS = (entries,)
