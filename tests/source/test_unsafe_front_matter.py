"""Front matter that changes how a page is built."""

from __future__ import annotations

import pytest

from sphinx_compass.source.unsafe.front_matter import without_effects


def found(text: str) -> tuple[list[str], list[tuple[int, str]]]:
    """Return the lines that are left, and the line and the key of each problem."""
    left, problems = without_effects("page", text)
    assert left.count("\n") == text.count("\n")
    return left.split("\n"), [
        (problem.location.line, problem.message.split("'")[1]) for problem in problems
    ]


def test_what_describes_the_page_stays() -> None:
    """Plain values are no business of this check."""
    for owner in ("a", "{a}"):
        text = f"---\nowner: {owner}\nreview_in: 6 months\nredirect_from:\n- old\n---\n# Page\n"
        assert without_effects("page", text) == (text, ())


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("myst:\n  html_meta:\n    a: b", (5, "myst: html_meta: a")),
        ("myst:\n  enable_extensions: [x]", (4, "myst: enable_extensions")),
        ("myst: {html_meta: {a: b}}", (3, "myst: html_meta: a")),
        ("html_theme.sidebar_secondary.remove: true", (3, "html_theme.sidebar_secondary.remove")),
        ("sd_hide_title: true", (3, "sd_hide_title")),
        ("substitutions:\n  a: b", (4, "substitutions: a")),
        ("other:\n  a: b", (4, "other: a")),
    ],
)
def test_what_changes_the_build_is_removed(block: str, expected: tuple[int, str]) -> None:
    """The key goes with all its lines; the problem is at the innermost line."""
    lines, problems = found(f"---\nowner: a\n{block}\nreview_in: 1 year\n---\n# Page\n")
    assert problems == [expected]
    assert [line for line in lines if line] == [
        *("---", "owner: a", "review_in: 1 year", "---", "# Page")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# Page\n",
        "---\nkeywords: {pager, taxi}\n---\n",
        "---\nowner: a\n",
        "---\n- a\n---\n",
        "---\na: [\n---\n",
        "---\n---\n",
        "",
    ],
)
def test_other_texts_stay(text: str) -> None:
    """Pages without front matter, or with front matter that another check reports, stay."""
    assert without_effects("page", text) == (text, ())


def test_aliases_end() -> None:
    """A mapping that contains itself is removed as well."""
    _lines, problems = found("---\nmyst: &a\n  b: *a\n---\n")
    assert len(problems) == 1
