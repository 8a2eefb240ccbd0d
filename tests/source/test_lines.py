"""Source lines that parsers do not provide."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from myst_parser.mocking import MockState

from sphinx_compass.source.lines import SourceLines, first_line

# -- directives ----------------------------------------------------------------------


def test_first_line() -> None:
    """MyST counts the offset of the content from the directive, docutils from the page."""
    directive: Any = SimpleNamespace(state=None, lineno=10, content_offset=2)
    assert first_line(directive) == 3
    directive.state = MockState.__new__(MockState)
    assert first_line(directive) == 13


# -- references ----------------------------------------------------------------------

MYST = """\
# The {role}`Lead`

A {role}`Lead`
and a {role}`Lead`, with a {team}`Lead`.

Then {role}`the
one <Lead>`, {compass:role}`Lead`.

| {role}`Lead` |
"""


@pytest.mark.parametrize(
    ("kind", "markup", "block_line", "line"),
    [
        ("role", "Lead", 3, 3),
        ("role", "Lead", 1, 1),
        ("role", "Lead", 4, 4),
        ("role", "Lead", 6, 7),
        ("team", "Lead", 1, 4),
        ("role", "the\none <Lead>", 6, 6),
        ("role", "the one <Lead>", 6, 6),
        ("role", "Lead", 99, 9),  # the page ends before that line
        ("role", "Lead", 0, 1),
        ("role", "Nobody", 3, 3),  # included from another file
        ("area", "Lead", 3, 3),
    ],
)
def test_line(kind: str, markup: str, block_line: int, line: int) -> None:
    """A reference is at the first occurrence of its markup, starting at its block."""
    assert SourceLines(MYST).line(kind, markup, block_line) == line


def test_each_occurrence_is_taken_once() -> None:
    """Equal references in a block are at successive occurrences."""
    lines = SourceLines(MYST)
    assert [lines.line("role", "Lead", 3) for _ in range(4)] == [3, 4, 7, 9]
    # without more occurrences from line 3 on, the last one before it is taken, then none
    assert lines.line("role", "Lead", 3) == 1
    assert lines.line("role", "Lead", 3) == 3


def test_restructuredtext() -> None:
    """References in the notation of reStructuredText are found as well."""
    lines = SourceLines("A :role:`Lead`\n:compass:role:`Lead` and :role:`\nLead`.\n")
    assert [lines.line("role", "Lead", 1) for _ in range(3)] == [1, 2, 2]


def test_special_characters() -> None:
    """Names are not regular expressions."""
    lines = SourceLines("{role}`CSS`\n{role}`C.S`\n{role}`R&D (x)*`\n")
    assert lines.line("role", "C.S", 1) == 2
    assert lines.line("role", "R&D (x)*", 1) == 3


def test_quotation() -> None:
    """A name that continues on the next line of a quotation is found."""
    assert (
        SourceLines("Text.\n\n> A {role}`Product\n> Lead`.\n").line("role", "Product Lead", 1) == 3
    )


@pytest.mark.parametrize(
    "hidden",
    [
        "`` {role}`Lead` ``",
        "``` {role}`Lead` ```",
        "<!-- {role}`Lead` -->",
        "<!-- a\n{role}`Lead`\n-->",
        "% {role}`Lead`",
        "```\n{role}`Lead`\n```",
        "```md\n{role}`Lead`\n```",
        "~~~\n{role}`Lead`\n~~~",
        "````\n```\n{role}`Lead`\n```\n````",
        "```{code-block} md\n{role}`Lead`\n```",
        "```{raw} html\n{role}`Lead`\n```",
        "  ```md\n  {role}`Lead`\n  ```",
        "> ```md\n> {role}`Lead`\n> ```",
        ":::{code-block} md\n{role}`Lead`\n:::",
        "````{note}\n```md\n{role}`Lead`\n```\n````",
        ":::{note}\n```\n{role}`Lead`\n```\n:::",
        "<!--\n```\n-->\n```\n{role}`Lead`\n```",
    ],
)
def test_code_and_comments(hidden: str) -> None:
    """Code and comments contain no references."""
    text = f"{hidden}\n\n{{role}}`Lead`\n"
    assert SourceLines(text).line("role", "Lead", 1) == text.count("\n")


@pytest.mark.parametrize(
    "shown",
    [
        "```{note}\n{role}`Lead`\n```",
        "```{note}\n\n{role}`Lead`\n\n```",
        "````{note}\n```md\ncode\n```\n\n{role}`Lead`\n````",
        "````{note}\n```{tip}\nText\n```\n{role}`Lead`\n````",
        "```{note}\n~~~{tip}\n{role}`Lead`\n```",  # the outer fence closes the inner one
        "~~~{admonition} Of {role}`Lead`\nText\n~~~",
        ":::{role} A\n{role}`Lead`\n:::",
        ":::\n{role}`Lead`",  # closes nothing
        "```md\ncode\n`````\n{role}`Lead`",
        "Costs 5 % {role}`Lead`",
        "Text `code` and {role}`Lead`",
        "``not closed\n\n{role}`Lead` ``",  # inline code ends at a blank line
    ],
)
def test_text_that_is_no_code(shown: str) -> None:
    """References in directives, and near text that looks like code, are found."""
    lines = SourceLines(f"{shown}\n\nText {{role}}`Lead`\n")
    line = next(
        number for number, text in enumerate(shown.split("\n"), 1) if "{role}`Lead`" in text
    )
    assert lines.line("role", "Lead", 1) == line
    assert lines.line("role", "Lead", 1) == shown.count("\n") + 3


def test_code_without_an_end() -> None:
    """A fence that is not closed hides the rest of the page."""
    assert SourceLines("{role}`Lead`\n```md\n{role}`Lead`\n").line("role", "Lead", 2) == 1


@given(st.text("{role}`Ld<> :%-~!\n"), st.text(max_size=4), st.integers(-2, 9))
def test_any_text_is_searched(text: str, markup: str, block_line: int) -> None:
    """For any text, a line of the page or the line of the block is returned."""
    line = SourceLines(text).line("role", markup, block_line)
    assert line == block_line or 1 <= line <= text.count("\n") + 1
