"""Checks that fenced blocks are closed, and are not in blocks that they cannot be in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_compass.organization.kinds import KINDS
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.organization.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_compass.source.blocks import Block
    from sphinx_compass.source.page_checks.base import PageSource

_DECLARATION = re.compile(rf"[ \t>]*[`:]{{3,}}\s*\{{(?:compass:)?({'|'.join(KINDS)})\}}\s*(.+)")


def unclosed(page: PageSource) -> Iterator[Problem]:
    """Yield a problem for the first block of a page that is not closed as it is meant.

    What follows it is parsed as its content, so later ones may only follow from it.
    """
    blocks = page.blocks if page.is_markdown else ()
    for index, block in enumerate(blocks):
        if block.is_whole:
            continue
        inner = block.inner
        if inner is not None and not inner.fence.startswith(block.fence):
            continue  # the inner one is the one without an end
        if block.is_empty_fence:
            yield _closes_nothing(page, block)
        elif inner is not None and any(_is_left_over(later) for later in blocks[index + 1 :]):
            yield _closed_too_early(page, block, inner)
        else:
            yield _never_closed(page, block)
        return


def _is_left_over(block: Block) -> bool:
    """Tell whether a closing fence closes nothing, so that it opens a block."""
    return not block.info and not block.is_closed


def _closes_nothing(page: PageSource, block: Block) -> Problem:
    return Problem(
        page.location(block.line),
        Subtype.BLOCK,
        _("The line '{fence}' closes no block").format(fence=block.fence),
        _("remove it"),
    )


def _closed_too_early(page: PageSource, block: Block, inner: Block) -> Problem:
    return Problem(
        page.location(block.line),
        Subtype.BLOCK,
        _("The block that begins here ends at line {line}, together with the block in it").format(
            line=block.end
        ),
        _("write '{fence}' at its beginning and at its end").format(
            fence=inner.fence + inner.fence[0]
        ),
    )


def _never_closed(page: PageSource, block: Block) -> Problem:
    following = next((item for item in page.blocks if item.parent is block), None)
    where = _("below it")
    if following is not None and following.fence.startswith(block.fence):
        where = _("above line {line}").format(line=following.line)
    swallowed = page.lines[block.line : block.end] if not block.holds_markdown else ()
    found = filter(None, map(_DECLARATION.match, swallowed))
    return Problem(
        page.location(block.line),
        Subtype.BLOCK,
        _("The block that begins here is never closed"),
        _("write a line '{fence}' {where}").format(fence=block.fence, where=where),
        frozenset((match[1], fold(match[2])) for match in found),
        block.end,
    )


def nested_declarations(page: PageSource) -> Iterator[Problem]:
    """Yield a problem for each declaration inside another one."""
    for block in page.blocks if page.is_markdown else ():
        around = next((item for item in _around(block) if item.name in KINDS), None)
        if (
            block.name in KINDS
            and around is not None
            and all(item.is_whole for item in _around(block))
        ):
            yield Problem(
                page.location(block.line),
                Subtype.BLOCK,
                _("This declaration is inside the one of '{name}'").format(name=around.argument),
                _("move it below line {line}, where that one ends").format(line=around.end),
            )


def _around(block: Block) -> Iterator[Block]:
    while block.parent is not None:
        block = block.parent
        yield block


TEXT_CHECKS = (unclosed, nested_declarations)
