"""What a build finds in the headings of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mistakes import assert_found, findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook
    from mistakes import Found

CHECKED = "compass_check_pages = True\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Text only.\n", (1, "heading")),
        ("---\ntitle: x\n---\n\nText only.\n", (5, "heading")),
        ("---\ntitle: x\n---\n", (1, "heading")),
        ("", (1, "heading")),
        ("Text.\n\n## Part\n", (3, "heading")),
        ("## Part\n\n# Page\n", (1, "heading")),
        ("Part\n----\n\nText.\n", (1, "heading")),
        ("#page\n\nText.\n\n## Part\n", (1, "heading", "# page")),
        ("#Page\n\nText.\n\n## Part\n", (1, "markup", "#Page")),
        ("#Page\n\nText.\n", (1, "markup", "#Page")),
        ("# ![logo](logo.svg)\n", (1, "heading")),
        ("# <!-- no words -->\n", (1, "heading")),
        ("#\n\nText.\n", (1, "heading")),
        ("# \u200b\n\nText.\n", (1, "heading")),
        ("# Page\n\n## ***\n\nText.\n", (3, "heading")),
        ("# Page\n\n## \N{PARTY POPPER}\n\nText.\n", (3, "heading")),
        ("\n\n \n", (1, "heading")),
        ("# Page\n\n##\n\nText.\n", (3, "heading")),
        ("# Page\n\n# Other *words*\n\nText.\n", (3, "heading", "## Other words")),
        ("Page\n====\n\nOther\n=====\n\nText.\n", (4, "heading", "## Other")),
        ("# Page\n\n### Part\n", (3, "heading", "## Part")),
        ("# Page\n\n## Part\n\n##### Detail\n", (5, "heading", "### Detail")),
    ],
)
def test_heading(handbook: Callable[..., Handbook], text: str, found: Found) -> None:
    """It is one finding, at the heading or where the title should be."""
    conf = CHECKED + "suppress_warnings += ['image']\n"
    assert_found(findings(handbook, text, conf=conf), [found])


@pytest.mark.parametrize(
    "text",
    [
        "# Page\n\n## Part\n\n### Detail\n\n## Part two\n",
        "(label)=\n# Page\n",
        "% a comment\n\n# Page\n",
        "Page\n====\n\nPart\n----\n",
        "# {role}`boss`\n",
        "# `code`\n",
        "# Page\n\n:::{note}\n# In a note\n:::\n",
        "# Page\n\n```\n# In code\n```\n",
    ],
)
def test_sound_headings(handbook: Callable[..., Handbook], text: str) -> None:
    """A page with one title, and levels that follow each other, is sound."""
    assert findings(handbook, text, conf=CHECKED) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [("Text only.\n", [(1, "heading")]), ("Page\n====\n\nPart\n----\n\nText.\n", [])],
)
def test_restructuredtext(handbook: Callable[..., Handbook], text: str, found: list[Found]) -> None:
    """The same holds for pages in reStructuredText."""
    assert_found(findings(handbook, text, conf=CHECKED, suffix=".rst"), found)


def test_a_listed_page_without_title_is_reported_once(handbook: Callable[..., Handbook]) -> None:
    """The tables of contents that list it are not reported as well."""
    book = handbook(
        {"index.md": "# Start\n\n```{toctree}\npage\n```\n", "page.md": "Text.\n"}, CHECKED
    )
    for builder in ("dirhtml", "html"):
        book.run(builder=builder)
        assert [(item.file, item.line) for item in book.findings] == [("page.md", 1)]
