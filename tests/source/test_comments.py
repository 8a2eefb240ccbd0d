"""Comments are not published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import tree
from sphinx_compass.source.comments import without_comments

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<!-- a -->", ""),
        ("<b>a</b><!-- b --> c<!---->", "<b>a</b> c"),
        ("<!-- a\nb -->\n<!-- c -->", "\n"),
        ("<!-- open", "<!-- open"),
        ("--> text", "--> text"),
    ],
)
def test_without_comments(html: str, kept: str) -> None:
    """Everything else stays."""
    assert without_comments(html) == kept


def test_comment_in_a_title(handbook: Callable[..., Handbook]) -> None:
    """Neither pages nor data nor links contain it, nor tags as text."""
    pages = {
        "index.md": "# Start\n\n```{toctree}\npage\n```\n\n<!-- for-editors-only -->\n\n"
        ":::{role} Boss\nLeads.\n:::\n",
        "page.md": (
            "---\nowner: boss\n---\n# A page <!-- for-editors-only --> in <kbd>X</kbd>\n\n"
            "<p>Text. <!-- for-editors-only --></p>\n"
        ),
    }
    conf = """
compass_check_pages = True
compass_repository_url = "https://example.org/book"
html_baseurl = "https://example.org/"
html_copy_source = False
"""
    book = handbook(pages, conf)
    assert (book.run("-W"), book.warnings) == (0, "")
    files = tree(book.outdir)
    assert [name for name, data in files.items() if b"for-editors-only" in data] == []
    html = book.html("page")
    assert 'content="A page in X"' in html
    assert "Out+of+date%3A+A+page+in+X" in html
    assert "Text." in html
