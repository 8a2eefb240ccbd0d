"""Both parsers of PyYAML give the same nodes for texts that the one in C may read."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from sphinx_compass.pace import front_matter

SIMPLE = (
    "owner: lead",
    "owner: lead\ndate: 2026-01-02\ncount: 1.5\ntime: 12:30:45\nwhole: no\n",
    'description: "What it is: short, and #1"\n',
    "description: 'What \"it\" is'\nkeywords: [a, b c, D&E, f#g]",
    "redirect_from:\n  - a/b#c\n  - label d: e\nowner: Zoë\u2019s\n",
    "description: A: b\n",
)
SIGNS = "ab0é \u2019.:#&-,'\"[](){}<>|!?*%+=;@/\\\n~_\t"


def described(node: Any) -> object:
    """Return all that a node says."""
    if isinstance(node, tuple | list):
        return [described(item) for item in node]
    if not isinstance(node, yaml.Node):
        return node
    marks = (node.start_mark, node.end_mark)
    places = [(mark.index, mark.line, mark.column) for mark in marks]
    style = getattr(node, "style", None) or bool(getattr(node, "flow_style", False))
    return type(node), node.tag, style, places, described(node.value)


def result(load: Any, *arguments: Any) -> object:
    """Return what a function returns or the kind of error that it raises."""
    try:
        return described(load(*arguments))
    except (ValueError, yaml.YAMLError) as error:
        return type(error)


@given(
    st.sampled_from(SIMPLE),
    st.lists(st.tuples(st.integers(0, 80), st.integers(0, 1), st.text(SIGNS, max_size=2))),
)
def test_nodes_and_values_are_the_same(text: str, edits: list[tuple[int, int, str]]) -> None:
    """Whatever is typed into front matter."""
    for place, removed, added in edits:
        text = text[:place] + added + text[place + removed :]
    assume(front_matter.is_simple(text))
    usual = result(front_matter._compose, text, yaml.SafeLoader)
    assert result(front_matter.compose, text, yaml.SafeLoader) == usual
    assert result(front_matter.safe_load, text) == result(front_matter._safe_load, text)


@pytest.mark.parametrize("text", SIMPLE[:-1])
def test_common_front_matter_is_simple(text: str) -> None:
    """The parser in C reads what pages have."""
    assert front_matter.is_simple(text)
    assert front_matter.is_simple(f"{text}\n") != text.endswith("\n")


@pytest.mark.parametrize(
    "text", ["", "a", "a: &b c\n", "a: *b\n", "a: !b c\n", "a: {b: c}\n", "a: |\n  b\n", b"a: b\n"]
)
def test_other_texts_are_not(text: str | bytes) -> None:
    """Texts with anything special are left to the parser in Python."""
    assert not front_matter.is_simple(text)
