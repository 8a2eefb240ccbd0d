"""Checks that directives are written as such, and that they exist and have a content."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pygments.lexers import find_lexer_class_by_name
from pygments.util import ClassNotFound

from sphinx_compass.organization.kinds import KINDS
from sphinx_compass.organization.messages import _
from sphinx_compass.organization.problems import Problem, Subtype, did_you_mean
from sphinx_compass.organization.text import fold, invisible_characters
from sphinx_compass.source.directive_names import known_directives

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_compass.source.blocks import Block
    from sphinx_compass.source.page_checks.base import PageSource

_WORD = re.compile(
    r"[{(\[<]*[ ]?(?P<name>[A-Za-z][\w:-]*)[ ]?[})\]>]*:*"
    r"(?:(?:\s+|(?<=[})\]>]))(?P<argument>.*?))?\s*[})\]>]?"
)
_INDENTED = re.compile(
    r"(?: {4}|\t)\s*(?P<fence>`{3,}|:{3,})\s*\{(?P<name>[^}\s]+)\}\s*(?P<argument>.*)"
)
# What blocks of colons are called in other systems
_ELSEWHERE = {
    **dict.fromkeys(("abstract", "info", "question", "summary", "todo"), "note"),
    **dict.fromkeys(("check", "success"), "tip"),
    **dict.fromkeys(("bug", "failure"), "warning"),
    **dict.fromkeys(("details", "spoiler"), "dropdown"),
    "columns": "grid",
    "quote": "epigraph",
}
_WITH_TEXT = frozenset(
    {"admonition", "attention", "caution", "danger", "error", "hint", "important", "note"}
    | {"seealso", "tip", "warning", "dropdown", "epigraph", "sidebar", "topic"}
)
_TITLED = frozenset({"admonition", "dropdown", "sidebar", "topic"})
_OPTION = re.compile(r":[^:].*")


def without_braces(page: PageSource) -> Iterator[Problem]:
    """Yield a problem for each block with the name of a directive that has no braces."""
    names = known_directives(page.document.settings.env)
    for block in page.blocks if page.is_markdown else ():
        match = _WORD.fullmatch(block.info) if block.info and not block.name else None
        if match is None:
            continue
        name, argument = _meant(block, match["name"], names), match["argument"] or ""
        if name:
            yield Problem(
                page.location(block.line),
                Subtype.BLOCK,
                _("The name '{name}' has no braces, so this block is not a directive").format(
                    name=match["name"]
                )
                if "{" not in block.info
                else _("The braces around '{name}' are not read as those of a directive").format(
                    name=match["name"]
                ),
                _("write '{written}'").format(
                    written=f"{block.fence}{{{name}}} {argument}".strip()
                ),
                _lost(page, block, name, argument),
                block.end,
            )


def _meant(block: Block, word: str, names: frozenset[str]) -> str:
    """Return the directive that a block without braces means; empty if it means none."""
    known = word.lower() if word.lower() in names else ""
    if block.fence.startswith(":"):
        return known or _ELSEWHERE.get(word.lower()) or _closest(word, names)
    has_braces = block.info.startswith(("{", "(", "[")) or block.info[len(word) :].startswith("}")
    return known if has_braces or not _is_language(word) else ""


def _closest(word: str, names: frozenset[str], cutoff: float = 0.8) -> str:
    close = get_close_matches(word.lower(), sorted(names), n=1, cutoff=cutoff)
    return next(iter(close), "")


def _is_language(word: str) -> bool:
    try:
        find_lexer_class_by_name(word)
    except ClassNotFound:
        return word in {"mermaid", "math"}
    return True


def _lost(page: PageSource, block: Block, name: str, argument: str) -> frozenset[tuple[str, str]]:
    """Return what is not declared because a block is not read as a directive."""
    if name in {*KINDS, "steps"}:
        return frozenset({(name, fold(argument))})
    if name == "glossary":
        written = (text for _number, text in block.content(page.lines))
        return frozenset(("term", fold(text)) for text in written if text[:1].strip())
    return frozenset()


def unknown(page: PageSource) -> Iterator[Problem]:
    """Yield a problem for each directive that does not exist."""
    env = page.document.settings.env
    names = known_directives(env)
    for block in page.blocks if page.is_markdown else ():
        domain, _colon, _name = block.full_name.rpartition(":")
        if not block.name or invisible_characters(block.name):
            continue
        if block.name in names and (not domain or domain in env.domains):
            continue
        name = _closest(block.name, names, cutoff=0.6)
        kind = _closest(block.name, frozenset(KINDS), cutoff=0.6)
        yield Problem(
            page.location(block.line),
            Subtype.BLOCK,
            _("There is no directive named '{name}'").format(name=block.full_name),
            did_you_mean(
                [f"{{{close}}}" for close in dict.fromkeys((kind, name)) if close],
                _("correct the name between the braces"),
            ),
            _lost(page, block, kind or name, block.argument),
            block.end,
        )


def indented(page: PageSource) -> Iterator[Problem]:
    """Yield a problem for each directive that is shown as code because it is indented."""
    code = [block for block in page.blocks if not block.name]
    in_code = {number for block in code for number in block.content_lines}
    shown = {
        line.strip()
        for node in page.literal_blocks
        for line in node.astext().splitlines()
        if _INDENTED.match(f"    {line}")
    }
    for number, line in enumerate(page.lines if page.is_markdown else (), start=1):
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
            frozenset({(match["name"], fold(match["argument"]))}),
        )


def empty(page: PageSource) -> Iterator[Problem]:
    """Yield a problem for each block such as a note that has no text."""
    for block in page.blocks if page.is_markdown else ():
        if block.name not in _WITH_TEXT or not block.is_whole:
            continue
        has_argument = bool(block.argument) and block.name not in _TITLED
        written = [text.strip() for _number, text in block.content(page.lines)]
        if has_argument or any(text and not _OPTION.match(text) for text in written):
            continue
        yield Problem(
            page.location(block.line),
            Subtype.BLOCK,
            _("The block '{name}' has no text").format(name=block.name),
            _("write it below the first line, or remove the block"),
        )


TEXT_CHECKS = (without_braces, unknown, indented, empty)
