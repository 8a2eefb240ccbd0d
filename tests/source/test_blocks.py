"""Fenced blocks of Markdown pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compass.source.blocks import blocks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":::{note}\nText.\n:::", [("note", 1, 3, True)]),
        ("Text.\n\n```{team} Makers\n```", [("team", 3, 4, True)]),
        ("- :::{tip}\n  Text.\n  :::", [("tip", 1, 3, True)]),
        ("> :::{tip}\n> Text.\n> :::", [("tip", 1, 3, True)]),
        ("::::{grid}\n:::{card}\n:::\n::::", [("grid", 1, 4, True), ("card", 2, 3, True)]),
        ("```python\n:::{note}\n```", [("", 1, 3, True)]),
        ("````md\n```{note}\n```\n````", [("", 1, 4, True)]),
        (":::{note}\nText.", [("note", 1, 2, False)]),
        ("```a `b` c\nText.", []),
        ("Text.\n:::\nText.", [("", 2, 3, False)]),
    ],
)
def test_blocks(text: str, expected: list[tuple[str, int, int, bool]]) -> None:
    """Each block has its name, its first and last line, and whether it is closed."""
    found = blocks(text.split("\n"))
    assert [(item.name, item.line, item.end, item.is_closed) for item in found] == expected


def test_one_fence_closes_two_blocks() -> None:
    """A fence closes the outermost block that it fits, which then knows the inner one."""
    outer, inner = blocks([":::{role} A", ":::{role} B", ":::"])
    assert (outer.is_closed, outer.inner) == (True, inner)
    assert not inner.is_closed


def test_argument_and_content() -> None:
    """The argument is what follows the name; the content is between the fences."""
    (block,) = blocks([":::{compass:role}  Product Lead ", ":area: x", "", ":::"])
    assert (block.name, block.argument) == ("role", "Product Lead")
    assert list(block.content_lines) == [2, 3]


@given(st.lists(st.sampled_from([":::", "::::", ":::{a}", "```", "```x", "~~~", "text"])))
def test_any_lines_are_read(lines: list[str]) -> None:
    """Every block begins and ends within the page, and inside its parent."""
    for block in blocks(lines):
        assert 1 <= block.line <= block.end <= len(lines)
        if block.parent is not None:
            assert block.parent.line < block.line
            assert block.end <= block.parent.end
