"""Finds the sentences in the Markdown of a page, with the line of each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown_it.token import Token

EXPLAINED = "\ue000"  # precedes words that link to what they mean
_CODE = "code"  # stands for code, which counts as one word

# Directives whose content is not text of the page.
_NO_TEXT = ("code-block", "code", "eval-rst", "toctree", "image", "math", "mermaid", "raw")
_DIRECTIVE = re.compile(r"^\{(?P<name>[\w:-]+)\}")
_OPTION = re.compile(r":[\w-]+:|---\s*$")
_TARGET = re.compile(r"\s*<[^<>]*>$")
_HEADWORD = re.compile(r"\S")


@dataclass(slots=True)
class Text:
    """The sentences of a page as plain text, with an empty line between blocks."""

    content: str = ""
    headwords: set[str] = field(default_factory=set)  # terms that the page defines
    _starts: list[tuple[int, int]] = field(default_factory=list)  # offset and line of each line

    def add(self, line: int, block: str) -> None:
        """Add a block of text that begins at a line."""
        for number, part in enumerate(block.split("\n")):
            self._starts.append((len(self.content), line + number))
            self.content += f"{part}\n"
        self.content += "\n"

    def line_of(self, offset: int) -> int:
        """Return the line of the page that holds a character of the content."""
        return max((start for start in self._starts if start[0] <= offset), default=(0, 1))[1]


def text_of(source: str) -> Text:
    """Return the sentences of a page, without headings, code and front matter."""
    text = Text()
    _read(source.split("\n"), 1, text)
    return text


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    for plugin in (
        front_matter_plugin,
        myst_role_plugin,
        myst_block_plugin,
        colon_fence_plugin,
        deflist_plugin,
    ):
        parser.use(plugin)
    return parser


_MARKDOWN = _parser()


def _read(lines: list[str], first: int, text: Text) -> None:
    """Add the text of Markdown whose first line has a number."""
    in_heading = False
    for token in _MARKDOWN.parse("\n".join(lines)):
        line = first + (token.map or [0])[0]
        match token.type:
            case "heading_open" | "heading_close":
                in_heading = token.type == "heading_open"
            case "inline" if not in_heading and (block := _inline(token.children or [])).strip():
                text.add(line, block)
            case "fence" | "colon_fence":
                _read_directive(token, line, text)


def _read_directive(token: Token, line: int, text: Text) -> None:
    """Add the text of a directive, if it has some."""
    name = _DIRECTIVE.match(token.info.strip())
    if name is None or name["name"] in _NO_TEXT:
        return
    lines = token.content.split("\n")
    options = 0
    while options < len(lines) and (_OPTION.match(lines[options]) or not lines[options].strip()):
        options += 1
    body = lines[options:]
    if name["name"] == "glossary":
        text.headwords.update(item.strip() for item in body if _HEADWORD.match(item))
        body = [item.removeprefix("  ") if item.startswith("  ") else "" for item in body]
    _read(body, line + 1 + options, text)


def _inline(tokens: Iterable[Token]) -> str:
    """Return what readers see of text with markup, with its line breaks."""
    return "".join(_shown(tokens))


def _shown(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        match token.type:
            case "text":
                yield token.content
            case "softbreak" | "hardbreak":
                yield "\n"
            case "code_inline":
                yield _CODE
            case "myst_role":
                breaks = "\n" * token.content.count("\n")
                shown = _TARGET.sub("", token.content).replace("\n", " ")
                yield f"{EXPLAINED}{shown}{breaks}"
