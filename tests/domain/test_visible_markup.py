"""Visible markup is found in builds, too, where Sphinx replaces quotation marks and dashes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mistakes import places
from visible_markup import MISTAKES, page_with

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Handbook

EXTENSIONS = ["colon_fence", "deflist", "alert", "strikethrough", "tasklist"]
CONF = f"""
compass_check_pages = True
compass_untrusted_pages = True
compass_require_summary = False
nitpicky = True
myst_enable_extensions = {EXTENSIONS}
suppress_warnings = ["myst.strikethrough"]
"""


def test_each_mistake_is_found_once_on_its_line(handbook: Callable[..., Handbook]) -> None:
    """Each page has one finding, at the line of the mistake."""
    pages = {f"page{index}.md": page_with(text) for index, text in enumerate(MISTAKES.values())}
    toctree = "\n".join(name.removesuffix(".md") for name in pages)
    texts = {name: text for name, (text, _line) in pages.items()}
    book = handbook({"index.md": f"# Start\n\n```{{toctree}}\n{toctree}\n```\n", **texts}, CONF)
    book.run()
    assert {finding.file for finding in book.findings} == pages.keys()
    for (name, (_text, line)), mistake in zip(pages.items(), MISTAKES, strict=True):
        here = [finding for finding in book.findings if finding.file == name]
        assert places(here) in ([(line, "markup")], [(line, "block")]), mistake


def test_notes_check_boxes_and_struck_text_of_github(handbook: Callable[..., Handbook]) -> None:
    """Readers see no marks of them."""
    text = "# Page\n\n> [!NOTE]\n> Mind this.\n\n- [ ] to do\n- [x] done\n\n~~gone~~\n"
    book = handbook({"index.md": text}, CONF)
    assert book.run("-W") == 0, book.warnings
    html = book.html("index")
    assert '<div class="admonition note">' in html
    assert "\N{BALLOT BOX} to do" in html
    assert "\N{BALLOT BOX WITH CHECK} done" in html
    assert "<s>gone</s>" in html
    assert "[!NOTE]" not in html
