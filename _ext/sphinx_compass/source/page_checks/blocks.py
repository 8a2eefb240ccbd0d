"""Checks that fenced blocks are closed, and that directives are written as such."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pygments.lexers import find_lexer_class_by_name
from pygments.util import ClassNotFound

from sphinx_compass.organization.messages import _
from sphinx_compass.organization.problems import Problem, Subtype
from sphinx_compass.source.directive_names import known_directives

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_compass.source.blocks import Block
    from sphinx_compass.source.page_checks.base import PageSource

_WORD = re.compile(r"[{(\[<]?(?P<name>[A-Za-z][\w:-]*)[})\]>]?:?(?:\s+(?P<argument>.*))?")
_INDENTED = re.compile(r"(?: {4}|\t)\s*(?P<fence>`{3,}|:{3,})\{(?P<name>[^}\s]+)\}")


def unclosed(page: PageSource) -> Iterator[Problem]:
    """Yield a problem for the first block of a page that is never closed.

    What follows it is parsed as its content, so later ones may only follow from it.
    """
    if not page.is_markdown:
        return
    for block in page.blocks:
        inner = block.inner
        if block.is_closed and inner is None:
            continue
        if block.is_closed and inner is not None and not inner.fence.startswith(block.fence):
            continue  # the inner one is the one without an end
        following = next((item for item in page.blocks if item.parent is block), None)
        where = _("below it")
        if following is not None and following.fence.startswith(block.fence):
            where = _("above line {line}").format(line=following.line)
        yield Problem(
            page.location(block.line),
            Subtype.BLOCK,
            _("The block that begins here is never closed"),
            _("write a line '{fence}' {where}").format(fence=block.fence, where=where),
        )
        return


def without_braces(page: PageSource) -> Iterator[Problem]:
    """Yield a problem for each block with the name of a directive that has no braces."""
    if not page.is_markdown:
        return
    names = known_directives(page.document.settings.env)
    for block in page.blocks:
        match = _WORD.fullmatch(block.info) if block.info and not block.name else None
        if match is None:
            continue
        name = _meant(block, match["name"], names)
        if name:
            written = f"{block.fence}{{{name}}} {match['argument'] or ''}".strip()
            yield Problem(
                page.location(block.line),
                Subtype.BLOCK,
                _("The name '{name}' has no braces, so this block is no directive").format(
                    name=match["name"]
                ),
                _("write '{written}'").format(written=written),
            )


def _meant(block: Block, word: str, names: frozenset[str]) -> str:
    """Return the directive that a block without braces means; empty if it means none."""
    if block.fence.startswith(":"):
        close = get_close_matches(word.lower(), sorted(names), n=1, cutoff=0.8)
        return word.lower() if word.lower() in names else next(iter(close), "")
    has_braces = block.info.startswith(("{", "(", "[")) or word.endswith("}")
    return word if word in names and (has_braces or not _is_language(word)) else ""


def _is_language(word: str) -> bool:
    try:
        find_lexer_class_by_name(word)
    except ClassNotFound:
        return word in {"mermaid", "math"}
    return True


def indented(page: PageSource) -> Iterator[Problem]:
    """Yield a problem for each directive that is shown as code because it is indented."""
    if not page.is_markdown:
        return
    code = [block for block in page.blocks if not block.name]
    in_code = {number for block in code for number in block.content_lines}
    shown = {
        line.strip()
        for node in page.literal_blocks
        for line in node.astext().splitlines()
        if _INDENTED.match(f"    {line}")
    }
    for number, line in enumerate(page.lines, start=1):
        match = _INDENTED.match(line)
        before = page.lines[number - 2].strip() if number > 1 else ""
        if match is None or before or number in in_code or line.strip() not in shown:
            continue
        yield Problem(
            page.location(number),
            Subtype.BLOCK,
            _("This block is indented by four spaces, so it is shown as code"),
            _("move '{fence}{{{name}}}' and the lines of the block to the left margin").format(
                fence=match["fence"], name=match["name"]
            ),
        )


TEXT_CHECKS = (unclosed, without_braces, indented)
