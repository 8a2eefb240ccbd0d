"""The menu of a page that has been written is found, or it is left alone. No Sphinx."""

from __future__ import annotations

import pytest

from sphinx_compass.reading.menu_output import with_menu, without_menu

PAGE = '<main><nav class="bd-docs-nav" aria-label="Main"><ul>{}</ul></nav><p>Wörter</p></main>'


def test_only_the_menu_is_replaced() -> None:
    """What is around it stays, byte by byte."""
    page = PAGE.format("<li>Älter</li>").encode()
    assert with_menu(page, "<ul><li>Neü</li></ul>".encode()) == PAGE.format("<li>Neü</li>").encode()
    assert without_menu(page) == PAGE.format("").replace("<ul></ul>", "").encode()


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<main>No menu</main>",
        PAGE * 2,
        PAGE.replace("</nav>", ""),
        PAGE.replace('">', "'>"),
        PAGE.replace("bd-docs-nav", "other"),
    ],
)
def test_without_one_menu_nothing_is_replaced(page: str) -> None:
    """Such as in a template of another site."""
    assert with_menu(page.encode(), b"<ul></ul>") is None
    assert without_menu(page.encode()) == page.encode()
