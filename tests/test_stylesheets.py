"""The stylesheets: every color and size is a design token."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import tinycss2
from tinycss2.color5 import parse_color

from conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tinycss2.ast import Node

TOKENS = "compass-tokens.css"
FOLDERS = (ROOT / "_ext" / "sphinx_compass", ROOT / "_static")
SHEETS = [path for folder in FOLDERS for path in sorted(folder.rglob("*.css"))]
TOKENS_TEXT = (FOLDERS[0] / "tokens" / TOKENS).read_text(encoding="utf-8")

# Units that are relative to the text around, to the window or container, or no lengths.
RELATIVE = {"em", "fr", "vh", "vw", "dvh", "cqi", "s", "ms", "deg", "turn"}
COLORLESS = {"transparent", "currentcolor"}


def raw_values(css: str) -> list[str]:
    """Return the colors and lengths in the declarations of a stylesheet, with their lines."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return [f"{value.source_line}: {value.serialize()}" for value in _raw(rules)]


def _raw(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        if node.type == "qualified-rule" or (node.type == "at-rule" and node.content is not None):
            yield from _raw(
                tinycss2.parse_blocks_contents(
                    node.content, skip_comments=True, skip_whitespace=True
                )
            )
        elif node.type == "declaration":
            yield from _raw_in(node.value)


def _raw_in(values: Iterable[Node]) -> Iterator[Node]:
    """Yield the raw values among the parts of a value; a function has parts of its own."""
    for value in values:
        is_color = value.type in {"hash", "ident", "function"} and parse_color(value) is not None
        if value.type == "dimension":
            if value.value != 0 and value.lower_unit not in RELATIVE:
                yield value
        elif is_color and not (value.type == "ident" and value.lower_value in COLORLESS):
            yield value
        elif value.type == "function":
            yield from _raw_in(value.arguments)
        elif value.type in {"() block", "[] block"}:
            yield from _raw_in(value.content)


@pytest.mark.parametrize(
    ("css", "found"),
    [
        ("p { margin: 0 auto; color: var(--x); line-height: 1.5; width: 50%; gap: 2em }", []),
        ("@media (min-width: 48rem) { p { margin: 4px 0 } }", ["4px"]),
        ("p {\n color: #fff;\n border: 1px solid red }", ["#fff", "1px", "red"]),
        ("p { width: calc(100vh - 2rem) }", ["2rem"]),
        ("p { color: light-dark(#000, white) }", ["light-dark(#000, white)"]),
        ("p { color: rgb(1 2 3); background: none; fill: currentcolor }", ["rgb(1 2 3)"]),
        ("@keyframes x { to { top: 1px } }", ["1px"]),
    ],
)
def test_raw_values_are_found(css: str, found: list[str]) -> None:
    """A raw value is found wherever it is; conditions of media are none."""
    assert [value.partition(": ")[2] for value in raw_values(css)] == found


def test_there_are_stylesheets() -> None:
    """The stylesheets are where the test below looks for them."""
    assert {path.name for path in SHEETS} >= {TOKENS, "compass.css", "base.css", "chips.css"}


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_colors_and_sizes_are_tokens(path: Path) -> None:
    """Only the stylesheet of tokens has colors and lengths."""
    found = raw_values(path.read_text(encoding="utf-8"))
    assert (found == []) == (path.name != TOKENS), found


def test_other_themes_are_light_unless_they_say_otherwise() -> None:
    """A dark system does not make cards dark on the light pages of a theme such as alabaster."""
    schemes = dict(re.findall(r"^(\S+) \{\n  color-scheme: ([\w ]+);", TOKENS_TEXT, re.MULTILINE))
    assert schemes == {
        ":root": "light",
        '[data-theme="auto"]': "light dark",
        '[data-theme="dark"]': "dark",
    }


def test_each_token_exists_and_is_used() -> None:
    """A misspelled token makes a declaration invalid, and nobody notices an unused one."""
    known = set(re.findall(r"^ *(--compass-[\w-]+):", TOKENS_TEXT, re.MULTILINE))
    texts = [path.read_text(encoding="utf-8") for path in SHEETS]
    used = {name for text in texts for name in re.findall(r"var\((--compass-[\w-]+)", text)}
    own = {name for text in texts for name in re.findall(r"(--compass-[\w-]+):", text)}
    assert (sorted(used - own), sorted(known - used)) == ([], [])
