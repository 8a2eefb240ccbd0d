"""Markup that readers would see is found with its line, and nothing else is."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from parsing_markdown import page_of
from sphinx_compass.organization.problems import Subtype
from sphinx_compass.source.page_checks import markup, names, tables
from visible_markup import MISTAKES, page_with

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_compass.organization.problems import Problem
    from sphinx_compass.source.page_checks.base import PageSource

AROUND = {
    "paragraph": "{}",
    "below lines of the same paragraph": "A line `{{role}} x`\nand {{role}}`Makers`\n{}",
    "list": "- one\n- two\n\n  {}",
    "quotation": "> Text.\n>\n> {}",
    "admonition": ":::{{note}}\nText.\n\n{}\n:::",
}


def problems(page: PageSource) -> list[Problem]:
    """Return everything that these checks find on a page."""
    checks = (*markup.CHECKS, *markup.TEXT_CHECKS, *tables.CHECKS, *names.CHECKS)
    return [problem for check in checks for problem in check(page)]


def found(text: str) -> list[tuple[int, str]]:
    """Return the lines and subtypes of all problems of a page."""
    return [(item.location.line, item.subtype.value) for item in problems(page_of(text))]


@pytest.mark.parametrize("smart_quotes", [False, True])
@pytest.mark.parametrize("text", MISTAKES.values(), ids=MISTAKES)
def test_each_mistake_is_found_once_on_its_line(text: str, *, smart_quotes: bool) -> None:
    """One mistake gives one problem at the line of the mistake."""
    page, line = page_with(text)
    found_here = problems(page_of(page, smart_quotes=smart_quotes))
    assert [(item.location.line, item.subtype) for item in found_here] == [(line, Subtype.MARKUP)]
    assert all(item.suggestion and "\ue010" not in str(item) for item in found_here)


INLINE = [
    name
    for name, text in MISTAKES.items()
    if "\n" not in text
    and not text.startswith(("|", "[", "(", "-", "#", ">", "!", ":", "h2", "=", "<", "."))
]


@pytest.mark.parametrize("around", AROUND.values(), ids=AROUND)
@pytest.mark.parametrize("name", INLINE)
def test_lines_are_exact_in_all_blocks(name: str, around: str) -> None:
    """The line is that of the mistake in lists, quotations and directives, too."""
    text = MISTAKES[name]
    prefix = around.format("").split("\n")[-1] if not around.endswith(":::") else ""
    page = f"# Page\n\n{around.format('First.' + chr(10) + prefix + text)}\n\nText.\n"
    line = page[: page.index("←")].count("\n") + 1
    assert found(page.replace("←", "")) == [(line, "markup")]


@pytest.mark.parametrize("name", [name for name in INLINE if "|" not in MISTAKES[name]])
def test_lines_are_exact_in_tables(name: str) -> None:
    """The line is that of the row."""
    cell = MISTAKES[name].replace("←", "")
    page = f"# Page\n\n| A | B |\n| --- | --- |\n| {{role}}`Makers` | 2 |\n| 3 | {cell} |\n"
    assert found(page) == [(6, "markup")]


@pytest.mark.parametrize("text", MISTAKES.values(), ids=MISTAKES)
def test_code_is_left_alone(text: str) -> None:
    """Blocks of code and comments can contain anything."""
    plain = text.replace("←", "").replace("```", "''").replace("-->", "")
    indented = plain.replace("\n", "\n    ")
    for page in (
        f"```\n{plain}\n```\n",
        f"Text.\n\n    {indented}\n",
        f"````markdown\n{plain}\n````\n",
    ):
        assert found(page) == []


@pytest.mark.parametrize("name", [name for name in INLINE if "`" not in MISTAKES[name]])
def test_inline_code_is_left_alone(name: str) -> None:
    """Inline code can contain anything, also in several lines."""
    plain = MISTAKES[name].replace("←", "")
    assert found(f"Text `` {plain}\n{plain} `` text.\n") == []


@pytest.mark.parametrize(
    "text",
    [
        r"Write \{role} 'x', \[text] (https://example.org), \`x and \*\*bold \*\*.",
        "Write &#123;role} 'x' and &lt;https://example.org for it.",
        "The address is https://{hub}.example.org/?a=1&copy=2&lt=3 for it.",
        "The folder {user}'s home has 2 ** 3 = 8 files, docs/**/*.md and *.txt.",
        "It costs $5 to $10, or 5 * 3 * 2, or 3*2*1.",
        "Ask in #support or #Support, in #123 and on issue #7.",
        "Arrows ->, <-, =>, <->, --> and >>>.",
        "We use :tada: and 10:30: or [brackets] (and text) [1][2].",
        ":tada: We did it.",
        "A | B in a sentence, and a || b.",
        "Home | Handbook | Roles\n\nThe | a | an and more.",
        "The value {x}, f{x}, $\\{a=1\\}$, the set {a = 1} and ''quoted''.",
        "~~gone~~, ~5, ~/docs and a~~b.",
        "Text with a\ttab.",
        "AT&T; R&D; Q&A; and foo__bar__baz or ______ for the name.",
        "- -5 degrees\n- +1",
        "-5 degrees",
        "2024. was a year.",
        "Some say x == y and a === b.",
        "Some **bold**, *italic*, ***both***, __bold__ and ~~struck~~ text.",
        "[link](https://example.org), [other][x], <https://example.org>, [](#a)\n\n[x]: https://example.org",
        "Ends in std::string and a::b",
        "> [!NOTE]\n> Mind this.\n\n- [ ] to do\n- [x] done",
        "Term\n: Definition\n\nOther term\n: Definition",
        "| A | B |\n| --- | --- |\n| 1 |\n| `a \\| b` | 2 |",
        "Heading\n---\n\nText.\n\n---\n\nText.",
        "A title of two words\n===\n\nText.",
        "(label)=\n# Title\n\n% A comment with {role} 'x'.\n\n+++\n\nText.",
        "Text.[^1]\n\n[^1]: A note.",
        "A line\\\nand another, {role}`Makers`\nand {role}`the makers <Makers>`.",
        "Text <!-- {role} 'x' --> text.",
    ],
)
def test_no_false_alarm(text: str) -> None:
    """Correct markup, escaped characters and ordinary text are no mistakes."""
    assert found(f"{text}\n") == []


@pytest.mark.parametrize("cell", ["`x|y`", "**a|b**", "[a|b](c.md)"])
def test_marks_that_a_row_cuts(cell: str) -> None:
    """Marks around a ``|`` are only the finding that the row has too many cells."""
    assert found(f"| A | B |\n| --- | --- |\n| {cell} | 2 |\n") == [(3, "markup")]


def test_conflict_in_a_table() -> None:
    """Its lines are not rows that lack cells."""
    rows = "<<<<<<< HEAD\n| 1 | 2 |\n=======\n| 1 | 3 |\n>>>>>>> branch"
    assert found(f"| A | B |\n| --- | --- |\n{rows}\n") == [(3, "markup")]


def test_a_location_in_an_included_file(tmp_path: Path) -> None:
    """The mistake is in the file that is included."""
    (tmp_path / "shared.txt").write_text("Text.\n\nAsk the {role} `Makers`.\n", encoding="utf-8")
    text = dedent("""\
        # Page

        ```{include} shared.txt
        ```
        """)
    (problem,) = problems(page_of(text, path=f"{tmp_path}/page.md"))
    assert problem.location.place == ("shared.txt", 3)
