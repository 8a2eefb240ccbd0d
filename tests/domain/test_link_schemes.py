"""Links whose addresses begin with a scheme, in any case."""

from __future__ import annotations

import inspect
from html import unescape
from typing import TYPE_CHECKING

import pytest
from myst_parser.mdit_to_docutils import base

from mistakes import COMPANY, INDEX, assert_found, findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook

CHECKED = """
compass_check_pages = True
html_theme, html_theme_options = "basic", {}
myst_heading_anchors = 3
myst_url_schemes = ["http", "https", "tel"]
"""

pytestmark = pytest.mark.filterwarnings(r"ignore:'myst_parser\.:PendingDeprecationWarning")


def test_method_that_is_replaced() -> None:
    """MyST-Parser compares schemes as they are written."""
    source = inspect.getsource(base.DocutilsRenderer.render_link)
    assert "if scheme in self.md_config.url_schemes:" in source, "MyST changed: link_schemes.py"
    match = base.REGEX_SCHEME.match("HTTPS://example.org")
    assert match is not None, "MyST changed: link_schemes.py"
    assert match[1] == "HTTPS"


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("HTTPS://Example.org/A", "https://Example.org/A"),
        ("Http://example.org", "http://example.org"),
        ("TEL:+49-1", "tel:+49-1"),
        ("Project:company.md", "../company/"),
        ("PROJECT:#page", "#page"),
    ],
)
@pytest.mark.parametrize("text", ["[x]({})", "[x][y]\n\n[y]: {}", '[x](<{}> "t")'])
def test_scheme_in_any_case(
    handbook: Callable[..., Handbook], address: str, link: str, text: str
) -> None:
    """The link works as one with the scheme in lowercase."""
    page = f"# Page\n\n{text.format(address)}\n"
    book = handbook({"index.md": INDEX, "company.md": COMPANY, "page.md": page}, CHECKED)
    book.build()
    assert book.warnings == ""
    assert f'href="{link}"' in unescape(book.html("page"))


@pytest.mark.parametrize(
    "address", ["slack://channel/x", "DOI:10.1000/182", "git+ssh://example.org/x.git"]
)
def test_other_scheme(handbook: Callable[..., Handbook], address: str) -> None:
    """An address that pages cannot have is not taken for the path of a file."""
    found = findings(handbook, f"# Page\n\nA\n[link]({address}).\n", conf=CHECKED)
    assert_found(found, [(4, "unknown", f"{address.partition(':')[0].lower()}:", "https:")])
