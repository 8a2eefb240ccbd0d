"""Pages that nest blocks too deeply for parsers."""

from __future__ import annotations

import pytest

from sphinx_compass.organization.problems import Subtype
from sphinx_compass.source.nesting import DEEPEST, cut


def line_of(text: str, *, is_markdown: bool = True) -> int | None:
    """Return the line of the problem; None without one."""
    rest, problem = cut("page", text, is_markdown=is_markdown)
    if problem is None:
        assert rest == text
        return None
    assert problem.subtype is Subtype.NESTING
    assert text.startswith(rest)
    return problem.location.line


@pytest.mark.parametrize("line", [":::{note}", "```{note}", "> - ~~~{note} x", ":::note"])
def test_directives(line: str) -> None:
    """The first directive in too many others is reported, and all of them are left out."""
    assert cut("page", f"Text.\n{line}\n" + f"{line}\n" * DEEPEST, is_markdown=True)[0] == "Text."
    assert line_of(f"{line}\n\n" * DEEPEST) is None
    assert line_of(f"{line}\n\n" * 10_000) == 2 * DEEPEST + 1


@pytest.mark.parametrize(
    "text",
    [
        ":::{note}\n:::\n" * 100,
        "```{note}\ntext\n```\n" * 100,
        "```python\n" + ":::{note}\n" * 100 + "```\n",
        "~~~\n" + "```{note}\n" * 100,
        "::::{a}\n" + ":::{b}\n" * 20 + "::::\n" + "```` x\n" * 50,
        "```` a `b`\n" * 100,
        "- " * 100,
    ],
)
def test_not_nested(text: str) -> None:
    """Blocks one after another, code, and inline code are not nested."""
    assert line_of(text) is None


def test_indentation() -> None:
    """In reStructuredText, blocks are in each other if they are indented further."""
    text = "\n".join(" " * number + "x" for number in range(100))
    assert line_of(text) is None
    assert line_of(text, is_markdown=False) == DEEPEST + 2
    assert line_of(f"```{{eval-rst}}\n{text}\n```") == DEEPEST + 3
    assert line_of("x\n x\n" * 100, is_markdown=False) is None
